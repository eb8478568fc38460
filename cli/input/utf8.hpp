#ifndef TOKO_INPUT_UTF8_HPP
#define TOKO_INPUT_UTF8_HPP

#include <string_view>

namespace toko {

/// Whether bytes are well-formed UTF-8 (no surrogates, nothing overlong). Never throws.
bool is_utf8(std::string_view bytes) noexcept;

} // namespace toko

#endif
