#ifndef TOKOCRM_CRM_HPP
#define TOKOCRM_CRM_HPP

#include <tokocrm/consent.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/money.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    The card of a customer: who it is, what they bought, what happened.
*/

namespace tokocrm {

class unit_of_work;

/** What a customer's orders come to, as reports on the basis `paid` count them: each once it is
    wholly paid, less what was refunded of its goods.
*/
struct customer_figures
{
    std::int64_t orders = 0;           ///< that count
    money net{0, currency::idr};       ///< of goods: gross − discounts − refunds
    std::optional<money> average = {}; ///< net ÷ orders, rounded half up; none without orders
    std::optional<date> first = {};    ///< the business date on which the first was paid
    std::optional<date> last = {};     ///< the business date on which the last was paid
    /// Days from one date on which they bought to the next: the median, rounded half up; none under
    /// two dates.
    std::optional<std::int64_t> usual_interval = {};
    std::int64_t open_orders = 0;     ///< neither completed nor cancelled
    std::int64_t unread_messages = 0; ///< of theirs, that the shop has not read
};

/// All that stands on a card at a glance.
struct customer_card
{
    customer who = {};                     ///< name and contact
    std::vector<consent> consents = {};    ///< as of `consents_of`
    std::vector<customer_tag> tags = {};   ///< by name; empty for who may not see them
    std::vector<customer_note> notes = {}; ///< the last ones, newest first; empty likewise
    bool has_older_notes = false;          ///< `list_customer_notes` has more
    customer_figures figures = {};         ///< what they bought
};

/// How many notes a card shows.
inline constexpr std::int64_t notes_on_card = 5;

/** The card of a customer. Costs as many rows as they have orders, however many the shop has.

    Customers see their own, without tags and notes.

    @param uow A unit of any kind.
    @param whose Of a card that was merged, the one it was merged into is shown.

    @par Errors
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::internal` / `money.overflow`: the orders come to more than an amount can be
    @li `errc::permission_denied` / see `right::read_customers`
*/
customer_card get_customer_card(unit_of_work& uow, id<customer> whose);

/// What a timeline tells of.
enum class timeline_kind {
    registration, ///< they were first known
    order,        ///< an order was placed, or went a step further in one of its three graphs
    payment,      ///< a proof was handed in or rejected, or money was accepted
    refund,       ///< money was given back
    review,       ///< they wrote one
    reply,        ///< the shop answered a review
    message,      ///< one of either side
    note,         ///< one of the staff
    tag,          ///< put on, taken off
    consent,      ///< given, withdrawn
    merge,        ///< another card became a part of this one
    erasure       ///< what was kept of them was erased
};

/** The enumerator's name: `registration`.

    @par Exception safety
    Never throws.
*/
std::string_view name(timeline_kind kind) noexcept;

/// The kind with a name; none for any other text.
std::optional<timeline_kind> find_timeline_kind(std::string_view name) noexcept;

/// One thing that happened. What does not belong to its kind is absent.
struct timeline_event
{
    timestamp at;                                     ///< when
    timeline_kind kind = timeline_kind::registration; ///< of what
    /** What happened: `registered`; of an order its graph, as in `order_transition`; `submitted`,
        `rejected`, `accepted`; `refunded`; `written`; `replied`; `from_customer`, `from_shop`;
        `added`, `removed`; `given`, `withdrawn`; `merged`; `erased`
    */
    std::string what;
    std::optional<std::int64_t> order_number = {}; ///< of an order, a payment, a refund, a review
    /// Which: the position in the order; the id of a review, message or note; the merged card's id.
    std::optional<std::int64_t> number = {};
    std::optional<std::string> from = {};   ///< of an order: the state before
    std::optional<std::string> to = {};     ///< of an order: the state after
    std::optional<money> amount = {};       ///< of a payment, a refund
    std::optional<std::int64_t> stars = {}; ///< of a review
    std::optional<std::string> about = {};  ///< a review's SKU, a consent's channel, how was paid
    /// What was said; a tag; a reason; a consent's source; the name on a card that was merged, and
    /// what of both was not chosen.
    std::optional<std::string> text = {};
    std::optional<std::string> actor = {}; ///< as `to_record` writes it; none: is not known
};

/// Which events, in which order.
struct timeline_query
{
    std::vector<timeline_kind> kinds = {}; ///< any of them; none given: all
    bool descending = true;                ///< newest first
};

/** What happened between a customer and the shop, one page of it; what happened at one instant in
    the order in which it is done.

    What came with a card that was merged into theirs is in it. Customers see their own, without
    notes and tags. Costs as many rows as the customer has, however many the shop has.

    @param uow A unit of any kind.
    @param whose Of a card that was merged, the one it was merged into is shown.

    @par Errors
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::read_customers`, and `right::annotate_customers`
    where notes or tags are asked for by name
*/
page<timeline_event> customer_timeline(unit_of_work& uow, id<customer> whose,
                                       timeline_query const& query, page_request const& part);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
