#include "tests/support/sales_fixture.hpp"
#include "tests/support/sales_model.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

std::int64_t day_number(date on)
{
    return on.year() * 10'000 + on.month() * 100 + on.day();
}

struct report_fixture : test::sales_fixture
{
    /// The figures of a day or month, in the model's shape.
    static test::model_figures of(sales_figures const& f)
    {
        return {f.orders,          f.units.thousandths(),
                f.gross.minor(),   f.discounts.minor(),
                f.refunds.minor(), f.shipping.minor(),
                f.new_customers,   f.returning_customers.value_or(0)};
    }
    test::model_figures day(char const* on, report_basis basis = report_basis::paid)
    {
        return of(report(on, on, report_granularity::day, basis).rows.at(0).figures);
    }
    std::vector<figure_part> explain(char const* first, char const* last, report_column column,
                                     report_basis basis = report_basis::paid)
    {
        return read([&](unit_of_work& uow) {
            std::vector<figure_part> parts;
            explain_figure(uow, {parse_date(first), parse_date(last)}, column, basis,
                           [&](figure_part const& each) { parts.push_back(each); });
            return parts;
        });
    }
    void check_clean()
    {
        for (auto const& each : findings())
            BOOST_ERROR(each);
    }
    void check_against(std::vector<test::model_order> const& orders, char const* last)
    {
        for (auto const basis : {report_basis::paid, report_basis::placed})
            for (auto const by : {report_granularity::day, report_granularity::month}) {
                bool const by_month = by == report_granularity::month;
                auto const expected =
                    test::expected_figures(orders, basis == report_basis::paid, by_month);
                test::model_figures sum;
                std::size_t found = 0;
                auto const all = report("2026-01-01", last, by, basis);
                for (auto const& row : all.rows) {
                    auto const key = day_number(row.period.first) / (by_month ? 100 : 1);
                    auto const want = expected.find(key);
                    auto const is = of(row.figures);
                    found += want != expected.end();
                    BOOST_CHECK_MESSAGE(
                        is == (want == expected.end() ? test::model_figures{} : want->second),
                        name(basis) << " " << key << " is " << is.text() << ", not "
                                    << (want == expected.end() ? "" : want->second.text()));
                    sum.orders += is.orders;
                    sum.units += is.units;
                    sum.gross += is.gross;
                    sum.discounts += is.discounts;
                    sum.refunds += is.refunds;
                    sum.shipping += is.shipping;
                    sum.fresh += is.fresh;
                }
                BOOST_TEST(found == expected.size());
                BOOST_CHECK_MESSAGE(of(all.totals) == sum,
                                    "totals " << of(all.totals).text() << ", not " << sum.text());
                BOOST_TEST(!all.totals.returning_customers.has_value());
            }
    }
};

/// Two customers and a guest over three months; every figure below is computed by hand.
char const* const small_history =
    "order,placed_at,paid_at,customer,sku,quantity,unit_price,discount_percent,line_total,coupon,"
    "coupon_amount,shipping,status\n"
    "A,2026-01-10,2026-01-12,Ani,S1,2,1000,10,,X,100,500,\n"     // 2000 - 200 - 100 + 500
    "A,,,,S2,1.5,333,,,,,,\n"                                    // 500 (499.5)
    "B,2026-01-31,2026-02-01,Budi,S1,1,,,700,,,,\n"              // paid in the next month
    "C,2026-01-12,,Ani,S1,1,,,100,,,,\n"                         // the same day as A was paid
    "D,2026-02-10,2026-02-11,Ani,S1,1,,,1000,,50,200,refunded\n" // given back on the 11th
    "E,2026-02-10,,,S1,1,,,0,,,,\n"                              // a guest, for nothing
    "F,2026-03-01,,Budi,S1,4,,,400,,,,cancelled\n"
    "G,2026-03-02,,Cici,S1,4,,,400,,,,awaiting\n";

} // namespace

BOOST_FIXTURE_TEST_SUITE(small_histories, report_fixture)

