#ifndef TOKOCRM_ERROR_HPP
#define TOKOCRM_ERROR_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/text.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm TOKOCRM_PUBLIC {

/// The kinds of failure; coarse, so that a program can answer each.
enum class errc {
    invalid_input,     ///< a value that can never be right
    not_found,         ///< what was named is not there
    already_exists,    ///< what was to be made is there
    rule_violation,    ///< a rule of the shop forbids it now
    permission_denied, ///< the actor may not
    conflict,          ///< somebody else changed it meanwhile
    unavailable,       ///< the database cannot be reached or written
    internal           ///< a fault in the program
};

/// The name of a kind, e.g. `"invalid_input"`. Never throws.
std::string_view name(errc code) noexcept;

/** What every use case throws.

    `what()` is the English sentence, `message()` the same in another language. The cause, where a
    database reported one, is nested (`std::rethrow_if_nested`) for logs; it can hold customers'
    data and is never shown.
*/
class error : public std::runtime_error
{
public:
    /** @param reason A stable slug that a program can test, e.g. `coupon.expired`.
        @param text An English sentence with `{0}`, `{1}` … for the arguments, marked for
        translation; a string literal.
    */
    error(errc code, std::string reason, char const* text, std::vector<std::string> arguments = {});

    errc code() const noexcept { return code_; }
    std::string const& reason() const noexcept { return reason_; }
    std::vector<std::string> const& arguments() const noexcept { return arguments_; }

    /// The English sentence with its `{0}`, `{1}` …
    char const* sentence() const noexcept { return text_; }

    /// The sentence in a language.
    std::string message(language in) const;

private:
    errc code_;
    std::string reason_;
    char const* text_;
    std::vector<std::string> arguments_;
};

/** Put arguments into a sentence's `{0}`, `{1}` ….

    Text in braces that names no argument stays as it is.
*/
std::string fill_in(std::string_view sentence, std::vector<std::string> const& arguments);

} // namespace TOKOCRM_PUBLIC

#endif
