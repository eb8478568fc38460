#include "../../lib/picture/raster.hpp"
#include "../support/picture_files.hpp"
#include "because.hpp"

#include <tokocrm/picture.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace tokocrm;
using namespace test;

namespace {

constexpr std::size_t wide = 64, high = 48;

/// What becomes of a file.
std::string shown_of(std::string const& file)
{
    return quarters_of(decode_webp(prepare_picture(file).webp()));
}

std::string reason_of(std::string_view file)
{
    try {
        prepare_picture(file);
    } catch (error const& failure) {
        return failure.code() == errc::invalid_input ? failure.reason() : "another kind";
    }
    return {};
}

std::string size_of(prepared_picture const& made)
{
    return std::to_string(made.width()) + "x" + std::to_string(made.height());
}

/// One of each way in which a picture is decoded.
std::vector<std::string> samples()
{
    auto const shown = quarters(wide, high);
    return {jpeg_file(shown, jpeg_kind::baseline, exif_with(6)),
            jpeg_file(shown, jpeg_kind::progressive),
            jpeg_file(shown, jpeg_kind::adobe_cmyk),
            png_file(shown, {.exif = exif_with(3)}),
            png_file(shown, {.alpha = true, .interlaced = true}),
            png_file(shown, {.depth = 2, .palette = true}),
            webp_file(shown, true, true),
            webp_file(shown, false),
            webp_with_exif(webp_file(shown, false), exif_with(8))};
}

} // namespace

BOOST_AUTO_TEST_SUITE(pictures_)

BOOST_AUTO_TEST_CASE(each_format_becomes_webp_of_the_same_size)
{
    auto const shown = quarters(wide, high);
    for (auto const& file : {jpeg_file(shown), png_file(shown), webp_file(shown)}) {
        auto const made = prepare_picture(file);
        BOOST_TEST(made.webp().substr(0, 4) == "RIFF");
        BOOST_TEST(made.webp().substr(8, 8) == "WEBPVP8 "); // and no room for anything else
        BOOST_TEST(size_of(made) == "64x48");
        auto const kept = decode_webp(made.webp());
        BOOST_TEST(kept.width == wide);
        BOOST_TEST(kept.height == high);
        BOOST_TEST(quarters_of(kept) == "RGBK");
    }
}

BOOST_AUTO_TEST_CASE(the_digest_is_that_of_what_was_handed_in)
{
    auto const shown = quarters(2, 2);
    auto const file = png_file(shown);
    BOOST_TEST(prepare_picture(file).sha256().size() == 64u);
    BOOST_TEST(prepare_picture(file).sha256() == prepare_picture(file).sha256());
    BOOST_TEST(prepare_picture(file).webp() == prepare_picture(file).webp());
    // What lies behind the picture is another file of the same picture.
    auto const longer = jpeg_file(shown) + "behind";
    BOOST_TEST(prepare_picture(longer).webp() == prepare_picture(jpeg_file(shown)).webp());
    BOOST_TEST(prepare_picture(longer).sha256() != prepare_picture(jpeg_file(shown)).sha256());
}

BOOST_AUTO_TEST_CASE(every_kind_of_png_is_read)
{
    auto const shown = quarters(wide, high);
    for (bool const interlaced : {false, true})
        for (bool const alpha : {false, true}) {
            auto const* const expected = alpha ? "RGBW" : "RGBK";
            for (int const depth : {8, 16})
                BOOST_TEST(shown_of(png_file(shown, {.depth = depth,
                                                     .alpha = alpha,
                                                     .interlaced = interlaced})) == expected);
            for (int const depth : {2, 4, 8})
                BOOST_TEST(shown_of(png_file(shown, {.depth = depth,
                                                     .palette = true,
                                                     .alpha = alpha,
                                                     .interlaced = interlaced})) == expected);
        }
}

BOOST_AUTO_TEST_CASE(grey_png_of_every_depth_is_read)
{
    auto const shown = quarters(wide, high); // its green is 0, 160, 0, 90
    for (int const depth : {1, 2, 4, 8, 16})
        for (bool const alpha : {false, true}) {
            if (alpha && depth < 8)
                continue; // no such file
            auto const kept = decode_webp(
                prepare_picture(png_file(shown, {.depth = depth, .grey = true, .alpha = alpha}))
                    .webp());
            auto const bright = kept.at(wide * 3 / 4, high / 4);
            BOOST_TEST(std::abs(bright.red - bright.green) <= 3);
            BOOST_TEST(std::abs(bright.red - bright.blue) <= 3);
            BOOST_TEST(std::abs(bright.green - (depth == 1 ? 255 : depth < 8 ? 170 : 160)) <= 4);
            BOOST_TEST(int{kept.at(wide / 4, high / 4).green} <= 4);
            if (alpha)
                BOOST_TEST(int{kept.at(wide * 3 / 4, high * 3 / 4).green} >= 251);
        }
}

