#include "excerpt.hpp"

#include <tokocrm/text.hpp>

namespace tokocrm {

std::string excerpt(std::string_view text)
{
    constexpr std::size_t most = 40;
    std::size_t characters = 0;
    std::size_t end = 0;
    while (end < text.size() && characters < most) {
        ++end;
        ++characters;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            ++end;
    }
    auto out = escape_for_display(text.substr(0, end));
    if (end < text.size())
        out += "…";
    return out;
}

} // namespace tokocrm
