#ifndef TOKO_INPUT_UTF8_HPP
#define TOKO_INPUT_UTF8_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace toko {

/// Whether bytes are well-formed UTF-8 (no surrogates, nothing overlong). Never throws.
bool is_utf8(std::string_view bytes) noexcept;

/// The beginning of a text that is UTF-8, with … where it goes on.
std::string beginning_of(std::string_view text, std::size_t most_bytes);

} // namespace toko

#endif
