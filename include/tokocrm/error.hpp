#ifndef TOKOCRM_ERROR_HPP
#define TOKOCRM_ERROR_HPP

#include <tokocrm/text.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    The one class that is thrown, and its kinds.
*/

namespace tokocrm {

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

/** The name of a kind: `"invalid_input"`.

    @par Exception safety
    Never throws.
*/
std::string_view name(errc code) noexcept;

/** What every use case throws; of other classes only `std::bad_alloc`, and what a callback throws.

    `what()` is the English sentence, `message()` the same in another language. The cause, where a
    database reported one, is nested (`std::rethrow_if_nested`) for logs; it can hold customers'
    data and is never shown.

    Its type is exported: what the shared library throws, a program catches.
*/
class error : public std::runtime_error
{
public:
    /** Make an error, as a host may in a callback of its own.

        @param code Its kind.
        @param reason A stable slug that a program can test: `coupon.exists`.
        @param text An English sentence with `{0}`, `{1}` … for the arguments, marked for
        translation (`mark`); a string literal, for it is kept by its address.
        @param arguments What the sentence speaks of; each is cut to 400 bytes, with … at its end.
    */
    error(errc code, std::string reason, char const* text, std::vector<std::string> arguments = {});

    /// The kind.
    errc code() const noexcept { return code_; }
    /// The slug; it stays the same in every language and version.
    std::string const& reason() const noexcept { return reason_; }
    /// What the sentence's `{0}`, `{1}` … stand for.
    std::vector<std::string> const& arguments() const noexcept { return arguments_; }

    /// The English sentence with its `{0}`, `{1}` …
    char const* sentence() const noexcept { return text_; }

    /** The sentence in a language, with its arguments; in English where it has no translation.

        Lower case and without a full stop, for a program to put its own words around. What a person
        typed may stand in it: `escape_for_display` before it goes to a terminal.
    */
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

} // namespace tokocrm

#pragma GCC visibility pop

#endif
