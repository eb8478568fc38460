#include "rules.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

__extension__ using wide = __int128;

constexpr quantity nothing = quantity::thousandths(0);

/// How many packs so much stock makes.
quantity packs_of(quantity stock, product_pack const& what)
{
    if (stock <= nothing)
        return nothing;
    auto packs = wide{stock.thousandths()} * 1'000 / what.which.contains.thousandths();
    if (!what.of.fractional)
        packs -= packs % 1'000;
    return quantity::thousandths(packs > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(packs));
}

/// Gives out stock, line after line.
class shelves
{
public:
    explicit shelves(stock_by_product stock) : left_(std::move(stock)) {}

    quantity packs(product_pack const& what) { return packs_of(left_of(what), what); }

    void take(product_pack const& what, quantity amount)
    {
        auto const base =
            wide{std::min(amount, packs(what)).thousandths()} * what.which.contains.thousandths();
        auto& left = left_of(what);
        left = left - quantity::thousandths(static_cast<std::int64_t>(base / 1'000));
    }

private:
    quantity& left_of(product_pack const& what)
    {
        return left_.try_emplace(what.of.number, nothing).first->second;
    }
    stock_by_product left_;
};

std::string sku_of(looked_up_line const& line)
{
    return line.now ? line.now->which.sku : line.kept.sku;
}

std::string name_of(looked_up_line const& line)
{
    return line.now ? line.now->of.name : line.kept.name;
}

cart_change change_of(looked_up_line const& line, cart_change_kind kind)
{
    return {.kind = kind, .sku = sku_of(line), .name = name_of(line)};
}

void tell_prices(looked_up_line const& line, std::vector<cart_change>& changes)
{
    if (line.now->which.price != line.kept.seen_price) {
        auto told = change_of(line, cart_change_kind::price);
        told.price_before = line.kept.seen_price;
        told.price_now = line.now->which.price;
        changes.push_back(std::move(told));
    }
    if (line.now->of.discount != line.kept.seen_discount) {
        auto told = change_of(line, cart_change_kind::discount);
        told.discount_before = line.kept.seen_discount;
        told.discount_now = line.now->of.discount;
        changes.push_back(std::move(told));
    }
}

void tell_shortage(looked_up_line const& line, quantity available,
                   std::vector<cart_change>& changes)
{
    if (line.kept.amount <= available)
        return;
    auto told = change_of(line, cart_change_kind::short_of_stock);
    told.wanted = line.kept.amount;
    told.available = available;
    changes.push_back(std::move(told));
}

} // namespace

std::string_view name(cart_change_kind kind) noexcept
{
    constexpr std::array names{"price", "discount", "short_of_stock", "not_sold", "capped"};
    return names[static_cast<std::size_t>(kind)];
}

bool can_be_sold(looked_up_line const& line)
{
    if (!line.now)
        return false;
    try {
        check_sellable({line.now->of, line.now->which, line.kept.amount});
        return true;
    } catch (error const&) {
        return false;
    }
}

cart_findings look_through(std::vector<looked_up_line> const& lines, stock_by_product stock)
{
    cart_findings found;
    shelves left(std::move(stock));
    for (auto const& line : lines) {
        cart_line shown;
        shown.in_pack = line.kept.in_pack;
        shown.sku = sku_of(line);
        shown.name = name_of(line);
        shown.amount = line.kept.amount;
        shown.sold = can_be_sold(line);
        if (line.now)
            shown.pack_name = line.now->which.name;
        if (shown.sold) {
            shown.available = left.packs(*line.now);
            left.take(*line.now, line.kept.amount);
            tell_prices(line, found.changes);
            tell_shortage(line, shown.available, found.changes);
            found.items.push_back({line.now->of, line.now->which, line.kept.amount});
            found.item_lines.push_back(found.lines.size());
        } else
            found.changes.push_back(change_of(line, cart_change_kind::not_sold));
        found.lines.push_back(std::move(shown));
    }
    return found;
}

kept_line seen_now(looked_up_line const& line)
{
    auto seen = line.kept;
    if (line.now) {
        seen.sku = line.now->which.sku;
        seen.name = line.now->of.name;
        seen.seen_price = line.now->which.price;
        seen.seen_discount = line.now->of.discount;
    }
    return seen;
}

cart_merge merged(std::vector<looked_up_line> own, std::vector<looked_up_line> const& visitors,
                  stock_by_product stock)
{
    cart_merge out;
    std::vector<bool> is_merged(own.size(), false);
    for (auto const& theirs : visitors) {
        if (!can_be_sold(theirs)) {
            out.changes.push_back(change_of(theirs, cart_change_kind::not_sold));
            continue;
        }
        auto const same = std::find_if(own.begin(), own.end(), [&](looked_up_line const& line) {
            return line.kept.in_pack == theirs.kept.in_pack;
        });
        if (same == own.end()) {
            own.push_back(theirs);
            own.back().kept.position = 0;
            is_merged.push_back(true);
        } else {
            same->kept.amount = same->kept.amount + theirs.kept.amount;
            is_merged[static_cast<std::size_t>(same - own.begin())] = true;
        }
    }
    shelves left(std::move(stock));
    for (std::size_t i = 0; i < own.size(); ++i) {
        auto& line = own[i];
        if (!line.now)
            continue;
        auto const available = left.packs(*line.now);
        if (is_merged[i] && line.kept.amount > available) {
            auto told = change_of(line, cart_change_kind::capped);
            told.wanted = line.kept.amount;
            told.available = available;
            out.changes.push_back(std::move(told));
            line.kept.amount = available;
        }
        left.take(*line.now, line.kept.amount);
    }
    out.lines = std::move(own);
    return out;
}

} // namespace tokocrm
