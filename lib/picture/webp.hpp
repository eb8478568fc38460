#ifndef TOKOCRM_LIB_PICTURE_WEBP_HPP
#define TOKOCRM_LIB_PICTURE_WEBP_HPP

#include "raster.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tokocrm::pictures {

struct webp_file
{
    std::int64_t width = 0, height = 0;
    std::string bytes;
};

/// Scaled to `longest_side`, where it is longer.
webp_file encode_webp(raster const& shown);

bool decodes_to(std::string_view file, std::int64_t width, std::int64_t height);

} // namespace tokocrm::pictures

#endif
