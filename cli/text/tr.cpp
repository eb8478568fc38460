#include "tr.hpp"

#include <tokocrm/catalogue.hpp>
#include <tokocrm/error.hpp>

#include <cstddef>

namespace tokocrm::detail {
// compiled from id.po by the build
extern unsigned char const toko_catalogue[];
extern std::size_t const toko_catalogue_size;
} // namespace tokocrm::detail

namespace toko {

std::string_view translate(tokocrm::language in, char const* english) noexcept
{
    if (in == tokocrm::language::en)
        return english;
    tokocrm::catalogue const indonesian(
        {tokocrm::detail::toko_catalogue, tokocrm::detail::toko_catalogue_size});
    auto const found = indonesian.find(english);
    return found.empty() ? std::string_view(english) : found;
}

std::string translate(tokocrm::language in, char const* english,
                      std::vector<std::string> const& arguments)
{
    return tokocrm::fill_in(translate(in, english), arguments);
}

} // namespace toko
