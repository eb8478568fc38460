#include "columns.hpp"

#include "../core/characters.hpp"

#include <algorithm>

namespace tokocrm {

namespace {

bool same_but_case(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::size_t column_named(std::string const& wanted, std::vector<std::string_view> const& ours)
{
    auto const found = std::find(ours.begin(), ours.end(), wanted);
    if (found != ours.end())
        return static_cast<std::size_t>(found - ours.begin());
    std::string known;
    for (auto const each : ours)
        known += (known.empty() ? "" : ", ") + std::string(each);
    throw error(errc::invalid_input, "import.column_unknown",
                mark("there is no column {0} to import; the columns are {1}"), {wanted, known});
}

/// The one cell of the header with a name; `no_cell` where there is none.
std::size_t find_header(std::vector<std::string> const& header, std::string_view wanted)
{
    auto const only = [&](auto same) {
        auto found = no_cell;
        for (std::size_t i = 0; i < header.size(); ++i)
            if (same(trimmed(header[i]), wanted)) {
                if (found != no_cell)
                    throw error(errc::invalid_input, "import.column_twice",
                                mark("the file has more than one column {0}"),
                                {std::string(wanted)});
                found = i;
            }
        return found;
    };
    auto const exact = only([](std::string_view a, std::string_view b) { return a == b; });
    return exact != no_cell ? exact : only(same_but_case);
}

std::string listed(std::vector<std::string> const& header)
{
    std::string names;
    for (auto const& cell : header)
        names += (names.empty() ? "" : ", ") + std::string(trimmed(cell));
    return names;
}

} // namespace

column_places place_columns(std::vector<std::string> const& header,
                            std::vector<std::string_view> const& ours,
                            import_options const& options)
{
    column_places places{.cell = std::vector<std::size_t>(ours.size(), no_cell),
                         .constant = std::vector<std::string>(ours.size())};
    for (auto const& [name, value] : options.constants) {
        auto const column = column_named(name, ours);
        if (options.columns.contains(name))
            throw error(errc::invalid_input, "import.column_conflict",
                        mark("the column {0} is both mapped and set to a constant"), {name});
        places.constant[column] = trimmed(value);
    }
    for (auto const& [name, theirs] : options.columns) {
        auto const column = column_named(name, ours);
        if (theirs.empty())
            continue; // says that their column of our name is something else
        auto const cell = find_header(header, theirs);
        need_column(cell != no_cell, theirs.c_str(), header);
        places.cell[column] = cell;
    }
    for (std::size_t i = 0; i < ours.size(); ++i) {
        auto const name = std::string(ours[i]);
        if (!options.columns.contains(name) && !options.constants.contains(name))
            places.cell[i] = find_header(header, name);
    }
    return places;
}

void need_column(bool there, char const* ours, std::vector<std::string> const& header)
{
    if (!there)
        throw error(errc::invalid_input, "import.column_missing",
                    mark("the file has no column {0}; its columns are {1}"),
                    {ours, listed(header)});
}

bool is_blank_row(std::vector<std::string> const& cells)
{
    return std::all_of(cells.begin(), cells.end(),
                       [](std::string const& cell) { return trimmed(cell).empty(); });
}

} // namespace tokocrm
