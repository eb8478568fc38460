#include "../coupon/rules.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/stock.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

__extension__ using wide = __int128;

// --- what a line costs

order_line priced_line(priced_item const& item, std::int64_t position)
{
    check_sellable(item);
    order_line line;
    line.position = position;
    line.sold = item.what.number;
    line.in_pack = item.in.number;
    line.sku = item.in.sku;
    line.name = item.what.name;
    line.pack_name = item.in.name;
    line.contains = item.in.contains;
    line.amount = item.amount;
    line.base_amount = in_base_units(item.in, item.amount);
    line.unit_price = item.in.price;
    line.gross = multiply(*item.in.price, item.amount);
    if (item.what.discount != percentage::ppm(0))
        line.discount_rate = item.what.discount;
    line.discount = portion(line.gross, item.what.discount);
    line.coupon_share = money(0, line.gross.currency());
    line.total = line.gross - line.discount;
    return line;
}

// --- what is added and taken off

/// The totals of the lines that a coupon is for, in the order of the lines; 0 for all others.
struct eligible_lines
{
    std::vector<std::int64_t> weights;
    std::optional<money> sum;
};

eligible_lines find_eligible(pricing_input const& input, pricing const& so_far)
{
    eligible_lines found;
    found.weights.reserve(input.items.size());
    for (std::size_t i = 0; i < input.items.size(); ++i) {
        bool const eligible = is_for(*input.with, input.items[i].what);
        auto const total = so_far.lines[i].total;
        found.weights.push_back(eligible ? total.minor() : 0);
        if (eligible)
            found.sum = found.sum ? *found.sum + total : total;
    }
    return found;
}

void take_coupon_off(pricing& whole, pricing_input const& input)
{
    auto const eligible = find_eligible(input, whole);
    whole.coupon_base = eligible.sum;
    auto const base = eligible.sum.value_or(money(0, input.in));
    order_adjustment taken{.kind = adjustment_kind::coupon,
                           .label = input.with->code,
                           .amount = money(0, input.in),
                           .base = base,
                           .rate = {},
                           .fixed = {},
                           .bound = {}};
    if (auto const* const rate = std::get_if<percentage>(&input.with->discount)) {
        taken.rate = *rate;
        taken.bound = input.with->discount_cap;
        whole.coupon_discount = portion(base, *rate);
        if (taken.bound)
            whole.coupon_discount = std::min(whole.coupon_discount, *taken.bound);
    } else {
        taken.fixed = std::get<money>(input.with->discount);
        whole.coupon_discount = std::min(*taken.fixed, base);
    }
    taken.amount = -whole.coupon_discount;
    if (whole.coupon_discount.minor() > 0) {
        auto const shares = allocate(whole.coupon_discount, eligible.weights);
        for (std::size_t i = 0; i < shares.size(); ++i)
            whole.lines[i].coupon_share = shares[i];
    }
    whole.adjustments.push_back(std::move(taken));
}

void add_shipping(pricing& whole, shipping_rate const& rate)
{
    auto const goods = whole.gross - whole.product_discount;
    bool const free = rate.free_from && goods >= *rate.free_from;
    whole.shipping = free ? money(0, goods.currency()) : rate.fee;
    whole.adjustments.push_back({.kind = adjustment_kind::shipping,
                                 .label = rate.city,
                                 .amount = whole.shipping,
                                 .base = rate.free_from ? std::optional(goods) : std::nullopt,
                                 .rate = {},
                                 .fixed = rate.fee,
                                 .bound = rate.free_from});
}

// --- how it came about

/// So many minor units with `places` decimals more, in major units, without trailing zeros.
std::string exact_text(wide scaled, int places, currency in)
{
    wide scale = 1;
    for (int i = 0; i < places; ++i)
        scale *= 10;
    auto text = to_decimal(money(static_cast<std::int64_t>(scaled / scale), in));
    auto rest = std::to_string(static_cast<std::int64_t>(scaled % scale));
    rest.insert(0, static_cast<std::size_t>(places) - rest.size(), '0');
    if (decimals(in) == 0)
        text += '.';
    text += rest;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.'))
        text.pop_back();
    return text;
}

