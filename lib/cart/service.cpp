#include "service.hpp"

#include "../core/checked_text.hpp"
#include "../core/digest.hpp"
#include "../core/excerpt.hpp"
#include "../core/text_fold.hpp"
#include "../coupon/service.hpp"
#include "../customer/service.hpp"
#include "../shipping/service.hpp"
#include "../staff/service.hpp"
#include "../stock/service.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace tokocrm {

namespace {

constexpr std::size_t token_bytes = 32;

// --- whose

std::optional<id<customer>> buyer_of(cart_holder const& whose)
{
    auto const* const buyer = std::get_if<id<customer>>(&whose);
    return buyer ? std::optional(*buyer) : std::nullopt;
}

std::string digest_of(cart_token const& token)
{
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (token.text.size() != 2 * token_bytes ||
        !std::all_of(token.text.begin(), token.text.end(), is_digit))
        throw error(errc::invalid_input, "cart.token_invalid",
                    mark("this is no cart's key; begin a new cart"));
    return digest(token.text);
}

cart_repository::holder_key key_of(unit_of_work& uow, cart_holder const& whose)
{
    if (auto const buyer = buyer_of(whose))
        return {.customer = kept_customer(uow, *buyer).value(), .token_digest = {}};
    return {.customer = {}, .token_digest = digest_of(std::get<cart_token>(whose))};
}

/// The key of a cart that the actor may keep.
cart_repository::holder_key permitted(unit_of_work& uow, cart_holder const& whose)
{
    auto const buyer = buyer_of(whose);
    require(uow, right::keep_cart, buyer);
    if (buyer)
        standing_customer(uow, *buyer);
    return key_of(uow, whose);
}

// --- what is in it

std::vector<looked_up_line> looked_up(unit_of_work& uow, std::optional<std::int64_t> cart)
{
    std::vector<looked_up_line> lines;
    if (!cart)
        return lines;
    for (auto& kept : cart_repository::lines(uow, *cart, shop_currency(uow))) {
        auto now = kept.in_pack ? find_pack(uow, *kept.in_pack) : std::nullopt;
        lines.push_back({std::move(kept), std::move(now)});
    }
    return lines;
}

/// Of every product in these lines.
stock_by_product stock_for(unit_of_work& uow, std::vector<looked_up_line> const& lines,
                           std::vector<looked_up_line> const& others = {})
{
    stock_by_product stock;
    for (auto const* part : {&lines, &others})
        for (auto const& line : *part)
            if (line.now && !stock.contains(line.now->of.number))
                stock.emplace(line.now->of.number, available_stock(uow, line.now->of.number));
    return stock;
}

cart_view view_of(unit_of_work& uow, cart_holder const& whose,
                  std::vector<looked_up_line> const& lines, cart_preview const& with = {})
{
    auto const currency = shop_currency(uow);
    auto found = look_through(lines, stock_for(uow, lines));
    pricing_input input{.items = std::move(found.items),
                        .with = {},
                        .rate = {},
                        .unique_code = money(0, currency),
                        .in = currency};
    if (with.coupon)
        input.with = coupon_with_code(uow, *with.coupon);
    if (with.city)
        input.rate = rate_for(uow, *with.city);
    cart_view view{
        .lines = std::move(found.lines), .changes = std::move(found.changes), .cost = {}};
    if (input.items.empty())
        return view;
    view.cost = price(input);
    if (input.with) {
        auto const buyer = buyer_of(whose);
        check_coupon(uow, *input.with, view.cost->coupon_base,
                     buyer ? std::optional(kept_customer(uow, *buyer)) : std::nullopt);
    }
    for (std::size_t i = 0; i < found.item_lines.size(); ++i) {
        auto& shown = view.lines[found.item_lines[i]];
        auto const& priced = view.cost->lines[i];
        shown.unit_price = priced.unit_price;
        shown.discount_rate = priced.discount_rate;
        shown.total = priced.total;
    }
    return view;
}

/// What is asked for by a text among a cart's lines.
std::vector<looked_up_line>::iterator
find_line(unit_of_work& uow, std::vector<looked_up_line>& lines, std::string_view what)
{
    auto const sku = folded(what);
    auto found = std::find_if(lines.begin(), lines.end(), [&](looked_up_line const& line) {
        return folded(line.now ? line.now->which.sku : line.kept.sku) == sku;
    });
    if (found != lines.end())
        return found;
    auto const meant = get_pack(uow, what).which.number;
    found = std::find_if(lines.begin(), lines.end(),
                         [&](looked_up_line const& line) { return line.kept.in_pack == meant; });
    if (found == lines.end())
        throw error(errc::not_found, "cart.line_not_found", mark("{0} is not in the cart"),
                    {excerpt(what)});
    return found;
}

/// Whether quantities are added, or the one that is given counts.
enum class mode { add, set };

cart_view put(unit_of_work& uow, cart_holder const& whose, std::string_view what, quantity amount,
              mode how)
{
    auto const key = permitted(uow, whose);
    auto const meant = get_pack(uow, what);
    check_sellable({meant.of, meant.which, amount});
    auto const cart = cart_repository::hold(uow, key);
    auto lines = looked_up(uow, cart);
    auto const same = std::find_if(lines.begin(), lines.end(), [&](looked_up_line const& line) {
        return line.kept.in_pack == meant.which.number;
    });
    if (same == lines.end()) {
        if (lines.size() >= most_cart_lines)
            throw error(errc::rule_violation, "cart.full",
                        mark("a cart has at most {0} lines; order what is in it first"),
                        {std::to_string(most_cart_lines)});
        looked_up_line added{{.in_pack = meant.which.number, .amount = amount}, meant};
        added.kept = seen_now(added);
        cart_repository::insert_line(uow, cart, added.kept);
        lines.push_back(std::move(added));
    } else {
        auto& kept = same->kept;
        kept.amount = how == mode::add ? kept.amount + amount : amount;
        check_sellable({meant.of, meant.which, kept.amount});
        cart_repository::update_line(uow, cart, kept);
    }
    return view_of(uow, whose, lines);
}

/// Nothing is kept for an empty cart.
void remove_if_empty(unit_of_work& uow, std::int64_t cart, std::vector<looked_up_line> const& lines)
{
    if (lines.empty())
        cart_repository::remove(uow, cart);
}

/// What a merge left in a cart, and what is to be said of it.
struct filled_cart
{
    std::vector<looked_up_line> lines;
    std::vector<cart_change> changes;
};

/// Puts another cart's lines into somebody's; the other goes.
filled_cart put_into(unit_of_work& uow, std::int64_t other, cart_repository::holder_key const& key)
{
    auto const others = looked_up(uow, other);
    auto const cart = cart_repository::hold(uow, key);
    auto own = looked_up(uow, cart);
    auto stock = stock_for(uow, own, others);
    auto merge = merged(std::move(own), others, std::move(stock));
    filled_cart filled{.lines = {}, .changes = std::move(merge.changes)};
    for (auto const& line : merge.lines) {
        bool const is_new = line.kept.position == 0;
        if (line.kept.amount == quantity::thousandths(0)) {
            if (!is_new)
                cart_repository::remove_line(uow, cart, line.kept.position);
            continue;
        }
        if (is_new)
            cart_repository::insert_line(uow, cart, line.kept);
        else
            cart_repository::update_line(uow, cart, line.kept);
        filled.lines.push_back(line);
    }
    cart_repository::remove(uow, other);
    remove_if_empty(uow, cart, filled.lines);
    return filled;
}

} // namespace

