#include "service.hpp"

#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../picture/service.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "submission_repository.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr char const* cursor_kind = "submissions";

/// The order itself is read only where it matters whose it is.
void require_to_read(unit_of_work& uow, id<order> of)
{
    if (!may(uow, right::read_orders))
        require(uow, right::read_orders, get_order(uow, of).header.buyer);
}

/// What else was shown with the same picture is for those who judge it.
void flag_same_proofs(unit_of_work& uow, std::vector<payment_submission>& of)
{
    if (!may(uow, right::accept_payments))
        return;
    for (auto& each : of)
        each.same_proof_on = submission_repository::orders_with_same_proof(uow, each);
}

/// The two stretches of the list: what is open, and then the rest.
struct stretches
{
    submission_repository::selection open, decided;
};

stretches stretches_of(unit_of_work& uow, submission_query const& query)
{
    submission_repository::selection wanted;
    if (query.since || query.until) {
        auto const zone = get_shop(uow).zone;
        using namespace std::chrono_literals;
        if (query.since)
            wanted.from = zone.instant(*query.since, 0us);
        if (query.until)
            wanted.before = zone.instant(*query.until + boost::gregorian::days(1), 0us);
    }
    stretches found{wanted, wanted};
    for (auto const each :
         {submission_state::open, submission_state::accepted, submission_state::rejected}) {
        auto const& asked = query.states;
        if (asked.empty() || std::find(asked.begin(), asked.end(), each) != asked.end())
            (each == submission_state::open ? found.open : found.decided).states.push_back(each);
    }
    return found;
}

/// Where a page begins, and in which stretch.
struct list_place
{
    bool in_decided = false;
    submission_repository::place after;
};

std::string cursor_of(payment_submission const& last)
{
    return write_cursor({.kind = cursor_kind,
                         .text = std::string(last.state == submission_state::open ? "o" : "d") +
                                 std::to_string(last.position),
                         .value = last.submitted_at.time_since_epoch().count(),
                         .number = last.order_number});
}

list_place place_of(std::string const& text)
{
    auto const where = read_cursor(text, cursor_kind);
    auto const position = where.text.empty() ? std::nullopt : row_number(where.text.substr(1));
    if (!position)
        throw error(errc::invalid_input, "page.cursor_invalid",
                    mark("this cursor does not belong to this list; begin again without it"));
    return {.in_decided = where.text.front() == 'd',
            .after = {where.value, where.number, *position}};
}

} // namespace

std::vector<payment> payments_of(unit_of_work& uow, id<order> of)
{
    require_to_read(uow, of);
    return payment_repository::payments(uow, of, shop_currency(uow));
}

std::vector<refund> refunds_of(unit_of_work& uow, id<order> of)
{
    require_to_read(uow, of);
    return payment_repository::refunds(uow, of, shop_currency(uow));
}

std::vector<payment_submission> submissions_of(unit_of_work& uow, id<order> of)
{
    require_to_read(uow, of);
    auto found = submission_repository::all_of(uow, of, shop_currency(uow));
    flag_same_proofs(uow, found);
    return found;
}

page<payment_submission> list_submissions(unit_of_work& uow, submission_query const& query,
                                          page_request const& part)
{
    require(uow, right::read_orders);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const c = shop_currency(uow);
    auto const of = stretches_of(uow, query);
    auto const from = part.after ? std::optional(place_of(*part.after)) : std::nullopt;
    std::vector<payment_submission> read;
    auto skipped = part.offset;
    if (!from || !from->in_decided) {
        auto const after = from ? std::optional(from->after) : std::nullopt;
        read = submission_repository::list(uow, of.open, limit, skipped, after, c);
        if (skipped > 0 && read.empty())
            skipped = std::max<std::int64_t>(
                0, skipped - submission_repository::count(uow, of.open, skipped));
        else
            skipped = 0;
    }
    auto const left = limit - static_cast<std::int64_t>(read.size());
    if (left > 0) {
        auto const after = from && from->in_decided ? std::optional(from->after) : std::nullopt;
        auto more = submission_repository::list(uow, of.decided, left, skipped, after, c);
        std::move(more.begin(), more.end(), std::back_inserter(read));
    }
    flag_same_proofs(uow, read);
    return cut_page(std::move(read), part, cursor_of);
}

