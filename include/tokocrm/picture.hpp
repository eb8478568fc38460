#ifndef TOKOCRM_PICTURE_HPP
#define TOKOCRM_PICTURE_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/time.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Pictures of products and of proofs of payment: taken in as JPEG, PNG or WebP, kept as WebP.
*/

namespace tokocrm {

/// A picture that is kept.
struct picture
{
    id<picture> number{0};   ///< its id
    std::string sha256;      ///< of the file that was handed in, 64 lower-case hexadecimal digits
    std::int64_t width = 0;  ///< in pixels, as it is kept: upright, no side over 1,600
    std::int64_t height = 0; ///< likewise
    std::int64_t size = 0;   ///< in bytes, as it is kept
    timestamp created_at;    ///< when it was handed in

    /// Whether all is the same.
    friend bool operator==(picture const&, picture const&) = default;
};

/// The largest file that is taken in, in bytes.
inline constexpr std::size_t largest_picture_file = 30'000'000;

/// A picture that was looked at and can be kept; `prepare_picture` makes it.
class prepared_picture
{
public:
    /// The SHA-256 of what was handed in, as `picture::sha256` has it.
    std::string const& sha256() const noexcept { return sha256_; }
    /// In pixels.
    std::int64_t width() const noexcept { return width_; }
    /// In pixels.
    std::int64_t height() const noexcept { return height_; }
    /// The picture as it will be kept: a WebP file.
    std::string const& webp() const noexcept { return webp_; }

private:
    prepared_picture() = default;
    friend prepared_picture prepare_picture(std::string_view file);

    std::string sha256_, webp_;
    std::int64_t width_ = 0, height_ = 0;
};

/** Decode a picture, turn it upright, scale it down to 1,600 pixels and encode it anew.

    Nothing else of the file is kept: neither where and with which camera it was taken nor what lies
    behind the picture. What is transparent becomes white. The same file gives the same bytes.

    This is work for the processor, up to seconds for a large photo, and needs no shop: do it before
    the unit of work that keeps the picture, which others wait for. At most some 400 MB of memory
    are used, for a photo of a phone some 50 MB.

    @param file The bytes of a JPEG, PNG or WebP file, whatever its name is.

    @par Errors
    `errc::invalid_input`:
    @li `picture.empty` (no bytes)
    @li `picture.too_large` (more bytes than `largest_picture_file`)
    @li `picture.unsupported` (neither JPEG, PNG nor WebP, or one that moves)
    @li `picture.too_many_pixels` (over 40 million, of a JPEG 200 million, or a side over 20,000;
    a progressive JPEG of more than 40 million may take too much memory, too)
    @li `picture.damaged` (it does not decode to its end)

    @par Exception safety
    Strong. Out of memory is `std::bad_alloc`.
*/
prepared_picture prepare_picture(std::string_view file);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
