#include "raster.hpp"

#include <algorithm>
#include <utility>

namespace tokocrm::pictures {

namespace {

constexpr std::size_t channels = 3;

std::size_t blocks_in(std::size_t side, std::size_t block)
{
    return (side + block - 1) / block;
}

} // namespace

block_average::block_average(std::size_t width, std::size_t height)
    : width_(width), block_(std::max<std::size_t>(1, std::max(width, height) / longest_side)),
      sums_(blocks_in(width, block_) * channels)
{
    made_.width = blocks_in(width, block_);
    made_.height = blocks_in(height, block_);
    made_.pixels.resize(made_.width * made_.height * channels);
    next_ = made_.pixels.data();
}

void block_average::add(std::uint8_t const* row) noexcept
{
    if (block_ == 1) {
        next_ = std::copy_n(row, width_ * channels, next_);
        return;
    }
    auto* sum = sums_.data();
    for (std::size_t x = 0; x < width_; x += block_, sum += channels)
        for (auto left = std::min(block_, width_ - x); left > 0; --left, row += channels)
            for (std::size_t c = 0; c < channels; ++c)
                sum[c] += row[c];
    if (++rows_ == block_)
        end_block();
}

void block_average::end_block() noexcept
{
    auto const* sum = sums_.data();
    for (std::size_t x = 0; x < width_; x += block_) {
        auto const count = static_cast<std::uint32_t>(std::min(block_, width_ - x) * rows_);
        for (std::size_t c = 0; c < channels; ++c)
            *next_++ = static_cast<std::uint8_t>((*sum++ + count / 2) / count);
    }
    std::fill(sums_.begin(), sums_.end(), 0);
    rows_ = 0;
}

raster block_average::finish() noexcept
{
    if (rows_ > 0)
        end_block();
    return std::move(made_);
}

raster upright(raster from, int orientation)
{
    if (orientation < 2 || orientation > 8)
        return from;
    bool const lying = orientation >= 5;
    auto const last_x = from.width - 1, last_y = from.height - 1;
    raster made{lying ? from.height : from.width, lying ? from.width : from.height, {}};
    made.pixels.reserve(from.pixels.size());
    auto const take = [&](std::size_t x, std::size_t y) {
        auto const* const pixel = from.pixels.data() + (y * from.width + x) * channels;
        made.pixels.insert(made.pixels.end(), pixel, pixel + channels);
    };
    for (std::size_t y = 0; y < made.height; ++y)
        for (std::size_t x = 0; x < made.width; ++x)
            switch (orientation) {
            case 2: // mirrored
                take(last_x - x, y);
                break;
            case 3: // upside down
                take(last_x - x, last_y - y);
                break;
            case 4: // both
                take(x, last_y - y);
                break;
            case 5: // rows and columns exchanged
                take(y, x);
                break;
            case 6: // its top lies to the left
                take(y, last_y - x);
                break;
            case 7: // exchanged along the other diagonal
                take(last_x - y, last_y - x);
                break;
            default: // its top lies to the right
                take(last_x - y, x);
                break;
            }
    return made;
}

} // namespace tokocrm::pictures
