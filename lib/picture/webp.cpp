#include "webp.hpp"

#include "decoders.hpp"

#include <algorithm>
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>
#include <webp/decode.h>
#include <webp/demux.h>
#include <webp/encode.h>

namespace tokocrm::pictures {

namespace {

std::uint8_t const* bytes_of(std::string_view file)
{
    return reinterpret_cast<std::uint8_t const*>(file.data());
}

int orientation_of(std::string_view file)
{
    WebPData const data{bytes_of(file), file.size()};
    std::unique_ptr<WebPDemuxer, decltype(&WebPDemuxDelete)> const parts(WebPDemux(&data),
                                                                         WebPDemuxDelete);
    WebPChunkIterator chunk{};
    int found = 1;
    if (parts && WebPDemuxGetChunk(parts.get(), "EXIF", 1, &chunk) != 0)
        found =
            orientation_in({reinterpret_cast<char const*>(chunk.chunk.bytes), chunk.chunk.size});
    WebPDemuxReleaseChunkIterator(&chunk);
    return found;
}

/// A picture on its way into a file.
struct encoded
{
    WebPPicture picture;
    WebPMemoryWriter file;

    encoded()
    {
        if (WebPPictureInit(&picture) == 0)
            throw std::logic_error("libwebp is of another version than its headers");
        WebPMemoryWriterInit(&file);
        picture.writer = WebPMemoryWrite;
        picture.custom_ptr = &file;
    }
    encoded(encoded const&) = delete;
    encoded& operator=(encoded const&) = delete;
    ~encoded()
    {
        WebPMemoryWriterClear(&file);
        WebPPictureFree(&picture);
    }
};

/// The library's own checks aside, only memory can be lacking.
void expect(int done)
{
    if (done == 0)
        throw std::bad_alloc();
}

} // namespace

decoded decode_webp(std::string_view file)
{
    WebPBitstreamFeatures head{};
    if (WebPGetFeatures(bytes_of(file), file.size(), &head) != VP8_STATUS_OK)
        refuse_damaged();
    expect_pixels(head.width, head.height);
    if (head.has_animation != 0)
        refuse_moving();
    auto const width = static_cast<std::size_t>(head.width);
    auto const height = static_cast<std::size_t>(head.height);
    auto const stride = width * 4;
    std::vector<std::uint8_t> all(stride * height);
    if (WebPDecodeRGBAInto(bytes_of(file), file.size(), all.data(), all.size(),
                           static_cast<int>(stride)) == nullptr)
        refuse_damaged();
    block_average rows(width, height);
    for (std::size_t y = 0; y < height; ++y) {
        auto* const row = all.data() + y * stride;
        put_on_white(row, row, width);
        rows.add(row);
    }
    return {rows.finish(), orientation_of(file)};
}

webp_file encode_webp(raster const& shown)
{
    constexpr float quality = 80;
    WebPConfig config;
    if (WebPConfigPreset(&config, WEBP_PRESET_DEFAULT, quality) == 0)
        throw std::logic_error("libwebp is of another version than its headers");
    encoded made;
    auto& picture = made.picture;
    picture.use_argb = 1; // colours are halved after the picture is scaled, not before
    picture.width = static_cast<int>(shown.width);
    picture.height = static_cast<int>(shown.height);
    expect(WebPPictureImportRGB(&picture, shown.pixels.data(), static_cast<int>(shown.width * 3)));
    auto const longer = std::max(shown.width, shown.height);
    if (longer > longest_side) {
        auto const scaled = [&](std::size_t side) {
            return static_cast<int>(
                std::max<std::size_t>(1, (side * longest_side + longer / 2) / longer));
        };
        expect(WebPPictureRescale(&picture, scaled(shown.width), scaled(shown.height)));
    }
    expect(WebPEncode(&config, &picture));
    return {picture.width, picture.height,
            std::string(reinterpret_cast<char const*>(made.file.mem), made.file.size)};
}

bool decodes_to(std::string_view file, std::int64_t width, std::int64_t height)
{
    WebPBitstreamFeatures head{};
    if (WebPGetFeatures(bytes_of(file), file.size(), &head) != VP8_STATUS_OK ||
        head.width != width || head.height != height || head.has_animation != 0)
        return false;
    int decoded_width = 0, decoded_height = 0;
    std::unique_ptr<std::uint8_t, decltype(&WebPFree)> const all(
        WebPDecodeRGB(bytes_of(file), file.size(), &decoded_width, &decoded_height), WebPFree);
    return all != nullptr;
}

} // namespace tokocrm::pictures
