#ifndef TOKOCRM_CATALOGUE_HPP
#define TOKOCRM_CATALOGUE_HPP

#include <tokocrm/config.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

/** Translations out of a compiled catalogue of gettext (a `.mo` file, little-endian, sorted).

    Looks into the bytes where they lie: making one costs nothing, and nothing is kept of a
    catalogue that is damaged but its silence.
*/
class catalogue
{
public:
    /// @param mo Outlives the object and what it finds.
    constexpr explicit catalogue(std::span<unsigned char const> mo) noexcept : mo_(mo) {}

    /** The translation of a sentence.

        @return Nothing where there is none.

        @par Exception Safety
        Never throws.
    */
    std::string_view find(std::string_view english) const noexcept;

private:
    std::span<unsigned char const> mo_;
};

} // namespace TOKOCRM_PUBLIC

#endif
