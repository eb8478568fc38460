#include "../cart/service.hpp"
#include "../catalog/service.hpp"
#include "../core/checked_text.hpp"
#include "../core/digest.hpp"
#include "../core/text_fold.hpp"
#include "../coupon/service.hpp"
#include "../customer/service.hpp"
#include "../order/service.hpp"
#include "../payment/service.hpp"
#include "../sales_summary/service.hpp"
#include "../shipping/service.hpp"
#include "../staff/service.hpp"
#include "../stock/service.hpp"
#include "bookings.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/stock.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <variant>

namespace tokocrm {

namespace {

constexpr std::size_t most_lines = 1'000;
constexpr std::size_t longest_key = 200;
constexpr std::size_t longest_address = 1'000;
constexpr std::int64_t most_unique_code = 999;

std::string record_of(cart_holder const& whose)
{
    if (auto const* const who = std::get_if<id<customer>>(&whose))
        return to_record(*who);
    return std::get<cart_token>(whose).text;
}

/// What tells one wish from another, whatever the catalogue says meanwhile.
std::string digest_of(order_request const& wish, actor const& who)
{
    digester said;
    auto const text = [&](std::optional<std::string> const& field) {
        said.add(field ? "1" : "0").add(field.value_or(""));
    };
    auto const number = [&](std::int64_t value) { said.add(std::to_string(value)); };
    // Two strangers who hit on one key must not see each other's order.
    said.add(std::holds_alternative<id<customer>>(who) || std::holds_alternative<visitor>(who)
                 ? to_record(who)
                 : "shop");
    number(wish.buyer ? wish.buyer->value() : 0);
    said.add(wish.from_cart ? record_of(*wish.from_cart) : "");
    for (auto const& item : wish.items) {
        said.add(folded(item.sku));
        number(item.amount.thousandths());
    }
    for (auto const* field : {&wish.name, &wish.phone, &wish.email, &wish.city, &wish.address,
                              &wish.postal_code, &wish.coupon})
        text(*field);
    said.add(name(wish.pay));
    return said.finish();
}

void check_texts(order_request const& wish)
{
    if (wish.key && (wish.key->empty() || !fits(*wish.key, longest_key)))
        throw error(errc::invalid_input, "order.key_invalid",
                    mark("an order's key has 1 to 200 characters of valid text"));
    if (wish.name && !fits(*wish.name, longest_name))
        throw error(errc::invalid_input, "order.name_invalid",
                    mark("a customer's name has at most 200 characters of valid text"));
    for (auto const* field :
         {&wish.phone, &wish.email, &wish.city, &wish.address, &wish.postal_code})
        if (*field && !fits(**field, longest_address))
            throw error(errc::invalid_input, "order.address_invalid",
                        mark("address and contact have at most 1,000 characters of valid text"));
}

/// Whose cart it is; a visitor's is whose token it is.
std::optional<id<customer>> owner_of(cart_holder const& whose)
{
    auto const* const who = std::get_if<id<customer>>(&whose);
    return who ? std::optional(*who) : std::nullopt;
}

/** Whether an order was placed with this wish: it may have named its buyer by the id of a card that
    was merged since.
*/
bool is_wish_of(unit_of_work& uow, keyed_order const& known, order_request const& wish,
                std::string const& digest)
{
    if (known.request == digest || !wish.buyer)
        return known.request == digest;
    auto const ids = ids_of_customer(uow, kept_customer(uow, *wish.buyer));
    return std::any_of(ids.begin(), ids.end(), [&](id<customer> each) {
        auto same = wish;
        same.buyer = each;
        if (wish.from_cart && owner_of(*wish.from_cart) == wish.buyer)
            same.from_cart = each;
        return known.request == digest_of(same, uow.actor());
    });
}

/// Under the id that stands now: the one that was said may be of a card that was merged.
std::optional<id<customer>> number_of(std::optional<customer> const& buyer)
{
    return buyer ? std::optional(buyer->number) : std::nullopt;
}

bool is_stranger(actor const& who)
{
    return std::holds_alternative<visitor>(who) || std::holds_alternative<id<customer>>(who);
}

std::vector<priced_item> items_of(unit_of_work& uow, order_request const& wish)
{
    std::vector<priced_item> items;
    if (wish.from_cart)
        items = take_cart(uow, *wish.from_cart);
    for (auto const& item : wish.items) {
        auto found = find_goods_for_sale(uow, item.sku);
        if (!found)
            found = get_goods(uow, item.sku);
        items.push_back({std::move(found->of), std::move(found->which), item.amount});
    }
    if (items.empty())
        throw error(errc::invalid_input, "order.empty",
                    mark("an order needs something that is ordered"));
    if (items.size() > most_lines)
        throw error(errc::invalid_input, "order.too_many_lines",
                    mark("an order has at most 1,000 lines"));
    return items;
}

/// Where it goes and how to reach whoever gets it: as it was said, else as the customer's card has
/// it.
contact delivery_of(order_request const& wish, std::optional<customer> const& buyer,
                    std::string const& country)
{
    auto to = normalised_contact({.phone = wish.phone,
                                  .email = wish.email,
                                  .address = wish.address,
                                  .city = wish.city,
                                  .postal_code = wish.postal_code},
                                 country);
    if (!buyer)
        return to;
    auto const& card = buyer->reach;
    if (!to.phone)
        to.phone = card.phone;
    if (!to.email)
        to.email = card.email;
    bool const same_city = to.city && (!card.city || folded(*card.city) == folded(*to.city));
    if (same_city && !to.address) {
        to.address = card.address;
        if (!to.postal_code)
            to.postal_code = card.postal_code;
    }
    return to;
}

money unique_code(unit_of_work& uow, shop const& of, payment_method pay)
{
    auto const c = of.profile.currency;
    if (!of.unique_codes || pay != payment_method::transfer)
        return money(0, c);
    std::array<std::byte, sizeof(std::uint32_t)> bytes{};
    uow.random_bytes(bytes);
    std::uint32_t number = 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    return money(1 + static_cast<std::int64_t>(number % most_unique_code), c);
}

std::vector<stock_demand> demands_of(order const& whole)
{
    std::vector<stock_demand> demands;
    demands.reserve(whole.lines.size());
    for (auto const& line : whole.lines)
        demands.push_back({line.position, line.sold, line.base_amount});
    return demands;
}

/// Where each graph begins.
std::vector<order_transition> beginning(order_states const& states, std::string const& who,
                                        timestamp at)
{
    auto const step = [&](char const* graph, std::string_view to) {
        return order_transition{.graph = graph,
                                .from = {},
                                .to = std::string(to),
                                .actor = who,
                                .at = at,
                                .reason = {}};
    };
    return {step("order", name(states.order)), step("payment", name(states.payment)),
            step("fulfilment", name(states.fulfilment))};
}

/// Over the counter: delivered at once, and so completed.
void hand_over(order& whole, timestamp at)
{
    auto& states = whole.header.states;
    auto const who = whole.history.front().actor;
    states.fulfilment = fulfilment_state::delivered;
    states.order = order_state::completed;
    whole.history.back().to = name(states.fulfilment);
    whole.history.push_back({.graph = "order",
                             .from = std::string(name(order_state::placed)),
                             .to = std::string(name(states.order)),
                             .actor = who,
                             .at = at,
                             .reason = {}});
}

} // namespace

order place_order(unit_of_work& uow, order_request const& wish)
{
    require(uow, right::sell, wish.buyer);
    if (wish.from_cart)
        require(uow, right::keep_cart, owner_of(*wish.from_cart));
    check_texts(wish);
    std::optional<order_key> key;
    if (wish.key) {
        key = order_key{*wish.key, digest_of(wish, uow.actor())};
        if (auto const known = find_keyed_order(uow, key->key)) {
            if (!is_wish_of(uow, *known, wish, key->request))
                throw error(errc::conflict, "order.key_reused",
                            mark("the key {0} was used for another order; take a new one"),
                            {*wish.key});
            return get_order(uow, known->row);
        }
    }
    if (wish.pay == payment_method::cash && is_stranger(uow.actor()))
        throw error(errc::rule_violation, "order.cash_at_the_counter",
                    mark("only the shop takes cash, over its counter"));

    auto const of_shop = get_shop(uow);
    auto const c = of_shop.profile.currency;
    std::optional<customer> buyer;
    if (wish.buyer) {
        buyer = find_customer(uow, *wish.buyer);
        if (!buyer)
            throw error(errc::not_found, "customer.not_found",
                        mark("there is no customer {0}; name one by id, phone or e-mail"),
                        {std::to_string(wish.buyer->value())});
        require_not_erased(*buyer);
    }

    pricing_input input{.items = items_of(uow, wish), .in = c};
    if (wish.coupon)
        input.with = coupon_with_code(uow, *wish.coupon);
    if (wish.city)
        input.rate = rate_for(uow, *wish.city);
    input.unique_code = unique_code(uow, of_shop, wish.pay);
    auto const priced = price(input);
    if (input.with)
        check_coupon(uow, *input.with, priced.coupon_base, number_of(buyer));
    if (wish.expected_total && *wish.expected_total + input.unique_code != priced.total)
        throw error(errc::rule_violation, "order.price_changed",
                    mark("the total is {0} by now and not {1}; look at it again"),
                    {to_text(priced.total), to_text(*wish.expected_total)});

    auto const now = uow.now();
    auto const today = of_shop.zone.local_date(now);
    order whole;
    auto& head = whole.header;
    head.number = reserve_order_numbers(uow, 1);
    head.row = id<order>(head.number);
    head.buyer = number_of(buyer);
    head.customer_name = wish.name ? wish.name : buyer ? std::optional(buyer->name) : std::nullopt;
    head.deliver_to = delivery_of(wish, buyer, of_shop.profile.country);
    if (input.rate)
        head.deliver_to.city = input.rate->city;
    head.placed_at = now;
    head.placed_on = today;
    head.payment_method = std::string(name(wish.pay));
    head.line_count = static_cast<std::int64_t>(priced.lines.size());
    head.units = priced.units;
    head.gross = priced.gross;
    head.product_discount = priced.product_discount;
    if (input.with)
        head.coupon_code = input.with->code;
    head.coupon_discount = priced.coupon_discount;
    head.shipping = priced.shipping;
    head.other = priced.other;
    head.total = priced.total;
    head.paid = head.refunded = money(0, c);
    if (wish.pay == payment_method::transfer)
        head.expires_at = now + of_shop.payment_time;
    whole.lines = priced.lines;
    whole.adjustments = priced.adjustments;
    bool const over_the_counter = wish.pay == payment_method::cash;
    bool const paid = over_the_counter || head.total.minor() == 0;
    if (paid) {
        head.states.payment = payment_state::paid;
        head.paid_at = now;
        head.paid_on = today;
        head.paid = head.total;
        head.expires_at.reset();
    }
    whole.history = beginning(head.states, to_record(uow.actor()), now);
    if (over_the_counter)
        hand_over(whole, now);

    summary_changes changes;
    count_order(uow, report_basis::placed, head, today, changes);
    if (paid)
        count_order(uow, report_basis::paid, head, today, changes);
    insert_order(uow, whole, key);
    auto const demands = demands_of(whole);
    if (paid)
        sell_stock(uow, head.row, demands);
    else
        reserve_stock(uow, head.row, demands);
    if (input.with)
        use_coupon(uow, input.with->number, head.row, head.buyer);
    if (paid && head.total.minor() != 0)
        keep_payment(uow, head.row, {.amount = head.total, .method = *head.payment_method}, today);
    book(uow, changes);
    return whole;
}

} // namespace tokocrm
