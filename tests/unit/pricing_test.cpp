#include "because.hpp"

#include <tokocrm/pricing.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace tokocrm;
using test::because;

namespace {

__extension__ using wide = __int128;

constexpr auto most = std::numeric_limits<std::int64_t>::max();

constexpr money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

constexpr money cents(std::int64_t minor)
{
    return {minor, currency::usd};
}

/// An item whose product and pack have the given number.
priced_item item(std::int64_t number, std::optional<money> price, quantity amount,
                 percentage discount = percentage::ppm(0))
{
    priced_item made;
    made.what.number = id<product>(number);
    made.what.name = "Barang " + std::to_string(number);
    made.what.discount = discount;
    made.what.fractional = amount.thousandths() % 1'000 != 0;
    made.in.number = id<pack>(number);
    made.in.sku = "B" + std::to_string(number);
    made.in.price = price;
    made.amount = amount;
    return made;
}

pricing_input of(std::vector<priced_item> items)
{
    pricing_input input;
    input.items = std::move(items);
    return input;
}

coupon taking(std::variant<percentage, money> discount)
{
    coupon made;
    made.code = "LBR01";
    made.discount = discount;
    return made;
}

shipping_rate rate(std::int64_t fee, std::optional<std::int64_t> free_from = {})
{
    shipping_rate made;
    made.city = "Kisaran Timur";
    made.fee = rupiah(fee);
    if (free_from)
        made.free_from = rupiah(*free_from);
    return made;
}

std::vector<std::int64_t> shares(pricing const& priced)
{
    std::vector<std::int64_t> all;
    for (auto const& line : priced.lines)
        all.push_back(line.coupon_share.minor());
    return all;
}

/// The steps as short texts: `line_gross 1 19000 x 1 = 19000`.
std::vector<std::string> texts(std::vector<price_step> const& steps)
{
    std::vector<std::string> all;
    for (auto const& step : steps) {
        auto text = std::string(name(step.kind));
        if (step.line != 0)
            text += ' ' + std::to_string(step.line);
        if (step.base)
            text += " base " + to_decimal(*step.base);
        if (step.amount)
            text += " x " + to_decimal(*step.amount);
        if (step.rate)
            text += " at " + to_decimal(*step.rate) + '%';
        if (step.fixed)
            text += " fixed " + to_decimal(*step.fixed);
        if (step.bound)
            text += " bound " + to_decimal(*step.bound);
        if (step.exact)
            text += " exact " + *step.exact;
        all.push_back(text + " = " + to_decimal(step.result));
    }
    return all;
}

using strings = std::vector<std::string>;
using numbers = std::vector<std::int64_t>;

} // namespace

BOOST_AUTO_TEST_SUITE(pricing_)

