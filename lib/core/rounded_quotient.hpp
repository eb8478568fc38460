#ifndef TOKOCRM_LIB_CORE_ROUNDED_QUOTIENT_HPP
#define TOKOCRM_LIB_CORE_ROUNDED_QUOTIENT_HPP

#include <cstdint>

namespace tokocrm {

/// `whole ÷ parts`, half away from zero. @param parts 1 or more
constexpr std::int64_t rounded_quotient(std::int64_t whole, std::int64_t parts) noexcept
{
    auto const quotient = whole / parts, rest = whole % parts;
    auto const size = rest < 0 ? -rest : rest;
    if (size < parts - size)
        return quotient;
    return quotient + (whole < 0 ? -1 : 1);
}

} // namespace tokocrm

#endif
