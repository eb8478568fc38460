#include <tokocrm/catalogue.hpp>
#include <tokocrm/text.hpp>

namespace tokocrm {

namespace detail {

// Made by the build from id.po.
extern unsigned char const tokocrm_catalogue[];
extern std::size_t const tokocrm_catalogue_size;

} // namespace detail

std::string_view text(language in, char const* english) noexcept
{
    if (in == language::id) {
        catalogue const indonesian({detail::tokocrm_catalogue, detail::tokocrm_catalogue_size});
        if (auto const found = indonesian.find(english); !found.empty())
            return found;
    }
    return english;
}

} // namespace tokocrm