BOOST_AUTO_TEST_CASE(by_month_as_paid)
{
    import(small_history);
    auto const all = report("2026-01-01", "2026-03-31");
    BOOST_TEST(name(all.basis) == "paid");
    BOOST_TEST(all.time_zone == "Asia/Jakarta");
    BOOST_REQUIRE(all.rows.size() == 3u);
    auto const& january = all.rows[0].figures;
    // orders units gross discounts refunds shipping new returning
    BOOST_TEST(of(january).text() == "2 4500 2600 300 0 500 1 0 ");
    BOOST_TEST(january.net().minor() == 2'300);
    BOOST_TEST(january.total().minor() == 2'800);
    BOOST_TEST(january.average_order()->minor() == 1'150);
    auto const& february = all.rows[1].figures;
    BOOST_TEST(of(february).text() == "3 3000 1700 50 950 0 1 1 ");
    BOOST_TEST(february.net().minor() == 700);
    BOOST_TEST(february.total().minor() == 700);
    BOOST_TEST(february.average_order()->minor() == 233); // 233.3
    auto const& march = all.rows[2].figures;
    BOOST_TEST(of(march).text() == "0 0 0 0 0 0 0 0 ");
    BOOST_TEST(!march.average_order().has_value());
    BOOST_TEST(of(all.totals).text() == "5 7500 4300 350 950 500 2 0 ");
    BOOST_TEST(!all.totals.returning_customers.has_value());
    BOOST_TEST(all.totals.average_order()->minor() == 600);
    check_clean();
}

BOOST_AUTO_TEST_CASE(by_month_as_placed)
{
    import(small_history);
    auto const all =
        report("2026-01-01", "2026-03-31", report_granularity::month, report_basis::placed);
    BOOST_TEST(of(all.rows.at(0).figures).text() == "3 5500 3300 300 0 500 2 0 ");
    BOOST_TEST(of(all.rows.at(1).figures).text() == "2 2000 1000 50 950 0 0 1 ");
    BOOST_TEST(of(all.rows.at(2).figures).text() == "1 4000 400 0 0 0 1 0 ");
}

BOOST_AUTO_TEST_CASE(by_day)
{
    import(small_history);
    BOOST_TEST(day("2026-01-10").text() == "0 0 0 0 0 0 0 0 ");
    BOOST_TEST(day("2026-01-12").text() == "2 4500 2600 300 0 500 1 0 "); // Ani once
    BOOST_TEST(day("2026-02-01").text() == "1 1000 700 0 0 0 1 0 ");
    BOOST_TEST(day("2026-02-10").text() == "1 1000 0 0 0 0 0 0 ");
    BOOST_TEST(day("2026-02-11").text() == "1 1000 1000 50 950 0 0 1 ");
    // As placed Ani is new on the 10th and back on the 12th, and the refund is on its own day.
    auto const placed = report_basis::placed;
    BOOST_TEST(day("2026-01-10", placed).text() == "1 3500 2500 300 0 500 1 0 ");
    BOOST_TEST(day("2026-01-12", placed).text() == "1 1000 100 0 0 0 0 1 ");
    BOOST_TEST(day("2026-02-10", placed).text() == "2 2000 1000 50 0 200 0 1 ");
    BOOST_TEST(day("2026-02-11", placed).text() == "0 0 0 0 950 -200 0 0 ");
    BOOST_TEST(day("2026-03-01", placed).text() == "0 0 0 0 0 0 0 0 ");
    auto const refund_alone = report("2026-02-11", "2026-02-11", report_granularity::day, placed);
    BOOST_TEST(!refund_alone.rows.at(0).figures.average_order().has_value());
}

BOOST_AUTO_TEST_CASE(the_average_is_rounded_half_up)
{
    import("order,placed_at,sku,line_total\nA,2026-01-01,S,1\nB,2026-01-01,S,2\n"
           "C,2026-01-02,S,1\nD,2026-01-02,S,0\nE,2026-01-02,S,0\n");
    auto const all = report("2026-01-01", "2026-01-02", report_granularity::day);
    BOOST_TEST(all.rows.at(0).figures.average_order()->minor() == 2); // 1.5
    BOOST_TEST(all.rows.at(1).figures.average_order()->minor() == 0); // 0.3
}

BOOST_AUTO_TEST_CASE(a_customer_is_new_once)
{
    import("order,placed_at,customer,sku,line_total\nB,2026-03-05,Ani,S,1\nC,2026-03-20,Ani,S,1\n");
    BOOST_TEST(report("2026-03-01", "2026-03-31").rows.at(0).figures.new_customers == 1);
    BOOST_TEST(report("2026-03-01", "2026-03-31").rows.at(0).figures.returning_customers.value() ==
               0);
    BOOST_TEST(day("2026-03-20").text() == "1 1000 1 0 0 0 0 1 ");
    // An older order comes to light.
    auto const older = import("order,placed_at,customer,sku,line_total\nA,2026-01-05,Ani,S,1\n");
    BOOST_TEST(day("2026-01-05").text() == "1 1000 1 0 0 0 1 0 ");
    BOOST_TEST(day("2026-03-05").text() == "1 1000 1 0 0 0 0 1 ");
    BOOST_TEST(report("2026-03-01", "2026-03-31").rows.at(0).figures.new_customers == 0);
    BOOST_TEST(report("2026-03-01", "2026-03-31").rows.at(0).figures.returning_customers.value() ==
               1);
    check_clean();
    undo(older.batch);
    BOOST_TEST(day("2026-03-05").text() == "1 1000 1 0 0 0 1 0 ");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_day_ends_at_midnight_where_the_shop_is)
{
    // 23:30 in Jakarta is 16:30 of the same day in UTC, 00:15 is the day before there.
    import("order,placed_at,sku,line_total\nA,2026-01-31T23:30,S,1\nB,2026-02-01T00:15,S,10\n"
           "C,2026-01-31T16:59:59Z,S,100\nD,2026-01-31T17:00:00Z,S,1000\n");
    BOOST_TEST(day("2026-01-31").gross == 101);
    BOOST_TEST(day("2026-02-01").gross == 1'010);
    BOOST_TEST(report("2026-01-01", "2026-01-31").rows.at(0).figures.gross.minor() == 101);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_zone_with_summer_time)
{
    profile.time_zone = "America/New_York";
    profile.currency = currency::usd;
    // Clocks go forward on 2026-03-08; the offset changes from five hours to four.
    import("order,placed_at,sku,line_total\nA,2026-03-08T04:59:59Z,S,1\nB,2026-03-08T05:00Z,S,10\n"
           "C,2026-03-09T03:59:59Z,S,100\nD,2026-03-09T04:00Z,S,1000\n");
    BOOST_TEST(day("2026-03-07").gross == 100);
    BOOST_TEST(day("2026-03-08").gross == 11'000);
    BOOST_TEST(day("2026-03-09").gross == 100'000);
    check_clean();
}

BOOST_AUTO_TEST_CASE(periods)
{
    import("order,placed_at,sku,line_total\nA,2026-11-24,S,1\nB,2026-11-30,S,10\n");
    // It is the 24th of November.
    auto const year = report("2026-02-15", "2026-12-31");
    BOOST_TEST(to_iso(year.period.first) == "2026-02-01");
    BOOST_TEST(to_iso(year.period.last) == "2026-11-24");
    BOOST_REQUIRE(year.rows.size() == 10u);
    BOOST_TEST(to_iso(year.rows.front().period.last) == "2026-02-28");
    BOOST_TEST(to_iso(year.rows.back().period.last) == "2026-11-24");
    auto const days = report("2026-11-23", "2026-11-30", report_granularity::day);
    BOOST_REQUIRE(days.rows.size() == 2u);
    BOOST_TEST(days.totals.gross.minor() == 1);
    BOOST_TEST(refused_because([&] { report("2026-02-01", "2026-01-31"); }) ==
               "report.period_backwards");
    auto const refused = [&](date_range period, report_granularity by) {
        return refused_because(
            [&] { read([&](unit_of_work& uow) { report_sales(uow, period, by); }); });
    };
    for (auto const by : {report_granularity::day, report_granularity::month})
        for (date const outside : {date(), date(boost::gregorian::pos_infin),
                                   date(boost::gregorian::neg_infin), date(1899, 12, 31)}) {
            BOOST_TEST(refused({outside, date(2026, 1, 1)}, by) == "date.out_of_range");
            BOOST_TEST(refused({date(2026, 1, 1), outside}, by) == "date.out_of_range");
        }
    // Half past midnight in Jakarta is still the day before in UTC.
    clk.set(timestamp(std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}) +
            std::chrono::hours{17} + std::chrono::minutes{30});
    BOOST_TEST(report("2026-11-23", "2026-11-30", report_granularity::day).rows.size() == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_booked_when)
{
    auto const booked = [&](report_basis basis) {
        return read([&](unit_of_work& uow) { return booked_period(uow, basis); });
    };
    BOOST_TEST(!booked(report_basis::paid).has_value());
    import(small_history);
    BOOST_TEST(to_iso(booked(report_basis::paid)->first) == "2026-01-12");
    BOOST_TEST(to_iso(booked(report_basis::paid)->last) == "2026-02-11");
    BOOST_TEST(to_iso(booked(report_basis::placed)->first) == "2026-01-10");
    BOOST_TEST(to_iso(booked(report_basis::placed)->last) == "2026-03-02");
}

BOOST_AUTO_TEST_CASE(a_sum_that_does_not_fit)
{
    import("order,placed_at,sku,line_total\nA,2026-01-24,S,9000000000000000000\n"
           "B,2026-02-24,S,9000000000000000000\n");
    BOOST_TEST(report("2026-01-01", "2026-01-31").totals.gross.minor() ==
               9'000'000'000'000'000'000);
    BOOST_TEST(refused_because([&] { report("2026-01-01", "2026-02-28"); }) == "money.overflow");
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_orders_behind_a_figure)
{
    import(small_history);
    auto const parts = explain("2026-02-01", "2026-02-28", report_column::total);
    BOOST_REQUIRE(parts.size() == 3u);
    BOOST_TEST(to_iso(parts[0].booked_on) == "2026-02-01");
    BOOST_TEST(*parts[0].customer_name == "Budi");
    BOOST_TEST(parts[0].what == "order");
    BOOST_TEST(parts[0].amount->minor() == 700);
    BOOST_TEST(parts[1].amount->minor() == 1'150);
    BOOST_TEST(parts[2].what == "refund");
    BOOST_TEST(parts[2].amount->minor() == -1'150);
    BOOST_TEST(parts[2].order_number == parts[1].order_number);
    auto const fresh = explain("2026-01-01", "2026-03-31", report_column::new_customers);
    BOOST_REQUIRE(fresh.size() == 2u);
    BOOST_TEST(*fresh[0].customer_name == "Ani");
    BOOST_TEST(fresh[0].order_number == order("A").header.number);
    BOOST_TEST(*fresh[1].customer_name == "Budi");
    // Those of the same customer that are not the first one do not make them new.
    BOOST_TEST(explain("2026-02-10", "2026-03-31", report_column::new_customers).empty());
}

BOOST_AUTO_TEST_CASE(column_names)
{
    for (auto const* key : {"orders", "units", "gross", "discounts", "refunds", "net", "shipping",
                            "other", "total", "new_customers"})
        BOOST_TEST(find_report_column(key).has_value(), key);
    BOOST_TEST(!find_report_column("returning_customers").has_value());
    BOOST_TEST(!find_report_column("Gross").has_value());
    BOOST_TEST((find_report_column("net") == report_column::net));
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

std::uint64_t seed_or(std::uint64_t usual)
{
    auto const* const given = std::getenv("TOKO_TEST_SEED");
    return given ? std::strtoull(given, nullptr, 10) : usual;
}

/// Imports, updates and undoes at random, and knows what is there then.
class random_shop : public report_fixture
{
public:
    std::vector<test::model_order> orders() const
    {
        std::vector<test::model_order> all;
        for (auto const& [reference, order] : orders_)
            all.push_back(order);
        return all;
    }

    void step(test::model_maker& make)
    {
        auto const what = make.pick(0, 9);
        if (what < 5 || orders_.empty())
            import_some(make, make.pick(1, 12), 0);
        else if (what < 7)
            import_some(make, make.pick(0, 3), make.pick(1, 6));
        else
            undo_one(make);
    }

private:
    struct model_batch
    {
        std::vector<std::string> added, updated;
    };

    void import_some(test::model_maker& make, std::int64_t fresh, std::int64_t changed)
    {
        model_batch batch;
        std::vector<test::model_order> file;
        for (std::int64_t i = 0; i < fresh; ++i) {
            file.push_back(make.order("R" + std::to_string(++last_reference_), 6, 5));
            batch.added.push_back(file.back().reference);
        }
        for (std::int64_t i = 0; i < changed; ++i) {
            auto at = orders_.begin();
            std::advance(at, make.pick(0, static_cast<std::int64_t>(orders_.size()) - 1));
            if (std::find(batch.updated.begin(), batch.updated.end(), at->first) !=
                batch.updated.end())
                continue;
            file.push_back(make.order(at->first, 6, 5));
            batch.updated.push_back(at->first);
        }
        std::vector<std::string> rows;
        for (auto const& each : file)
            for (auto const& row : test::order_rows(each))
                rows.push_back(row);
        make.shuffle(rows);
        auto csv = test::model_header;
        for (auto const& row : rows)
            csv += row;
        auto const made = import(csv, {}, on_conflict::update);
        BOOST_TEST(made.orders == fresh);
        BOOST_TEST(made.updated == static_cast<std::int64_t>(batch.updated.size()));
        for (auto const& each : file)
            orders_[each.reference] = each;
        batches_[made.batch.value()] = std::move(batch);
    }

    void undo_one(test::model_maker& make)
    {
        auto at = batches_.begin();
        std::advance(at, make.pick(0, static_cast<std::int64_t>(batches_.size()) - 1));
        auto const changed_since =
            std::any_of(batches_.begin(), batches_.end(), [&](auto const& other) {
                return std::any_of(other.second.updated.begin(), other.second.updated.end(),
                                   [&](std::string const& each) {
                                       auto const& own = at->second.added;
                                       return std::find(own.begin(), own.end(), each) != own.end();
                                   });
            });
        auto const refused = refused_because([&] { undo(id<import_batch>(at->first)); });
        BOOST_TEST(refused == (changed_since ? "import.changed_since" : ""));
        if (changed_since)
            return;
        for (auto const& each : at->second.added)
            orders_.erase(each);
        at->second.added.clear();
        if (at->second.updated.empty()) // what a batch changed stays changed, and known as such
            batches_.erase(at);
    }

    std::map<std::string, test::model_order> orders_;
    std::map<std::int64_t, model_batch> batches_;
    std::int64_t last_reference_ = 0;
};

constexpr report_column all_columns[] = {report_column::orders,   report_column::units,
                                         report_column::gross,    report_column::discounts,
                                         report_column::refunds,  report_column::net,
                                         report_column::shipping, report_column::other,
                                         report_column::total,    report_column::new_customers};

std::int64_t figure(sales_figures const& f, report_column column)
{
    switch (column) {
    case report_column::orders:
        return f.orders;
    case report_column::units:
        return f.units.thousandths();
    case report_column::gross:
        return f.gross.minor();
    case report_column::discounts:
        return f.discounts.minor();
    case report_column::refunds:
        return f.refunds.minor();
    case report_column::net:
        return f.net().minor();
    case report_column::shipping:
        return f.shipping.minor();
    case report_column::other:
        return f.other.minor();
    case report_column::total:
        return f.total().minor();
    case report_column::new_customers:
        break;
    }
    return f.new_customers;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(random_histories, random_shop)

BOOST_DATA_TEST_CASE(imports_updates_and_undos, boost::unit_test::data::xrange(4), which)
{
    auto const seed = seed_or(20261124) + static_cast<std::uint64_t>(which);
    BOOST_TEST_MESSAGE("seed " << seed);
    test::model_maker make(seed);
    for (int i = 0; i < 25; ++i)
        BOOST_TEST_CONTEXT("seed " << seed << ", step " << i)
        {
            step(make);
            check_against(orders(), "2026-08-31");
            check_clean();
        }
}

BOOST_AUTO_TEST_CASE(every_figure_is_the_sum_of_its_parts)
{
    auto const seed = seed_or(7);
    BOOST_TEST_MESSAGE("seed " << seed);
    test::model_maker make(seed);
    for (int i = 0; i < 12; ++i)
        step(make);
    for (auto const basis : {report_basis::paid, report_basis::placed})
        for (auto const& row :
             report("2026-01-01", "2026-08-31", report_granularity::month, basis).rows)
            for (auto const column : all_columns) {
                std::int64_t sum = 0;
                auto const first = to_iso(row.period.first), last = to_iso(row.period.last);
                for (auto const& part : explain(first.c_str(), last.c_str(), column, basis)) {
                    BOOST_TEST(
                        (part.booked_on >= row.period.first && part.booked_on <= row.period.last));
                    auto const value = part.amount  ? part.amount->minor()
                                       : part.units ? part.units->thousandths()
                                                    : part.count.value();
                    BOOST_TEST(value != 0);
                    sum += value;
                }
                BOOST_TEST(sum == figure(row.figures, column),
                           name(basis) << " " << first << " column " << static_cast<int>(column));
            }
}

BOOST_AUTO_TEST_SUITE_END()
