#ifndef TOKOCRM_LIB_REVIEW_RULES_HPP
#define TOKOCRM_LIB_REVIEW_RULES_HPP

#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/review.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// @par Errors `errc::invalid_input` / `review.stars_invalid`
void check_stars(std::int64_t stars);

/// What a customer says, as it is kept.
/// @par Errors `errc::invalid_input` / `review.text_empty`, `review.text_too_long`,
/// `review.text_invalid`
std::string checked_review_text(std::string_view text);

/// The same of what the shop answers. @par Errors `review.reply_empty` in place of the first.
std::string checked_reply_text(std::string_view text);

/** The line to write a review of.

    @param item As somebody named it.
    @param lines What the name means on the order, by position.
    @param reviewed The order's lines that have a review.
    @param wanted Which of `lines`; none: the first without a review.

    @par Errors
    `errc::not_found` / `review.item_not_bought`; `errc::already_exists` / `review.exists`
*/
order_line const& line_to_review(order const& of, std::string const& item,
                                 std::vector<std::int64_t> const& lines,
                                 std::vector<std::int64_t> const& reviewed,
                                 std::optional<std::int64_t> wanted);

/** Whether what stands on a line was bought and kept.

    @par Errors
    `errc::rule_violation` / `review.not_paid`, `review.given_back`
*/
void check_bought(order_header const& of, order_line const& line,
                  std::vector<refund> const& given_back);

/// See `public_review::shown_name`.
std::optional<std::string> shown_name(std::string_view name_on_card);

} // namespace tokocrm

#endif
