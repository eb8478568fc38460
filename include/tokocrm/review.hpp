#ifndef TOKOCRM_REVIEW_HPP
#define TOKOCRM_REVIEW_HPP

#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    What customers say of what they bought, and what the shop answers.
*/

namespace tokocrm {

class unit_of_work;

/// What the shop answers to a review; everybody reads it.
struct review_reply
{
    std::string text;     ///< as it was written
    timestamp written_at; ///< the last time
    std::string actor;    ///< who wrote it, as `to_record` writes it
};

/// That a review is shown to nobody but the staff and whoever wrote it.
struct review_hiding
{
    std::string reason;  ///< why; whoever wrote the review may read it
    timestamp hidden_at; ///< since when
    std::string actor;   ///< who hid it, as `to_record` writes it
};

/// What a customer says of one line of an order.
struct review
{
    id<review> number{0};                     ///< its id
    std::int64_t order_number = 0;            ///< the order
    std::int64_t line = 0;                    ///< `order_line::position`
    id<product> about{0};                     ///< the product
    std::string sku;                          ///< of what was bought, as it was agreed
    std::string product_name;                 ///< of the product, as it is now
    id<customer> by{0};                       ///< who bought it
    std::string customer_name;                ///< as it is now; empty for somebody who was erased
    std::int64_t stars = 0;                   ///< 1 to 5
    std::string text;                         ///< as it was written
    timestamp written_at;                     ///< the first time
    std::optional<timestamp> edited_at = {};  ///< the last time that it was changed
    std::optional<review_reply> reply = {};   ///< the shop's answer
    std::optional<review_hiding> hidden = {}; ///< none: everybody may see it
    std::int64_t version = 1;                 ///< counted up by each change, the shop's too
};

/// A review to be written.
struct review_draft
{
    id<customer> by{0};                    ///< who bought it
    std::int64_t order_number = 0;         ///< where
    std::string item;                      ///< its SKU as it stands on the order, or as it is now
    std::optional<std::int64_t> line = {}; ///< which line of that SKU; none: the first without one
    std::int64_t stars = 0;                ///< 1 to 5
    std::string text;                      ///< 1 to 4,000 characters
};

/** Write a review of something that was bought: a line of an order that was paid and was not wholly
    given back. There is one for each line.

    @par Errors
    @li `errc::invalid_input` / `review.stars_invalid` (not 1 to 5), `review.text_empty` (nothing
    that a person could see), `review.text_too_long` (over 4,000 characters), `review.text_invalid`
    (no valid text)
    @li `errc::not_found` / `order.not_found`, `review.item_not_bought` (the order has no such
   line), `customer.not_found`, `shop.not_founded`
    @li `errc::rule_violation` / `review.order_of_another` (not this customer's order),
    `review.not_paid`, `review.given_back` (all of the line was refunded), `customer.erased`
    @li `errc::already_exists` / `review.exists`
    @li `errc::permission_denied` / see `right::write_reviews`
*/
review add_review(unit_of_work& uow, review_draft const& draft);

/// What is to be different about a review; what is absent stays as it is. Bounds as in a draft.
struct review_changes
{
    std::optional<std::int64_t> stars = {}; ///< 1 to 5
    std::optional<std::string> text = {};   ///< what the customer says
    /// `review::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a review, as its writer may until the shop has answered; a hidden one stays hidden.

    @return The review as it is now.

