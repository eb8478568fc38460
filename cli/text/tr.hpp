#ifndef TOKO_TEXT_TR_HPP
#define TOKO_TEXT_TR_HPP

#include <tokocrm/text.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace toko {

/// Marks a sentence of the command line for translation; `text/id.po` has the translations.
constexpr char const* tr(char const* english) noexcept
{
    return english;
}

/// A marked sentence in a language; the English original where there is no translation.
std::string_view translate(tokocrm::language in, char const* english) noexcept;

/// A marked sentence in a language with its `{0}`, `{1}` … filled in.
std::string translate(tokocrm::language in, char const* english,
                      std::vector<std::string> const& arguments);

} // namespace toko

#endif
