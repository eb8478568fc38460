#include "lib/sale/refund_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

using namespace tokocrm;

namespace {

money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

quantity packs(std::int64_t thousandths)
{
    return quantity::thousandths(thousandths);
}

order_line line(std::int64_t position, std::int64_t thousandths, std::int64_t total,
                std::int64_t coupon_share = 0, std::int64_t contains = 1'000)
{
    order_line made;
    made.position = position;
    made.sku = "S" + std::to_string(position);
    made.contains = packs(contains);
    made.amount = packs(thousandths);
    made.base_amount = packs(thousandths * contains / 1'000);
    made.total = rupiah(total);
    made.coupon_share = rupiah(coupon_share);
    return made;
}

/// Wholly paid, with what came beyond the total.
order paid_order(std::vector<order_line> lines, std::int64_t shipping = 0, std::int64_t other = 0,
                 std::int64_t surplus = 0)
{
    order made;
    auto total = rupiah(shipping) + rupiah(other);
    for (auto const& each : lines)
        total += each.total - each.coupon_share;
    made.lines = std::move(lines);
    auto& head = made.header;
    head.number = 7;
    head.shipping = rupiah(shipping);
    head.other = rupiah(other);
    head.total = total;
    head.paid = total + rupiah(surplus);
    head.paid_on = date(2026, 11, 24);
    head.states.payment = payment_state::paid;
    return made;
}

template <class Work>
std::string reason_of(Work&& work)
{
    try {
        work();
    } catch (error const& refused) {
        return refused.reason();
    }
    return {};
}

/// Keeps what was given back, as the use case does.
struct till
{
    order of;
    std::vector<refund> given = {};

    refund give(refund_terms const& asked)
    {
        auto made = priced_refund(of, given, asked);
        of.header.refunded += made.amount;
        given.push_back(made);
        return made;
    }
    std::string reason(refund_terms const& asked) const
    {
        return reason_of([&] { (void)priced_refund(of, given, asked); });
    }
    money sum() const
    {
        auto total = rupiah(0);
        for (auto const& each : given)
            total += each.amount;
        return total;
    }
};

refund_terms item(std::vector<std::int64_t> lines, std::int64_t thousandths,
                  bool fractional = false)
{
    return {.items = {{"S", packs(thousandths), std::move(lines), fractional}}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(refund_rules)

BOOST_AUTO_TEST_CASE(a_line_gives_back_its_total_less_its_share_of_the_coupon)
{
    till from{paid_order({line(1, 1'000, 18'810, 1'000)}, 10'000)};
    auto const made = from.give(item({1}, 1'000));
    BOOST_TEST(made.goods.minor() == 17'810);
    BOOST_TEST(made.amount.minor() == 17'810);
    BOOST_TEST(made.shipping.minor() == 0);
    BOOST_REQUIRE(made.lines.size() == 1u);
    BOOST_TEST((made.lines.front() == refund_line{.line = 1,
                                                  .amount = packs(1'000),
                                                  .base_amount = packs(1'000),
                                                  .given = rupiah(17'810),
                                                  .restocked = false}));
}

BOOST_AUTO_TEST_CASE(parts_of_a_line_add_up_to_the_whole)
{
    till from{paid_order({line(1, 3'000, 10'000)})};
    std::vector<std::int64_t> parts;
    for (int i = 0; i < 3; ++i)
        parts.push_back(from.give(item({1}, 1'000)).goods.minor());
    BOOST_TEST(parts == (std::vector<std::int64_t>{3'333, 3'334, 3'333}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lines_of_one_sku_are_taken_in_order)
{
    till from{paid_order({line(1, 2'000, 200), line(2, 3'000, 900)})};
    auto const made = from.give(item({1, 2}, 3'000));
    BOOST_REQUIRE(made.lines.size() == 2u);
    BOOST_TEST(made.lines[0].given.minor() == 200);
    BOOST_TEST(made.lines[1].given.minor() == 300);
    BOOST_TEST((from.give(item({1, 2}, 2'000)).lines.front().line == 2));
    BOOST_TEST(from.reason(item({1, 2}, 1'000)) == "refund.too_many");
}

BOOST_AUTO_TEST_CASE(an_item_named_twice_is_taken_twice)
{
    till from{paid_order({line(1, 2'000, 200)})};
    auto twice = item({1}, 1'000);
    twice.items.push_back(twice.items.front());
    BOOST_TEST(from.give(twice).goods.minor() == 200);
    BOOST_TEST((from.given.front().lines.size() == 1u));
}

BOOST_AUTO_TEST_CASE(a_pack_comes_back_as_what_it_contains)
{
    till from{paid_order({line(1, 2'000, 420'000, 0, 12'000)})};
    auto asked = item({1}, 1'000);
    asked.restock = true;
    auto const made = from.give(asked);
    BOOST_TEST(made.lines.front().base_amount.thousandths() == 12'000);
    BOOST_TEST(made.lines.front().restocked);
}

BOOST_AUTO_TEST_CASE(all_is_goods_shipping_unique_code_and_surplus)
{
    till from{
        paid_order({line(1, 1'000, 18'810), line(2, 2'500, 33'750, 3'375)}, 10'000, 123, 500)};
    from.give(item({2}, 1'000, true));
    from.give({.shipping = rupiah(4'000)});
    auto const made = from.give({.all = true, .restock = true});
    BOOST_TEST(made.shipping.minor() == 6'000);
    BOOST_TEST(made.other.minor() == 623);
    BOOST_TEST(from.sum().minor() == from.of.header.paid.minor());
    BOOST_TEST(made.lines.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_an_order_that_was_never_wholly_paid_all_is_what_came)
{
    till from{paid_order({line(1, 1'000, 18'810)}, 10'000)};
    from.of.header.paid = rupiah(5'000);
    from.of.header.paid_on.reset();
    from.of.header.states.payment = payment_state::part_paid;
    BOOST_TEST(from.reason(item({1}, 1'000)) == "refund.too_much");
    BOOST_TEST(from.reason({.other = rupiah(5'001)}) == "refund.too_much");
    BOOST_TEST(from.reason({.all = true, .restock = true}) == "refund.nothing_to_restock");
    auto const made = from.give({.all = true});
    BOOST_TEST(made.other.minor() == 5'000);
    BOOST_TEST(made.goods.minor() == 0);
    BOOST_TEST(made.lines.empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_given_back_has_its_reason)
{
    till const from{paid_order({line(1, 2'000, 200), line(2, 1'000, 0)}, 100, 7, 20)};
    auto const nobody = std::int64_t{0};
    BOOST_TEST(from.reason({}) == "refund.nothing");
    auto both = item({1}, 1'000);
    both.all = true;
    BOOST_TEST(from.reason(both) == "refund.all_or_parts");
    BOOST_TEST(from.reason({.all = true, .shipping = rupiah(1)}) == "refund.all_or_parts");
    for (auto const wrong : {nobody, std::int64_t{-1}, std::int64_t{500}, INT64_MIN, INT64_MAX})
        BOOST_TEST(from.reason(item({1}, wrong)) == "refund.quantity_invalid", wrong);
    BOOST_TEST(from.reason(item({1}, INT64_MAX, true)) == "refund.too_many");
    BOOST_TEST(from.reason(item({1}, 3'000)) == "refund.too_many");
    BOOST_TEST(from.reason(item({2}, 1'000)) == "refund.worth_nothing");
    for (auto const wrong : {nobody, std::int64_t{-1}, INT64_MIN}) {
        BOOST_TEST(from.reason({.shipping = rupiah(wrong)}) == "refund.amount_invalid");
        BOOST_TEST(from.reason({.other = rupiah(wrong)}) == "refund.amount_invalid");
    }
    BOOST_TEST(from.reason({.shipping = money(1, currency::usd)}) == "refund.amount_invalid");
    BOOST_TEST(from.reason({.shipping = rupiah(101)}) == "refund.too_much");
    BOOST_TEST(from.reason({.other = rupiah(28)}) == "refund.too_much");
    BOOST_TEST(from.reason({.other = rupiah(INT64_MAX)}) == "refund.too_much");
    BOOST_TEST(from.reason({.shipping = rupiah(1), .restock = true}) ==
               "refund.nothing_to_restock");
}

/// Whatever parts are given back in whatever order, they are the whole in the end.
BOOST_AUTO_TEST_CASE(no_sequence_of_refunds_gives_back_more_or_less_than_was_paid)
{
    auto const seed = std::random_device()();
    std::mt19937_64 random(seed);
    auto const from_to = [&](std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random);
    };
    for (int round = 0; round < 2'000; ++round) {
        std::vector<order_line> lines;
        auto const count = from_to(1, 5);
        for (std::int64_t i = 1; i <= count; ++i) {
            auto const total = from_to(0, 3) == 0 ? from_to(0, 3) : from_to(0, 1'000'000'000'000);
            lines.push_back(
                line(i, from_to(1, 50'000), total, from_to(0, total), 1'000 * from_to(1, 40)));
        }
        till from{paid_order(lines, from_to(0, 30'000), from_to(0, 999), from_to(0, 5'000))};
        std::vector<quantity> back(lines.size(), packs(0)), base(lines.size(), packs(0));
        for (int step = 0; step < 12; ++step) {
            auto const which = static_cast<std::size_t>(from_to(0, count - 1));
            auto const asked = from_to(1, 20'000);
            auto const left = lines[which].amount - back[which];
            try {
                from.give(item({lines[which].position}, asked, true));
            } catch (error const& refused) {
                BOOST_TEST((refused.reason() == "refund.worth_nothing" ||
                            (refused.reason() == "refund.too_many" && packs(asked) > left)),
                           "seed " << seed << ": " << refused.what());
                continue;
            }
            BOOST_TEST((packs(asked) <= left), "seed " << seed);
            back[which] = back[which] + packs(asked);
        }
        if (from.sum() < from.of.header.paid)
            from.give({.all = true});
        BOOST_TEST((from.sum() == from.of.header.paid), "seed " << seed);
        std::vector<money> given(lines.size(), rupiah(0));
        for (auto const& each : from.given)
            for (auto const& part : each.lines) {
                auto const place = static_cast<std::size_t>(part.line - 1);
                given[place] += part.given;
                base[place] = base[place] + part.base_amount;
                BOOST_TEST((part.given >= rupiah(0) && part.base_amount >= packs(0)));
            }
        for (std::size_t i = 0; i < lines.size(); ++i) {
            BOOST_TEST((given[i] == lines[i].total - lines[i].coupon_share), "seed " << seed);
            BOOST_TEST((base[i] <= lines[i].base_amount), "seed " << seed);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_largest_amounts_do_not_wrap)
{
    order_line huge = line(1, 1'000, INT64_MAX);
    huge.amount = packs(INT64_MAX);
    huge.base_amount = packs(INT64_MAX);
    BOOST_TEST(worth_of(huge, huge.amount).minor() == INT64_MAX);
    BOOST_TEST(worth_of(huge, packs(INT64_MAX - 1)).minor() == INT64_MAX - 1);
    BOOST_TEST(worth_of(huge, packs(0)).minor() == 0);
}

BOOST_AUTO_TEST_CASE(when_anything_can_be_given_back_at_all)
{
    auto of = paid_order({line(1, 1'000, 100)});
    BOOST_TEST(!refund_refusal(of.header, false));
    BOOST_TEST(refund_refusal(of.header, true)->reason() == "refund.submission_open");
    of.header.refunded = of.header.paid;
    BOOST_TEST(refund_refusal(of.header, false)->reason() == "refund.nothing_left");
    of.header.paid = of.header.refunded = rupiah(0);
    BOOST_TEST(refund_refusal(of.header, false)->reason() == "refund.nothing_paid");
    BOOST_TEST((state_after_refund(rupiah(5), rupiah(5)) == payment_state::refunded));
    BOOST_TEST((state_after_refund(rupiah(5), rupiah(4)) == payment_state::part_refunded));
}

BOOST_AUTO_TEST_SUITE_END()
