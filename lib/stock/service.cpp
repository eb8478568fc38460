#include "service.hpp"

#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <map>

namespace tokocrm {

namespace {

constexpr char const* level_cursor = "stock";
constexpr char const* movement_cursor = "stock.movements";

[[noreturn]] void refuse_unknown(id<product> number)
{
    throw error(errc::not_found, "product.not_found",
                mark("there is no product {0}; toko product list shows which there are"),
                {std::to_string(number.value())});
}

product product_with(unit_of_work& uow, id<product> number)
{
    if (auto found = find_product(uow, number))
        return *std::move(found);
    refuse_unknown(number);
}

stock_level level_of(unit_of_work& uow, id<product> of)
{
    if (auto found = stock_repository::level_of(uow, of))
        return *std::move(found);
    refuse_unknown(of);
}

date today(unit_of_work& uow)
{
    return get_shop(uow).zone.local_date(uow.now());
}

/// A note as it is kept; empty where there is none.
std::string checked_note(std::string_view text)
{
    if (text.empty())
        return {};
    return checked_name(text, "stock.note_invalid",
                        mark("a note on the stock has at most 200 characters of valid text"));
}

std::string checked_reason(std::string_view text)
{
    return checked_name(text, "stock.reason_invalid",
                        mark("say why the stock is adjusted, in 1 to 200 characters"));
}

/// What was read back after the level changed.
stock_change kept_change(unit_of_work& uow, product const& of, movement_kind kind, quantity amount,
                         std::string const& reason)
{
    auto const on = today(uow);
    auto const number = stock_repository::insert_movement(
        uow, {.of = of.number, .kind = kind, .amount = amount, .reason = reason, .on = on});
    return {.movement = {.number = number,
                         .of = of.number,
                         .sku = of.first_pack.sku,
                         .name = of.name,
                         .unit = of.unit,
                         .kind = kind,
                         .amount = amount,
                         .reason = reason,
                         .order_number = {},
                         .actor = to_record(uow.actor()),
                         .at = uow.now(),
                         .moved_on = on},
            .level = level_of(uow, of.number)};
}

[[noreturn]] void refuse_overflow(product const& of)
{
    throw error(errc::invalid_input, "stock.overflow",
                mark("there would be more of {0} than can be counted: at most 9223372036854775 "
                     "units"),
                {of.name});
}

using amounts = std::map<id<product>, quantity>; // in the order in which rows are locked

amounts summed(std::span<stock_demand const> lines)
{
    amounts sums;
    for (auto const& line : lines) {
        if (line.amount.thousandths() <= 0)
            throw error(errc::invalid_input, "stock.quantity_invalid",
                        mark("a line of an order must be of more than 0"));
        auto& sum = sums.try_emplace(line.of, quantity::thousandths(0)).first->second;
        sum = sum + line.amount;
    }
    return sums;
}

[[noreturn]] void refuse_insufficient(unit_of_work& uow, id<product> of)
{
    auto const level = level_of(uow, of);
    auto const left = std::max(level.available(), quantity::thousandths(0));
    throw error(errc::rule_violation, "stock.insufficient",
                mark("there is not enough of {0}: {1} {2} left"),
                {level.name, to_decimal(left), level.unit});
}

void keep_sold(unit_of_work& uow, id<order> by, amounts const& sold)
{
    if (sold.empty())
        return;
    auto const on = today(uow);
    for (auto const& [of, amount] : sold)
        stock_repository::insert_movement(uow, {.of = of,
                                                .kind = movement_kind::sold,
                                                .amount = quantity::thousandths(0) - amount,
                                                .by = by,
                                                .on = on});
}

std::optional<stock_repository::selection> selection_of(unit_of_work& uow, stock_query const& query)
{
    stock_repository::selection wanted{
        .words = {}, .category = {}, .low = query.low, .shortage = query.shortage};
    if (query.category)
        wanted.category = get_category(uow, *query.category).number.value();
    if (query.search) {
        wanted.words = search_words(*query.search);
        if (wanted.words.empty()) // nothing can be found by it
            return std::nullopt;
    }
    return wanted;
}

} // namespace

product_pack get_goods(unit_of_work& uow, std::string_view named)
{
    auto of = get_product(uow, named);
    auto const key = folded(named);
    auto const is_named = [&](pack const& each) {
        return folded(each.sku) == key || (each.barcode && folded(*each.barcode) == key);
    };
    auto const& others = of.other_packs;
    auto const found = std::find_if(others.begin(), others.end(), is_named);
    auto which = found == others.end() || is_named(of.first_pack) ? of.first_pack : *found;
    return {std::move(of), std::move(which)};
}

stock_change receive_stock(unit_of_work& uow, id<product> number, quantity amount,
                           std::string_view note)
{
    require(uow, right::change_stock);
    auto const of = product_with(uow, number);
    check_received(of, amount);
    auto const reason = checked_note(note);
    stock_repository::note_first_movement(uow, number);
    if (!stock_repository::add(uow, number, amount))
        refuse_overflow(of);
    return kept_change(uow, of, movement_kind::received, amount, reason);
}

stock_change adjust_stock(unit_of_work& uow, id<product> number, quantity difference,
                          std::string_view why)
{
    require(uow, right::change_stock);
    auto const of = product_with(uow, number);
    check_adjusted(of, difference);
    auto const reason = checked_reason(why);
    stock_repository::note_first_movement(uow, number);
    if (!stock_repository::add(uow, number, difference)) {
        if (difference.thousandths() > 0)
            refuse_overflow(of);
        throw error(
            errc::rule_violation, "stock.not_that_much",
            mark("there is not that much of {0} on hand: {1} {2}"),
            {of.name, to_decimal(stock_repository::figures_of(uow, number).on_hand), of.unit});
    }
    return kept_change(uow, of, movement_kind::adjusted, difference, reason);
}

stock_change count_stock(unit_of_work& uow, id<product> number, quantity counted,
                         std::string_view why)
{
    require(uow, right::change_stock);
    auto const of = product_with(uow, number);
    check_counted(of, counted);
    auto const reason = checked_note(why);
    stock_repository::note_first_movement(uow, number);
    auto const seen = stock_repository::figures_of(uow, number).on_hand;
    if (!stock_repository::replace(uow, number, seen, counted))
        throw error(errc::conflict, "stock.changed",
                    mark("the stock of {0} moved at this moment; count it again"), {of.name});
    return kept_change(uow, of, movement_kind::counted, counted - seen, reason);
}

stock_level set_low_stock(unit_of_work& uow, id<product> number, std::optional<quantity> mark)
{
    require(uow, right::change_stock);
    auto const of = product_with(uow, number);
    if (mark)
        check_low_stock(of, *mark);
    stock_repository::set_low_stock(uow, number, mark);
    record_audit_event(uow, "stock.set_low", "product:" + std::to_string(number.value()));
    return level_of(uow, number);
}

stock_level stock_of(unit_of_work& uow, id<product> of)
{
    require(uow, right::read_stock);
    return level_of(uow, of);
}

page<stock_level> list_stock(unit_of_work& uow, stock_query const& query, page_request const& part)
{
    require(uow, right::read_stock);
    std::optional<stock_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, level_cursor);
        after = stock_repository::position{where.text, where.number};
    }
    auto const limit = one_more(part);
    auto const wanted = selection_of(uow, query);
    if (!wanted)
        return {};
    return cut_page(stock_repository::list(uow, *wanted, limit, part.offset, after), part,
                    [](stock_level const& last) {
                        return write_cursor({.kind = level_cursor,
                                             .text = folded(last.name),
                                             .number = last.of.value()});
                    });
}

