#include "../coupon/service.hpp"
#include "../order/service.hpp"
#include "../order/transition_rules.hpp"
#include "../payment/service.hpp"
#include "../staff/service.hpp"
#include "../stock/service.hpp"
#include "bookings.hpp"
#include "money_received.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

std::optional<std::string> checked_note(std::optional<std::string> const& text)
{
    return text ? std::optional(checked_reason(*text)) : std::nullopt;
}

bool on_delivery(order_header const& head)
{
    return head.payment_method == name(payment_method::cod);
}

void refuse_where(std::optional<error> const& refused)
{
    if (refused)
        throw *refused;
}

date today(unit_of_work& uow)
{
    return get_shop(uow).zone.local_date(uow.now());
}

/// Gives back what an order that ends had taken: goods, coupon, its place in the reports.
void give_everything_back(unit_of_work& uow, order_header& head, std::string_view outcome,
                          std::string_view reason, summary_changes& changes)
{
    release_stock(uow, head.row, outcome);
    if (auto const sold = sold_of(uow, head.row); !sold.empty())
        return_stock(uow, head.row, sold, reason);
    give_back_coupon(uow, head.row);
    uncount_placed(uow, head, changes);
    head.expires_at.reset();
}

/// One step of an order's goods, and what goes with it.
template <class Effect>
order step(unit_of_work& uow, std::int64_t number, fulfilment_step taken,
           std::optional<std::string> const& reason, Effect effect)
{
    auto const before = get_order(uow, number).header;
    require(uow, right::change_fulfilment,
            taken == fulfilment_step::deliver ? before.buyer : std::nullopt);
    if (before.states.fulfilment == end_of(taken))
        return get_order(uow, before.row);
    refuse_where(refusal(taken, before));
    auto after = before;
    after.states.fulfilment = end_of(taken);
    summary_changes changes;
    effect(after, changes);
    after.states = completed_where_done(after.states);
    change_order(uow, before, after, reason);
    book(uow, changes);
    return get_order(uow, before.row);
}

constexpr auto no_effect = [](order_header&, summary_changes&) {};

} // namespace

order pack_order(unit_of_work& uow, std::int64_t number)
{
    return step(uow, number, fulfilment_step::pack, std::nullopt, no_effect);
}

order ship_order(unit_of_work& uow, std::int64_t number, std::optional<std::string> note)
{
    return step(uow, number, fulfilment_step::ship, checked_note(note),
                [&](order_header& head, summary_changes&) {
                    if (on_delivery(head))
                        sell_reserved(uow, head.row);
                });
}

order deliver_order(unit_of_work& uow, std::int64_t number, std::optional<std::string> note)
{
    return step(uow, number, fulfilment_step::deliver, checked_note(note),
                [&](order_header& head, summary_changes& changes) {
                    if (!on_delivery(head) || head.paid >= head.total)
                        return;
                    take_money(uow, head,
                               {.amount = head.total - head.paid, .method = *head.payment_method},
                               today(uow), changes);
                });
}

order return_order(unit_of_work& uow, std::int64_t number, std::string_view reason)
{
    return step(uow, number, fulfilment_step::give_back, checked_reason(reason), no_effect);
}

order refuse_order(unit_of_work& uow, std::int64_t number, std::string_view reason)
{
    auto const why = checked_reason(reason);
    return step(uow, number, fulfilment_step::refuse, why,
                [&](order_header& head, summary_changes& changes) {
                    head.states.order = order_state::cancelled;
                    if (head.states.payment == payment_state::awaiting)
                        head.states.payment = payment_state::cancelled;
                    give_everything_back(uow, head, "refused", why, changes);
                });
}

order cancel_order(unit_of_work& uow, std::int64_t number, std::string_view reason)
{
    auto const why = checked_reason(reason);
    auto before = get_order(uow, number).header;
    require(uow, right::cancel_orders, before.buyer);
    if (before.states.order == order_state::cancelled &&
        before.states.payment != payment_state::expired)
        return get_order(uow, before.row);
    auto const* const asking = std::get_if<id<customer>>(&uow.actor());
    refuse_where(cancellation_refusal(before, asking != nullptr));
    if (before.states.payment == payment_state::submitted) {
        reject_open_submission(uow, before.row, why);
        auto rejected = before;
        rejected.states.payment = payment_state::awaiting;
        before = change_order(uow, before, rejected, why);
    }
    auto after = before;
    after.states.order = order_state::cancelled;
    if (after.states.payment == payment_state::awaiting)
        after.states.payment = payment_state::cancelled;
    summary_changes changes;
    give_everything_back(uow, after, "cancelled", why, changes);
    change_order(uow, before, after, why);
    book(uow, changes);
    return get_order(uow, before.row);
}

std::vector<std::int64_t> overdue_orders(unit_of_work& uow)
{
    require(uow, right::expire_orders);
    return overdue_numbers(uow, uow.now());
}

order expire_order(unit_of_work& uow, std::int64_t number)
{
    require(uow, right::expire_orders);
    auto const before = get_order(uow, number).header;
    if (!is_overdue(before, uow.now()))
        return get_order(uow, before.row);
    auto after = before;
    after.states.order = order_state::cancelled;
    after.states.payment = payment_state::expired;
    summary_changes changes;
    give_everything_back(uow, after, "expired", "expired", changes);
    change_order(uow, before, after, std::nullopt);
    book(uow, changes);
    return get_order(uow, before.row);
}

} // namespace tokocrm
