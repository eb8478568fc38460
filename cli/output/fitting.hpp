#ifndef TOKO_OUTPUT_FITTING_HPP
#define TOKO_OUTPUT_FITTING_HPP

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace toko {

constexpr std::size_t column_gap = 2; ///< blanks between two columns of a table

/// How wide a column of a table would be, and how narrow it may become.
struct column_need
{
    std::size_t natural, least;
};

/** Some columns of a table that stand side by side. */
struct column_block
{
    std::vector<std::size_t> columns; ///< where each stands among all
    std::vector<std::size_t> widths;  ///< of each of them
};

/** How a table stands in a window of so many columns.

    One block if it fits, with the widest columns made narrower where they may be. Otherwise several
    under one another, each with the first column in front. A column that is wider than the window
    keeps its width.
*/
std::vector<column_block> fitted(std::span<column_need const> needs, std::size_t room);

/// A piece of a text, and the columns that it takes.
using text_piece = std::pair<std::string_view, std::size_t>;

/** A text in lines of at most so many columns, broken between words where that goes.

    Nothing of it is lost but the blank at a break. `text` outlives the pieces.
*/
std::vector<text_piece> wrapped(std::string_view text, std::size_t columns);

/// The columns that the longest word of a text takes.
std::size_t longest_word(std::string_view text) noexcept;

} // namespace toko

#endif
