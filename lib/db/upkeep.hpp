#ifndef TOKOCRM_LIB_DB_UPKEEP_HPP
#define TOKOCRM_LIB_DB_UPKEEP_HPP

// Whole files: copied, put in place, brought to a newer schema. docs/adr/0005-copies-of-a-shop.md

#include "migration.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::db {

/// Tells somebody how far a long work is, again and again; what that one throws ends the work.
class advance
{
public:
    /// @param tell Is handed percents; may be empty.
    explicit advance(std::function<void(int)> tell) : tell_(std::move(tell)) {}
    void to(int percent)
    {
        percent_ = percent;
        still_there();
    }
    void still_there() const
    {
        if (tell_)
            tell_(percent_);
    }

private:
    std::function<void(int)> tell_;
    int percent_ = 0;
};

/// Percents of a copy; what comes after them is for whoever looks at it.
inline constexpr int percent_copied = 60;
inline constexpr int percent_intact = 70;

/// How a copy is made.
struct copying
{
    actor const& who;
    environment const& env;
    migrations schema;
    bool rehearse; ///< only look: nothing is written
    advance& progress;
    /// Is shown the copy when it is known to be intact; throws to refuse it. Where nothing may be
    /// written, a unit that reads, of the schema that it found: then false, if it is older.
    std::function<void(unit_of_work&, bool has_our_schema)> examine;
    /// Is shown the shop that a copy takes the place of, before the copy is shown; from then on
    /// nobody writes to it. Not called where it cannot be read.
    std::function<void(unit_of_work&, std::int64_t schema)> examine_replaced = {};
};

/// What came of it.
struct copied
{
    std::string file; ///< absolute
    std::int64_t bytes = 0;
    std::int64_t schema = 0;         ///< of what was copied
    std::optional<std::string> kept; ///< where the file is that had the name before
    bool replaces = false;           ///< it takes, or would take, the place of a shop
};

/// A copy of a shop beside whoever works on it: one file that nothing belongs to.
copied back_up(std::string_view url, std::string_view file, copying const& how);

/// A shop from a copy; an older one is brought to our schema. @param replace May take the place of
/// a shop, which nobody has open then.
copied restore(std::string_view url, std::string_view file, bool replace, copying const& how);

/// Shows a copy as it stands, without a look whether it is intact.
copied look_at(std::string_view file, copying const& how);

/// What an upgrade did, or would do.
struct upgraded
{
    std::int64_t from = 0, to = 0;
    std::vector<std::string> steps;
    std::optional<std::string> backup; ///< absolute
};

/// Brings a shop to our schema, in one commit, with a copy beside it. `examine` is shown the shop
/// as it was found, and the unit that changes it.
upgraded upgrade(std::string_view url, copying const& how);

/// What can be seen of a shop's file from outside, and a look into it.
struct condition
{
    std::string file; ///< absolute
    std::int64_t bytes = 0, log_bytes = 0, free_bytes = 0, unfinished = 0;
    std::int64_t mode = 0; ///< the file's rights
    bool lock_is_there = false, lock_is_taken = false;
    std::optional<error> lock_failure;
    std::optional<error> obstacle; ///< why it could not be looked into
    std::int64_t schema = 0;
    std::string damage; ///< the first thing that is wrong; empty where nothing is
};

std::string sqlite_version();
/// Whether a checkpoint beside a writer can damage a shop: SQLite before 3.51.3.
bool sqlite_has_log_race() noexcept;

/// `examine` is shown a shop that is a shop's and intact, of whatever schema.
condition inspect(std::string_view url, copying const& how);

} // namespace tokocrm::db

#endif
