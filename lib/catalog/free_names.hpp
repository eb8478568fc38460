#ifndef TOKOCRM_LIB_CATALOG_FREE_NAMES_HPP
#define TOKOCRM_LIB_CATALOG_FREE_NAMES_HPP

#include "../core/digest.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm {

/// The first of `base`, `base-2` … that is free; among many namesakes one with a digest of what
/// tells them apart, so that the search stays short.
std::string first_free(std::string const& base, std::string_view apart, auto taken)
{
    auto candidate = base;
    for (int n = 2; n < 10 && taken(candidate); ++n)
        candidate = base + "-" + std::to_string(n);
    if (!taken(candidate))
        return candidate;
    auto const unlike = base + "-" + digest(apart).substr(0, 10);
    candidate = unlike;
    for (std::int64_t n = 2; taken(candidate); ++n)
        candidate = unlike + "-" + std::to_string(n);
    return candidate;
}

} // namespace tokocrm

#endif
