#ifndef TOKO_OPTIONS_HPP
#define TOKO_OPTIONS_HPP

#include "output/format.hpp"

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

/// What may be done with an option's value.
struct option_rule
{
    bool required = false;
    bool repeatable = false;   ///< may stand several times; read it with `all` or `list`
    bool may_be_empty = false; ///< `--about ""` is a value
    /// The values there are, `|` between them, where the placeholder does not say so itself; for
    /// the completions.
    char const* words = nullptr;
};

/// An option, or an argument that is known by its place.
struct option
{
    char const* name;        ///< without dashes
    char const* placeholder; ///< what stands for the value in the help; null for a flag
    char const* help;        ///< marked with `tr`
    option_rule rule = {};
    char letter = '\0'; ///< its one-letter form, for flags alone

    bool takes_value() const noexcept { return placeholder != nullptr; }
};

/// The values that an option or argument has to be among, as far as that is known without a shop.
std::vector<std::string_view> words_of_choice(option const& one);

/// How an argument that is known by its place is shown: `ORDER`.
std::string placeholder_of(option const& positional);

/** What a command takes, told once: the parser, the help and the completions read it here.

    Option names and the names of positional arguments are one set: `arguments` reads both by name.
*/
class options
{
public:
    /// `--name`
    options& flag(char const* name, char const* help);
    /// `--name PLACEHOLDER`
    options& value(char const* name, char const* placeholder, char const* help,
                   option_rule rule = {});
    /** An argument known by its place: shown as `NAME`, in the order of the calls.

        Required unless `rule` says otherwise; a repeatable one takes all that follow, and is last.
    */
    options& positional(char const* name, char const* help, option_rule rule = {.required = true});
    /** The command makes a list: `--fields --sort --limit --page --after --all` are for it.

        @param sortable the keys that `--sort` takes; the last decides between rows that are equal
        in another
    */
    options& lists(std::span<field const> fields, std::initializer_list<char const*> sortable = {});
    /// A line for the help, as it would be typed.
    options& example(char const* line);

    std::span<option const> named() const noexcept { return named_; }
    std::span<option const> positionals() const noexcept { return positionals_; }
    bool makes_list() const noexcept { return makes_list_; }
    std::span<field const> fields() const noexcept { return fields_; }
    std::span<char const* const> sortable() const noexcept { return sortable_; }
    char const* last_sort_key() const noexcept { return sortable_.back(); } ///< where there is one
    std::span<char const* const> examples() const noexcept { return examples_; }
    option const* find(std::string_view name) const noexcept; ///< a named one

private:
    std::vector<option> named_;
    std::vector<option> positionals_;
    std::vector<char const*> sortable_;
    std::vector<char const*> examples_;
    std::span<field const> fields_;
    bool makes_list_ = false;
};

/** What was given on the command line to one command; values are text, checked to be UTF-8.

    Every accessor takes a name that the command has described; another one is a fault in the
    program (`std::logic_error`).
*/
class arguments
{
public:
    explicit arguments(options described);

    /// Whether it was given.
    bool has(std::string_view name) const;
    /// The value of what is required.
    std::string const& text(std::string_view name) const;
    /// The value, if it was given.
    std::optional<std::string> find(std::string_view name) const;
    /// All values, in order.
    std::vector<std::string> const& all(std::string_view name) const;
    /// All values split at commas, blanks around each taken off: `--status new,pending`.
    std::vector<std::string> list(std::string_view name) const;
    /// The value as a whole number. @par Errors usage `usage.number`, outside the range too.
    std::optional<std::int64_t> number(std::string_view name, std::int64_t least,
                                       std::int64_t most) const;

    options const& described() const noexcept { return described_; }
    void add(std::string_view name, std::string value); ///< for the parser

private:
    options described_;
    std::map<std::string, std::vector<std::string>, std::less<>> given_;
};

/// Text between commas, blanks around each piece taken off, empty pieces left out.
std::vector<std::string> split_list(std::string_view text);

/** A whole number within bounds.

    @param what who is wrong if it is none: `--limit`

    @par Errors usage `usage.number`
*/
std::int64_t parse_number(std::string const& what, std::string_view text, std::int64_t least,
                          std::int64_t most);

} // namespace toko

#endif