cart_token make_cart_token(unit_of_work& uow)
{
    std::array<std::byte, token_bytes> bytes;
    uow.random_bytes(bytes);
    return {hexadecimal(bytes)};
}

cart_view show_cart(unit_of_work& uow, cart_holder const& whose, cart_preview const& with)
{
    auto const key = permitted(uow, whose);
    return view_of(uow, whose, looked_up(uow, cart_repository::find(uow, key)), with);
}

void mark_cart_seen(unit_of_work& uow, cart_holder const& whose)
{
    auto const key = permitted(uow, whose);
    if (!cart_repository::find(uow, key))
        return;
    auto const cart = cart_repository::hold(uow, key);
    std::vector<looked_up_line> left;
    for (auto& line : looked_up(uow, cart))
        if (line.now) {
            cart_repository::update_line(uow, cart, seen_now(line));
            left.push_back(std::move(line));
        } else
            cart_repository::remove_line(uow, cart, line.kept.position);
    remove_if_empty(uow, cart, left);
}

cart_view add_to_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what,
                      quantity amount)
{
    return put(uow, whose, what, amount, mode::add);
}

cart_view set_in_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what,
                      quantity amount)
{
    return put(uow, whose, what, amount, mode::set);
}

cart_view remove_from_cart(unit_of_work& uow, cart_holder const& whose, std::string_view what)
{
    auto const key = permitted(uow, whose);
    auto lines = looked_up(uow, cart_repository::find(uow, key));
    auto const gone = find_line(uow, lines, what);
    auto const cart = cart_repository::hold(uow, key);
    cart_repository::remove_line(uow, cart, gone->kept.position);
    lines.erase(gone);
    remove_if_empty(uow, cart, lines);
    return view_of(uow, whose, lines);
}

