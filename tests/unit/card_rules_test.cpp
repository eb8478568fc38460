#include "because.hpp"
#include "lib/core/rounded_quotient.hpp"
#include "lib/crm/card_rules.hpp"
#include "lib/crm/timeline_rules.hpp"
#include "lib/customer/consent_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

using namespace tokocrm;
using test::because;

namespace {

date day(int of_november)
{
    return date(2026, 11, static_cast<unsigned short>(of_november));
}

std::optional<std::int64_t> interval(std::vector<int> const& days)
{
    std::vector<date> dates;
    for (auto const each : days)
        dates.push_back(day(each));
    return usual_interval(dates);
}

consent said(bool given, std::string source)
{
    return {.channel = consent_channel::email,
            .given = given,
            .source = std::move(source),
            .recorded_at = timestamp(),
            .recorded_by = "owner"};
}

std::string const secret(64, 'a');

} // namespace

BOOST_AUTO_TEST_SUITE(card_rules)

BOOST_AUTO_TEST_CASE(quotients_are_rounded_half_away_from_zero)
{
    struct
    {
        std::int64_t whole, parts, expected;
    } constexpr cases[]{{0, 1, 0},  {7, 2, 4},    {-7, 2, -4}, {10, 3, 3},
                        {11, 3, 4}, {-10, 3, -3}, {1, 2, 1},   {-1, 2, -1}};
    for (auto const& [whole, parts, expected] : cases)
        BOOST_TEST(rounded_quotient(whole, parts) == expected);
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(rounded_quotient(most, 1) == most);
    BOOST_TEST(rounded_quotient(most, most) == 1);
    BOOST_TEST(rounded_quotient(std::numeric_limits<std::int64_t>::min() + 1, most) == -1);
    BOOST_TEST(rounded_quotient(most / 2, most) == 0);
    BOOST_TEST(rounded_quotient(most / 2 + 1, most) == 1);
}

