#include "fitting.hpp"

#include <tokocrm/text.hpp>

#include <algorithm>
#include <numeric>

namespace toko {

namespace {

std::size_t wide(std::span<std::size_t const> widths) noexcept
{
    auto const gaps = widths.empty() ? 0 : (widths.size() - 1) * column_gap;
    return std::accumulate(widths.begin(), widths.end(), gaps);
}

/// Widths that are together at most `room`, or the least that there are.
std::vector<std::size_t> narrowed(std::span<column_need const> needs, std::size_t room)
{
    std::vector<std::size_t> widths(needs.size());
    auto const limit_to = [&](std::size_t limit) {
        std::transform(needs.begin(), needs.end(), widths.begin(), [&](column_need const& one) {
            return std::min(one.natural, std::max(one.least, limit));
        });
        return wide(widths) <= room;
    };
    if (limit_to(std::max(room, std::size_t{1})))
        return widths;
    std::size_t fits = 0, fails = std::max(room, std::size_t{1});
    while (fits + 1 < fails) {
        auto const middle = (fits + fails) / 2;
        (limit_to(middle) ? fits : fails) = middle;
    }
    limit_to(fits);
    return widths;
}

std::size_t letter_size(std::string_view text) noexcept
{
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        ++size;
    return size;
}

} // namespace

std::vector<column_block> fitted(std::span<column_need const> needs, std::size_t room)
{
    std::vector<column_need> chosen(needs.begin(), needs.end());
    std::vector<std::size_t> columns(needs.size());
    std::iota(columns.begin(), columns.end(), std::size_t{0});
    auto widths = narrowed(chosen, room);
    if (wide(widths) <= room || needs.size() < 2)
        return {{std::move(columns), std::move(widths)}};
    std::vector<column_block> blocks;
    for (std::size_t next = 1; next < needs.size();) {
        chosen = {needs[0]};
        columns = {0};
        std::size_t taken = needs[0].natural;
        do {
            taken += column_gap + needs[next].natural;
            chosen.push_back(needs[next]);
            columns.push_back(next++);
        } while (next < needs.size() && taken + column_gap + needs[next].natural <= room);
        blocks.push_back({columns, narrowed(chosen, room)});
    }
    return blocks;
}

std::vector<text_piece> wrapped(std::string_view text, std::size_t columns)
{
    std::vector<text_piece> pieces;
    std::size_t end = 0, width = 0;               // of what stands in the line
    std::size_t word_end = 0, width_of_words = 0; // of the whole words in it
    while (end < text.size()) {
        auto const letter = text.substr(end, letter_size(text.substr(end)));
        auto const wider = width + tokocrm::display_width(letter);
        if (wider > columns && end > 0) {
            bool const at_blank = letter == " ";
            auto const size = at_blank || word_end == 0 ? end : word_end;
            pieces.emplace_back(text.substr(0, size), size == end ? width : width_of_words);
            text.remove_prefix(size);
            if (text.starts_with(' '))
                text.remove_prefix(1);
            end = width = word_end = width_of_words = 0;
            continue;
        }
        if (letter == " ") {
            word_end = end;
            width_of_words = width;
        }
        end += letter.size();
        width = wider;
    }
    if (!text.empty() || pieces.empty())
        pieces.emplace_back(text, width);
    return pieces;
}

std::size_t longest_word(std::string_view text) noexcept
{
    std::size_t longest = 0;
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        longest = std::max(longest, tokocrm::display_width(word));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return longest;
}

} // namespace toko
