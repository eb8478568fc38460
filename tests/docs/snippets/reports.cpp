#include "tests/support/sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

namespace {

constexpr char const* history = "placed_at,customer,product,quantity,unit_price\n"
                                "2026-09-03,Siti,Beras,5,13500\n"
                                "2026-09-20,Budi,Gula,2,17000\n"
                                "2026-11-23,Siti,Kopi,1,15500\n";

} // namespace

BOOST_AUTO_TEST_SUITE(reports)

BOOST_FIXTURE_TEST_CASE(sales_are_reported_by_month, test::sales_fixture)
{
    auto& database = db();
    import(history);

    // [monthly]
    auto const report = tokocrm::read(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const basis = tokocrm::report_basis::paid;
        auto const booked = tokocrm::booked_period(uow, basis); // from the first sale to the last
        if (!booked)
            throw std::runtime_error("nothing has been sold");
        return tokocrm::report_sales(uow, *booked, tokocrm::report_granularity::month, basis);
    });
    std::string text;
    for (auto const& row : report.rows)
        text += tokocrm::to_iso(row.period.first) + " " + std::to_string(row.figures.orders) +
                " orders, net " + tokocrm::to_column_text(row.figures.net()) + "\n";
    text += "by " + std::string(tokocrm::name(report.granularity)) + ", on the day they were " +
            std::string(tokocrm::name(report.basis)) + "\n";
    // [monthly]
    BOOST_TEST(text == "2026-09-01 2 orders, net 101.500\n"
                       "2026-10-01 0 orders, net 0\n"
                       "2026-11-01 1 orders, net 15.500\n"
                       "by month, on the day they were paid\n");
}

BOOST_FIXTURE_TEST_CASE(a_figure_is_explained, test::sales_fixture)
{
    auto& database = db();
    import(history);

    // [explain]
    auto const column = tokocrm::find_report_column("net").value();
    std::vector<tokocrm::figure_part> parts;
    tokocrm::read(database, tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) {
        parts.clear(); // a unit may run again
        tokocrm::explain_figure(
            uow, {tokocrm::parse_date("2026-09-01"), tokocrm::parse_date("2026-09-30")}, column,
            tokocrm::report_basis::paid,
            [&](tokocrm::figure_part const& each) { parts.push_back(each); });
    });
    // [explain]
    BOOST_TEST(parts.size() == 2u);
    BOOST_TEST(tokocrm::to_text(parts[0].amount.value()) == "Rp 67.500");
}

BOOST_FIXTURE_TEST_CASE(everything_is_added_up_again, test::sales_fixture)
{
    auto& database = db();
    import(history);
    transact([](tokocrm::unit_of_work& uow) {
        tokocrm::native(uow) << "update orders set total = total + 1 where number = 2";
    });

    // [check]
    std::string wrong;
    auto const differences = tokocrm::read(database, tokocrm::owner{}, [&](auto& uow) {
        wrong.clear(); // a unit may run again
        return tokocrm::check_shop(uow, [&](tokocrm::finding const& each) {
            wrong += each.invariant + ": " + each.subject + " should be " + each.expected +
                     " and is " + each.actual + "\n";
        });
    });
    auto const looked_at = tokocrm::shop_invariants().size();
    // [check]
    BOOST_TEST(differences > 0);
    BOOST_TEST(looked_at == tokocrm::shop_invariants().size());
    BOOST_TEST(wrong.find("order 2 should be 34000 and is 34001") != std::string::npos, wrong);
}

BOOST_AUTO_TEST_SUITE_END()
