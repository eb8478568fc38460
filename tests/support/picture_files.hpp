#ifndef TOKOCRM_TESTS_SUPPORT_PICTURE_FILES_HPP
#define TOKOCRM_TESTS_SUPPORT_PICTURE_FILES_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Files of pictures, made where they are needed.

namespace test {

struct colour
{
    std::uint8_t red = 0, green = 0, blue = 0;
};

inline constexpr colour red{255, 0, 0}, green{0, 160, 0}, blue{0, 0, 255}, grey{90, 90, 90},
    white{255, 255, 255};

/// Rows from the top, three bytes a pixel.
struct pixels
{
    std::size_t width = 0, height = 0;
    std::string rgb;

    colour at(std::size_t x, std::size_t y) const;
};

/// Red, green, blue and grey, a quarter each, in the order of reading.
pixels quarters(std::size_t width, std::size_t height);

/// The quarters of a picture, one letter each (`R G B K`, `W` for white, `?` for another), in the
/// order of reading.
std::string quarters_of(pixels const& shown);

enum class jpeg_kind {
    baseline,
    progressive,
    one_channel,
    cmyk,
    adobe_cmyk,
    ycck,
    many_scans ///< valid, and more of them than any camera makes
};

/// @param exif What a marker has behind `Exif` and two zeros; empty: no marker.
std::string jpeg_file(pixels const& shown, jpeg_kind kind = jpeg_kind::baseline,
                      std::string_view exif = {});

struct png_kind
{
    int depth = 8;        ///< bits a channel; 1 to 4 are grey or a palette
    bool grey = false;    ///< one channel
    bool palette = false; ///< four colours
    bool alpha = false;   ///< the last quarter can be looked through
    bool interlaced = false;
    std::string exif = {}; ///< from the TIFF header on
};

std::string png_file(pixels const& shown, png_kind const& kind = {});

/// @param clear The last quarter can be looked through.
std::string webp_file(pixels const& shown, bool lossless = true, bool clear = false);
/// The same file in the container that has room for more, with Exif data.
std::string webp_with_exif(std::string const& file, std::string_view exif);
/// Its one frame as a film.
std::string moving_webp(std::string const& file, std::size_t width, std::size_t height);

/// Exif data from the TIFF header on, with an orientation and a place.
std::string exif_with(int orientation, bool big_endian = false);

/// What a WebP file shows; nothing where it is damaged.
pixels decode_webp(std::string_view file);

/// With the width and height in its head changed, for a file of `jpeg_file`, `png_file` or, within
/// 16,384, a lossless one of `webp_file`.
std::string claiming_size(std::string file, std::uint32_t width, std::uint32_t height);

} // namespace test

#endif