std::int64_t count_submissions(unit_of_work& uow, submission_query const& query,
                               std::optional<std::int64_t> most)
{
    require(uow, right::read_orders);
    auto const of = stretches_of(uow, query);
    auto const counted = submission_repository::count(uow, of.open, most) +
                         submission_repository::count(uow, of.decided, most);
    return most ? std::min(counted, *most) : counted;
}

std::string payment_proof(unit_of_work& uow, id<order> of, std::int64_t submission)
{
    for (auto const& each : submissions_of(uow, of)) {
        if (each.position != submission)
            continue;
        if (!each.proof)
            throw error(errc::not_found, "payment.no_proof",
                        mark("submission {1} of order {0} has no picture"),
                        {std::to_string(each.order_number), std::to_string(submission)});
        return picture_bytes(uow, each.proof->number);
    }
    throw error(errc::not_found, "payment.submission_not_found",
                mark("order {0} has no submission {1}"),
                {std::to_string(get_order(uow, of).header.number), std::to_string(submission)});
}

void keep_payment(unit_of_work& uow, id<order> of, received_money const& came, date today)
{
    payment_repository::insert(uow, of, came, today);
}

std::optional<payment> find_keyed_payment(unit_of_work& uow, id<order> of, std::string const& key)
{
    auto const position = payment_repository::find_keyed(uow, of, key);
    if (!position)
        return std::nullopt;
    auto const all = payment_repository::payments(uow, of, shop_currency(uow));
    auto const found = std::find_if(
        all.begin(), all.end(), [&](payment const& each) { return each.position == *position; });
    return *found;
}

payment_submission keep_submission(unit_of_work& uow, id<order> of, payment_submission said,
                                   prepared_picture const* proof,
                                   std::optional<std::string> const& key)
{
    said.state = submission_state::open;
    said.submitted_at = uow.now();
    said.submitted_by = to_record(uow.actor());
    if (proof)
        said.proof = keep_picture(uow, *proof);
    said.position = submission_repository::insert(uow, of, said, key);
    if (may(uow, right::accept_payments))
        said.same_proof_on = submission_repository::orders_with_same_proof(uow, said);
    return said;
}

std::optional<std::int64_t> find_keyed_submission(unit_of_work& uow, id<order> of,
                                                  std::string const& key)
{
    return submission_repository::find_keyed(uow, of, key);
}

void decide_submission(unit_of_work& uow, id<order> of, std::int64_t position,
                       submission_state decided, std::optional<std::string> const& reason)
{
    if (!submission_repository::decide(uow, of, position, decided, reason))
        throw error(errc::conflict, "order.changed",
                    mark("order {0} was changed meanwhile; look at it again"),
                    {std::to_string(get_order(uow, of).header.number)});
}

void reject_open_submission(unit_of_work& uow, id<order> of, std::string const& reason)
{
    if (auto const open = submission_repository::find_open(uow, of))
        decide_submission(uow, of, *open, submission_state::rejected, reason);
}

std::int64_t keep_refund(unit_of_work& uow, id<order> of, refund const& given,
                         std::optional<refund_key> const& key)
{
    return payment_repository::insert_refund(uow, of, given, key);
}

std::optional<keyed_refund> find_keyed_refund(unit_of_work& uow, id<order> of,
                                              std::string const& key)
{
    return payment_repository::find_keyed_refund(uow, of, key);
}

void remove_payments(unit_of_work& uow, order_rows rows)
{
    submission_repository::remove(uow, rows);
    payment_repository::remove(uow, rows);
}

} // namespace tokocrm