/// A product over a power of ten as text, where that is no whole minor unit.
std::optional<std::string> exact_if_rounded(wide scaled, int places, money result)
{
    wide scale = 1;
    for (int i = 0; i < places; ++i)
        scale *= 10;
    if (scaled % scale == 0 || scaled < 0)
        return std::nullopt;
    // What is another amount altogether was agreed otherwise, or capped.
    auto const difference = scaled - wide{result.minor()} * scale;
    if (difference >= scale || difference <= -scale)
        return std::nullopt;
    return exact_text(scaled, places, result.currency());
}

constexpr int places_of_quantity = 3, places_of_percentage = 6, places_of_share = 3;

std::optional<std::string> exact_product(money price, quantity amount, money result)
{
    return exact_if_rounded(wide{price.minor()} * amount.thousandths(), places_of_quantity, result);
}

std::optional<std::string> exact_portion(money whole, percentage rate, money result)
{
    return exact_if_rounded(wide{whole.minor()} * rate.ppm(), places_of_percentage, result);
}

/// Without the last of the digits that `coupon` × `part` ÷ `whole` may have.
std::optional<std::string> exact_share(money coupon, money part, money whole)
{
    auto const product = wide{coupon.minor()} * part.minor();
    if (whole.minor() <= 0 || product % whole.minor() == 0)
        return std::nullopt;
    // The rest is scaled alone: the product would not bear it.
    auto const rest = product % whole.minor() * 1'000 / whole.minor();
    return exact_text(product / whole.minor() * 1'000 + rest, places_of_share, coupon.currency());
}

void explain_line(std::vector<price_step>& steps, order_line const& line)
{
    price_step gross{.kind = price_step_kind::line_gross,
                     .line = line.position,
                     .label = line.sku,
                     .result = line.gross};
    if (line.unit_price) {
        gross.base = line.unit_price;
        gross.amount = line.amount;
        gross.exact = exact_product(*line.unit_price, line.amount, line.gross);
    }
    steps.push_back(std::move(gross));
    if (line.discount_rate || line.discount.minor() != 0) {
        price_step discount{.kind = price_step_kind::line_discount,
                            .line = line.position,
                            .label = line.sku,
                            .base = line.gross,
                            .rate = line.discount_rate,
                            .result = line.discount};
        if (line.discount_rate)
            discount.exact = exact_portion(line.gross, *line.discount_rate, line.discount);
        steps.push_back(std::move(discount));
    }
    price_step total{.kind = price_step_kind::line_total,
                     .line = line.position,
                     .label = line.sku,
                     .result = line.total};
    if (line.discount.minor() != 0) {
        total.base = line.gross;
        total.fixed = line.discount;
    }
    steps.push_back(std::move(total));
}

void explain_coupon(std::vector<price_step>& steps, order_adjustment const& taken,
                    std::vector<order_line> const& lines)
{
    price_step whole{.kind = price_step_kind::coupon,
                     .label = taken.label,
                     .base = taken.base,
                     .rate = taken.rate,
                     .fixed = taken.fixed,
                     .bound = taken.bound,
                     .result = -taken.amount};
    if (taken.base && taken.rate)
        whole.exact = exact_portion(*taken.base, *taken.rate, whole.result);
    auto const coupon = whole.result;
    steps.push_back(std::move(whole));
    for (auto const& line : lines) {
        if (line.coupon_share.minor() == 0)
            continue;
        price_step share{.kind = price_step_kind::coupon_share,
                         .line = line.position,
                         .label = line.sku,
                         .result = line.coupon_share};
        if (taken.base) {
            share.base = line.total;
            share.fixed = coupon;
            share.bound = taken.base;
            share.exact = exact_share(coupon, line.total, *taken.base);
        }
        steps.push_back(std::move(share));
    }
}

price_step_kind step_of(adjustment_kind kind)
{
    switch (kind) {
    case adjustment_kind::coupon:
        return price_step_kind::coupon;
    case adjustment_kind::shipping:
        return price_step_kind::shipping;
    case adjustment_kind::unique_code:
        break;
    }
    return price_step_kind::unique_code;
}

std::vector<price_step> explain(std::vector<order_line> const& lines,
                                std::vector<order_adjustment> const& adjustments, money total)
{
    std::vector<price_step> steps;
    money goods(0, total.currency());
    for (auto const& line : lines) {
        explain_line(steps, line);
        goods += line.total;
    }
    steps.push_back({.kind = price_step_kind::goods, .label = {}, .result = goods});
    for (auto const& each : adjustments)
        if (each.kind == adjustment_kind::coupon)
            explain_coupon(steps, each, lines);
        else
            steps.push_back({.kind = step_of(each.kind),
                             .label = each.label,
                             .base = each.base,
                             .fixed = each.fixed,
                             .bound = each.bound,
                             .result = each.amount});
    steps.push_back({.kind = price_step_kind::total, .label = {}, .result = total});
    return steps;
}

} // namespace