BOOST_AUTO_TEST_CASE(every_kind_of_jpeg_is_read)
{
    auto const shown = quarters(wide, high);
    for (auto const kind : {jpeg_kind::baseline, jpeg_kind::progressive, jpeg_kind::cmyk,
                            jpeg_kind::adobe_cmyk, jpeg_kind::ycck})
        BOOST_TEST(shown_of(jpeg_file(shown, kind)) == "RGBK");
    auto const kept = decode_webp(prepare_picture(jpeg_file(shown, jpeg_kind::one_channel)).webp());
    BOOST_TEST(std::abs(kept.at(wide / 4, high / 4).green - 76) <= 4); // red's luminance
    BOOST_TEST(std::abs(kept.at(wide / 4, high / 4).red - 76) <= 4);
}

BOOST_AUTO_TEST_CASE(what_is_transparent_becomes_white)
{
    auto const shown = quarters(wide, high);
    BOOST_TEST(shown_of(webp_file(shown, true, true)) == "RGBW");
    BOOST_TEST(shown_of(webp_file(shown, false, true)) == "RGBW");
    BOOST_TEST(shown_of(png_file(shown, {.alpha = true})) == "RGBW");
}

BOOST_AUTO_TEST_CASE(a_picture_is_turned_upright)
{
    auto const lying = quarters(wide, high);
    struct
    {
        int orientation;
        char const *shows, *size;
    } constexpr known[] = {{1, "RGBK", "64x48"}, {2, "GRKB", "64x48"}, {3, "KBGR", "64x48"},
                           {4, "BKRG", "64x48"}, {5, "RBGK", "48x64"}, {6, "BRKG", "48x64"},
                           {7, "KGBR", "48x64"}, {8, "GKRB", "48x64"}, {0, "RGBK", "64x48"},
                           {9, "RGBK", "64x48"}};
    for (auto const& [orientation, shows, size] : known)
        for (bool const big_endian : {false, true}) {
            BOOST_TEST_CONTEXT("orientation " << orientation << (big_endian ? ", MM" : ", II"))
            {
                auto const exif = exif_with(orientation, big_endian);
                for (auto const& file :
                     {jpeg_file(lying, jpeg_kind::baseline, exif), png_file(lying, {.exif = exif}),
                      webp_with_exif(webp_file(lying, false), exif),
                      webp_with_exif(webp_file(lying), exif)}) {
                    auto const made = prepare_picture(file);
                    BOOST_TEST(size_of(made) == size);
                    BOOST_TEST(quarters_of(decode_webp(made.webp())) == shows);
                }
            }
        }
}

