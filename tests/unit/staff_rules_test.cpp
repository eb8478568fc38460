#include "lib/staff/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

using namespace tokocrm;

namespace {

constexpr std::array everybody{acting::owner, acting::cashier, acting::customer, acting::visitor,
                               acting::system};

/// The shop's law, written a second time: `+` everything, `o` one's own, `-` nothing.
struct expected
{
    right what;
    std::string_view name;
    std::string_view owner_cashier_customer_visitor_system;
};

constexpr expected law[] = {
    {right::read_catalog, "read_catalog", "+++++"},
    {right::edit_catalog, "edit_catalog", "+----"},
    {right::edit_shop, "edit_shop", "+----"},
    {right::edit_rates, "edit_rates", "+----"},
    {right::read_coupons, "read_coupons", "+----"},
    {right::edit_coupons, "edit_coupons", "+----"},
    {right::read_stock, "read_stock", "++--+"},
    {right::change_stock, "change_stock", "+----"},
    {right::read_customers, "read_customers", "++o-+"},
    {right::add_customers, "add_customers", "++---"},
    {right::edit_customers, "edit_customers", "+-o--"},
    {right::merge_customers, "merge_customers", "+----"},
    {right::erase_customers, "erase_customers", "+----"},
    {right::keep_cart, "keep_cart", "++oo-"},
    {right::sell, "sell", "++o--"},
    {right::read_orders, "read_orders", "++o-+"},
    {right::cancel_orders, "cancel_orders", "++o-+"},
    {right::expire_orders, "expire_orders", "+---+"},
    {right::change_fulfilment, "change_fulfilment", "++o--"},
    {right::submit_payments, "submit_payments", "++o--"},
    {right::accept_payments, "accept_payments", "++---"},
    {right::refund, "refund", "+----"},
    {right::answer_customers, "answer_customers", "++---"},
    {right::write_reviews, "write_reviews", "++o--"},
    {right::hide_reviews, "hide_reviews", "+----"},
    {right::converse, "converse", "++o--"},
    {right::annotate_customers, "annotate_customers", "++---"},
    {right::keep_consents, "keep_consents", "++o--"},
    {right::take_customer_data, "take_customer_data", "+-o--"},
    {right::read_todays_report, "read_todays_report", "++--+"},
    {right::read_reports, "read_reports", "+---+"},
    {right::close_days, "close_days", "+---+"},
    {right::import_records, "import_records", "+----"},
    {right::export_records, "export_records", "+----"},
    {right::manage_staff, "manage_staff", "+----"},
    {right::maintain, "maintain", "+---+"},
};

char sign_of(reach far)
{
    return far == reach::all ? '+' : far == reach::own ? 'o' : '-';
}

} // namespace

BOOST_AUTO_TEST_SUITE(staff_rules)

BOOST_AUTO_TEST_CASE(every_right_is_in_the_law_once)
{
    BOOST_TEST(std::size(law) == static_cast<std::size_t>(right::maintain) + 1);
    for (std::size_t place = 0; place < std::size(law); ++place)
        BOOST_TEST(static_cast<std::size_t>(law[place].what) == place);
}

BOOST_AUTO_TEST_CASE(each_right_goes_as_far_as_the_law_says_for_whoever_acts)
{
    for (auto const& each : law) {
        std::string found;
        for (auto const who : everybody)
            found += sign_of(reach_of(who, each.what));
        BOOST_TEST(found == each.owner_cashier_customer_visitor_system, each.name);
        BOOST_TEST(name(each.what) == each.name);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_allowed_has_a_sentence_and_nothing_else_has)
{
    for (auto const& each : law)
        for (auto const who : everybody)
            for (bool const of_own : {false, true}) {
                auto const far = reach_of(who, each.what);
                bool const allowed = far == reach::all || (far == reach::own && of_own);
                BOOST_TEST((refusal_of(who, each.what, of_own) == nullptr) == allowed, each.name);
            }
}

BOOST_AUTO_TEST_CASE(a_refusal_says_to_whom_and_why)
{
    auto const said = [](acting who, right what) {
        return std::string_view(refusal_of(who, what, false));
    };
    BOOST_TEST(said(acting::cashier, right::refund) == "a cashier may not refund; ask the owner");
    BOOST_TEST(said(acting::customer, right::read_orders) ==
               "a customer may do this with their own things only ({0})");
    BOOST_TEST(said(acting::customer, right::refund) ==
               "this is for the shop's staff, not for customers ({0})");
    BOOST_TEST(said(acting::visitor, right::read_orders) ==
               "this is not for everybody; sign in first ({0})");
    BOOST_TEST(said(acting::system, right::refund) ==
               "the system does not do this by itself ({0})");
}

BOOST_AUTO_TEST_SUITE_END()
