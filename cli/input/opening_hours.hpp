#ifndef TOKO_INPUT_OPENING_HOURS_HPP
#define TOKO_INPUT_OPENING_HOURS_HPP

#include <tokocrm/shop.hpp>

#include <string_view>
#include <vector>

namespace toko {

/** Read days and the times at which they are open: `mon-fri 07:00-21:00`, `sab,min 08.00-12.00
    14-18`.

    Days are English or Indonesian, whole or from their third letter on; a range may run over
    Sunday.

    @par Errors usage `usage.hours`
*/
std::vector<tokocrm::opening_span> parse_opening_hours(std::string_view text);

} // namespace toko

#endif
