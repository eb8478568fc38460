#include "refund_rules.hpp"

#include <algorithm>
#include <map>

namespace tokocrm {

namespace {

__extension__ using wide = __int128;

std::string number_of(order_header const& of)
{
    return std::to_string(of.number);
}

/// `whole × part ÷ of`, half up; none of them is negative, and `part` is no more than `of`.
std::int64_t share(std::int64_t whole, quantity part, quantity of)
{
    auto const product = wide{whole} * part.thousandths();
    auto const divisor = of.thousandths();
    auto const rest = product % divisor;
    return static_cast<std::int64_t>(product / divisor) + (rest >= divisor - rest ? 1 : 0);
}

quantity base_amount_of(order_line const& line, quantity packs)
{
    return quantity::thousandths(share(line.base_amount.thousandths(), packs, line.amount));
}

/// What came back so far, and comes back now.
class refund_builder
{
public:
    refund_builder(order const& of, std::span<refund const> before, bool restock)
        : of_(of), restock_(restock)
    {
        for (auto const& earlier : before)
            for (auto const& each : earlier.lines)
                add(returned_, each.line, each.amount);
    }

    quantity left_of(order_line const& line) const
    {
        auto const found = returned_.find(line.position);
        return found == returned_.end() ? line.amount : line.amount - found->second;
    }

    void take(order_line const& line, quantity packs)
    {
        add(taken_, line.position, packs);
        add(returned_, line.position, packs);
    }

    std::vector<refund_line> lines() const
    {
        std::vector<refund_line> made;
        for (auto const& [position, packs] : taken_) {
            auto const& line = line_at(position);
            auto const after = returned_.at(position);
            auto const before = after - packs;
            made.push_back(
                {.line = position,
                 .amount = packs,
                 .base_amount = base_amount_of(line, after) - base_amount_of(line, before),
                 .given = worth_of(line, after) - worth_of(line, before),
                 .restocked = restock_});
        }
        return made;
    }

    order_line const& line_at(std::int64_t position) const
    {
        return *std::find_if(of_.lines.begin(), of_.lines.end(),
                             [&](order_line const& each) { return each.position == position; });
    }

private:
    using amounts = std::map<std::int64_t, quantity>;

    static void add(amounts& to, std::int64_t position, quantity packs)
    {
        auto& sum = to.try_emplace(position, quantity::thousandths(0)).first->second;
        sum = sum + packs;
    }

