#include "../core/checked_text.hpp"
#include "../order/service.hpp"
#include "../order/transition_rules.hpp"
#include "../payment/rules.hpp"
#include "../payment/service.hpp"
#include "../staff/service.hpp"
#include "money_received.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::size_t longest_method = 50;

void refuse_where(std::optional<error> const& refused)
{
    if (refused)
        throw *refused;
}

[[noreturn]] void refuse_reused_key(std::string const& key)
{
    throw error(errc::conflict, "payment.key_reused",
                mark("the key {0} was used for another payment of this order; take a new one"),
                {key});
}

payment_submission const* find_open(std::vector<payment_submission> const& among)
{
    auto const found = std::find_if(among.begin(), among.end(), [](payment_submission const& each) {
        return each.state == submission_state::open;
    });
    return found == among.end() ? nullptr : &*found;
}

payment_submission const& submission_at(std::vector<payment_submission> const& among,
                                        std::int64_t position, order_header const& of)
{
    auto const found =
        std::find_if(among.begin(), among.end(),
                     [&](payment_submission const& each) { return each.position == position; });
    if (found == among.end())
        throw error(errc::not_found, "payment.submission_not_found",
                    mark("order {0} has no submission {1}"),
                    {std::to_string(of.number), std::to_string(position)});
    return *found;
}

std::string method_of(acceptance const& came, order_header const& of)
{
    if (came.method)
        return checked_name(*came.method, "payment.method_invalid",
                            mark("a way to pay is named with 1 to 50 characters of valid text"),
                            longest_method);
    return of.payment_method.value_or(std::string(name(payment_method::transfer)));
}

/// Whether exactly this was accepted before. @par Errors Something else was.
bool accepted_before(unit_of_work& uow, order_header const& of, acceptance const& came,
                     payment_submission const* named)
{
    if (came.key)
        if (auto const known = find_keyed_payment(uow, of.row, *came.key)) {
            bool const same = known->amount == came.amount &&
                              (!came.submission || known->submission == came.submission);
            if (!same)
                refuse_reused_key(*came.key);
            return true;
        }
    if (!named || named->state == submission_state::open)
        return false;
    auto const number = std::to_string(of.number), position = std::to_string(named->position);
    if (named->state == submission_state::rejected)
        throw error(errc::rule_violation, "payment.submission_decided",
                    mark("submission {1} of order {0} was rejected; accept the money without "
                         "naming it, or let it be handed in again"),
                    {number, position});
    auto const all = payments_of(uow, of.row);
    auto const before = std::find_if(all.begin(), all.end(), [&](payment const& each) {
        return each.submission == named->position;
    });
    if (before == all.end() || before->amount != came.amount)
        throw error(errc::rule_violation, "payment.submission_decided",
                    mark("submission {1} of order {0} was accepted already, with another amount"),
                    {number, position});
    return true;
}

} // namespace

payment_submission submit_payment(unit_of_work& uow, std::int64_t number,
                                  payment_submission_draft const& draft)
{
    auto const before = get_order(uow, number).header;
    require(uow, right::submit_payments, before.buyer);
    check_key(draft.key);
    auto const of_shop = get_shop(uow);
    payment_submission said;
    said.order_number = before.number;
    said.sender = draft.sender;
    said.bank = draft.bank;
    said.amount = draft.amount;
    said.paid_on = draft.paid_on;
    if (draft.proof) {
        said.proof = picture();
        said.proof->sha256 = draft.proof->sha256();
    }
    said = checked_submission(std::move(said), of_shop.profile.currency,
                              of_shop.zone.local_date(uow.now()));

    auto const earlier = submissions_of(uow, before.row);
    if (draft.key)
        if (auto const known = find_keyed_submission(uow, before.row, *draft.key)) {
            auto const& same = submission_at(earlier, *known, before);
            if (!says_the_same(same, said))
                refuse_reused_key(*draft.key);
            return same;
        }
    auto const* const open = find_open(earlier);
    if (open && !draft.key && says_the_same(*open, said))
        return *open;
    refuse_where(submission_refusal(before, open != nullptr));
    auto after = before;
    if (after.states.payment == payment_state::awaiting)
        after.states.payment = payment_state::submitted;
    said.proof.reset();
    auto kept = keep_submission(uow, before.row, std::move(said),
                                draft.proof ? &*draft.proof : nullptr, draft.key);
    change_order(uow, before, after, std::nullopt);
    return kept;
}

order accept_payment(unit_of_work& uow, std::int64_t number, acceptance const& came)
{
    require(uow, right::accept_payments);
    auto const before = get_order(uow, number).header;
    auto const of_shop = get_shop(uow);
    check_received(came.amount, of_shop.profile.currency);
    check_key(came.key);
    auto const method = method_of(came, before);
    auto const all = submissions_of(uow, before.row);
    auto const* const named =
        came.submission ? &submission_at(all, *came.submission, before) : find_open(all);
    if (accepted_before(uow, before, came, named))
        return get_order(uow, before.row);
    if (!named && is_settled(before))
        return get_order(uow, before.row);
    refuse_where(acceptance_refusal(before, named || came.key));

    auto after = before;
    summary_changes changes;
    auto const position = named ? std::optional(named->position) : std::nullopt;
    if (named)
        decide_submission(uow, before.row, named->position, submission_state::accepted,
                          std::nullopt);
    take_money(uow, after,
               {.amount = came.amount, .method = method, .submission = position, .key = came.key},
               of_shop.zone.local_date(uow.now()), changes);
    change_order(uow, before, after, std::nullopt);
    book(uow, changes);
    return get_order(uow, before.row);
}

order reject_payment(unit_of_work& uow, std::int64_t number, std::string_view reason,
                     std::optional<std::int64_t> submission)
{
    require(uow, right::accept_payments);
    auto const before = get_order(uow, number).header;
    auto const why = checked_reason(reason);
    auto const all = submissions_of(uow, before.row);
    auto const* meant = submission ? &submission_at(all, *submission, before) : find_open(all);
    // An order that was imported as submitted waits without a submission.
    bool const waits = before.states.payment == payment_state::submitted;
    if (!meant && !waits && !all.empty())
        meant = &all.back();
    if (!meant && !waits)
        throw error(errc::rule_violation, "payment.nothing_submitted",
                    mark("nothing was handed in for order {0} that waits to be looked at"),
                    {std::to_string(before.number)});
    if (meant && meant->state != submission_state::open) {
        if (meant->state == submission_state::rejected && meant->reason == why)
            return get_order(uow, before.row);
        if (!submission)
            throw error(errc::rule_violation, "payment.nothing_submitted",
                        mark("nothing was handed in for order {0} that waits to be looked at"),
                        {std::to_string(before.number)});
        throw error(errc::rule_violation, "payment.submission_decided",
                    meant->state == submission_state::accepted
                        ? mark("submission {1} of order {0} was accepted already; what came can "
                               "be refunded")
                        : mark("submission {1} of order {0} was rejected already, for another "
                               "reason"),
                    {std::to_string(before.number), std::to_string(meant->position)});
    }
    if (meant)
        decide_submission(uow, before.row, meant->position, submission_state::rejected, why);
    change_order(uow, before, after_rejection(before, uow.now(), get_shop(uow).payment_time), why);
    return get_order(uow, before.row);
}

} // namespace tokocrm
