#ifndef TOKOCRM_LIB_IMPORT_CELLS_HPP
#define TOKOCRM_LIB_IMPORT_CELLS_HPP

// What the cells of a row mean. Pure.

#include "../core/checked_text.hpp"
#include "columns.hpp"
#include "terms.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tokocrm {

/// Reads the cells of one row, and knows which one it is at when something is wrong.
class cell_reader
{
public:
    /// @param cells Ours; empty where there is none.
    cell_reader(std::span<std::string_view const> cells, import_terms const& terms)
        : cells_(cells), terms_(terms)
    {}

    /// The cell as it is.
    std::string_view cell(std::size_t column)
    {
        at_ = column;
        return cells_[column];
    }
    /// Normalised, without a formula's guard. @par Errors `import.text_too_long`
    std::string text(std::size_t column, std::size_t longest = longest_name);
    std::optional<std::string> optional_text(std::size_t column,
                                             std::size_t longest = longest_name);
    /// Minor units. @par Errors `import.negative`, `money.…`
    std::optional<std::int64_t> amount(std::size_t column);
    std::optional<moment> when(std::size_t column);
    /// From 1. @par Errors `import.occurrence_invalid`
    std::optional<std::int64_t> occurrence(std::size_t column);
    /// Yes or no. @par Errors `import.flag_invalid`
    std::optional<bool> flag(std::size_t column);

    /// What follows is about the row as a whole.
    void leave_cell() noexcept { at_ = no_cell; }
    /// `no_cell` where it is about the row as a whole.
    std::size_t at() const noexcept { return at_; }
    std::int64_t rounded() const noexcept { return rounded_; } ///< amounts

private:
    std::span<std::string_view const> cells_;
    import_terms const& terms_;
    std::size_t at_ = no_cell;
    std::int64_t rounded_ = 0;
};

/// @throws error `errc::invalid_input`
[[noreturn]] void refuse_cell(char const* reason, char const* sentence,
                              std::vector<std::string> arguments = {});

} // namespace tokocrm

#endif
