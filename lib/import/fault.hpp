#ifndef TOKOCRM_LIB_IMPORT_FAULT_HPP
#define TOKOCRM_LIB_IMPORT_FAULT_HPP

#include "packing.hpp"

#include <tokocrm/error.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// Why a row cannot be taken.
struct row_fault
{
    std::int64_t line = 0;
    std::string column; ///< ours; empty where it is about the row as a whole
    error why;
};

/// For temporary files of this process.
void pack_fault(packer& with, row_fault const& fault);
row_fault unpack_fault(unpacker& with, std::int64_t line);

template <class Archive, class Cells>
void pack_cells(Archive& with, Cells& cells)
{
    auto count = static_cast<std::int64_t>(cells.size());
    with(count);
    if constexpr (Archive::reads)
        cells.resize(static_cast<std::size_t>(count));
    for (auto& cell : cells)
        with(cell);
}

/// An export puts an apostrophe before what a spreadsheet would run as a formula.
std::string_view without_formula_guard(std::string_view cell) noexcept;

} // namespace tokocrm

#endif
