#ifndef TOKO_INPUT_DATES_HPP
#define TOKO_INPUT_DATES_HPP

#include <tokocrm/time.hpp>

#include <string_view>

namespace toko {

/// A period as it was asked for; both ends included.
struct period
{
    tokocrm::date_range range;
    bool open_start = false; ///< `..2026-11`: from the first business date there is
    bool open_end = false;   ///< `2026-11-01..`: to the last one
};

/** Read a period: `today` `hari ini` `yesterday` `kemarin` `2026-11-24` `2026-11` `2026`
    `2026-W47` `last week|month|year` `minggu|bulan|tahun lalu` `this …` `… ini`, two of them with
    `..` between, either left out.

    @par Errors usage `period.invalid`, `period.reversed`
*/
period parse_period(std::string_view text, tokocrm::date today);

/** Read one date: what `parse_period` reads as one day.

    @par Errors usage `period.not_a_day`
*/
tokocrm::date parse_day(std::string_view text, tokocrm::date today);

} // namespace toko

#endif