void clear_cart(unit_of_work& uow, cart_holder const& whose)
{
    auto const key = permitted(uow, whose);
    if (auto const cart = cart_repository::find(uow, key))
        cart_repository::remove(uow, *cart);
}

cart_view merge_carts(unit_of_work& uow, cart_token const& from, id<customer> into)
{
    auto const key = permitted(uow, into);
    auto const visitors_cart = cart_repository::find(uow, key_of(uow, from));
    if (!visitors_cart)
        return show_cart(uow, into);
    auto const [left, changes] = put_into(uow, *visitors_cart, key);
    auto view = view_of(uow, into, left);
    view.changes.insert(view.changes.begin(), changes.begin(), changes.end());
    return view;
}

joined_carts join_carts(unit_of_work& uow, id<customer> from, id<customer> into)
{
    auto const others_cart =
        cart_repository::find(uow, {.customer = from.value(), .token_digest = {}});
    if (!others_cart)
        return {};
    joined_carts joined;
    joined.lines = static_cast<std::int64_t>(
        cart_repository::lines(uow, *others_cart, shop_currency(uow)).size());
    joined.changes =
        put_into(uow, *others_cart, {.customer = into.value(), .token_digest = {}}).changes;
    return joined;
}

std::int64_t remove_stale_carts(unit_of_work& uow, timestamp before)
{
    require(uow, right::maintain);
    return cart_repository::remove_stale(uow, before);
}

std::vector<priced_item> take_cart(unit_of_work& uow, cart_holder const& whose)
{
    auto const cart = cart_repository::hold(uow, key_of(uow, whose));
    auto lines = looked_up(uow, cart);
    if (lines.empty())
        throw error(errc::rule_violation, "cart.empty",
                    mark("there is nothing in the cart; put something in first"));
    std::vector<priced_item> items;
    items.reserve(lines.size());
    for (auto& line : lines) {
        if (!line.now)
            throw error(errc::rule_violation, "price.not_sold",
                        mark("{0} ({1}) is not sold any more; take it out"),
                        {line.kept.name, line.kept.sku});
        items.push_back({std::move(line.now->of), std::move(line.now->which), line.kept.amount});
    }
    cart_repository::remove(uow, cart);
    return items;
}

} // namespace tokocrm
