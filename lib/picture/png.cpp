#include "decoders.hpp"

#include <csetjmp>
#include <cstring>
#include <new>
#include <png.h>
#include <vector>

namespace tokocrm::pictures {

namespace {

struct png_input
{
    std::string_view rest;
    std::jmp_buf out;
};

extern "C" {

[[noreturn]] void png_failed(png_structp png, png_const_charp)
{
    std::longjmp(static_cast<png_input*>(png_get_error_ptr(png))->out, 1);
}

void png_remarked(png_structp, png_const_charp) {}

void png_reads(png_structp png, png_bytep into, std::size_t count)
{
    auto& rest = static_cast<png_input*>(png_get_io_ptr(png))->rest;
    if (count > rest.size())
        png_error(png, "the file ends");
    std::memcpy(into, rest.data(), count);
    rest.remove_prefix(count);
}

} // extern "C"

class png_reader
{
public:
    explicit png_reader(std::string_view file) : input_{file, {}}
    {
        png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input_, png_failed, png_remarked);
        if (png_ != nullptr)
            info_ = png_create_info_struct(png_);
        if (info_ == nullptr) {
            png_destroy_read_struct(&png_, nullptr, nullptr);
            throw std::bad_alloc();
        }
    }
    png_reader(png_reader const&) = delete;
    png_reader& operator=(png_reader const&) = delete;
    ~png_reader() { png_destroy_read_struct(&png_, &info_, nullptr); }

    decoded read()
    {
        int passes = 1;
        run([&] {
            png_set_read_fn(png_, &input_, png_reads);
            // Our own limits have a reason of their own.
            png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
            // Texts and profiles can unpack to anything.
            png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
            png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_AS_DEFAULT,
                                        reinterpret_cast<png_const_bytep>("eXIf"), 1);
            png_read_info(png_, info_);
            width_ = png_get_image_width(png_, info_);
            height_ = png_get_image_height(png_, info_);
        });
        expect_pixels(width_, height_);
        run([&] {
            png_set_scale_16(png_);
            png_set_expand(png_);
            png_set_gray_to_rgb(png_);
            png_set_add_alpha(png_, 0xFF, PNG_FILLER_AFTER);
            passes = png_set_interlace_handling(png_);
            png_read_update_info(png_, info_);
        });
        if (png_get_rowbytes(png_, info_) != std::size_t{width_} * 4)
            refuse_unsupported();
        block_average rows(width_, height_);
        if (passes == 1)
            read_rows(rows);
        else
            read_whole(rows, passes);
        run([&] { png_read_end(png_, info_); });
        return {rows.finish(), orientation()};
    }

private:
    /// The library leaves by a jump, so `work` and what it calls hold nothing to be destroyed.
    template <class Work>
    bool completes(Work const& work)
    {
        if (setjmp(input_.out) != 0) // NOLINT: the library's way out
            return false;
        work();
        return true;
    }

    template <class Work>
    void run(Work const& work)
    {
        if (!completes(work))
            refuse_damaged();
    }

    void read_rows(block_average& rows)
    {
        std::vector<std::uint8_t> row(std::size_t{width_} * 4);
        run([&] {
            for (auto left = height_; left > 0; --left) {
                png_read_row(png_, row.data(), nullptr);
                put_on_white(row.data(), row.data(), width_);
                rows.add(row.data());
            }
        });
    }

    void read_whole(block_average& rows, int passes)
    {
        std::size_t const stride = std::size_t{width_} * 4;
        std::vector<std::uint8_t> all(stride * height_);
        run([&] {
            for (int pass = 0; pass < passes; ++pass)
                for (std::size_t y = 0; y < height_; ++y)
                    png_read_row(png_, all.data() + y * stride, nullptr);
        });
        for (std::size_t y = 0; y < height_; ++y) {
            auto* const row = all.data() + y * stride;
            put_on_white(row, row, width_);
            rows.add(row);
        }
    }

    int orientation()
    {
        png_uint_32 size = 0;
        png_bytep exif = nullptr;
        run([&] {
            if (png_get_eXIf_1(png_, info_, &size, &exif) == 0)
                size = 0;
        });
        return orientation_in({reinterpret_cast<char const*>(exif), size});
    }

    png_input input_;
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
    png_uint_32 width_ = 0, height_ = 0;
};

} // namespace

decoded decode_png(std::string_view file)
{
    return png_reader(file).read();
}

} // namespace tokocrm::pictures