void check_sellable(priced_item const& item)
{
    if (!item.what.active || item.what.archived_at)
        throw error(errc::rule_violation, "price.not_sold",
                    mark("{0} ({1}) is not sold any more; take it out"),
                    {item.what.name, item.in.sku});
    if (!item.in.price)
        throw error(errc::rule_violation, "price.none",
                    mark("{0} ({1}) has no price; give it one before it is sold"),
                    {item.what.name, item.in.sku});
    if (item.amount <= quantity::thousandths(0))
        throw error(errc::invalid_input, "price.quantity_not_positive",
                    mark("a quantity of {0} of {1} cannot be sold; it must be above zero"),
                    {to_decimal(item.amount), item.in.sku});
    if (!item.what.fractional && item.amount.thousandths() % 1'000 != 0)
        throw error(errc::invalid_input, "price.fraction_not_sold",
                    mark("{0} ({1}) is sold whole only, not {2}; choose a whole number"),
                    {item.what.name, item.in.sku, to_decimal(item.amount)});
    in_base_units(item.in, item.amount);
}

pricing price(pricing_input const& input)
{
    if (input.items.empty())
        throw error(errc::invalid_input, "price.no_items",
                    mark("there is nothing to be sold; name a product"));
    if (input.unique_code.minor() < 0)
        throw error(errc::invalid_input, "price.unique_code_negative",
                    mark("a unique code cannot be below zero"));
    money const nothing(0, input.in);
    pricing whole;
    whole.gross = whole.product_discount = whole.coupon_discount = nothing;
    whole.shipping = whole.other = whole.total = nothing;
    whole.lines.reserve(input.items.size());
    for (auto const& item : input.items) {
        whole.lines.push_back(priced_line(item, static_cast<std::int64_t>(whole.lines.size()) + 1));
        auto const& line = whole.lines.back();
        whole.units = whole.units + line.base_amount;
        whole.gross += line.gross;
        whole.product_discount += line.discount;
    }
    if (input.with)
        take_coupon_off(whole, input);
    if (input.rate)
        add_shipping(whole, *input.rate);
    if (input.unique_code.minor() > 0) {
        whole.other = input.unique_code;
        whole.adjustments.push_back({adjustment_kind::unique_code, "", input.unique_code});
    }
    whole.total =
        whole.gross - whole.product_discount - whole.coupon_discount + whole.shipping + whole.other;
    return whole;
}

std::string_view name(price_step_kind kind) noexcept
{
    switch (kind) {
    case price_step_kind::line_gross:
        return "line_gross";
    case price_step_kind::line_discount:
        return "line_discount";
    case price_step_kind::line_total:
        return "line_total";
    case price_step_kind::goods:
        return "goods";
    case price_step_kind::coupon:
        return "coupon";
    case price_step_kind::coupon_share:
        return "coupon_share";
    case price_step_kind::shipping:
        return "shipping";
    case price_step_kind::unique_code:
        return "unique_code";
    case price_step_kind::total:
        break;
    }
    return "total";
}

std::vector<price_step> explain(pricing const& of)
{
    return explain(of.lines, of.adjustments, of.total);
}

std::vector<price_step> explain(order const& of)
{
    return explain(of.lines, of.adjustments, of.header.total);
}

} // namespace tokocrm
