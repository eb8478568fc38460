#ifndef TOKOCRM_LIB_PICTURE_DECODERS_HPP
#define TOKOCRM_LIB_PICTURE_DECODERS_HPP

#include "raster.hpp"

#include <cstdint>
#include <string_view>

// Each decoder reads the head first, refuses what is too big before it has memory for it, and
// refuses what does not decode to its end.

namespace tokocrm::pictures {

/// What a file shows.
struct decoded
{
    raster shown;
    int orientation = 1; ///< as Exif has it
};

decoded decode_jpeg(std::string_view file);
decoded decode_png(std::string_view file);
decoded decode_webp(std::string_view file);

/** The orientation that Exif data tell of; 1, upright, where they do not.

    @param exif From its first word on, `Exif`, or from the TIFF header behind it.
*/
int orientation_in(std::string_view exif);

/** Four bytes a pixel to three, on white.

    @param rgb May be the same row.
*/
void put_on_white(std::uint8_t const* rgba, std::uint8_t* rgb, std::size_t width) noexcept;

/// Of a JPEG, which can be decoded small: a phone's sensor of 200 megapixels has somewhat less.
inline constexpr std::int64_t most_pixels_of_jpeg = 200'000'000;
/// Of what has to be decoded as large as it is.
inline constexpr std::int64_t most_pixels = 40'000'000;

/// @par Errors `picture.too_many_pixels`, also for a side of more than 20,000
void expect_pixels(std::int64_t width, std::int64_t height, std::int64_t most = most_pixels);

[[noreturn]] void refuse_pixels(std::int64_t width, std::int64_t height);
[[noreturn]] void refuse_damaged();
[[noreturn]] void refuse_unsupported();
[[noreturn]] void refuse_moving();

} // namespace tokocrm::pictures

#endif
