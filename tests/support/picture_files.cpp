#include "picture_files.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <jpeglib.h>
#include <memory>
#include <png.h>
#include <stdexcept>
#include <vector>
#include <webp/decode.h>
#include <webp/encode.h>
#include <zlib.h>

namespace test {

namespace {

bool in_last_quarter(pixels const& of, std::size_t x, std::size_t y)
{
    return x >= of.width / 2 && y >= of.height / 2;
}

void expect(bool done, char const* what)
{
    if (!done)
        throw std::runtime_error(what);
}

std::string little_endian(std::uint32_t number, std::size_t bytes)
{
    std::string text;
    for (std::size_t i = 0; i < bytes; ++i)
        text += static_cast<char>(number >> (8 * i) & 0xFF);
    return text;
}

std::string big_endian(std::uint32_t number, std::size_t bytes)
{
    auto text = little_endian(number, bytes);
    std::reverse(text.begin(), text.end());
    return text;
}

std::string riff_chunk(std::string const& name, std::string const& content)
{
    auto chunk = name + little_endian(static_cast<std::uint32_t>(content.size()), 4) + content;
    return content.size() % 2 == 0 ? chunk : chunk + '\0';
}

std::string webp_of(std::string const& chunks)
{
    return "RIFF" + little_endian(static_cast<std::uint32_t>(chunks.size() + 4), 4) + "WEBP" +
           chunks;
}

/// Behind `RIFF….WEBP`.
std::string chunks_of(std::string const& file)
{
    return file.substr(12);
}

/// What each pixel is without the others, as CMYK has it.
std::vector<std::uint8_t> inks_of(pixels const& shown, bool missing)
{
    std::vector<std::uint8_t> inks;
    for (std::size_t i = 0; i < shown.rgb.size(); i += 3) {
        for (std::size_t c = 0; c < 3; ++c) {
            auto const light = static_cast<std::uint8_t>(shown.rgb[i + c]);
            inks.push_back(missing ? light : static_cast<std::uint8_t>(255 - light));
        }
        inks.push_back(missing ? 255 : 0);
    }
    return inks;
}

} // namespace

colour pixels::at(std::size_t x, std::size_t y) const
{
    auto const* const pixel = rgb.data() + (y * width + x) * 3;
    return {static_cast<std::uint8_t>(pixel[0]), static_cast<std::uint8_t>(pixel[1]),
            static_cast<std::uint8_t>(pixel[2])};
}

pixels quarters(std::size_t width, std::size_t height)
{
    constexpr std::array colours{red, green, blue, grey};
    pixels made{width, height, {}};
    made.rgb.reserve(width * height * 3);
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x) {
            auto const& one = colours[(x >= width / 2 ? 1u : 0u) + (y >= height / 2 ? 2u : 0u)];
            made.rgb += static_cast<char>(one.red);
            made.rgb += static_cast<char>(one.green);
            made.rgb += static_cast<char>(one.blue);
        }
    return made;
}

std::string quarters_of(pixels const& shown)
{
    constexpr std::pair<char, colour> letters[] = {
        {'R', red}, {'G', green}, {'B', blue}, {'K', grey}, {'W', white}};
    std::string found;
    for (auto const y : {shown.height / 4, shown.height * 3 / 4})
        for (auto const x : {shown.width / 4, shown.width * 3 / 4}) {
            auto const seen = shown.at(x, y);
            auto const* const letter =
                std::find_if(std::begin(letters), std::end(letters), [&](auto const& one) {
                    auto const near = [](int a, int b) { return std::abs(a - b) < 30; };
                    return near(one.second.red, seen.red) && near(one.second.green, seen.green) &&
                           near(one.second.blue, seen.blue);
                });
            found += letter == std::end(letters) ? '?' : letter->first;
        }
    return found;
}

