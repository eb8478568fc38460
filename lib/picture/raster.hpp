#ifndef TOKOCRM_LIB_PICTURE_RASTER_HPP
#define TOKOCRM_LIB_PICTURE_RASTER_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tokocrm::pictures {

/// The longest side of a picture that is kept, in pixels.
inline constexpr std::size_t longest_side = 1'600;

/// Pixels in rows from the top, each three bytes: red, green, blue.
struct raster
{
    std::size_t width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

/** Makes a raster from the rows of a picture, of which it never holds more than one block.

    A picture at least twice as long as `longest_side` comes out smaller, each pixel the average of
   a square block, and is still at least as long as that.
*/
class block_average
{
public:
    block_average(std::size_t width, std::size_t height);
    /// The next row from the top, three bytes a pixel.
    void add(std::uint8_t const* row) noexcept;
    /// After all rows.
    raster finish() noexcept;

private:
    void end_block() noexcept;

    std::size_t width_, block_, rows_ = 0;
    std::vector<std::uint32_t> sums_;
    raster made_;
    std::uint8_t* next_;
};

/** The picture as it is to be looked at.

    @param orientation As Exif has it, 1 to 8; anything else is 1, upright.
*/
raster upright(raster from, int orientation);

} // namespace tokocrm::pictures

#endif
