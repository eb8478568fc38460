#include "decoders.hpp"

#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdio> // jpeglib.h does not include what it needs
#include <jerror.h>
#include <jpeglib.h>
#include <new>
#include <vector>

namespace tokocrm::pictures {

namespace {

/// What a progressive picture may use; one that needs more is refused.
constexpr long most_memory = 256'000'000;
/// A picture has some ten scans; thousands of empty ones would take hours.
constexpr int most_scans = 100;

struct failure : jpeg_error_mgr
{
    std::jmp_buf out;
};

failure& failure_of(j_common_ptr info)
{
    return *static_cast<failure*>(info->err);
}

extern "C" {

[[noreturn]] void jpeg_failed(j_common_ptr info)
{
    std::longjmp(failure_of(info).out, 1);
}

/// Warnings are below 0. Cameras are known for those that say nothing of the picture.
void jpeg_remarked(j_common_ptr info, int level)
{
    auto const code = info->err->msg_code;
    if (level < 0 && code != JWRN_EXTRANEOUS_DATA && code != JWRN_ADOBE_XFORM &&
        code != JWRN_JFIF_MAJOR && code != JWRN_BOGUS_ICC)
        jpeg_failed(info);
}

void jpeg_told(j_common_ptr) {}

void jpeg_goes_on(j_common_ptr info)
{
    if (reinterpret_cast<j_decompress_ptr>(info)->input_scan_number > most_scans)
        jpeg_failed(info);
}

} // extern "C"

class jpeg_reader
{
public:
    explicit jpeg_reader(std::string_view file)
    {
        info_.err = jpeg_std_error(&failure_);
        failure_.error_exit = jpeg_failed;
        failure_.emit_message = jpeg_remarked;
        failure_.output_message = jpeg_told;
        run([&] {
            jpeg_create_decompress(&info_);
            info_.mem->max_memory_to_use = most_memory;
            info_.progress = &progress_;
            progress_.progress_monitor = jpeg_goes_on;
            jpeg_mem_src(&info_, reinterpret_cast<unsigned char const*>(file.data()), file.size());
            jpeg_save_markers(&info_, JPEG_APP0 + 1, 0xFFFF);
        });
    }
    jpeg_reader(jpeg_reader const&) = delete;
    jpeg_reader& operator=(jpeg_reader const&) = delete;
    ~jpeg_reader() { jpeg_destroy_decompress(&info_); }

    decoded read()
    {
        run([&] { jpeg_read_header(&info_, TRUE); });
        expect_pixels(info_.image_width, info_.image_height, most_pixels_of_jpeg);
        int const turned = orientation(); // the end of decoding forgets the markers
        has_ink_ = info_.jpeg_color_space == JCS_CMYK || info_.jpeg_color_space == JCS_YCCK;
        info_.out_color_space = has_ink_ ? JCS_CMYK : JCS_RGB;
        info_.scale_num = eighths();
        info_.scale_denom = 8;
        run([&] { jpeg_start_decompress(&info_); });
        block_average rows(info_.output_width, info_.output_height);
        std::vector<std::uint8_t> row(std::size_t{info_.output_width} *
                                      static_cast<std::size_t>(info_.output_components));
        run([&] {
            auto* at = row.data();
            while (info_.output_scanline < info_.output_height) {
                jpeg_read_scanlines(&info_, &at, 1);
                if (has_ink_)
                    mix(at);
                rows.add(at);
            }
            jpeg_finish_decompress(&info_);
        });
        return {rows.finish(), turned};
    }

private:
    /// The library leaves by a jump, so `work` and what it calls hold nothing to be destroyed.
    template <class Work>
    bool completes(Work const& work)
    {
        if (setjmp(failure_.out) != 0) // NOLINT: the library's way out
            return false;
        work();
        return true;
    }

    template <class Work>
    void run(Work const& work)
    {
        if (!completes(work))
            refuse();
    }

    [[noreturn]] void refuse() const
    {
        switch (failure_.msg_code) {
        case JERR_OUT_OF_MEMORY:
            throw std::bad_alloc();
        case JERR_NO_BACKING_STORE:
        case JERR_IMAGE_TOO_BIG:
        case JERR_WIDTH_OVERFLOW:
            refuse_pixels(info_.image_width, info_.image_height);
        case JERR_SOF_UNSUPPORTED:
        case JERR_BAD_PRECISION:
        case JERR_CONVERSION_NOTIMPL:
        case JERR_CCIR601_NOTIMPL:
        case JERR_FRACT_SAMPLE_NOTIMPL:
        case JERR_NOT_COMPILED:
        case JERR_ARITH_NOTIMPL:
            refuse_unsupported();
        default:
            refuse_damaged();
        }
    }

    /// The smallest scale that leaves enough pixels: the library decodes to it with less work.
    unsigned eighths() const
    {
        auto const longer = std::max<std::size_t>(info_.image_width, info_.image_height);
        unsigned scale = 1;
        while (scale < 8 && longer * scale / 8 < longest_side)
            ++scale;
        return scale;
    }

    /// Four inks to three lights, in place. Programs of Adobe write how much ink is missing.
    void mix(std::uint8_t* row) const noexcept
    {
        bool const missing = info_.saw_Adobe_marker != 0;
        auto const light = [&](std::uint8_t ink) { return missing ? ink : 255 - ink; };
        auto* to = row;
        for (std::size_t left = info_.output_width; left > 0; --left, row += 4) {
            auto const black = light(row[3]);
            for (std::size_t ink = 0; ink < 3; ++ink)
                *to++ = static_cast<std::uint8_t>((light(row[ink]) * black + 127) / 255);
        }
    }

    int orientation() const
    {
        for (auto const* each = info_.marker_list; each != nullptr; each = each->next) {
            std::string_view const text(reinterpret_cast<char const*>(each->data),
                                        each->data_length);
            if (text.starts_with("Exif"))
                return orientation_in(text);
        }
        return 1;
    }

    failure failure_{};
    jpeg_progress_mgr progress_{};
    jpeg_decompress_struct info_{};
    bool has_ink_ = false;
};

} // namespace

decoded decode_jpeg(std::string_view file)
{
    return jpeg_reader(file).read();
}

} // namespace tokocrm::pictures