    order const& of_;
    bool restock_;
    amounts returned_, taken_;
};

void take_item(order const& of, refund_builder& made, refund_item const& item)
{
    if (item.amount.thousandths() <= 0)
        throw error(errc::invalid_input, "refund.quantity_invalid",
                    mark("{0} of {1} cannot come back; say a quantity above 0"),
                    {to_decimal(item.amount), item.sku});
    if (!item.fractional && item.amount.thousandths() % 1'000 != 0)
        throw error(errc::invalid_input, "refund.quantity_invalid",
                    mark("{0} of {1} cannot come back; it is sold in whole packs only"),
                    {to_decimal(item.amount), item.sku});
    auto left = item.amount;
    auto available = quantity::thousandths(0);
    for (auto const position : item.lines) {
        auto const& line = made.line_at(position);
        auto const here = made.left_of(line);
        available = available + here;
        auto const packs = std::min(left, here);
        if (packs.thousandths() == 0)
            continue;
        made.take(line, packs);
        left = left - packs;
    }
    if (left.thousandths() > 0)
        throw error(errc::rule_violation, "refund.too_many",
                    mark("of {0} at most {1} can still come back from order {2}"),
                    {item.sku, to_decimal(available), number_of(of.header)});
}

/// An amount that is given back beside the lines; zero where nothing was said.
money checked(std::optional<money> const& said, currency c)
{
    if (said && (said->currency() != c || said->minor() <= 0))
        throw error(errc::invalid_input, "refund.amount_invalid",
                    mark("say how much is given back: an amount above 0, in {0}"),
                    {std::string(code(c))});
    return said.value_or(money(0, c));
}

void check_at_most(money given, money most, order_header const& of, char const* sentence)
{
    if (given > most)
        throw error(errc::rule_violation, "refund.too_much", sentence,
                    {to_text(most), number_of(of)});
}

/// What was received and is still here.
money kept_of(order_header const& of)
{
    return of.paid - of.refunded;
}

money sum_of(std::span<refund const> all, money refund::*part, currency c)
{
    money sum(0, c);
    for (auto const& each : all)
        sum += each.*part;
    return sum;
}

void take_all(order const& of, std::span<refund const> before, refund_builder& builder,
              refund& made)
{
    auto const& head = of.header;
    auto rest = kept_of(head);
    // Of an order that was never wholly paid nobody can say which part the money was for.
    if (head.paid_on) {
        for (auto const& line : of.lines)
            if (auto const left = builder.left_of(line); left.thousandths() > 0)
                builder.take(line, left);
        for (auto const& each : builder.lines())
            rest -= each.given;
        made.shipping = head.shipping - sum_of(before, &refund::shipping, head.total.currency());
        rest -= made.shipping;
    }
    made.other = rest;
}

void take_parts(order const& of, std::span<refund const> before, refund_terms const& asked,
                refund_builder& builder, refund& made)
{
    auto const& head = of.header;
    auto const c = head.total.currency();
    for (auto const& item : asked.items)
        take_item(of, builder, item);
    made.shipping = checked(asked.shipping, c);
    made.other = checked(asked.other, c);
    check_at_most(made.shipping, head.shipping - sum_of(before, &refund::shipping, c), head,
                  mark("of the shipping of order {1} at most {0} can be given back"));
    if (head.paid_on)
        check_at_most(
            made.other, head.other + (head.paid - head.total) - sum_of(before, &refund::other, c),
            head, mark("beside goods and shipping at most {0} can be given back of order {1}"));
}

} // namespace

std::optional<error> refund_refusal(order_header const& of, bool one_is_open)
{
    if (of.paid.minor() == 0)
        return error(errc::rule_violation, "refund.nothing_paid",
                     mark("nothing was received for order {0}, so nothing can be given back"),
                     {number_of(of)});
    if (of.refunded >= of.paid)
        return error(errc::rule_violation, "refund.nothing_left",
                     mark("all that was received for order {0} was given back"), {number_of(of)});
    if (one_is_open)
        return error(errc::rule_violation, "refund.submission_open",
                     mark("a payment of order {0} waits to be looked at; accept or reject it "
                          "first"),
                     {number_of(of)});
    return std::nullopt;
}

money worth_of(order_line const& line, quantity packs)
{
    auto const whole = line.total - line.coupon_share;
    return {share(whole.minor(), packs, line.amount), whole.currency()};
}

refund priced_refund(order const& of, std::span<refund const> before, refund_terms const& asked)
{
    auto const& head = of.header;
    auto const c = head.total.currency();
    bool const parts = !asked.items.empty() || asked.shipping || asked.other;
    if (asked.all && parts)
        throw error(errc::invalid_input, "refund.all_or_parts",
                    mark("either all is given back, or the parts that are named"));
    if (!asked.all && !parts)
        throw error(errc::invalid_input, "refund.nothing",
                    mark("say what is given back: items, shipping, another amount, or all"));
    refund_builder builder(of, before, asked.restock);
    refund made{.goods = money(0, c),
                .shipping = money(0, c),
                .other = money(0, c),
                .amount = money(0, c),
                .reason = {},
                .actor = {},
                .refunded_at = {},
                .refunded_on = {}};
    asked.all ? take_all(of, before, builder, made) : take_parts(of, before, asked, builder, made);
    made.lines = builder.lines();
    for (auto const& each : made.lines)
        made.goods += each.given;
    made.amount = made.goods + made.shipping + made.other;
    if (asked.restock && made.lines.empty())
        throw error(errc::invalid_input, "refund.nothing_to_restock",
                    mark("nothing comes back that could go into stock; name the items"));
    if (made.amount.minor() == 0)
        throw error(errc::invalid_input, "refund.worth_nothing",
                    mark("what comes back cost nothing, so there is no money to give back"));
    check_at_most(made.amount, kept_of(head), head,
                  mark("at most {0} of what was received for order {1} can be given back"));
    return made;
}

payment_state state_after_refund(money paid, money refunded) noexcept
{
    return refunded.minor() == paid.minor() ? payment_state::refunded
                                            : payment_state::part_refunded;
}

} // namespace tokocrm