    @par Errors
    @li `errc::invalid_input` / as of `add_review`
    @li `errc::not_found` / `review.not_found`
    @li `errc::rule_violation` / `review.answered`, `customer.erased`
    @li `errc::conflict` / `review.changed`: its version is not `seen_version`
    @li `errc::permission_denied` / see `right::write_reviews`
*/
review edit_review(unit_of_work& uow, id<review> number, review_changes const& changes);

/** Answer a review, or say something else instead of what was answered before.

    @param uow A unit that may write.
    @param number Which one.
    @param text 1 to 4,000 characters.
    @param seen_version As in `review_changes`.

    @return The review as it is now.

    @par Errors
    @li `errc::invalid_input` / `review.reply_empty`, `review.text_too_long`, `review.text_invalid`
    @li `errc::not_found` / `review.not_found`
    @li `errc::rule_violation` / `review.hidden`: nobody would read it
    @li `errc::conflict` / `review.changed`: its version is not `seen_version`
    @li `errc::permission_denied` / see `right::answer_customers`
*/
review reply_to_review(unit_of_work& uow, id<review> number, std::string_view text,
                       std::optional<std::int64_t> seen_version = std::nullopt);

/** Show a review to nobody but the staff and its writer; it does not count for the product any
   more. One that is hidden stays as it is.

    @param uow A unit that may write.
    @param number Which one.
    @param reason 1 to 500 characters; its writer may read it.

    @return The review as it is now.

    @par Errors
    @li `errc::invalid_input` / `review.reason_invalid`
    @li `errc::not_found` / `review.not_found`
    @li `errc::permission_denied` / see `right::hide_reviews`
*/
review hide_review(unit_of_work& uow, id<review> number, std::string_view reason);

/** Take `hide_review` back. One that is not hidden stays as it is.

    @return The review as it is now.

    @par Errors
    @li `errc::not_found` / `review.not_found`
    @li `errc::permission_denied` / see `right::hide_reviews`
*/
review unhide_review(unit_of_work& uow, id<review> number);

/** The review with an id, for the staff and its writer.

    @par Errors
    @li `errc::not_found` / `review.not_found`
    @li `errc::permission_denied` / see `right::write_reviews`
*/
review get_review(unit_of_work& uow, id<review> number);

/// By what reviews are listed; ties by id.
enum class review_sort {
    number, ///< the id: when they were written
    stars   ///< how many stars they have
};

/// Which reviews, in which order.
struct review_query
{
    bool unanswered = false;               ///< only those that wait for a reply; hidden ones do not
    std::optional<bool> hidden = {};       ///< only those that are, or are not; none: both
    std::optional<id<product>> about = {}; ///< of this product
    std::optional<id<customer>> by = {};   ///< of this customer
    std::vector<std::int64_t> stars = {};  ///< with any of these; none given: all
    review_sort sort = review_sort::number; ///< the order
    bool descending = true;                 ///< newest or most first
};

/** The reviews, hidden ones too, one page of them: for the staff, and to a customer their own.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `review.stars_invalid`
    @li `errc::permission_denied` / see `right::write_reviews`
*/
page<review> list_reviews(unit_of_work& uow, review_query const& query, page_request const& part);

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    As `list_reviews`.
*/
std::int64_t count_reviews(unit_of_work& uow, review_query const& query,
                           std::optional<std::int64_t> most = std::nullopt);

/// A review as everybody may see it beside a product.
struct public_review
{
    id<review> number{0};                    ///< its id
    std::int64_t stars = 0;                  ///< 1 to 5
    std::string text;                        ///< as it was written
    timestamp written_at;                    ///< the first time
    std::optional<timestamp> edited_at = {}; ///< the last time that it was changed
    /// The first name of who wrote it, with a form of address before it where there is one: `Bu
    /// Siti`. None where nothing on the card can be shown: a number, an e-mail, somebody erased.
    std::optional<std::string> shown_name = {};
    std::optional<std::string> reply = {};    ///< the shop's answer
    std::optional<timestamp> replied_at = {}; ///< when
    /// Only whoever asks sees it: they wrote it, and it is hidden.
    bool hidden = false;
};

/** What is said of a product, the newest first, one page of it: for everybody. A customer's own are
    among them where they are hidden.

    How many there are and their average is `product::rated`.

    @param uow A unit of any kind.
    @param about The product; of one that is not there nothing is said.
    @param part Which part.

    @par Errors
    `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
*/
page<public_review> list_public_reviews(unit_of_work& uow, id<product> about,
                                        page_request const& part);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
