#include "descriptor.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace toko {

descriptor_buffer::descriptor_buffer(int descriptor) : descriptor_(descriptor)
{
    setp(space_.data(), space_.data() + space_.size());
}

descriptor_buffer::~descriptor_buffer()
{
    try {
        flush_all();
    } catch (...) {
        // who wants to know has flushed before
    }
}

void descriptor_buffer::write_out(char const* text, std::size_t count)
{
    while (count > 0 && !failed_) {
        auto const written = ::write(descriptor_, text, count);
        if (written >= 0) {
            text += written;
            count -= static_cast<std::size_t>(written);
        } else if (errno != EINTR) {
            failed_ = true;
            if (errno == EPIPE)
                throw closed_pipe();
            if (errno == ENOSPC)
                throw command_error(tokocrm::errc::unavailable, "output.stream",
                                    tr("the output cannot be written: there is no room left on the "
                                       "disk; free some and try again"));
            throw command_error(tokocrm::errc::unavailable, "output.stream",
                                tr("the output cannot be written: {0}"), {std::strerror(errno)});
        }
    }
}

void descriptor_buffer::flush_all()
{
    auto const count = static_cast<std::size_t>(pptr() - pbase());
    setp(space_.data(), space_.data() + space_.size());
    write_out(space_.data(), count);
}

descriptor_buffer::int_type descriptor_buffer::overflow(int_type letter)
{
    flush_all();
    if (!traits_type::eq_int_type(letter, traits_type::eof()))
        sputc(traits_type::to_char_type(letter));
    return traits_type::not_eof(letter);
}

std::streamsize descriptor_buffer::xsputn(char const* text, std::streamsize count)
{
    if (count > epptr() - pptr())
        flush_all();
    if (count > epptr() - pptr()) {
        write_out(text, static_cast<std::size_t>(count));
    } else {
        std::memcpy(pptr(), text, static_cast<std::size_t>(count));
        pbump(static_cast<int>(count));
    }
    return count;
}

int descriptor_buffer::sync()
{
    flush_all();
    return 0;
}

} // namespace toko
