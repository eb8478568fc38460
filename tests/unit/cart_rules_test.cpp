#include "lib/cart/rules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace tokocrm;

namespace {

constexpr quantity none = quantity::thousandths(0);

/// A line of a pack that contains `contains` pieces of a product.
looked_up_line line(std::int64_t position, std::int64_t product_number, std::int64_t contains,
                    quantity amount, bool fractional = false)
{
    product_pack now;
    now.of.number = id<product>(product_number);
    now.of.fractional = fractional;
    now.which.number = id<pack>(product_number * 100 + contains);
    now.which.contains = quantity::whole(contains);
    now.which.price = money(1'000, currency::idr);
    looked_up_line made;
    made.kept.position = position;
    made.kept.in_pack = now.which.number;
    made.kept.amount = amount;
    made.kept.seen_price = now.which.price;
    made.now = std::move(now);
    return made;
}

stock_by_product stock(std::int64_t pieces)
{
    stock_by_product made;
    made.emplace(id<product>(1), quantity::thousandths(pieces));
    return made;
}

std::int64_t available(looked_up_line const& of, std::int64_t pieces)
{
    return look_through({of}, stock(pieces)).lines.at(0).available.thousandths();
}

} // namespace

BOOST_AUTO_TEST_SUITE(cart_rules)

BOOST_AUTO_TEST_CASE(whole_packs_are_available_unless_parts_are_sold)
{
    auto const dozen = line(1, 1, 12, quantity::whole(1));
    BOOST_TEST(available(dozen, 36'000) == 3'000);
    BOOST_TEST(available(dozen, 35'999) == 2'000);
    BOOST_TEST(available(dozen, 11'999) == 0);
    BOOST_TEST(available(dozen, 0) == 0);
    BOOST_TEST(available(dozen, -5'000) == 0); // a count found less than is reserved
    BOOST_TEST(available(line(1, 1, 12, quantity::whole(1), true), 18'000) == 1'500);
    BOOST_TEST(look_through({dozen}, {}).lines.at(0).available.thousandths() == 0);
}

BOOST_AUTO_TEST_CASE(a_line_takes_from_those_after_it)
{
    auto const found =
        look_through({line(1, 1, 1, quantity::whole(8)), line(2, 1, 12, quantity::whole(2)),
                      line(3, 1, 1, quantity::whole(1))},
                     stock(20'000));
    BOOST_TEST(found.lines.at(0).available.thousandths() == 20'000);
    BOOST_TEST(found.lines.at(1).available.thousandths() == 1'000);
    BOOST_TEST(found.lines.at(2).available.thousandths() == 0);
    BOOST_TEST(found.changes.size() == 2u);
    BOOST_TEST(found.items.size() == 3u);
}

BOOST_AUTO_TEST_CASE(what_a_merge_makes_is_there_and_is_neither_lost_nor_invented)
{
    auto const seed = std::random_device()();
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937_64 engine(seed);
        auto const up_to = [&](std::int64_t last) {
            return std::uniform_int_distribution<std::int64_t>(0, last)(engine);
        };
        auto const invented = [&](bool numbered) {
            std::vector<looked_up_line> lines;
            std::set<std::int64_t> packs;
            for (auto left = up_to(6); left > 0; --left) {
                auto const product_number = 1 + up_to(2), contains = 1 + 11 * up_to(1);
                if (!packs.insert(product_number * 100 + contains).second)
                    continue;
                auto const position = numbered ? static_cast<std::int64_t>(lines.size()) + 1 : 7;
                lines.push_back(
                    line(position, product_number, contains, quantity::whole(1 + up_to(9))));
            }
            return lines;
        };
        for (int round = 0; round < 2'000; ++round) {
            auto const own = invented(true), visitors = invented(false);
            stock_by_product there;
            for (std::int64_t number = 1; number <= 3; ++number)
                there.emplace(id<product>(number), quantity::whole(up_to(60)));
            auto const wanted = [](std::vector<looked_up_line> const& lines, id<pack> of) {
                auto const found =
                    std::find_if(lines.begin(), lines.end(), [&](looked_up_line const& each) {
                        return each.kept.in_pack == of;
                    });
                return found == lines.end() ? none : found->kept.amount;
            };
            auto const merge = merged(own, visitors, there);
            std::size_t capped = 0;
            auto left = there;
            for (auto const& each : merge.lines) {
                auto const pack_number = *each.kept.in_pack;
                auto const theirs = wanted(visitors, pack_number);
                auto const both = wanted(own, pack_number) + theirs;
                auto& pieces = left.find(each.now->of.number)->second;
                auto const contains = each.now->which.contains.thousandths() / 1'000;
                auto const packs = pieces.thousandths() / 1'000 / contains;
                auto const most = quantity::whole(packs);
                BOOST_TEST((each.kept.position == 0) == (wanted(own, pack_number) == none));
                BOOST_TEST(each.kept.amount.thousandths() ==
                           (theirs == none ? both : std::min(both, most)).thousandths());
                capped += theirs != none && both > most;
                auto const taken = std::min(each.kept.amount, most).thousandths() / 1'000;
                pieces = pieces - quantity::whole(taken * contains);
            }
            BOOST_TEST(merge.changes.size() == capped);
            std::size_t fresh = 0;
            for (auto const& each : visitors)
                fresh += wanted(own, *each.kept.in_pack) == none;
            BOOST_TEST(merge.lines.size() == own.size() + fresh);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