BOOST_AUTO_TEST_CASE(the_papers_order_costs_what_the_paper_says)
{
    auto input = of({item(1, rupiah(19'000), quantity::whole(1), percentage::percent(1))});
    input.rate = rate(10'000);
    auto const priced = price(input);
    BOOST_TEST(priced.lines.at(0).gross.minor() == 19'000);
    BOOST_TEST(priced.lines.at(0).discount.minor() == 190);
    BOOST_TEST(priced.lines.at(0).total.minor() == 18'810);
    BOOST_TEST(priced.shipping.minor() == 10'000);
    BOOST_TEST(priced.total.minor() == 28'810);
    BOOST_TEST(texts(explain(priced)) ==
                   (strings{"line_gross 1 base 19000 x 1 = 19000",
                            "line_discount 1 base 19000 at 1% = 190",
                            "line_total 1 base 19000 fixed 190 = 18810", "goods = 18810",
                            "shipping fixed 10000 = 10000", "total = 28810"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_line_is_rounded_once_for_its_gross_and_once_for_its_discount)
{
    // 13,333 × 0.5 = 6,666.5 → 6,667; 12.5 % of it is 833.375 → 833.
    auto const priced =
        price(of({item(1, rupiah(13'333), quantity::thousandths(500), percentage::ppm(125'000)),
                  item(2, rupiah(1), quantity::thousandths(499))}));
    BOOST_TEST(priced.lines.at(0).gross.minor() == 6'667);
    BOOST_TEST(priced.lines.at(0).discount.minor() == 833);
    BOOST_TEST(priced.lines.at(0).total.minor() == 5'834);
    BOOST_TEST(priced.lines.at(1).gross.minor() == 0);
    BOOST_TEST(texts(explain(priced)) ==
                   (strings{"line_gross 1 base 13333 x 0.5 exact 6666.5 = 6667",
                            "line_discount 1 base 6667 at 12.5% exact 833.375 = 833",
                            "line_total 1 base 6667 fixed 833 = 5834",
                            "line_gross 2 base 1 x 0.499 exact 0.499 = 0", "line_total 2 = 0",
                            "goods = 5834", "total = 5834"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_is_a_copy_of_what_the_catalogue_says)
{
    auto sold = item(7, rupiah(210'000), quantity::whole(2), percentage::percent(5));
    sold.in.number = id<pack>(9);
    sold.in.name = "dus";
    sold.in.contains = quantity::whole(12);
    auto const line = price(of({sold})).lines.at(0);
    BOOST_TEST(line.position == 1);
    BOOST_TEST(line.sold.value() == 7);
    BOOST_TEST(line.in_pack.value() == 9);
    BOOST_TEST(line.sku == "B7");
    BOOST_TEST(line.name == "Barang 7");
    BOOST_TEST(line.pack_name == "dus");
    BOOST_TEST(line.contains.thousandths() == 12'000);
    BOOST_TEST(line.amount.thousandths() == 2'000);
    BOOST_TEST(line.base_amount.thousandths() == 24'000);
    BOOST_TEST(line.unit_price->minor() == 210'000);
    BOOST_TEST(line.discount_rate->ppm() == 50'000);
    BOOST_TEST(price(of({sold})).units.thousandths() == 24'000);
    BOOST_TEST(!price(of({item(1, rupiah(1), quantity::whole(1))})).lines.at(0).discount_rate);
}

BOOST_AUTO_TEST_CASE(a_percentage_is_taken_once_and_split_by_largest_remainder)
{
    auto input =
        of({item(1, rupiah(100), quantity::whole(1)), item(2, rupiah(100), quantity::whole(1)),
            item(3, rupiah(100), quantity::whole(1))});
    input.with = taking(percentage::ppm(333'400)); // 100.02 → 100
    auto const priced = price(input);
    BOOST_TEST(priced.coupon_base->minor() == 300);
    BOOST_TEST(priced.coupon_discount.minor() == 100);
    // 33⅓ each: the unit left goes to the first of equals.
    BOOST_TEST(shares(priced) == (numbers{34, 33, 33}), boost::test_tools::per_element());
    BOOST_TEST(priced.total.minor() == 200);
    auto const steps = texts(explain(priced));
    BOOST_TEST(steps.at(7) == "coupon base 300 at 33.34% exact 100.02 = 100");
    BOOST_TEST(steps.at(8) == "coupon_share 1 base 100 fixed 100 bound 300 exact 33.333 = 34");
}

BOOST_AUTO_TEST_CASE(half_a_unit_of_a_coupon_goes_up)
{
    auto input = of({item(1, rupiah(5), quantity::whole(1))});
    input.with = taking(percentage::percent(10));
    BOOST_TEST(price(input).coupon_discount.minor() == 1);
}

BOOST_AUTO_TEST_CASE(a_cap_bounds_a_percentage)
{
    auto input = of({item(1, rupiah(100'000), quantity::whole(3))});
    input.with = taking(percentage::percent(10));
    input.with->discount_cap = rupiah(25'000);
    auto const priced = price(input);
    BOOST_TEST(priced.coupon_discount.minor() == 25'000);
    BOOST_TEST(texts(explain(priced)).at(3) == "coupon base 300000 at 10% bound 25000 = 25000");
    input.with->discount_cap = rupiah(30'000);
    BOOST_TEST(price(input).coupon_discount.minor() == 30'000);
    input.with->discount_cap = rupiah(0);
    BOOST_TEST(price(input).coupon_discount.minor() == 0);
}

BOOST_AUTO_TEST_CASE(an_amount_takes_at_most_what_the_goods_cost)
{
    auto input = of(
        {item(1, rupiah(3'000), quantity::whole(1)), item(2, rupiah(1'500), quantity::whole(1))});
    input.rate = rate(10'000);
    input.with = taking(rupiah(5'000));
    auto const priced = price(input);
    BOOST_TEST(priced.coupon_discount.minor() == 4'500);
    BOOST_TEST(shares(priced) == (numbers{3'000, 1'500}), boost::test_tools::per_element());
    BOOST_TEST(priced.total.minor() == 10'000);
    BOOST_TEST(texts(explain(priced)).at(5) == "coupon base 4500 fixed 5000 = 4500");
    input.with = taking(rupiah(4'499));
    BOOST_TEST(price(input).total.minor() == 10'001);
}

BOOST_AUTO_TEST_CASE(a_coupon_touches_only_what_it_is_for)
{
    auto beras = item(1, rupiah(50'000), quantity::whole(1));
    beras.what.in.emplace().number = id<category>(4);
    auto input = of({beras, item(2, rupiah(20'000), quantity::whole(1)),
                     item(3, rupiah(30'000), quantity::whole(1))});
    input.with = taking(percentage::percent(10));
    input.with->products = {id<product>(3)};
    BOOST_TEST(shares(price(input)) == (numbers{0, 0, 3'000}), boost::test_tools::per_element());
    input.with->categories = {id<category>(4)};
    BOOST_TEST(shares(price(input)) == (numbers{5'000, 0, 3'000}),
               boost::test_tools::per_element());
    BOOST_TEST(price(input).coupon_base->minor() == 80'000);
    input.with->products = {id<product>(99)};
    input.with->categories.clear();
    BOOST_TEST(!price(input).coupon_base.has_value());
    BOOST_TEST(price(input).coupon_discount.minor() == 0);
    BOOST_TEST(price(input).total.minor() == 100'000);
}

BOOST_AUTO_TEST_CASE(goods_that_cost_nothing_carry_no_share)
{
    auto input = of({item(1, rupiah(0), quantity::whole(1)),
                     item(2, rupiah(700), quantity::whole(1), percentage::percent(100))});
    input.with = taking(rupiah(100));
    auto const priced = price(input);
    BOOST_TEST(priced.coupon_base->minor() == 0);
    BOOST_TEST(priced.total.minor() == 0);
    BOOST_TEST(shares(priced) == (numbers{0, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shipping_is_free_from_its_threshold_after_product_discounts_before_the_coupon)
{
    auto input = of({item(1, rupiah(100'000), quantity::whole(1), percentage::percent(10))});
    input.rate = rate(10'000, 90'000);
    BOOST_TEST(price(input).shipping.minor() == 0);
    BOOST_TEST(price(input).adjustments.size() == 1u);
    input.rate = rate(10'000, 90'001);
    BOOST_TEST(price(input).shipping.minor() == 10'000);
    BOOST_TEST(texts(explain(price(input))).at(4) ==
               "shipping base 90000 fixed 10000 bound 90001 = 10000");
    input.rate = rate(10'000, 90'000);
    input.with = taking(percentage::percent(50));
    BOOST_TEST(price(input).shipping.minor() == 0);
    BOOST_TEST(price(input).total.minor() == 45'000);
    input.rate = rate(10'000, 0);
    BOOST_TEST(price(input).shipping.minor() == 0);
}

BOOST_AUTO_TEST_CASE(fetching_it_costs_nothing_and_adds_nothing)
{
    auto const priced = price(of({item(1, rupiah(500), quantity::whole(1))}));
    BOOST_TEST(priced.shipping.minor() == 0);
    BOOST_TEST(priced.adjustments.empty());
    BOOST_TEST(priced.total.minor() == 500);
}

BOOST_AUTO_TEST_CASE(a_unique_code_is_added_last)
{
    auto input = of({item(1, rupiah(500), quantity::whole(1))});
    input.unique_code = rupiah(123);
    auto const priced = price(input);
    BOOST_TEST(priced.other.minor() == 123);
    BOOST_TEST(priced.total.minor() == 623);
    BOOST_TEST(texts(explain(priced)).at(3) == "unique_code = 123");
    input.unique_code = rupiah(-1);
    BOOST_CHECK_EXCEPTION(price(input), error, because("price.unique_code_negative"));
}

BOOST_AUTO_TEST_CASE(other_currencies_keep_their_decimals)
{
    auto input = of({item(1, cents(333), quantity::thousandths(1'500), percentage::ppm(125'000))});
    input.in = currency::usd;
    input.unique_code = cents(0);
    auto const priced = price(input);
    BOOST_TEST(priced.total.minor() == 437); // 4.995 → 5.00, less 0.625 → 0.63
    BOOST_TEST(texts(explain(priced)).at(0) == "line_gross 1 base 3.33 x 1.5 exact 4.995 = 5.00");
    BOOST_TEST(texts(explain(priced)).at(1) ==
               "line_discount 1 base 5.00 at 12.5% exact 0.625 = 0.63");
    input.in = currency::idr;
    BOOST_CHECK_EXCEPTION(price(input), error, because("money.currency_mismatch"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sold_is_refused_with_its_reason)
{
    auto const good = item(1, rupiah(500), quantity::whole(1));
    auto const refusal = [&](auto change) {
        auto bad = good;
        change(bad);
        try {
            check_sellable(bad);
        } catch (error const& e) {
            BOOST_CHECK_EXCEPTION(price(of({good, bad})), error, because(e.reason(), e.code()));
            return std::string(name(e.code())) + ' ' + e.reason();
        }
        return std::string();
    };
    BOOST_TEST(refusal([](priced_item&) {}) == "");
    BOOST_TEST(refusal([](priced_item& i) { i.what.active = false; }) ==
               "rule_violation price.not_sold");
    BOOST_TEST(refusal([](priced_item& i) { i.what.archived_at = timestamp(); }) ==
               "rule_violation price.not_sold");
    BOOST_TEST(refusal([](priced_item& i) { i.in.price.reset(); }) == "rule_violation price.none");
    for (auto const amount : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{-1'000},
                              std::numeric_limits<std::int64_t>::min()})
        BOOST_TEST(refusal([&](priced_item& i) { i.amount = quantity::thousandths(amount); }) ==
                   "invalid_input price.quantity_not_positive");
    BOOST_TEST(refusal([](priced_item& i) { i.amount = quantity::thousandths(1'500); }) ==
               "invalid_input price.fraction_not_sold");
    BOOST_TEST(refusal([](priced_item& i) {
                   i.amount = quantity::thousandths(1'500);
                   i.what.fractional = true;
               }) == "");
    BOOST_TEST(refusal([](priced_item& i) {
                   i.what.fractional = true;
                   i.in.contains = quantity::thousandths(25);
                   i.amount = quantity::thousandths(10);
               }) == "invalid_input quantity.too_fine");
    BOOST_TEST(refusal([](priced_item& i) {
                   i.in.contains = quantity::whole(2);
                   i.amount = quantity::thousandths(most / 1'000 * 1'000);
               }) == "invalid_input quantity.overflow");
    BOOST_CHECK_EXCEPTION(price(of({})), error, because("price.no_items"));
}

BOOST_AUTO_TEST_CASE(what_is_too_large_is_refused_and_never_wraps)
{
    BOOST_CHECK_EXCEPTION(price(of({item(1, rupiah(most), quantity::whole(2))})), error,
                          because("money.overflow"));
    BOOST_CHECK_EXCEPTION(price(of({item(1, rupiah(most), quantity::whole(1)),
                                    item(2, rupiah(1), quantity::whole(1))})),
                          error, because("money.overflow"));
    auto input = of({item(1, rupiah(most), quantity::whole(1))});
    BOOST_TEST(price(input).total.minor() == most);
    input.rate = rate(1);
    BOOST_CHECK_EXCEPTION(price(input), error, because("money.overflow"));
    auto const large = quantity::thousandths(most / 1'000 * 1'000);
    BOOST_CHECK_EXCEPTION(price(of({item(1, rupiah(0), large), item(2, rupiah(0), large)})), error,
                          because("quantity.overflow"));
    // What cancels out is counted all the same.
    input.with = taking(percentage::percent(100));
    BOOST_TEST(price(input).total.minor() == 1);
    BOOST_TEST(explain(price(input)).back().result.minor() == 1);
}

BOOST_AUTO_TEST_CASE(an_order_is_explained_from_what_stands_on_it)
{
    order imported;
    order_line known;
    known.position = 1;
    known.sku = "BERAS";
    known.amount = quantity::thousandths(2'500);
    known.unit_price = rupiah(13'500);
    known.gross = known.total = rupiah(33'750);
    known.coupon_share = rupiah(3'375);
    order_line unknown;
    unknown.position = 2;
    unknown.sku = "MIE";
    unknown.amount = quantity::whole(12);
    unknown.gross = rupiah(36'500);
    unknown.discount = rupiah(500);
    unknown.total = rupiah(36'000);
    unknown.coupon_share = rupiah(3'600);
    imported.lines = {known, unknown};
    imported.adjustments = {{adjustment_kind::coupon, "LBR01", rupiah(-6'975)},
                            {adjustment_kind::shipping, "Kisaran Barat", rupiah(10'000)}};
    imported.header.total = rupiah(72'775);
    BOOST_TEST(texts(explain(imported)) ==
                   (strings{"line_gross 1 base 13500 x 2.5 = 33750", "line_total 1 = 33750",
                            "line_gross 2 = 36500", "line_discount 2 base 36500 = 500",
                            "line_total 2 base 36500 fixed 500 = 36000", "goods = 69750",
                            "coupon = 6975", "coupon_share 1 = 3375", "coupon_share 2 = 3600",
                            "shipping = 10000", "total = 72775"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_amount_that_was_agreed_otherwise_is_not_explained_by_rounding)
{
    order agreed;
    order_line line;
    line.position = 1;
    line.amount = quantity::thousandths(500);
    line.unit_price = rupiah(13'333);
    line.gross = line.total = rupiah(9'000);
    agreed.lines = {line};
    BOOST_TEST(!explain(agreed).front().exact.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

// --- against a computation of its own

namespace {

struct model_line
{
    std::int64_t gross = 0, discount = 0, total = 0, share = 0;
};

std::int64_t half_up(wide numerator, wide denominator)
{
    return static_cast<std::int64_t>((2 * numerator + denominator) / (2 * denominator));
}

/// One unit after the other to whoever lacks most, the earlier of equals first.
void share_out(std::vector<model_line>& lines, std::vector<bool> const& eligible,
               std::int64_t coupon, std::int64_t base)
{
    if (coupon == 0)
        return;
    std::int64_t given = 0;
    std::vector<wide> lacking(lines.size(), -1);
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (eligible[i]) {
            auto const exact = wide{coupon} * lines[i].total;
            lines[i].share = static_cast<std::int64_t>(exact / base);
            lacking[i] = exact - wide{lines[i].share} * base;
            given += lines[i].share;
        }
    for (; given < coupon; ++given) {
        auto const next = std::max_element(lacking.begin(), lacking.end()) - lacking.begin();
        ++lines[static_cast<std::size_t>(next)].share;
        lacking[static_cast<std::size_t>(next)] = -1;
    }
}

pricing_input invented(std::mt19937_64& engine)
{
    auto const up_to = [&](std::int64_t last) {
        return std::uniform_int_distribution<std::int64_t>(0, last)(engine);
    };
    auto const scale = std::int64_t{1} << up_to(30);
    pricing_input input;
    for (auto left = 1 + up_to(11); left > 0; --left) {
        auto one = item(1 + up_to(5), rupiah(up_to(scale)), quantity::whole(1 + up_to(20)),
                        percentage::ppm(up_to(3) == 0 ? up_to(1'000'000) : 0));
        if (up_to(2) == 0) {
            one.what.fractional = true;
            one.amount = quantity::thousandths(1 + up_to(50'000));
        }
        input.items.push_back(std::move(one));
    }
    if (up_to(3) != 0) {
        input.with = up_to(1) == 0 ? taking(percentage::ppm(1 + up_to(999'999)))
                                   : taking(rupiah(1 + up_to(2 * scale)));
        if (up_to(1) == 0 && std::holds_alternative<percentage>(input.with->discount))
            input.with->discount_cap = rupiah(up_to(scale));
        if (up_to(1) == 0)
            input.with->products = {id<product>(1), id<product>(3)};
    }
    if (up_to(2) != 0)
        input.rate = up_to(1) == 0 ? rate(up_to(30'000), up_to(4 * scale)) : rate(up_to(30'000));
    if (up_to(2) == 0)
        input.unique_code = rupiah(up_to(999));
    return input;
}

void check_against_model(pricing_input const& input, pricing const& priced)
{
    std::vector<model_line> lines;
    std::vector<bool> eligible;
    std::int64_t gross = 0, discount = 0, base = 0;
    bool any = false;
    for (auto const& each : input.items) {
        model_line line;
        line.gross = half_up(wide{each.in.price->minor()} * each.amount.thousandths(), 1'000);
        line.discount = half_up(wide{line.gross} * each.what.discount.ppm(), 1'000'000);
        line.total = line.gross - line.discount;
        gross += line.gross;
        discount += line.discount;
        auto const number = each.what.number.value();
        eligible.push_back(input.with &&
                           (input.with->products.empty() || number == 1 || number == 3));
        if (eligible.back()) {
            base += line.total;
            any = true;
        }
        lines.push_back(line);
    }
    std::int64_t coupon = 0;
    if (input.with) {
        if (auto const* share = std::get_if<percentage>(&input.with->discount))
            coupon = half_up(wide{base} * share->ppm(), 1'000'000);
        else
            coupon = std::get<money>(input.with->discount).minor();
        coupon = std::min(coupon, base);
        if (input.with->discount_cap)
            coupon = std::min(coupon, input.with->discount_cap->minor());
    }
    share_out(lines, eligible, coupon, base);
    std::int64_t shipping = 0;
    if (input.rate &&
        !(input.rate->free_from && gross - discount >= input.rate->free_from->minor()))
        shipping = input.rate->fee.minor();

    BOOST_TEST_REQUIRE(priced.lines.size() == lines.size());
    money lines_sum = rupiah(0), shares_sum = rupiah(0), adjusted = rupiah(0);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto const& line = priced.lines[i];
        BOOST_TEST(line.gross.minor() == lines[i].gross);
        BOOST_TEST(line.discount.minor() == lines[i].discount);
        BOOST_TEST(line.total.minor() == lines[i].total);
        BOOST_TEST(line.coupon_share.minor() == lines[i].share);
        BOOST_TEST(line.coupon_share.minor() >= 0);
        BOOST_TEST(line.coupon_share.minor() <= line.total.minor());
        lines_sum += line.total;
        shares_sum += line.coupon_share;
    }
    for (auto const& each : priced.adjustments)
        adjusted += each.amount;
    BOOST_TEST(priced.coupon_base.has_value() == any);
    BOOST_TEST(priced.gross.minor() == gross);
    BOOST_TEST(priced.product_discount.minor() == discount);
    BOOST_TEST(priced.coupon_discount.minor() == coupon);
    BOOST_TEST(priced.shipping.minor() == shipping);
    BOOST_TEST(priced.other.minor() == input.unique_code.minor());
    BOOST_TEST(priced.total.minor() ==
               gross - discount - coupon + shipping + input.unique_code.minor());
    // The sum is kept, and nothing is below zero.
    BOOST_TEST(shares_sum.minor() == coupon);
    BOOST_TEST((lines_sum + adjusted).minor() == priced.total.minor());
    BOOST_TEST(priced.total.minor() >= 0);
    BOOST_TEST(explain(priced).back().result.minor() == priced.total.minor());
}

} // namespace

BOOST_AUTO_TEST_SUITE(pricing_of_anything)

BOOST_AUTO_TEST_CASE(agrees_with_another_computation_and_keeps_its_sums)
{
    auto const seed = std::random_device()();
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937_64 engine(seed);
        for (int round = 0; round < 3'000; ++round) {
            auto const input = invented(engine);
            check_against_model(input, price(input));
        }
    }
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_the_order_of_the_lines)
{
    auto const seed = std::random_device()();
    BOOST_TEST_CONTEXT("seed " << seed)
    {
        std::mt19937_64 engine(seed);
        for (int round = 0; round < 500; ++round) {
            auto const input = invented(engine);
            auto const priced = price(input);
            std::vector<std::size_t> places(input.items.size());
            std::iota(places.begin(), places.end(), std::size_t{0});
            std::shuffle(places.begin(), places.end(), engine);
            auto turned = input;
            for (std::size_t i = 0; i < places.size(); ++i)
                turned.items[i] = input.items[places[i]];
            auto const other = price(turned);
            BOOST_TEST(other.total.minor() == priced.total.minor());
            BOOST_TEST(other.coupon_discount.minor() == priced.coupon_discount.minor());
            for (std::size_t i = 0; i < places.size(); ++i) {
                auto const& line = priced.lines[places[i]];
                BOOST_TEST(other.lines[i].total.minor() == line.total.minor());
                // Equal rests are told apart by the order alone.
                BOOST_TEST(
                    std::abs(other.lines[i].coupon_share.minor() - line.coupon_share.minor()) <= 1);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
