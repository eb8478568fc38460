#include <tokocrm/time.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(times)

BOOST_AUTO_TEST_CASE(a_business_date_is_a_date_where_the_shop_is)
{
    // [time]
    tokocrm::time_zone const zone("Asia/Jakarta");
    auto const opened = tokocrm::parse_moment("2026-11-23T23:30:00Z", zone);
    auto const day = zone.local_date(opened.at);                    // 24 November, in Jakarta
    auto const shown = zone.to_iso(opened.at);                      // 2026-11-24T06:30:00+07:00
    auto const abbreviated = zone.abbreviation(opened.at);          // WIB
    auto const closing = zone.instant(day, std::chrono::hours(21)); // that day, nine in the evening

    auto const typed = tokocrm::parse_date("2026-11-24");
    auto const theirs = tokocrm::parse_moment("24/11/2026 21:00", "%d/%m/%Y %H:%M", zone);
    auto const possible =
        typed >= tokocrm::first_business_date() && typed <= tokocrm::last_business_date();
    auto const written = tokocrm::to_iso(typed); // 2026-11-24
    // [time]
    BOOST_TEST((day == typed));
    BOOST_TEST(shown == "2026-11-24T06:30:00+07:00");
    BOOST_TEST(abbreviated == "WIB");
    BOOST_TEST((theirs.at == closing));
    BOOST_TEST(possible);
    BOOST_TEST(written == "2026-11-24");
}

BOOST_AUTO_TEST_SUITE_END()
