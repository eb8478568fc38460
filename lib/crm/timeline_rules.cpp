#include "timeline_rules.hpp"

#include "../core/cursor.hpp"

#include <tokocrm/error.hpp>

#include <array>
#include <charconv>

namespace tokocrm {

namespace {

constexpr std::array<std::string_view, 12> kind_names{
    "registration", "order", "payment", "refund",  "review", "reply",
    "message",      "note",  "tag",     "consent", "merge",  "erasure"};
static_assert(kind_names.size() == static_cast<std::size_t>(timeline_kind::erasure) + 1);

} // namespace

std::string_view name(timeline_kind kind) noexcept
{
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<timeline_kind> find_timeline_kind(std::string_view wanted) noexcept
{
    for (std::size_t each = 0; each < kind_names.size(); ++each)
        if (kind_names[each] == wanted)
            return static_cast<timeline_kind>(each);
    return std::nullopt;
}

std::vector<timeline_kind> all_timeline_kinds()
{
    std::vector<timeline_kind> all;
    for (std::size_t each = 0; each < kind_names.size(); ++each)
        all.push_back(static_cast<timeline_kind>(each));
    return all;
}

std::string write_place(timeline_place const& place, std::string const& kind)
{
    return write_cursor({.kind = kind,
                         .text = std::to_string(place.source) + "." + std::to_string(place.part),
                         .value = place.at,
                         .number = place.row});
}

timeline_place read_place(std::string_view cursor, std::string const& kind)
{
    auto const where = read_cursor(cursor, kind);
    timeline_place place{.at = where.value, .row = where.number};
    auto const* const end = where.text.data() + where.text.size();
    auto const source = std::from_chars(where.text.data(), end, place.source);
    if (source.ec == std::errc() && source.ptr != end && *source.ptr == '.') {
        auto const part = std::from_chars(source.ptr + 1, end, place.part);
        if (part.ec == std::errc() && part.ptr == end)
            return place;
    }
    throw error(errc::invalid_input, "page.cursor_invalid",
                mark("this cursor does not belong to this list; begin again without it"));
}

} // namespace tokocrm
