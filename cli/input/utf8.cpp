#include "utf8.hpp"

#include <cstddef>

namespace toko {

bool is_utf8(std::string_view bytes) noexcept
{
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    for (std::size_t at = 0; at < bytes.size();) {
        unsigned char const lead = byte(at);
        std::size_t const length = lead < 0x80                    ? 1
                                   : lead >= 0xC2 && lead <= 0xDF ? 2
                                   : lead >= 0xE0 && lead <= 0xEF ? 3
                                   : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                                  : 0;
        if (length == 0 || bytes.size() - at < length)
            return false;
        // the second byte has a narrower range after some leads (Unicode, table 3-7)
        unsigned char least = 0x80;
        unsigned char most = 0xBF;
        if (lead == 0xE0)
            least = 0xA0;
        else if (lead == 0xED)
            most = 0x9F;
        else if (lead == 0xF0)
            least = 0x90;
        else if (lead == 0xF4)
            most = 0x8F;
        for (std::size_t next = at + 1; next < at + length; ++next) {
            if (byte(next) < least || byte(next) > most)
                return false;
            least = 0x80;
            most = 0xBF;
        }
        at += length;
    }
    return true;
}

std::string beginning_of(std::string_view text, std::size_t most_bytes)
{
    if (text.size() <= most_bytes)
        return std::string(text);
    while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0) == 0x80)
        --most_bytes;
    return std::string(text.substr(0, most_bytes)) + "…";
}

} // namespace toko
