#ifndef TOKO_OUTPUT_PEOPLE_HPP
#define TOKO_OUTPUT_PEOPLE_HPP

#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace toko {

/// `24 Nov 2026`, `24 Okt 2026`
std::string date_text(tokocrm::date on, tokocrm::language in);

/// The same of an ISO date; of a month `Okt 2026`; anything else as it is.
std::string date_text(std::string_view iso, tokocrm::language in);

/// `1 Sep – 30 Nov 2026`; one date alone where both are the same.
std::string range_text(tokocrm::date_range range, tokocrm::language in);

/// Of ISO 8601 with offset, the time as it stands there: `24 Nov 2026 15.04`, in English `15:04`.
std::string instant_text(std::string_view iso, tokocrm::language in);

/// A decimal number with the language's point: `212,5`.
std::string decimal_text(std::string_view decimal, tokocrm::language in);

/// A count with its thousands apart: `1.000`, in English `1,000`.
std::string count_text(std::int64_t count, tokocrm::language in);

/// A text in one line of at most so many columns, with … for what is left out.
std::string shortened(std::string_view text, std::size_t columns);

/// A label as people read it: `Cancelled` is `Dibatalkan`; New, Pending and OK stay.
std::string_view label_text(std::string_view label, tokocrm::language in) noexcept;

} // namespace toko

#endif
