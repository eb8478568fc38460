// apart: purchases_of_cdnow
#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace tokocrm;

namespace {

/// The purchases of CDNOW's customers, where they are at hand.
std::optional<std::filesystem::path> cdnow_file()
{
    if (auto const* const given = std::getenv("TOKO_CDNOW"))
        return given;
    auto const beside =
        std::filesystem::path(TOKOCRM_SOURCE_DIR) / "../shared/data/cdnow/purchases.csv";
    if (std::filesystem::exists(beside))
        return beside;
    return std::nullopt;
}

struct cdnow_fixture : test::sales_fixture
{
    cdnow_fixture()
    {
        profile = profile_named("CDNOW");
        profile.currency = currency::usd;
        profile.time_zone = "America/New_York";
    }
    static order_import_options options()
    {
        order_import_options made;
        made.columns = {{"customer", "customer_id"},
                        {"placed_at", "date"},
                        {"quantity", "number_of_cds"},
                        {"line_total", "dollar_value"}};
        made.constants = {{"product", "CD"}};
        made.date_format = "%Y%m%d";
        return made;
    }
    void check_clean()
    {
        for (auto const& each : findings())
            BOOST_ERROR(each);
    }
    /// Every figure that is kept.
    std::vector<std::string> summary() { return dump()["sales_summary"]; }
};

struct purchase
{
    std::string customer, date;
    std::int64_t units, cents;

    std::string row() const
    {
        auto const rest = std::to_string(cents % 100 + 100).substr(1);
        return customer + "," + date + "," + std::to_string(units) + "," +
               std::to_string(cents / 100) + "." + rest + "\n";
    }
};

std::string const header = "customer_id,date,number_of_cds,dollar_value\n";

/// A history of the same kind, the same in every run: equal rows, purchases for nothing, months
/// in which nobody came.
std::vector<purchase> own_history()
{
    std::mt19937_64 engine(1997);
    auto const pick = [&](std::uint64_t most) {
        return static_cast<std::int64_t>(engine() % most);
    };
    std::vector<purchase> all;
    for (int i = 0; i < 3'000; ++i) {
        auto const month =
            std::array{1, 1, 1, 2, 2, 3, 5, 6, 9, 12}[static_cast<std::size_t>(pick(10))];
        auto const day = pick(28) + 1;
        auto const date = std::to_string(19970000 + month * 100 + day);
        auto const customer = std::to_string(100'000 + pick(900)).substr(1);
        auto const units = pick(6) + 1;
        all.push_back({customer, date, units, pick(60) ? units * 1'177 + pick(300) : 0});
        if (pick(40) == 0)
            all.push_back(all.back());
    }
    return all;
}

struct month_figures
{
    std::int64_t orders = 0, units = 0, cents = 0, fresh = 0, known = 0;
};

std::map<std::string, month_figures> by_month(std::vector<purchase> const& all)
{
    std::map<std::string, month_figures> months;
    std::map<std::string, std::set<std::string>> months_of;
    for (auto const& each : all) {
        auto const month = each.date.substr(0, 4) + "-" + each.date.substr(4, 2);
        auto& figures = months[month];
        ++figures.orders;
        figures.units += each.units;
        figures.cents += each.cents;
        months_of[each.customer].insert(month);
    }
    for (auto const& [customer, of] : months_of)
        for (auto const& month : of)
            ++(month == *of.begin() ? months[month].fresh : months[month].known);
    return months;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(real_histories, cdnow_fixture)

BOOST_AUTO_TEST_CASE(purchases_of_cdnow)
{
    auto const file = cdnow_file();
    if (!file) {
        std::cout << "NOT RUN: purchases_of_cdnow needs ../shared/data/cdnow/purchases.csv beside "
                     "the checkout, or its path in TOKO_CDNOW\n";
        BOOST_TEST(!std::getenv("TOKO_CDNOW"));
        return;
    }
    std::ifstream csv(*file, std::ios::binary);
    BOOST_REQUIRE_MESSAGE(csv, "cannot open " << *file);
    auto staged = stage(csv, options());
    BOOST_TEST(staged.rejected_rows() == 0);
    auto const made = import(staged);
    BOOST_TEST(made.orders == 69'659);
    BOOST_TEST(made.lines == 69'659);
    BOOST_TEST(made.products == 1);
    auto const all = report("1997-01-01", "1998-06-30");
    BOOST_REQUIRE(all.rows.size() == 18u);
    BOOST_TEST(all.totals.orders == 69'659);
    BOOST_TEST(all.totals.units.thousandths() == 167'881'000);
    BOOST_TEST(all.totals.gross.minor() == 250'031'563);
    auto const& first = all.rows[0].figures;
    BOOST_TEST(first.orders == 8'928);
    BOOST_TEST(first.gross.minor() == 29'906'017);
    BOOST_TEST(first.new_customers == 7'846);
    BOOST_TEST(first.returning_customers.value() == 0);
    auto const& second = all.rows[1].figures;
    BOOST_TEST(second.orders == 11'272);
    BOOST_TEST(second.new_customers == 8'476);
    BOOST_TEST(second.returning_customers.value() == 1'157);
    auto const& last = all.rows[17].figures;
    BOOST_TEST(last.orders == 2'043);
    BOOST_TEST(last.gross.minor() == 7'610'930);
    BOOST_TEST(number("select count(*) from orders where total = 0") == 80);
    check_clean();
    auto again = [&] {
        std::ifstream once_more(*file, std::ios::binary);
        return stage(once_more, options());
    }();
    BOOST_TEST(import(again).skipped == 69'659);
}

BOOST_AUTO_TEST_CASE(a_history_of_our_own)
{
    auto const all = own_history();
    std::string csv = header;
    for (auto const& each : all)
        csv += each.row();
    auto const made = import(csv, options());
    BOOST_TEST(made.orders == static_cast<std::int64_t>(all.size()));
    auto const expected = by_month(all);
    BOOST_TEST(expected.size() == 7u);
    auto const got = report("1997-01-01", "1997-12-31");
    BOOST_REQUIRE(got.rows.size() == 12u);
    for (auto const& row : got.rows) {
        auto const month = to_iso(row.period.first).substr(0, 7);
        auto const found = expected.find(month);
        auto const want = found == expected.end() ? month_figures{} : found->second;
        BOOST_TEST_CONTEXT(month)
        {
            BOOST_TEST(row.figures.orders == want.orders);
            BOOST_TEST(row.figures.units.thousandths() == want.units * 1'000);
            BOOST_TEST(row.figures.gross.minor() == want.cents);
            BOOST_TEST(row.figures.total().minor() == want.cents);
            BOOST_TEST(row.figures.new_customers == want.fresh);
            BOOST_TEST(row.figures.returning_customers.value() == want.known);
        }
    }
    BOOST_TEST(number("select count(*) from orders where occurrence > 1") > 20);
    BOOST_TEST(number("select count(*) from orders where total = 0") > 20);
    check_clean();
    auto const figures = summary();

    // Again, then taken back, then shuffled and from a stream that cannot be read twice.
    BOOST_TEST(import(csv, options()).skipped == made.orders);
    BOOST_TEST(undo(made.batch).orders == made.orders);
    BOOST_TEST(summary().empty());
    std::mt19937_64 engine(5);
    auto shuffled = all;
    for (std::size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[engine() % i]);
    std::string other = header;
    for (auto const& each : shuffled)
        other += each.row();
    BOOST_TEST(import(other, options()).orders == made.orders);
    BOOST_TEST((summary() == figures));
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()