std::string jpeg_file(pixels const& shown, jpeg_kind kind, std::string_view exif)
{
    jpeg_compress_struct info;
    jpeg_error_mgr errors; // ends the program
    info.err = jpeg_std_error(&errors);
    jpeg_create_compress(&info);
    unsigned char* made = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&info, &made, &size);
    info.image_width = static_cast<JDIMENSION>(shown.width);
    info.image_height = static_cast<JDIMENSION>(shown.height);
    bool const inks =
        kind == jpeg_kind::cmyk || kind == jpeg_kind::adobe_cmyk || kind == jpeg_kind::ycck;
    info.input_components = inks ? 4 : 3;
    info.in_color_space = inks ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&info);
    if (kind == jpeg_kind::one_channel || kind == jpeg_kind::many_scans)
        jpeg_set_colorspace(&info, JCS_GRAYSCALE);
    else if (inks)
        jpeg_set_colorspace(&info, kind == jpeg_kind::ycck ? JCS_YCCK : JCS_CMYK);
    if (kind == jpeg_kind::cmyk)
        info.write_Adobe_marker = FALSE;
    jpeg_set_quality(&info, 92, TRUE);
    if (kind == jpeg_kind::progressive)
        jpeg_simple_progression(&info);
    std::vector<jpeg_scan_info> scans;
    if (kind == jpeg_kind::many_scans) {
        scans.push_back({1, {0}, 0, 0, 0, 0});
        for (int which = 1; which < 64; ++which) {
            scans.push_back({1, {0}, which, which, 0, 1});
            scans.push_back({1, {0}, which, which, 1, 0});
        }
        info.scan_info = scans.data();
        info.num_scans = static_cast<int>(scans.size());
    }
    jpeg_start_compress(&info, TRUE);
    if (!exif.empty()) {
        std::string const marker = std::string("Exif\0\0", 6).append(exif);
        jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<JOCTET const*>(marker.data()),
                          static_cast<unsigned>(marker.size()));
    }
    auto ink = inks ? inks_of(shown, kind != jpeg_kind::cmyk) : std::vector<std::uint8_t>();
    for (std::size_t y = 0; y < shown.height; ++y) {
        auto const offset = y * shown.width * (inks ? 4 : 3);
        auto* row = inks ? ink.data() + offset
                         : reinterpret_cast<JSAMPROW>(const_cast<char*>(shown.rgb.data())) + offset;
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    std::string file(reinterpret_cast<char const*>(made), size);
    jpeg_destroy_compress(&info);
    std::free(made);
    return file;
}

