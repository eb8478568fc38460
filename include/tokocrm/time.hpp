#ifndef TOKOCRM_TIME_HPP
#define TOKOCRM_TIME_HPP

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Instants, business dates, and the zone between them.
*/

namespace tokocrm {

/// An instant, UTC, to the microsecond.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/** A business date: a calendar date where the shop is.

    Boost's special values (no date, infinity), which a `date` made of nothing has, are no business
    dates; do not hand them in.
*/
using date = boost::gregorian::date;

/// The first business date that a shop can have: 1900-01-01.
date first_business_date();
/// The last business date that a shop can have: 2199-12-31.
date last_business_date();

/// A period: both ends belong to it.
struct date_range
{
    date first; ///< its first day
    date last;  ///< its last day; the same as `first` for one day
    /// The same two days.
    friend bool operator==(date_range const&, date_range const&) = default;
};

/** The rules of a time zone, from the system's zone data.

    Cheap to copy; safe to use from several threads. One that was moved from is only assigned to or
    destroyed.
*/
class time_zone
{
public:
    /** The zone with a name.

        @param name An IANA name, such as `Asia/Jakarta`.

        @par Errors
        `errc::invalid_input` / `time_zone.unknown`
    */
    explicit time_zone(std::string_view name);

    /// Its IANA name.
    std::string const& name() const noexcept;

    /** The local date at an instant.

        @par Errors
        `errc::invalid_input` / `date.out_of_range`
    */
    date local_date(timestamp at) const;

    /** The instant of a local time.

        A time that happens twice is the earlier instant; one that does not happen is moved
        forward by the gap.

        @param on The local date.
        @param since_midnight The local time of day; 24 hours and more lead into the next days.
    */
    timestamp instant(date on, std::chrono::microseconds since_midnight) const;

    /// ISO 8601 with seconds and offset: `2026-11-24T15:04:05+07:00`; a fraction only if any.
    std::string to_iso(timestamp at) const;

    /// The zone's abbreviation at an instant, e.g. `WIB`.
    std::string abbreviation(timestamp at) const;

    /// What stands behind it; of no use outside the library.
    struct rules;
    /// What stands behind it; of no use outside the library.
    rules const& inside() const noexcept { return *rules_; }

private:
    std::shared_ptr<rules const> rules_;
};

/** Read a business date: `2026-11-24`.

    @par Errors
    `errc::invalid_input` / `date.invalid`, `date.out_of_range`
*/
date parse_date(std::string_view text);

/** `2026-11-24`

    @par Errors
    `errc::invalid_input` / `date.invalid` for a special value
*/
std::string to_iso(date on);

/** What a text says of a moment: a date, and the instant where it has a time.

    A date without a time is the business date itself; its instant is noon there.
*/
struct moment
{
    timestamp at;          ///< the instant
    date on;               ///< the zone's date at `at`
    bool has_time = false; ///< whether the text had a time
};

/** Read a moment in ISO 8601: a date, or a date and a time (`T` or a space between), with seconds,
    a fraction and an offset (`Z`, `+07:00`, `+0700`) as they come.

    Without an offset it is a local time of `zone`. What is finer than a microsecond is cut off.

    @param text The moment, and nothing else but white space around it.
    @param zone The shop's zone.

    @par Errors
    `errc::invalid_input` / `date.invalid`, `date.out_of_range`
*/
moment parse_moment(std::string_view text, time_zone const& zone);

/** Read a moment in a format of strptime's letters (`%Y%m%d`, `%d/%m/%Y %H:%M`, `%z` too).

    `%Y` is four digits. The whole text must match.

    @param text The moment.
    @param format Its format; it has a day, a month and a year.
    @param zone The shop's zone.

    @par Errors
    `errc::invalid_input` / `date.invalid`, `date.out_of_range`, `date.format_invalid` where the
    format has no day, month or year, or a letter that is not known
*/
moment parse_moment(std::string_view text, std::string_view format, time_zone const& zone);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
