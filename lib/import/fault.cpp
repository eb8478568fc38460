#include "fault.hpp"

namespace tokocrm {

/// A sentence is a literal of this process, so its address is enough.
void pack_fault(packer& with, row_fault const& fault)
{
    with(fault.column);
    with(static_cast<std::int64_t>(fault.why.code()));
    with(fault.why.reason());
    with(static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(fault.why.sentence())));
    with(static_cast<std::int64_t>(fault.why.arguments().size()));
    for (auto const& each : fault.why.arguments())
        with(each);
}

row_fault unpack_fault(unpacker& with, std::int64_t line)
{
    std::string column, reason;
    std::int64_t code = 0, sentence = 0, count = 0;
    with(column);
    with(code);
    with(reason);
    with(sentence);
    with(count);
    std::vector<std::string> arguments(static_cast<std::size_t>(count));
    for (auto& each : arguments)
        with(each);
    return {line, column,
            error(static_cast<errc>(code), reason,
                  reinterpret_cast<char const*>(static_cast<std::intptr_t>(sentence)),
                  std::move(arguments))};
}

std::string_view without_formula_guard(std::string_view cell) noexcept
{
    auto const first = cell.find_first_not_of('\'');
    bool const guarded = first != cell.npos && first > 0 &&
                         std::string_view("=+-@\t\r").find(cell[first]) != cell.npos;
    return guarded ? cell.substr(1) : cell;
}

} // namespace tokocrm
