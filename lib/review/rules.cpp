#include "rules.hpp"

#include "../core/checked_text.hpp"
#include "../core/code_points.hpp"
#include "../core/excerpt.hpp"
#include "../core/text_fold.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

constexpr std::size_t longest_text = 4'000;

std::string checked_words(std::string_view text, char const* empty_reason,
                          char const* empty_sentence)
{
    if (!valid_text(text))
        throw error(errc::invalid_input, "review.text_invalid",
                    mark("what is said in a review must be valid text (UTF-8)"));
    if (!fits(text, longest_text))
        throw error(errc::invalid_input, "review.text_too_long",
                    mark("a review and its reply have at most 4,000 characters each"));
    if (!says_something(text))
        throw error(errc::invalid_input, empty_reason, empty_sentence);
    return normalised(text);
}

bool has(std::vector<std::int64_t> const& among, std::int64_t line)
{
    return std::find(among.begin(), among.end(), line) != among.end();
}

/// Forms of address that stand before a name.
constexpr std::array<std::string_view, 28> forms_of_address{
    "abang", "bang", "bapak", "bp",  "bpk", "bu",    "bunda", "dr",  "drs", "h",
    "haji",  "hj",   "hajah", "ibu", "ir",  "kak",   "kakak", "mas", "mba", "mbak",
    "mr",    "mrs",  "ms",    "om",  "pak", "tante", "tn",    "ny"};

bool is_form_of_address(std::string_view word)
{
    auto key = folded(word);
    if (key.ends_with('.'))
        key.pop_back();
    return std::find(forms_of_address.begin(), forms_of_address.end(), key) !=
           forms_of_address.end();
}

/// Of letters and what joins them, so it is no number and no address.
bool is_name(std::string_view word)
{
    bool has_letter = false;
    while (!word.empty()) {
        auto const value = take_code_point(word).value;
        if (value < 0)
            return false;
        auto const kind = utf8proc_category(value);
        bool const is_letter = kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO;
        bool const is_mark = kind >= UTF8PROC_CATEGORY_MN && kind <= UTF8PROC_CATEGORY_ME;
        bool const joins = value == '-' || value == '\'' || value == 0x2019 || value == '.';
        if (!is_letter && !is_mark && !joins)
            return false;
        has_letter = has_letter || is_letter;
    }
    return has_letter;
}

std::string_view take_word(std::string_view& text)
{
    auto const skip_blanks = [&] {
        while (!text.empty()) {
            auto rest = text;
            if (!is_white_space(take_code_point(rest).value))
                return;
            text = rest;
        }
    };
    skip_blanks();
    auto const begin = text;
    while (!text.empty()) {
        auto rest = text;
        if (is_white_space(take_code_point(rest).value))
            break;
        text = rest;
    }
    return begin.substr(0, begin.size() - text.size());
}

} // namespace

void check_stars(std::int64_t stars)
{
    if (stars < 1 || stars > 5)
        throw error(errc::invalid_input, "review.stars_invalid",
                    mark("a review has 1 to 5 stars, not {0}"), {std::to_string(stars)});
}

std::string checked_review_text(std::string_view text)
{
    return checked_words(text, "review.text_empty",
                         mark("a review says something; its text is empty"));
}

std::string checked_reply_text(std::string_view text)
{
    return checked_words(text, "review.reply_empty",
                         mark("a reply says something; its text is empty"));
}

order_line const& line_to_review(order const& of, std::string const& item,
                                 std::vector<std::int64_t> const& lines,
                                 std::vector<std::int64_t> const& reviewed,
                                 std::optional<std::int64_t> wanted)
{
    auto const number = std::to_string(of.header.number);
    if (lines.empty())
        throw error(errc::not_found, "review.item_not_bought",
                    mark("{0} is not on order {1}; only who bought it can review it"),
                    {excerpt(item), number});
    if (wanted && !has(lines, *wanted))
        throw error(errc::not_found, "review.item_not_bought",
                    mark("line {0} of order {1} is not {2}"),
                    {std::to_string(*wanted), number, excerpt(item)});
    auto const chosen = wanted ? std::find(lines.begin(), lines.end(), *wanted)
                               : std::find_if(lines.begin(), lines.end(), [&](std::int64_t line) {
                                     return !has(reviewed, line);
                                 });
    if (chosen == lines.end() || has(reviewed, *chosen))
        throw error(errc::already_exists, "review.exists",
                    mark("{0} of order {1} has a review already; it can be edited until it is "
                         "answered"),
                    {excerpt(item), number});
    return *std::find_if(of.lines.begin(), of.lines.end(),
                         [&](order_line const& line) { return line.position == *chosen; });
}

void check_bought(order_header const& of, order_line const& line,
                  std::vector<refund> const& given_back)
{
    if (!of.paid_at)
        throw error(errc::rule_violation, "review.not_paid",
                    mark("order {0} is not paid; what was bought can be reviewed once it is"),
                    {std::to_string(of.number)});
    std::int64_t back = 0;
    for (auto const& refund : given_back)
        for (auto const& each : refund.lines)
            if (each.line == line.position)
                back += each.amount.thousandths();
    if (of.states.payment == payment_state::refunded || back >= line.amount.thousandths())
        throw error(errc::rule_violation, "review.given_back",
                    mark("all of {0} on order {1} was refunded, so it cannot be reviewed"),
                    {line.sku, std::to_string(of.number)});
}

std::optional<std::string> shown_name(std::string_view name_on_card)
{
    std::string shown;
    for (auto rest = name_on_card; !rest.empty();) {
        auto word = take_word(rest);
        if (word.ends_with(',')) // a degree follows
            word.remove_suffix(1);
        if (!is_name(word))
            break;
        shown.append(shown.empty() ? "" : " ").append(word);
        if (!is_form_of_address(word))
            break;
    }
    return shown.empty() ? std::nullopt : std::optional(std::move(shown));
}

} // namespace tokocrm
