#include "because.hpp"
#include "lib/stock/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>

using namespace tokocrm;

namespace {

quantity thousandths(std::int64_t value)
{
    return quantity::thousandths(value);
}

product pieces()
{
    product made;
    made.name = "Gerbang";
    return made;
}

product rice()
{
    auto made = pieces();
    made.unit = "kg";
    made.fractional = true;
    return made;
}

pack of(std::int64_t contains)
{
    pack made;
    made.contains = thousandths(contains);
    return made;
}

} // namespace

BOOST_AUTO_TEST_SUITE(stock_rules)

BOOST_AUTO_TEST_CASE(what_is_received_is_above_zero_and_whole_where_parts_are_not_sold)
{
    for (std::int64_t const amount : {1'000LL, 5'000LL, 9'223'372'036'854'775'000LL})
        BOOST_CHECK_NO_THROW(check_received(pieces(), thousandths(amount)));
    for (std::int64_t const amount : {0LL, -1LL, -1'000LL, INT64_MIN + 0LL})
        BOOST_CHECK_EXCEPTION(check_received(rice(), thousandths(amount)), error,
                              test::because("stock.quantity_invalid"));
    for (std::int64_t const amount : {1LL, 500LL, 1'001LL, INT64_MAX + 0LL}) {
        BOOST_CHECK_EXCEPTION(check_received(pieces(), thousandths(amount)), error,
                              test::because("stock.fraction"));
        BOOST_CHECK_NO_THROW(check_received(rice(), thousandths(amount)));
    }
}

BOOST_AUTO_TEST_CASE(an_adjustment_has_either_sign_and_is_never_zero)
{
    for (std::int64_t const amount : {1'000, -1'000}) {
        BOOST_CHECK_NO_THROW(check_adjusted(pieces(), thousandths(amount)));
        BOOST_CHECK_EXCEPTION(check_adjusted(pieces(), thousandths(amount / 2)), error,
                              test::because("stock.fraction"));
        BOOST_CHECK_NO_THROW(check_adjusted(rice(), thousandths(amount / 2)));
    }
    BOOST_CHECK_EXCEPTION(check_adjusted(rice(), thousandths(0)), error,
                          test::because("stock.quantity_invalid"));
}

BOOST_AUTO_TEST_CASE(a_count_may_find_nothing_but_not_less)
{
    BOOST_CHECK_NO_THROW(check_counted(pieces(), thousandths(0)));
    BOOST_CHECK_NO_THROW(check_counted(rice(), thousandths(1)));
    for (auto const& check : {check_counted, check_low_stock}) {
        BOOST_CHECK_EXCEPTION(check(rice(), thousandths(-1)), error,
                              test::because("stock.quantity_invalid"));
        BOOST_CHECK_EXCEPTION(check(pieces(), thousandths(1)), error,
                              test::because("stock.fraction"));
    }
}

BOOST_AUTO_TEST_CASE(packs_are_reckoned_in_base_units_exactly)
{
    BOOST_TEST(in_base_units(of(12'000), thousandths(5'000)).thousandths() == 60'000);
    BOOST_TEST(in_base_units(of(12'000), thousandths(500)).thousandths() == 6'000);
    BOOST_TEST(in_base_units(of(12'000), thousandths(-1'000)).thousandths() == -12'000);
    BOOST_TEST(in_base_units(of(250), thousandths(3'000)).thousandths() == 750);
    BOOST_TEST(in_base_units(of(1'000), thousandths(INT64_MAX)).thousandths() == INT64_MAX);
    BOOST_TEST(in_base_units(of(1'000), thousandths(INT64_MIN)).thousandths() == INT64_MIN);
    BOOST_CHECK_EXCEPTION(in_base_units(of(250), thousandths(1)), error,
                          test::because("quantity.too_fine"));
    for (std::int64_t const packs : {INT64_MAX / 2 + 1, INT64_MIN / 2 - 1})
        BOOST_CHECK_EXCEPTION(in_base_units(of(2'000), thousandths(packs)), error,
                              test::because("quantity.overflow"));
}

BOOST_AUTO_TEST_CASE(little_is_what_the_mark_says_or_nothing_of_what_is_offered)
{
    struct given
    {
        std::int64_t available;
        std::optional<std::int64_t> mark;
        bool active, archived, little;
    };
    for (auto const& [available, mark, active, archived, little] : {
             given{5'000, 5'000, true, false, true},
             given{5'001, 5'000, true, false, false},
             given{-1'000, 0, true, false, true},
             given{5'000, 5'000, false, false, true},
             given{5'000, 5'000, true, true, false},
             given{0, {}, true, false, true},
             given{-1, {}, true, false, true},
             given{1, {}, true, false, false},
             given{0, {}, false, false, false},
             given{0, {}, true, true, false},
         }) {
        auto const low = mark ? std::optional(thousandths(*mark)) : std::nullopt;
        BOOST_TEST(is_little(thousandths(available), low, active, archived) == little);
    }
}

BOOST_AUTO_TEST_CASE(kinds_of_movements_are_read_as_they_are_written)
{
    for (auto const kind : {movement_kind::received, movement_kind::sold, movement_kind::returned,
                            movement_kind::adjusted, movement_kind::counted})
        BOOST_TEST((read_movement_kind(name(kind)) == kind));
    BOOST_CHECK_EXCEPTION(read_movement_kind("lost"), error,
                          test::because("stock.damaged", errc::internal));
}

BOOST_AUTO_TEST_SUITE_END()
