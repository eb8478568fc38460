#include "cells.hpp"

#include "../core/text_fold.hpp"
#include "fault.hpp"

#include <algorithm>
#include <charconv>
#include <initializer_list>

namespace tokocrm {

void refuse_cell(char const* reason, char const* sentence, std::vector<std::string> arguments)
{
    throw error(errc::invalid_input, reason, sentence, std::move(arguments));
}

import_terms terms_of(shop const& of, import_options const& options)
{
    import_terms terms{.currency = of.profile.currency,
                       .zone = of.zone,
                       .country = of.profile.country,
                       .date_format = options.date_format,
                       .decimal_point = options.decimal_comma ? ',' : '.',
                       .round = options.round};
    if (terms.date_format)
        try {
            parse_moment("?", *terms.date_format, terms.zone);
        } catch (error const& why) {
            if (why.reason() == "date.format_invalid")
                throw;
        }
    return terms;
}

std::string cell_reader::text(std::size_t column, std::size_t longest)
{
    auto const given = without_formula_guard(cell(column));
    if (given.empty())
        return {};
    if (!fits(given, longest))
        refuse_cell("import.text_too_long", mark("the text has more than {0} characters"),
                    {std::to_string(longest)});
    return normalised(given);
}

std::optional<std::string> cell_reader::optional_text(std::size_t column, std::size_t longest)
{
    auto given = text(column, longest);
    return given.empty() ? std::nullopt : std::optional(std::move(given));
}

std::optional<std::int64_t> cell_reader::amount(std::size_t column)
{
    auto const given = cell(column);
    if (given.empty())
        return std::nullopt;
    bool rounded = false;
    auto const value =
        parse_money(given, terms_.currency, terms_.decimal_point,
                    terms_.round ? std::optional(rounding::half_up) : std::nullopt, &rounded);
    if (value.minor() < 0)
        refuse_cell("import.negative", mark("the amount {0} is below zero"), {std::string(given)});
    rounded_ += rounded;
    return value.minor();
}

std::optional<moment> cell_reader::when(std::size_t column)
{
    auto const given = cell(column);
    if (given.empty())
        return std::nullopt;
    return terms_.date_format ? parse_moment(given, *terms_.date_format, terms_.zone)
                              : parse_moment(given, terms_.zone);
}

std::optional<std::int64_t> cell_reader::occurrence(std::size_t column)
{
    auto const given = cell(column);
    if (given.empty())
        return std::nullopt;
    std::int64_t which = 0;
    auto const* const end = given.data() + given.size();
    auto const read = std::from_chars(given.data(), end, which);
    if (read.ec != std::errc{} || read.ptr != end || which <= 0)
        refuse_cell("import.occurrence_invalid", mark("the occurrence is no whole number from 1"));
    return which;
}

std::optional<bool> cell_reader::flag(std::size_t column)
{
    auto const given = cell(column);
    if (given.empty())
        return std::nullopt;
    auto const word = folded(given);
    auto const among = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (among({"true", "yes", "y", "ya", "1"}))
        return true;
    if (among({"false", "no", "n", "tidak", "0"}))
        return false;
    refuse_cell("import.flag_invalid", mark("{0} is neither yes nor no; write true or false"),
                {std::string(given)});
}

} // namespace tokocrm
