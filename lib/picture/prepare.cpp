#include "../core/digest.hpp"
#include "decoders.hpp"
#include "webp.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/picture.hpp>

#include <algorithm>

namespace tokocrm {

namespace pictures {

namespace {

constexpr std::int64_t longest_side_taken = 20'000;
decoded decode(std::string_view file)
{
    using namespace std::string_view_literals;
    if (file.starts_with("\xFF\xD8\xFF"sv))
        return decode_jpeg(file);
    if (file.starts_with("\x89PNG\r\n\x1A\n"sv))
        return decode_png(file);
    if (file.starts_with("RIFF"sv) && file.substr(0, 12).ends_with("WEBP"sv))
        return decode_webp(file);
    refuse_unsupported();
}

} // namespace

void put_on_white(std::uint8_t const* rgba, std::uint8_t* rgb, std::size_t width) noexcept
{
    for (; width > 0; --width, rgba += 4) {
        auto const opaque = rgba[3];
        for (std::size_t c = 0; c < 3; ++c)
            *rgb++ =
                static_cast<std::uint8_t>((rgba[c] * opaque + 255 * (255 - opaque) + 127) / 255);
    }
}

void expect_pixels(std::int64_t width, std::int64_t height, std::int64_t most)
{
    if (std::max(width, height) > longest_side_taken || width * height > most)
        refuse_pixels(width, height);
}

void refuse_pixels(std::int64_t width, std::int64_t height)
{
    throw error(errc::invalid_input, "picture.too_many_pixels",
                mark("the picture has {0} × {1} pixels, too many to take in; make it smaller"),
                {std::to_string(width), std::to_string(height)});
}

void refuse_damaged()
{
    throw error(errc::invalid_input, "picture.damaged",
                mark("the picture is damaged or cut off; save or send it anew"));
}

void refuse_unsupported()
{
    throw error(errc::invalid_input, "picture.unsupported",
                mark("the file is no JPEG, PNG or WebP picture that can be read; save the picture "
                     "as one of these"));
}

void refuse_moving()
{
    throw error(errc::invalid_input, "picture.unsupported",
                mark("the picture moves; choose one that stands still"));
}

} // namespace pictures

prepared_picture prepare_picture(std::string_view file)
{
    if (file.empty())
        throw error(errc::invalid_input, "picture.empty",
                    mark("the picture's file is empty; save or send the picture anew"));
    if (file.size() > largest_picture_file)
        throw error(errc::invalid_input, "picture.too_large",
                    mark("the picture's file is larger than {0} MB; make the picture smaller"),
                    {std::to_string(largest_picture_file / 1'000'000)});
    auto found = pictures::decode(file);
    auto made = pictures::encode_webp(pictures::upright(std::move(found.shown), found.orientation));
    prepared_picture prepared;
    prepared.sha256_ = sha256(file);
    prepared.webp_ = std::move(made.bytes);
    prepared.width_ = made.width;
    prepared.height_ = made.height;
    return prepared;
}

} // namespace tokocrm
