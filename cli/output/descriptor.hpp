#ifndef TOKO_OUTPUT_DESCRIPTOR_HPP
#define TOKO_OUTPUT_DESCRIPTOR_HPP

#include <array>
#include <streambuf>

namespace toko {

/// The reader of a pipe has gone: nothing more is to be said, and nothing is wrong.
struct closed_pipe
{
};

/** A buffer in front of a file descriptor, which it does not own.

    Unlike the standard ones it tells why a write failed. A stream over it lets its exceptions
    through with `exceptions(std::ios::badbit)`. After a failure it swallows what it is given.

    @par Errors `closed_pipe`, or `output.stream`
*/
class descriptor_buffer : public std::streambuf
{
public:
    explicit descriptor_buffer(int descriptor);
    ~descriptor_buffer() override;

protected:
    int_type overflow(int_type letter) override;
    std::streamsize xsputn(char const* text, std::streamsize count) override;
    int sync() override;

private:
    void flush_all();
    void write_out(char const* text, std::size_t count);

    int descriptor_;
    bool failed_ = false;
    std::array<char, 65536> space_;
};

} // namespace toko

#endif
