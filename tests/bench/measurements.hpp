#ifndef TOKOCRM_TESTS_BENCH_MEASUREMENTS_HPP
#define TOKOCRM_TESTS_BENCH_MEASUREMENTS_HPP

#include "process.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// Where the programs are.
struct programs
{
    std::string toko, yardstick, raw_query, checkouts, following, shell;
};

/// A history of so many orders, and the shops of it.
struct shop_size
{
    std::int64_t orders;
    std::string folder;

    std::string history() const { return folder + "/history.csv"; }
    /// Just founded, with nothing in it.
    std::string empty() const { return folder + "/empty.db"; }
    /// The history, imported by toko.
    std::string shop() const { return folder + "/shop.db"; }
    /// As many customers as orders, and a tenth as many products; no orders.
    std::string records() const { return folder + "/records.db"; }
    std::string fresh_of_toko() const { return folder + "/fresh-toko.db"; }
    std::string fresh_of_yardstick() const { return folder + "/fresh-raw.db"; }
    /// The history, and two products with reviews: 100,000 and 10.
    std::string reviews() const { return folder + "/reviews.db"; }
    /// The history, of which the first customer has 1,000 orders.
    std::string cards() const { return folder + "/cards.db"; }
    std::string said_by_yardstick() const { return folder + "/said-raw.db"; }
    /// What checkouts begin with.
    std::string checkouts_of_toko() const { return folder + "/checkouts-toko.db"; }
    std::string checkouts_of_yardstick() const { return folder + "/checkouts-raw.db"; }
};

/// What a measurement works with.
struct scene
{
    programs const& run;
    shop_size const& of;
    shop_size const& smallest;
};

/// One row of the table: toko and its yardstick, run in turn.
struct measurement
{
    std::string name;                      ///< for --only
    std::string what;                      ///< toko does
    std::string beside;                    ///< the yardstick does
    std::optional<double> most_times = {}; ///< of the yardstick's time
    std::optional<double> most_mib = {};
    /// Both programs write figures of their own; see `tell_latencies`.
    bool tells = false;
    std::string told_as = "An answer takes";
    std::optional<double> most_median_seconds = {}, most_p99_times = {}, least_fairness = {},
                          most_seconds = {}, most_idle_share = {};
    std::function<int(shop_size const&)> times_run;
    std::function<command(scene const&)> toko, yardstick;
    /// Before each pair, untimed; can be empty.
    std::function<void(scene const&)> prepare = {};
    /// After the first pair: throws where toko and its yardstick do not agree.
    std::function<void(scene const&)> require_agreement = {};
    bool only_beyond_smallest = false, only_at_smallest = false;
};

/// All that is measured; whoever adds a command adds a row.
std::vector<measurement> const& measurements();

} // namespace bench

#endif