std::int64_t count_stock_levels(unit_of_work& uow, stock_query const& query,
                                std::optional<std::int64_t> most)
{
    require(uow, right::read_stock);
    auto const wanted = selection_of(uow, query);
    return wanted ? stock_repository::count(uow, *wanted, most) : 0;
}

page<stock_movement> stock_history(unit_of_work& uow, std::optional<id<product>> of,
                                   page_request const& part)
{
    require(uow, right::read_stock);
    std::optional<std::int64_t> before;
    if (part.after)
        before = read_cursor(*part.after, movement_cursor).number;
    return cut_page(stock_repository::history(uow, of, one_more(part), part.offset, before), part,
                    [](stock_movement const& last) {
                        return write_cursor(
                            {.kind = movement_cursor, .text = {}, .number = last.number.value()});
                    });
}

void reserve_stock(unit_of_work& uow, id<order> by, std::span<stock_demand const> wanted)
{
    for (auto const& [of, amount] : summed(wanted))
        if (!stock_repository::reserve(uow, of, amount))
            refuse_insufficient(uow, of);
    for (auto const& line : wanted)
        stock_repository::insert_reservation(uow, by, line);
}

void sell_reserved(unit_of_work& uow, id<order> by)
{
    auto const sold = stock_repository::close_reservations(uow, by, "sold");
    for (auto const& [of, amount] : sold)
        if (!stock_repository::take_reserved(uow, of, amount)) {
            auto const level = level_of(uow, of);
            throw error(errc::rule_violation, "stock.insufficient",
                        mark("of {0} only {1} {2} are on hand, and this order has {3} reserved; "
                             "receive or count what is there first"),
                        {level.name, to_decimal(level.on_hand), level.unit, to_decimal(amount)});
        }
    keep_sold(uow, by, sold);
}

void sell_stock(unit_of_work& uow, id<order> by, std::span<stock_demand const> wanted)
{
    auto const sold = summed(wanted);
    for (auto const& [of, amount] : sold)
        if (!stock_repository::take(uow, of, amount))
            refuse_insufficient(uow, of);
    keep_sold(uow, by, sold);
}

void release_stock(unit_of_work& uow, id<order> by, std::string_view outcome)
{
    for (auto const& [of, amount] : stock_repository::close_reservations(uow, by, outcome))
        if (!stock_repository::release(uow, of, amount))
            throw error(errc::internal, "stock.damaged",
                        mark("less is reserved than an order has reserved; toko check tells more"));
}

void return_stock(unit_of_work& uow, id<order> of, std::span<stock_demand const> given,
                  std::string_view reason)
{
    auto const sums = summed(given);
    if (sums.empty())
        return;
    auto const on = today(uow);
    for (auto const& [product, amount] : sums) {
        // The level first: what was returned meanwhile is seen once it is ours.
        if (!stock_repository::add(uow, product, amount))
            refuse_overflow(product_with(uow, product));
        if (!stock_repository::insert_return(uow, {.of = product,
                                                   .kind = movement_kind::returned,
                                                   .amount = amount,
                                                   .by = of,
                                                   .reason = reason,
                                                   .on = on})) {
            auto const back = product_with(uow, product);
            throw error(errc::rule_violation, "stock.not_sold",
                        mark("{0} {1} of {2} cannot come back: this order has not so many that "
                             "were sold and not returned"),
                        {to_decimal(amount), back.unit, back.name});
        }
    }
}

std::vector<stock_demand> sold_of(unit_of_work& uow, id<order> of)
{
    return stock_repository::sold_of(uow, of);
}

quantity available_stock(unit_of_work& uow, id<product> of)
{
    auto const found = stock_repository::figures_of(uow, of);
    return quantity::thousandths(found.on_hand.thousandths() - found.reserved.thousandths());
}

} // namespace tokocrm