std::string png_file(pixels const& shown, png_kind const& kind)
{
    auto* png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
    auto* info = png_create_info_struct(png);
    std::string file;
    png_set_write_fn(
        png, &file,
        [](png_structp to, png_bytep bytes, std::size_t count) {
            static_cast<std::string*>(png_get_io_ptr(to))
                ->append(reinterpret_cast<char const*>(bytes), count);
        },
        nullptr);
    int const type = kind.palette ? PNG_COLOR_TYPE_PALETTE
                     : kind.grey  ? (kind.alpha ? PNG_COLOR_TYPE_GRAY_ALPHA : PNG_COLOR_TYPE_GRAY)
                     : kind.alpha ? PNG_COLOR_TYPE_RGB_ALPHA
                                  : PNG_COLOR_TYPE_RGB;
    png_set_IHDR(png, info, static_cast<png_uint_32>(shown.width),
                 static_cast<png_uint_32>(shown.height), kind.depth, type,
                 kind.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (kind.palette) {
        png_color colours[] = {{red.red, red.green, red.blue},
                               {green.red, green.green, green.blue},
                               {blue.red, blue.green, blue.blue},
                               {grey.red, grey.green, grey.blue}};
        png_set_PLTE(png, info, colours, 4);
        png_byte alpha[] = {255, 255, 255, 0};
        if (kind.alpha)
            png_set_tRNS(png, info, alpha, 4, nullptr);
    }
    auto exif = kind.exif;
    if (!exif.empty())
        png_set_eXIf_1(png, info, static_cast<png_uint_32>(exif.size()),
                       reinterpret_cast<png_bytep>(exif.data()));
    png_write_info(png, info);
    if (kind.depth < 8)
        png_set_packing(png);
    int const passes = png_set_interlace_handling(png);
    std::vector<png_byte> row;
    for (int pass = 0; pass < passes; ++pass)
        for (std::size_t y = 0; y < shown.height; ++y) {
            row.clear();
            auto const put = [&](int value) {
                row.push_back(static_cast<png_byte>(value));
                if (kind.depth == 16)
                    row.push_back(static_cast<png_byte>(value));
            };
            for (std::size_t x = 0; x < shown.width; ++x) {
                auto const one = shown.at(x, y);
                if (kind.palette) {
                    put((x >= shown.width / 2 ? 1 : 0) + (y >= shown.height / 2 ? 2 : 0));
                    continue;
                }
                if (kind.grey)
                    put(kind.depth < 8 ? one.green >> (8 - kind.depth) : one.green);
                else {
                    put(one.red);
                    put(one.green);
                    put(one.blue);
                }
                if (kind.alpha)
                    put(in_last_quarter(shown, x, y) ? 0 : 255);
            }
            png_write_row(png, row.data());
        }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return file;
}

std::string webp_file(pixels const& shown, bool lossless, bool clear)
{
    auto const width = static_cast<int>(shown.width), height = static_cast<int>(shown.height);
    std::string rgba;
    for (std::size_t y = 0; y < shown.height; ++y)
        for (std::size_t x = 0; x < shown.width; ++x) {
            rgba.append(shown.rgb, (y * shown.width + x) * 3, 3);
            rgba += static_cast<char>(clear && in_last_quarter(shown, x, y) ? 0 : 255);
        }
    auto const* const bytes = reinterpret_cast<std::uint8_t const*>(rgba.data());
    std::uint8_t* made = nullptr;
    auto const size = lossless ? WebPEncodeLosslessRGBA(bytes, width, height, width * 4, &made)
                               : WebPEncodeRGBA(bytes, width, height, width * 4, 90, &made);
    expect(size > 0, "no WebP file was made");
    std::string file(reinterpret_cast<char const*>(made), size);
    WebPFree(made);
    return file;
}

std::string webp_with_exif(std::string const& file, std::string_view exif)
{
    constexpr char has_exif = 0x08;
    auto const shown = decode_webp(file);
    auto const head = std::string{has_exif, 0, 0, 0} +
                      little_endian(static_cast<std::uint32_t>(shown.width - 1), 3) +
                      little_endian(static_cast<std::uint32_t>(shown.height - 1), 3);
    return webp_of(riff_chunk("VP8X", head) + chunks_of(file) +
                   riff_chunk("EXIF", std::string(exif)));
}

std::string moving_webp(std::string const& file, std::size_t width, std::size_t height)
{
    constexpr char moves = 0x02;
    auto const size = little_endian(static_cast<std::uint32_t>(width - 1), 3) +
                      little_endian(static_cast<std::uint32_t>(height - 1), 3);
    auto const frame = std::string(6, '\0') + size + little_endian(100, 3) + '\0' + chunks_of(file);
    return webp_of(riff_chunk("VP8X", std::string{moves, 0, 0, 0} + size) +
                   riff_chunk("ANIM", std::string(6, '\0')) + riff_chunk("ANMF", frame) +
                   riff_chunk("ANMF", frame));
}

std::string exif_with(int orientation, bool from_big_end)
{
    auto const number = from_big_end ? big_endian : little_endian;
    auto const short_entry = [&](std::uint32_t tag, std::uint32_t value) {
        return number(tag, 2) + number(3, 2) + number(1, 4) + number(value, 2) + number(0, 2);
    };
    constexpr std::uint32_t orientation_tag = 0x0112, artist_tag = 0x013B;
    std::string const place = "GPS 2.98 N 99.61 E, Kisaran";
    constexpr std::uint32_t behind = 8 + 2 + 2 * 12 + 4;
    return (from_big_end ? "MM" : "II") + number(42, 2) + number(8, 4) + number(2, 2) +
           short_entry(orientation_tag, static_cast<std::uint32_t>(orientation)) +
           number(artist_tag, 2) + number(2, 2) +
           number(static_cast<std::uint32_t>(place.size() + 1), 4) + number(behind, 4) +
           number(0, 4) + place + '\0';
}

pixels decode_webp(std::string_view file)
{
    int width = 0, height = 0;
    std::unique_ptr<std::uint8_t, decltype(&WebPFree)> const all(
        WebPDecodeRGB(reinterpret_cast<std::uint8_t const*>(file.data()), file.size(), &width,
                      &height),
        WebPFree);
    if (!all)
        return {};
    pixels shown{static_cast<std::size_t>(width), static_cast<std::size_t>(height), {}};
    shown.rgb.assign(reinterpret_cast<char const*>(all.get()), shown.width * shown.height * 3);
    return shown;
}

std::string claiming_size(std::string file, std::uint32_t width, std::uint32_t height)
{
    if (file.starts_with("\x89PNG")) {
        file.replace(16, 8, big_endian(width, 4) + big_endian(height, 4));
        auto const sum = crc32(0, reinterpret_cast<Bytef const*>(file.data()) + 12, 17);
        file.replace(29, 4, big_endian(static_cast<std::uint32_t>(sum), 4));
    } else if (file.starts_with("RIFF")) {
        file.replace(21, 4, little_endian((width - 1) | (height - 1) << 14, 4));
    } else {
        std::size_t at = 2;
        while (file.at(at + 1) != '\xC0' && file.at(at + 1) != '\xC2')
            at += 2 + static_cast<std::uint8_t>(file.at(at + 2)) * 256u +
                  static_cast<std::uint8_t>(file.at(at + 3));
        file.replace(at + 5, 4, big_endian(height, 2) + big_endian(width, 2));
    }
    return file;
}

} // namespace test