BOOST_AUTO_TEST_CASE(exif_that_makes_no_sense_leaves_the_picture_as_it_is)
{
    auto const shown = quarters(wide, high);
    auto const exif = exif_with(6);
    BOOST_TEST(shown_of(jpeg_file(shown, jpeg_kind::baseline, "II*")) == "RGBK");
    BOOST_TEST(shown_of(jpeg_file(shown, jpeg_kind::baseline, std::string(60'000, '\xFF'))) ==
               "RGBK");
    auto as_text = exif;
    as_text[12] = 2; // the orientation's type
    BOOST_TEST(shown_of(jpeg_file(shown, jpeg_kind::baseline, as_text)) == "RGBK");
    for (std::size_t length = 1; length < exif.size(); ++length)
        shown_of(jpeg_file(shown, jpeg_kind::baseline, exif.substr(0, length)));
}

BOOST_AUTO_TEST_CASE(nothing_but_the_picture_is_kept)
{
    auto const shown = quarters(wide, high);
    auto const exif = exif_with(1);
    BOOST_REQUIRE(exif.find("Kisaran") != exif.npos);
    for (auto const& file :
         {jpeg_file(shown, jpeg_kind::baseline, exif), png_file(shown, {.exif = exif}),
          webp_with_exif(webp_file(shown, false), exif)}) {
        BOOST_TEST(file.find("Kisaran") != file.npos);
        BOOST_TEST(prepare_picture(file).webp().find("Kisaran") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(what_is_longer_than_1600_pixels_is_scaled_down)
{
    struct
    {
        std::size_t width, height;
        char const* kept;
    } constexpr known[] = {{1600, 1200, "1600x1200"}, {1200, 1600, "1200x1600"},
                           {1601, 800, "1600x800"},   {4032, 3024, "1600x1200"},
                           {3200, 10, "1600x5"},      {3201, 1, "1600x1"},
                           {1, 20'000, "1x1600"},     {1, 1, "1x1"}};
    for (auto const& [width, height, kept] : known) {
        auto const shown = quarters(width, height);
        for (auto const& file : {jpeg_file(shown), png_file(shown, {.interlaced = width == 4032})})
            BOOST_TEST(size_of(prepare_picture(file)) == kept);
        if (width <= 16'000 && height <= 16'000)
            BOOST_TEST(size_of(prepare_picture(webp_file(shown, false))) == kept);
    }
    for (auto const kind : {jpeg_kind::baseline, jpeg_kind::progressive, jpeg_kind::adobe_cmyk})
        BOOST_TEST(shown_of(jpeg_file(quarters(5000, 3000), kind, exif_with(6))) == "BRKG");
    BOOST_TEST(shown_of(png_file(quarters(5000, 3000), {.alpha = true})) == "RGBW");
}

BOOST_AUTO_TEST_CASE(a_block_is_the_average_of_its_pixels_at_the_edges_too)
{
    // Blocks of two by two; the last column and row have less.
    constexpr std::size_t width = 3'201, height = 3;
    pictures::block_average rows(width, height);
    for (std::size_t y = 0; y < height; ++y) {
        std::vector<std::uint8_t> row(width * 3, 100);
        for (std::size_t x = 0; x < width; x += 2)
            row[x * 3] = static_cast<std::uint8_t>(y == 2 ? 30 : 10);
        rows.add(row.data());
    }
    auto const made = rows.finish();
    BOOST_TEST(made.width == 1'601u);
    BOOST_TEST(made.height == 2u);
    auto const at = [&](std::size_t x, std::size_t y, std::size_t channel) {
        return int{made.pixels.at((y * made.width + x) * 3 + channel)};
    };
    BOOST_TEST(at(0, 0, 0) == 55);
    BOOST_TEST(at(0, 0, 1) == 100);
    BOOST_TEST(at(1'600, 0, 0) == 10); // alone in its row
    BOOST_TEST(at(0, 1, 0) == 65);
    BOOST_TEST(at(1'600, 1, 0) == 30);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused)
{
    BOOST_TEST(reason_of("") == "picture.empty");
    for (std::string const text :
         {"#!/bin/sh\nrm -rf /\n", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a", "BM",
          "RIFF", "RIFF....WAVE", "\xFF\xD8", "\x89PNG", "PNG", "%PDF-1.5"})
        BOOST_TEST(reason_of(text) == "picture.unsupported");
    BOOST_TEST(reason_of(std::string("\0\0\0\x18"
                                     "ftypheic",
                                     12)) == "picture.unsupported");
    BOOST_TEST(reason_of(std::string(1, '\0')) == "picture.unsupported");
    // What begins like one.
    using namespace std::string_literals;
    BOOST_TEST(reason_of("\xFF\xD8\xFF\xE0#!/bin/sh\nrm -rf /\n") == "picture.damaged");
    BOOST_TEST(reason_of("\x89PNG\r\n\x1A\n<?php system('id');") == "picture.damaged");
    BOOST_TEST(reason_of("RIFF\x10\0\0\0WEBP<script>alert(1)</script>"s) == "picture.damaged");
}

BOOST_AUTO_TEST_CASE(what_has_too_many_bytes_is_refused_before_it_is_looked_at)
{
    auto file = jpeg_file(quarters(wide, high));
    file.resize(largest_picture_file, 'x'); // behind the picture
    BOOST_TEST(reason_of(file) == "");
    file += 'x';
    BOOST_TEST(reason_of(file) == "picture.too_large");
    BOOST_TEST(reason_of(std::string(50'000'000, '\0')) == "picture.too_large");
}

BOOST_AUTO_TEST_CASE(what_has_too_many_pixels_is_refused_by_its_head)
{
    auto const shown = quarters(wide, high);
    for (auto const& file : {jpeg_file(shown), jpeg_file(shown, jpeg_kind::progressive),
                             png_file(shown), png_file(shown, {.interlaced = true})}) {
        BOOST_TEST(reason_of(claiming_size(file, 60'000, 60'000)) == "picture.too_many_pixels");
        BOOST_TEST(reason_of(claiming_size(file, 20'001, 1)) == "picture.too_many_pixels");
        BOOST_TEST(reason_of(claiming_size(file, 1, 20'001)) == "picture.too_many_pixels");
        BOOST_TEST(reason_of(claiming_size(file, 20'000, 10'001)) == "picture.too_many_pixels");
    }
    BOOST_TEST(reason_of(claiming_size(png_file(shown), 0x7FFFFFFF, 0x7FFFFFFF)) ==
               "picture.too_many_pixels");
    // What cannot be decoded small may have less.
    BOOST_TEST(reason_of(claiming_size(png_file(shown), 8'000, 5'001)) ==
               "picture.too_many_pixels");
    BOOST_TEST(reason_of(claiming_size(webp_file(shown), 16'384, 16'384)) ==
               "picture.too_many_pixels");
    BOOST_TEST(reason_of(claiming_size(png_file(shown, {.interlaced = true}), 8'000, 5'001)) ==
               "picture.too_many_pixels");
    BOOST_TEST(reason_of(claiming_size(jpeg_file(shown, jpeg_kind::progressive), 12'000, 12'000)) ==
               "picture.too_many_pixels");
    // Within the limits, but the pixels are not there.
    BOOST_TEST(reason_of(claiming_size(jpeg_file(shown), 16'320, 12'240)) == "picture.damaged");
    BOOST_TEST(reason_of(claiming_size(png_file(shown), 8'000, 5'000)) == "picture.damaged");
    BOOST_TEST(reason_of(claiming_size(webp_file(shown), 4'000, 3'000)) == "picture.damaged");
    BOOST_TEST(reason_of(claiming_size(png_file(shown), 0, 1)) == "picture.damaged");
    BOOST_TEST(reason_of(claiming_size(jpeg_file(shown), 0, 1)) == "picture.damaged");
}

BOOST_AUTO_TEST_CASE(what_moves_is_refused)
{
    auto const film = moving_webp(webp_file(quarters(wide, high)), wide, high);
    BOOST_CHECK_EXCEPTION(prepare_picture(film), error, [](error const& failure) {
        return failure.reason() == "picture.unsupported" &&
               failure.message(language::en).find("moves") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(a_progressive_jpeg_of_endless_scans_is_refused)
{
    BOOST_TEST(reason_of(jpeg_file(quarters(wide, high), jpeg_kind::many_scans)) ==
               "picture.damaged");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_off_anywhere_is_refused)
{
    constexpr std::size_t longest_beginning = 12; // by which a format is known
    std::string taken;
    for (auto const& file : samples())
        for (std::size_t length = 1; length < file.size(); ++length) {
            auto const reason = reason_of(std::string_view(file).substr(0, length));
            bool const may_be_unknown = length < longest_beginning;
            if (reason != "picture.damaged" && !(may_be_unknown && reason == "picture.unsupported"))
                taken += file.substr(0, 4) + " of " + std::to_string(file.size()) +
                         " bytes, cut off at " + std::to_string(length) + ": " + reason + "; ";
        }
    BOOST_TEST(taken == "");
}

BOOST_AUTO_TEST_CASE(whatever_a_file_holds_it_is_kept_whole_or_refused)
{
    auto const* const given = std::getenv("TOKO_TEST_SEED");
    auto const seed = given ? std::strtoull(given, nullptr, 10) : 20261124ull;
    BOOST_TEST_MESSAGE("seed " << seed);
    std::mt19937_64 random(seed);
    std::set<std::string> const reasons{"picture.unsupported", "picture.damaged",
                                        "picture.too_many_pixels"};
    auto const below = [&](std::size_t bound) { return random() % bound; };
    for (auto const& sample : samples())
        for (int round = 0; round < 150; ++round) {
            auto file = sample;
            for (auto times = 1 + below(6); times > 0; --times) {
                auto const at = below(file.size());
                switch (below(4)) {
                case 0:
                    file[at] = static_cast<char>(random());
                    break;
                case 1:
                    file[at] = static_cast<char>(file[at] ^ (1 << below(8)));
                    break;
                case 2:
                    file.erase(at, 1 + below(8));
                    break;
                default:
                    file.insert(at, file.substr(below(file.size()), 1 + below(32)));
                    break;
                }
                if (file.empty())
                    file = sample;
            }
            try {
                auto const made = prepare_picture(file);
                auto const kept = decode_webp(made.webp());
                BOOST_TEST_REQUIRE(kept.width == static_cast<std::size_t>(made.width()));
                BOOST_TEST_REQUIRE(kept.height == static_cast<std::size_t>(made.height()));
                BOOST_TEST_REQUIRE(std::max(kept.width, kept.height) <= 1600u);
            } catch (error const& failure) {
                BOOST_TEST_CONTEXT("seed " << seed << ", round " << round)
                BOOST_TEST_REQUIRE(reasons.contains(failure.reason()));
            }
        }
}

BOOST_AUTO_TEST_SUITE_END()
