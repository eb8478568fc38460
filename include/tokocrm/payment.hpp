#ifndef TOKOCRM_PAYMENT_HPP
#define TOKOCRM_PAYMENT_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/picture.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    Money that came for an order, what customers said of it, and money that went back.
*/

namespace tokocrm {

class unit_of_work;
struct order;
struct order_header;

/// Money that was accepted for an order.
struct payment
{
    std::optional<std::string> method;           ///< any text
    money amount{0, currency::idr};              ///< in the shop's currency
    timestamp received_at;                       ///< when it came
    date received_on;                            ///< the business date of `received_at`
    std::string actor;                           ///< who accepted it, as `to_record` writes it
    std::int64_t position = 0;                   ///< within its order, from 1
    std::optional<std::int64_t> submission = {}; ///< the one that it was accepted for
};

/// What was given back for one line of an order.
struct refund_line
{
    std::int64_t line = 0;                           ///< `order_line::position`
    quantity amount = quantity::thousandths(0);      ///< of packs
    quantity base_amount = quantity::thousandths(0); ///< in the product's base unit
    money given{0, currency::idr};                   ///< less its share of the coupon
    bool restocked = false;                          ///< the goods are in stock again
    /// All the same.
    friend bool operator==(refund_line const&, refund_line const&) = default;
};

/// Money that was given back.
struct refund
{
    money goods{0, currency::idr};    ///< for the lines, not negative
    money shipping{0, currency::idr}; ///< for bringing them
    money other{0, currency::idr};    ///< of unique code and surplus
    money amount{0, currency::idr};   ///< their sum
    std::string reason;               ///< why; `imported` for what came in whole
    std::string actor;                ///< who gave it, as `to_record` writes it
    timestamp refunded_at;            ///< when it went
    date refunded_on;                 ///< the business date of `refunded_at`
    std::int64_t position = 0;        ///< within its order, from 1
    /// What `goods` is for, by line; none for an order that was imported as refunded.
    std::vector<refund_line> lines = {};
};

/// What became of a submission.
enum class submission_state {
    open,     ///< it waits to be looked at
    accepted, ///< money was accepted for it
    rejected  ///< it was not believed, or no money came
};

/// The enumerator's name: `open`.
std::string_view name(submission_state state) noexcept;

/// The state with a name, as `name` gives it; none for any other text.
std::optional<submission_state> find_submission_state(std::string_view name) noexcept;

/// What somebody said of a payment that they made, for the shop to look at.
struct payment_submission
{
    std::int64_t order_number = 0;     ///< the order that it is for
    std::int64_t position = 0;         ///< within that order, from 1
    std::string sender;                ///< whose account it came from
    std::string bank;                  ///< through which bank
    money amount{0, currency::idr};    ///< above 0
    date paid_on;                      ///< when they paid
    std::optional<picture> proof = {}; ///< what they showed
    /// Orders for which the same picture was handed in besides, ascending; this one too, if it was.
    /// For those who may accept payments: empty for all others.
    std::vector<std::int64_t> same_proof_on = {};
    submission_state state = submission_state::open; ///< what became of it
    timestamp submitted_at;                          ///< when it was handed in
    std::string submitted_by;                        ///< by whom, as `to_record` writes it
    std::optional<timestamp> decided_at = {};        ///< when it was accepted or rejected
    std::optional<std::string> decided_by = {};      ///< by whom
    std::optional<std::string> reason = {};          ///< why it was rejected
};

/// Which submissions.
struct submission_query
{
    std::vector<submission_state> states = {}; ///< any of them; none given: all
    std::optional<date> since = {};            ///< handed in on this business date or later
    std::optional<date> until = {};            ///< handed in on this business date or earlier
};

/** What was accepted for an order, in the order in which it came.

    @param uow A unit of any kind.
    @param of `order_header::row`; nothing was accepted for an order that is not there.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<payment> payments_of(unit_of_work& uow, id<order> of);

/** What was given back of an order, in the order in which it went.

    @param uow A unit of any kind.
    @param of `order_header::row`.

    @par Errors
    `errc::not_found` / `shop.not_founded`
*/
std::vector<refund> refunds_of(unit_of_work& uow, id<order> of);

/** What was handed in for an order, in that order.

    @param uow A unit of any kind.
    @param of `order_header::row`; nothing was handed in for an order that is not there.

    @par Errors
    @li `errc::not_found` / `shop.not_founded`
    @li `errc::permission_denied` / see `right::read_orders`
*/
std::vector<payment_submission> submissions_of(unit_of_work& uow, id<order> of);

/** Submissions, those that wait to be looked at first, the newest first, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::not_found` / `shop.not_founded`
    @li `errc::permission_denied` / see `right::read_orders`
*/
page<payment_submission> list_submissions(unit_of_work& uow, submission_query const& query,
                                          page_request const& part);

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    As `list_submissions`.
*/
std::int64_t count_submissions(unit_of_work& uow, submission_query const& query,
                               std::optional<std::int64_t> most = std::nullopt);

/** The picture that a submission shows, a WebP file.

    @param uow A unit of any kind.
    @param of `order_header::row`.
    @param submission `payment_submission::position`.

    @par Errors
    @li `errc::not_found` / `payment.submission_not_found`, `payment.no_proof`
    @li `errc::permission_denied` / see `right::read_orders`
*/
std::string payment_proof(unit_of_work& uow, id<order> of, std::int64_t submission);

/** What is still to come for an order; nothing once it is paid or has ended.

    @par Exception safety
    Never throws.
*/
money amount_due(order_header const& of) noexcept;

} // namespace tokocrm

#pragma GCC visibility pop

#endif