BOOST_AUTO_TEST_CASE(the_usual_interval_is_the_median_of_days_between_purchases)
{
    BOOST_TEST(!interval({}));
    BOOST_TEST(!interval({3}));
    BOOST_TEST(interval({3, 10}).value() == 7);
    BOOST_TEST(interval({1, 2, 20}).value() == 10); // 1 and 18: 9.5
    BOOST_TEST(interval({1, 2, 4, 30}).value() == 2);
    BOOST_TEST(interval({1, 3, 6, 10, 30}).value() == 4); // 2, 3, 4, 20: 3.5
    BOOST_TEST(usual_interval({date(1999, 12, 31), date(2026, 1, 1)}).value() == 9'498);
}

BOOST_AUTO_TEST_CASE(figures_add_up_what_counts)
{
    auto const none = figures_of({}, currency::idr);
    BOOST_TEST(none.orders == 0);
    BOOST_TEST(none.net.minor() == 0);
    BOOST_TEST(!none.average);
    BOOST_TEST(!none.first);
    BOOST_TEST(!none.last);
    BOOST_TEST(!none.usual_interval);

    auto const some =
        figures_of({{day(1), 2, 1'001}, {day(4), 1, 500}, {day(11), 1, -2}}, currency::idr);
    BOOST_TEST(some.orders == 4);
    BOOST_TEST(some.net.minor() == 1'499);
    BOOST_TEST(some.average.value().minor() == 375); // 374.75
    BOOST_TEST((some.first.value() == day(1)));
    BOOST_TEST((some.last.value() == day(11)));
    BOOST_TEST(some.usual_interval.value() == 5); // 3 and 7
}

BOOST_AUTO_TEST_CASE(a_day_whose_orders_count_no_more_is_no_purchase)
{
    auto const left =
        figures_of({{day(1), 0, 0}, {day(4), 1, 500}, {day(9), 0, -100}}, currency::idr);
    BOOST_TEST(left.orders == 1);
    BOOST_TEST(left.net.minor() == 400);
    BOOST_TEST((left.first.value() == day(4)));
    BOOST_TEST((left.last.value() == day(4)));
    BOOST_TEST(!left.usual_interval);
}

BOOST_AUTO_TEST_CASE(figures_that_pass_what_an_amount_can_be_are_refused)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    BOOST_CHECK_EXCEPTION(figures_of({{day(1), 1, most}, {day(2), 1, 1}}, currency::idr), error,
                          because("money.overflow"));
}

BOOST_AUTO_TEST_CASE(kinds_of_a_timeline_have_names)
{
    auto const all = all_timeline_kinds();
    BOOST_TEST(all.size() == 12u);
    for (auto const each : all)
        BOOST_TEST((find_timeline_kind(name(each)) == each));
    BOOST_TEST(!find_timeline_kind("orders"));
    BOOST_TEST(!find_timeline_kind(""));
}

BOOST_AUTO_TEST_CASE(a_place_in_a_timeline_is_read_as_it_was_written)
{
    timeline_place const place{.at = 1'790'000'000'000'000, .source = 11, .row = 42, .part = 3};
    auto const read = read_place(write_place(place, "timeline-"), "timeline-");
    BOOST_TEST(read.at == place.at);
    BOOST_TEST(read.source == place.source);
    BOOST_TEST(read.row == place.row);
    BOOST_TEST(read.part == place.part);
    BOOST_CHECK_EXCEPTION(read_place(write_place(place, "timeline+"), "timeline-"), error,
                          because("page.cursor_invalid"));
    BOOST_CHECK_EXCEPTION(read_place("!", "timeline-"), error, because("page.cursor_invalid"));
}

BOOST_AUTO_TEST_CASE(a_consent_is_kept_where_it_says_something_new)
{
    consent_draft const yes{consent_channel::email, true, "di toko"};
    BOOST_TEST(adds_to(std::nullopt, yes));
    BOOST_TEST(!adds_to(said(true, "di toko"), yes));
    BOOST_TEST(adds_to(said(true, "telepon"), yes));
    BOOST_TEST(adds_to(said(false, "di toko"), yes));
}

BOOST_AUTO_TEST_CASE(channels_have_names)
{
    for (auto const each : {consent_channel::email, consent_channel::whatsapp})
        BOOST_TEST((find_consent_channel(name(each)) == each));
    BOOST_TEST(!find_consent_channel("sms"));
}

BOOST_AUTO_TEST_CASE(a_token_says_whom_and_what_it_is_for)
{
    for (auto const channel : {consent_channel::email, consent_channel::whatsapp})
        for (auto const number : {std::int64_t(1), std::int64_t(300), INT64_MAX}) {
            auto const token = write_unsubscribe_token({id<customer>(number), channel}, secret);
            BOOST_TEST(token == write_unsubscribe_token({id<customer>(number), channel}, secret));
            auto const claim = read_unsubscribe_token(token, secret);
            BOOST_REQUIRE(claim.has_value());
            BOOST_TEST(claim->who.value() == number);
            BOOST_TEST((claim->channel == channel));
        }
}

BOOST_AUTO_TEST_CASE(a_token_with_anything_changed_says_nothing)
{
    auto const token =
        write_unsubscribe_token({id<customer>(7), consent_channel::whatsapp}, secret);
    BOOST_TEST(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_") == token.npos);
    for (std::size_t at = 0; at < token.size(); ++at) {
        auto changed = token;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        BOOST_TEST(!read_unsubscribe_token(changed, secret));
    }
    BOOST_TEST(!read_unsubscribe_token(token, std::string(64, 'b')));
    for (auto const* wrong : {"", "A", "===", "../../etc/passwd"})
        BOOST_TEST(!read_unsubscribe_token(wrong, secret));
    BOOST_TEST(!read_unsubscribe_token(token + "A", secret));
    BOOST_TEST(!read_unsubscribe_token(token.substr(1), secret));
    BOOST_TEST(!read_unsubscribe_token(std::string(100'000, 'A'), secret));
}

BOOST_AUTO_TEST_SUITE_END()
