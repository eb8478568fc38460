#ifndef TOKOCRM_TIME_HPP
#define TOKOCRM_TIME_HPP

#include <tokocrm/config.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

/// An instant, UTC.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// A business date: a calendar date where the shop is.
using date = boost::gregorian::date;

/// The business dates a shop can have: 1900-01-01 to 2199-12-31, both included.
date first_business_date();
date last_business_date();

/// Both ends included.
struct date_range
{
    date first;
    date last;
    friend bool operator==(date_range const&, date_range const&) = default;
};

/** The rules of a time zone, from the system's zone data.

    Cheap to copy; safe to use from several threads.
*/
class time_zone
{
public:
    /** @param name An IANA name, e.g. `Asia/Jakarta`.

        @par Errors `errc::invalid_input` / `time_zone.unknown`
    */
    explicit time_zone(std::string_view name);

    std::string const& name() const noexcept;

    /// The local date at an instant.
    date local_date(timestamp at) const;

    /** The instant of a local time.

        A time that happens twice is the earlier instant; one that does not happen is moved
        forward by the gap.
    */
    timestamp instant(date on, std::chrono::microseconds since_midnight) const;

    /// ISO 8601 with seconds and offset: `2026-11-24T15:04:05+07:00`; a fraction only if any.
    std::string to_iso(timestamp at) const;

    /// The zone's abbreviation at an instant, e.g. `WIB`.
    std::string abbreviation(timestamp at) const;

    /// `cctz` stands behind it; lib/core alone looks inside.
    struct rules;
    rules const& inside() const noexcept { return *rules_; }

private:
    std::shared_ptr<rules const> rules_;
};

/** Read a business date: `2026-11-24`.

    @par Errors `errc::invalid_input` / `date.invalid`, `date.out_of_range`
*/
date parse_date(std::string_view text);

/// `2026-11-24`
std::string to_iso(date on);

/** What a text says of a moment: a date, and the instant where it has a time.

    A date without a time is the business date itself; its instant is noon there.
*/
struct moment
{
    timestamp at;
    date on; ///< the zone's date at `at`
    bool has_time = false;
};

/** Read a moment in ISO 8601: a date, or a date and a time (`T` or a space between), with seconds,
    a fraction and an offset (`Z`, `+07:00`, `+0700`) as they come.

    Without an offset it is a local time of `zone`.

    @par Errors `errc::invalid_input` / `date.invalid`, `date.out_of_range`
*/
moment parse_moment(std::string_view text, time_zone const& zone);

/** Read a moment in a format of strptime's letters (`%Y%m%d`, `%d/%m/%Y %H:%M`, `%z` too).

    `%Y` is four digits. The whole text must match.

    @par Errors `errc::invalid_input` / `date.invalid`, `date.out_of_range`,
    `date.format_invalid` where the format has no day, month or year
*/
moment parse_moment(std::string_view text, std::string_view format, time_zone const& zone);

} // namespace TOKOCRM_PUBLIC

#endif
