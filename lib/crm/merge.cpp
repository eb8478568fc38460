#include "../cart/service.hpp"
#include "../coupon/service.hpp"
#include "../customer/merged.hpp"
#include "../customer/service.hpp"
#include "../order/service.hpp"
#include "../sales_summary/service.hpp"
#include "../staff/service.hpp"
#include "merge_repository.hpp"
#include "merge_rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <iterator>

namespace tokocrm {

namespace {

std::string text_of(id<customer> number)
{
    return std::to_string(number.value());
}

/// Two cards that can be merged.
struct card_pair
{
    customer keep, other;
};

customer known_card(unit_of_work& uow, id<customer> number)
{
    auto found = find_customer(uow, number);
    if (!found)
        throw error(errc::not_found, "customer.not_found",
                    mark("there is no customer {0}; name one by id, phone or e-mail"),
                    {text_of(number)});
    return *std::move(found);
}

card_pair checked_pair(unit_of_work& uow, id<customer> keep, id<customer> other)
{
    require(uow, right::merge_customers);
    if (keep == other)
        throw error(errc::invalid_input, "customer.merge_same",
                    mark("customer {0} cannot be merged with itself; name two cards"),
                    {text_of(keep)});
    card_pair pair{.keep = known_card(uow, keep), .other = known_card(uow, other)};
    if (pair.other.number != other)
        throw error(errc::rule_violation, "customer.merged_already",
                    mark("customer {0} was merged into customer {1} before; name that one"),
                    {text_of(other), text_of(pair.other.number)});
    if (pair.keep.number == other)
        throw error(errc::rule_violation, "customer.merge_circle",
                    mark("customer {0} was merged into customer {1} before, so {1} stays; there is "
                         "nothing to merge"),
                    {text_of(keep), text_of(other)});
    require_not_erased(pair.keep);
    require_not_erased(pair.other);
    return pair;
}

/// Who was new twice is new once: the days of both are one customer's.
void count_as_one(unit_of_work& uow, id<customer> keep, id<customer> other)
{
    summary_changes changes;
    for (auto const basis : {report_basis::paid, report_basis::placed}) {
        auto const kept_days = buying_days(uow, basis, keep),
                   other_days = buying_days(uow, basis, other);
        std::vector<std::int64_t> all;
        std::set_union(kept_days.begin(), kept_days.end(), other_days.begin(), other_days.end(),
                       std::back_inserter(all));
        changes.customer_days(basis, kept_days, all);
        changes.customer_days(basis, other_days, {});
    }
    book(uow, changes);
}

std::int64_t move_conversation(unit_of_work& uow, id<customer> from, id<customer> to)
{
    auto const theirs = merge_repository::find_conversation(uow, from);
    if (!theirs)
        return 0;
    auto const own = merge_repository::find_conversation(uow, to);
    if (!own)
        return merge_repository::hand_conversation_over(uow, from, to);
    return merge_repository::join_conversations(uow, from, to,
                                                joined_mark(own->by_customer, theirs->by_customer),
                                                joined_mark(own->by_shop, theirs->by_shop));
}

std::string audit_detail(customer_merge_result const& result)
{
    auto const figure = [](char const* name, std::int64_t value) {
        return ",\"" + std::string(name) + "\":" + std::to_string(value);
    };
    return "{\"other\":" + text_of(result.other) + figure("orders", result.orders) +
           figure("messages", result.messages) + figure("reviews", result.reviews) +
           figure("notes", result.notes) + "}";
}

} // namespace

std::vector<card_conflict> merge_conflicts(unit_of_work& uow, id<customer> keep, id<customer> other)
{
    auto const pair = checked_pair(uow, keep, other);
    return conflicts_of(pair.keep, pair.other);
}

customer_merge_result merge_customers(unit_of_work& uow, id<customer> keep, id<customer> other,
                                      card_choices const& choices)
{
    auto const pair = checked_pair(uow, keep, other);
    customer_merge_result result{.kept = merged_card(pair.keep, pair.other, choices),
                                 .other = other,
                                 .cart_changes = {},
                                 .conflicts = conflicts_of(pair.keep, pair.other),
                                 .choices = {}};
    if (auto const open = unsettled(result.conflicts, choices); !open.empty())
        throw error(errc::rule_violation, "customer.merge_conflict",
                    mark("customers {0} and {1} differ; say for each of these whose is to stay: "
                         "{2}"),
                    {text_of(pair.keep.number), text_of(other), listed(open)});
    auto const to = result.kept.number;

    count_as_one(uow, to, other);
    result.orders = move_orders(uow, other, to);
    result.coupon_uses = move_coupon_uses(uow, other, to);
    auto joined = join_carts(uow, other, to);
    result.cart_lines = joined.lines;
    result.cart_changes = std::move(joined.changes);
    result.reviews = merge_repository::move_reviews(uow, other, to);
    result.messages = move_conversation(uow, other, to);
    auto remarks = move_remarks(uow, other, to);
    result.notes = remarks.notes;
    result.tags = remarks.tags;
    result.consents = remarks.consents;

    for (auto const& each : result.conflicts)
        choice_of(result.choices, each.field) = choice_of(choices, each.field);
    merge_repository::insert(uow, to, other,
                             write_trace({.other = pair.other,
                                          .kept = pair.keep,
                                          .choices = result.choices,
                                          .doubled = std::move(remarks.doubled)}));
    fold_card(uow, result.kept, other);
    ++result.kept.version;
    record_audit_event(uow, "customer.merge", "customer:" + text_of(to), audit_detail(result));
    return result;
}

std::vector<customer_merge> list_customer_merges(unit_of_work& uow, id<customer> kept)
{
    require(uow, right::read_customers);
    std::vector<customer_merge> merges;
    for (auto& each : merge_repository::list(uow, kept_customer(uow, kept))) {
        customer_merge known{.kept = id<customer>(each.kept),
                             .other = id<customer>(each.other),
                             .merged_at = each.merged_at,
                             .merged_by = std::move(each.merged_by),
                             .card = {},
                             .conflicts = {},
                             .choices = {}};
        if (auto trace = read_trace(each.trace)) {
            known.conflicts = conflicts_of(trace->kept, trace->other);
            known.choices = trace->choices;
            known.card = std::move(trace->other);
        }
        merges.push_back(std::move(known));
    }
    return merges;
}

} // namespace tokocrm
