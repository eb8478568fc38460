#ifndef TOKOCRM_CATALOGUE_HPP
#define TOKOCRM_CATALOGUE_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Translations of a host's own sentences, beside the library's.
*/

namespace tokocrm {

/** Translations out of a compiled catalogue of gettext (a `.mo` file, little-endian, sorted).

    Looks into the bytes where they lie: making one costs nothing, and nothing is kept of a
    catalogue that is damaged but its silence.
*/
class catalogue
{
public:
    /** Look into a catalogue.

        @param mo The file's bytes; they outlive the object and what it finds.
    */
    constexpr explicit catalogue(std::span<unsigned char const> mo) noexcept : mo_(mo) {}

    /** The translation of a sentence.

        @return It, in the catalogue's own bytes; an empty text where there is none.

        @par Exception safety
        Never throws.
    */
    std::string_view find(std::string_view english) const noexcept;

private:
    std::span<unsigned char const> mo_;
};

} // namespace tokocrm

#pragma GCC visibility pop

#endif
