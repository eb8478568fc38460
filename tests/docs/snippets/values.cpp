#include <tokocrm/error.hpp>
#include <tokocrm/money.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(money_is_counted_in_minor_units)
{
    // [money]
    auto const rupiah = tokocrm::find_currency("idr").value();
    auto const price = tokocrm::parse_money("13.500", rupiah, ','); // as it is written there
    auto const amount = tokocrm::parse_quantity("2.5");             // kilograms
    auto const gross = tokocrm::multiply(price, amount);            // Rp 33.750
    auto const rate = tokocrm::parse_percentage("7.5");
    auto const discount = tokocrm::portion(gross, rate); // Rp 2.531, half up
    auto const total = gross - discount;

    // In three parts that differ by a rupiah at most; their sum is the total.
    std::array<std::int64_t, 3> const weights{1, 1, 1};
    auto const parts = tokocrm::allocate(total, weights);

    auto const for_people = tokocrm::to_text(total);         // Rp 31.219
    auto const in_a_column = tokocrm::to_column_text(total); // 31.219
    auto const for_machines = tokocrm::to_decimal(total);    // 31219
    auto const line = tokocrm::to_decimal(amount) + " kg less " + tokocrm::to_decimal(rate) + " %";
    auto const places = tokocrm::decimals(rupiah); // 0: nobody pays in sen
    auto const letters = tokocrm::code(rupiah);    // IDR
    // [money]
    BOOST_TEST(for_people == "Rp 31.219");
    BOOST_TEST(in_a_column == "31.219");
    BOOST_TEST(for_machines == "31219");
    BOOST_TEST(line == "2.5 kg less 7.5 %");
    BOOST_TEST((parts[0] + parts[1] + parts[2] == total));
    BOOST_TEST(places == 0);
    BOOST_TEST(letters == "IDR");
}

BOOST_AUTO_TEST_CASE(currencies_do_not_mix)
{
    std::string reason;
    // [mismatch]
    try {
        tokocrm::money(1'000, tokocrm::currency::idr) + tokocrm::money(1, tokocrm::currency::usd);
    } catch (tokocrm::error const& e) {
        reason = e.reason(); // money.currency_mismatch
    }
    // [mismatch]
    BOOST_TEST(reason == "money.currency_mismatch");
}

BOOST_AUTO_TEST_SUITE_END()
