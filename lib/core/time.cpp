#include "business_date.hpp"
#include "characters.hpp"
#include "excerpt.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/time.hpp>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <mutex>
#include <set>
#include <unistd.h>

namespace tokocrm {

using std::chrono::microseconds;
using std::chrono::seconds;

struct time_zone::rules
{
    std::string name;
    absl::TimeZone zone;
};

namespace {

constexpr int first_year = 1900;
constexpr int last_year = 2199;

[[noreturn]] void refuse(std::string_view text)
{
    throw error(errc::invalid_input, "date.invalid",
                mark("{0} is not a date; write it like {1} and check that the day exists"),
                {excerpt(text), "2026-11-24"});
}

[[noreturn]] void refuse(std::string_view text, std::string_view format)
{
    throw error(errc::invalid_input, "date.invalid",
                mark("{0} is not a date written as {1}; check the format and that the day exists"),
                {excerpt(text), excerpt(format)});
}

[[noreturn]] void refuse_format(std::string_view format)
{
    throw error(errc::invalid_input, "date.format_invalid",
                mark("date format {0} cannot be used: it needs a day, a month and a year, "
                     "such as {1}"),
                {excerpt(format), "%d/%m/%Y"});
}

[[noreturn]] void out_of_range(std::string written)
{
    throw error(errc::invalid_input, "date.out_of_range",
                mark("date {0} lies outside the years {1} to {2}; check its year"),
                {std::move(written), std::to_string(first_year), std::to_string(last_year)});
}

/// A calendar date that exists, of any year.
date to_date(absl::CivilDay day)
{
    if (day.year() < first_year || day.year() > last_year)
        out_of_range(fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()));
    return date(static_cast<unsigned short>(day.year()), static_cast<unsigned short>(day.month()),
                static_cast<unsigned short>(day.day()));
}

absl::CivilDay to_civil(date on)
{
    if (on.is_special())
        refuse("not-a-date");
    auto const ymd = on.year_month_day();
    return absl::CivilDay(int{ymd.year}, ymd.month.as_number(), int{ymd.day});
}

absl::Time to_absl(timestamp at)
{
    return absl::FromUnixMicros(at.time_since_epoch().count());
}

timestamp from_absl(absl::Time at)
{
    return timestamp(microseconds(absl::ToUnixMicros(at)));
}

/// The earlier instant of a time that happens twice; past the gap for one that does not happen.
timestamp to_instant(absl::TimeZone zone, absl::CivilSecond local)
{
    return from_absl(zone.At(local).pre);
}

/// Throws where the system cannot open a zone's file for now: then Abseil must not try.
void require_readable(std::string const& name)
{
    auto const* const folder = std::getenv("TZDIR");
    auto const path = std::string(folder && *folder ? folder : "/usr/share/zoneinfo") + "/" + name;
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0)
        ::close(descriptor);
    else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == EIO)
        throw error(errc::unavailable, "time_zone.unreadable",
                    mark("the system's rules of the time zone {0} cannot be read now; close some "
                         "programs and try again"),
                    {name});
}

/** Loads zones by name, one after the other.

    Abseil keeps what it has loaded, and keeps for good, too, that one could not be.
*/
class zone_loader
{
public:
    bool load(std::string const& name, absl::TimeZone& out)
    {
        std::lock_guard const hold(guard_);
        if (!loaded_.contains(name))
            require_readable(name);
        if (!absl::LoadTimeZone(name, &out))
            return false;
        loaded_.insert(name);
        return true;
    }

private:
    std::mutex guard_;
    std::set<std::string> loaded_;
};

moment noon(date on, time_zone const& zone)
{
    auto const at = zone.instant(on, std::chrono::hours(12));
    return {at, zone.local_date(at), false}; // another date where the zone skipped the whole day
}

/// A place in a text that is read from left to right.
class reader
{
public:
    explicit reader(std::string_view text) noexcept : rest_(text) {}

    bool at_end() const noexcept { return rest_.empty(); }
    bool next_is_digit() const noexcept { return !rest_.empty() && is_digit(rest_.front()); }

    bool take(char wanted) noexcept
    {
        if (rest_.empty() || rest_.front() != wanted)
            return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// Just so many digits.
    bool take_number(int digits, int& out) noexcept
    {
        out = 0;
        for (; digits > 0; --digits) {
            if (!next_is_digit())
                return false;
            out = out * 10 + take_digit();
        }
        return true;
    }

    int take_digit() noexcept
    {
        auto const digit = rest_.front() - '0';
        rest_.remove_prefix(1);
        return digit;
    }

private:
    std::string_view rest_;
};

bool take_date(reader& in, absl::CivilDay& out)
{
    int year, month, day;
    if (!in.take_number(4, year) || !in.take('-') || !in.take_number(2, month) || !in.take('-') ||
        !in.take_number(2, day))
        return false;
    out = absl::CivilDay(year, month, day);
    return out.month() == month && out.day() == day; // else it was normalised
}

/// Micros of a second; what is finer is cut off.
bool take_fraction(reader& in, microseconds& out)
{
    if (!in.take('.') && !in.take(','))
        return true;
    if (!in.next_is_digit())
        return false;
    for (int unit = 100'000; in.next_is_digit(); unit /= 10)
        out += microseconds(in.take_digit() * unit);
    return true;
}

bool take_clock_time(reader& in, microseconds& out)
{
    int hour, minute, second = 0;
    if (!in.take_number(2, hour) || !in.take(':') || !in.take_number(2, minute))
        return false;
    microseconds fraction{0};
    if (in.take(':') && (!in.take_number(2, second) || !take_fraction(in, fraction)))
        return false;
    out = std::chrono::hours(hour) + std::chrono::minutes(minute) + seconds(second) + fraction;
    return hour < 24 && minute < 60 && second < 60;
}

/// `Z`, `+07`, `+0700`, `+07:00`, `+07:07:12`; nothing at all where the text ends.
bool take_offset(reader& in, std::optional<seconds>& out)
{
    if (in.at_end())
        return true;
    out = seconds(0);
    if (in.take('Z'))
        return true;
    auto const west = in.take('-');
    if (!west && !in.take('+'))
        return false;
    int hours, minutes = 0, more = 0;
    if (!in.take_number(2, hours))
        return false;
    auto const colon = in.take(':');
    if ((colon || !in.at_end()) && !in.take_number(2, minutes))
        return false;
    if (colon && in.take(':') && !in.take_number(2, more))
        return false;
    auto const offset = std::chrono::hours(hours) + std::chrono::minutes(minutes) + seconds(more);
    out = west ? -offset : offset;
    return hours < 24 && minutes < 60 && more < 60;
}

/// What a format of strptime's letters says, and the same as it is to be read.
struct date_format
{
    bool has_day = false;
    bool has_month = false;
    bool has_year = false;
    bool has_time = false;
    bool has_offset = false;
    bool has_fraction = false;
    std::string translated;
};

/// Takes in one conversion; `false` for a letter that is not known.
bool add_conversion(date_format& out, std::string_view modifier, char letter)
{
    constexpr std::string_view known = "aAbBcCdDeFgGhHIjklmMnprRsStTuUVwWxXyYzZ%";
    auto const extended = !modifier.empty() && modifier.front() == 'E';
    if (known.find(letter) == std::string_view::npos && !(extended && letter == 'f'))
        return false;
    auto const one_of = [letter](std::string_view letters) {
        return letters.find(letter) != std::string_view::npos;
    };
    out.has_day |= one_of("deDFcxs");
    out.has_month |= one_of("mbBhDFcxs");
    out.has_year |= one_of("yYDFcxs");
    out.has_time |= one_of("HIklMSTRrcXs");
    out.has_offset |= letter == 'z';
    out.has_fraction |= extended && one_of("Sf");
    // By itself %Y eats as many digits as there are.
    if (modifier.empty() && letter == 'Y')
        out.translated += "%E4Y";
    else if (modifier.empty() && letter == 'F')
        out.translated += "%E4Y-%m-%d";
    else if (modifier.empty() && letter == 'z')
        out.translated += "%E*z"; // with colons and without
    else
        out.translated.append("%").append(modifier).append(1, letter);
    return true;
}

date_format read_format(std::string_view format)
{
    date_format out;
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%') {
            out.translated += format[i];
            continue;
        }
        auto const modifier = ++i;
        if (i < format.size() && (format[i] == 'E' || format[i] == 'O'))
            for (++i; i < format.size() && (is_digit(format[i]) || format[i] == '*');)
                ++i;
        if (i == format.size() ||
            !add_conversion(out, format.substr(modifier, i - modifier), format[i]))
            refuse_format(format);
    }
    if (!out.has_day || !out.has_month || !out.has_year)
        refuse_format(format);
    return out;
}

/// The format with its offsets passed over: what is left is the date as it is written.
std::string without_offsets(std::string format)
{
    for (std::size_t i = 0; i + 1 < format.size(); ++i) {
        if (format[i] != '%')
            continue;
        auto const end = format.find_first_not_of("EO*0123456789", ++i);
        if (end != std::string::npos && format[end] == 'z')
            format.replace(i, end - i + 1, "Z"); // which takes all up to the next blank
        else if (end != std::string::npos)
            i = end;
    }
    return format;
}

} // namespace

date first_business_date()
{
    return date(first_year, 1, 1);
}

date last_business_date()
{
    return date(last_year, 12, 31);
}

time_zone::time_zone(std::string_view name)
{
    auto const allowed = [](char c) {
        return is_letter(c) || is_digit(c) || c == '/' || c == '_' || c == '-' || c == '+';
    };
    constexpr std::size_t longest = 64;
    auto made = std::make_shared<rules>();
    made->name = name;
    // Names are file names: nothing may lead out of the zone folder, nor to Abseil's own sources.
    auto const safe = !name.empty() && name.size() <= longest && is_letter(name.front()) &&
                      std::all_of(name.begin(), name.end(), allowed) &&
                      name.substr(0, 6) != "Fixed/" && name.substr(0, 6) != "right/";
    static zone_loader zones;
    if (!safe || !zones.load(made->name, made->zone))
        throw error(errc::invalid_input, "time_zone.unknown",
                    mark("{0} is not a time zone of this system; use a name such as {1}, "
                         "{2} or {3}"),
                    {excerpt(name), "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"});
    rules_ = std::move(made);
}

std::string const& time_zone::name() const noexcept
{
    return rules_->name;
}

date time_zone::local_date(timestamp at) const
{
    return to_date(absl::ToCivilDay(to_absl(at), rules_->zone));
}

timestamp time_zone::instant(date on, microseconds since_midnight) const
{
    auto const whole = std::chrono::floor<seconds>(since_midnight);
    auto const local = absl::CivilSecond(to_civil(on)) + whole.count();
    return to_instant(rules_->zone, local) + (since_midnight - whole);
}

std::string time_zone::to_iso(timestamp at) const
{
    auto const whole = std::chrono::floor<seconds>(at);
    auto const local = rules_->zone.At(to_absl(whole));
    auto const& cs = local.cs;
    auto out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", cs.year(), cs.month(), cs.day(),
                           cs.hour(), cs.minute(), cs.second());
    if (auto const fraction = (at - whole).count(); fraction != 0) {
        out += fmt::format(".{:06}", fraction);
        out.erase(out.find_last_not_of('0') + 1);
    }
    auto const offset = std::abs(local.offset);
    out +=
        fmt::format("{}{:02}:{:02}", local.offset < 0 ? '-' : '+', offset / 3600, offset / 60 % 60);
    if (offset % 60 != 0) // local mean time, before there were zones
        out += fmt::format(":{:02}", offset % 60);
    return out;
}

std::string time_zone::abbreviation(timestamp at) const
{
    return rules_->zone.At(to_absl(at)).zone_abbr;
}

date parse_date(std::string_view text)
{
    reader in(trimmed(text));
    absl::CivilDay day;
    if (!take_date(in, day) || !in.at_end())
        refuse(text);
    return to_date(day);
}

std::string to_iso(date on)
{
    auto const day = to_civil(on);
    return fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
}

moment parse_moment(std::string_view text, time_zone const& zone)
{
    reader in(trimmed(text));
    absl::CivilDay day;
    if (!take_date(in, day))
        refuse(text);
    if (in.at_end())
        return noon(to_date(day), zone);
    microseconds since_midnight;
    std::optional<seconds> offset;
    if ((!in.take('T') && !in.take(' ')) || !take_clock_time(in, since_midnight) ||
        !take_offset(in, offset) || !in.at_end())
        refuse(text);
    auto const written = to_date(day);
    if (!offset) {
        auto const at = zone.instant(written, since_midnight);
        return {at, zone.local_date(at), true};
    }
    auto const utc = absl::CivilSecond(day) - absl::CivilSecond();
    auto const at = timestamp(seconds(utc)) + since_midnight - *offset;
    return {at, zone.local_date(at), true};
}

moment parse_moment(std::string_view text, std::string_view format, time_zone const& zone)
{
    auto const as = read_format(format);
    if (text.find('\0') != std::string_view::npos || format.find('\0') != std::string_view::npos)
        refuse(text, format);
    std::string const input(text);
    auto const read = [&](std::string const& with, absl::TimeZone where) {
        absl::Time at;
        if (!absl::ParseTime(with, input, where, &at, nullptr) || at == absl::InfiniteFuture() ||
            at == absl::InfinitePast())
            refuse(text, format);
        return at;
    };
    if (as.has_time) {
        auto const at = read(as.translated, zone.inside().zone);
        auto const on = to_date(absl::ToCivilDay(at, zone.inside().zone)); // sure to fit, then
        return {from_absl(at), on, true};
    }
    auto const utc = absl::UTCTimeZone();
    auto at = read(as.translated, utc);
    if (as.has_offset) // the date stands as it is written
        at = read(without_offsets(as.translated), utc);
    return noon(to_date(absl::ToCivilDay(at, utc)), zone);
}

std::int64_t to_number(date on)
{
    auto const day = to_civil(on);
    return (day.year() * 100 + day.month()) * 100 + day.day();
}

date from_number(std::int64_t stored)
{
    auto const year = stored / 10'000;
    auto const month = static_cast<int>(stored / 100 % 100);
    auto const day = static_cast<int>(stored % 100);
    auto const in_range = year >= first_year && year <= last_year;
    absl::CivilDay const found(in_range ? year : 0, month, day);
    if (!in_range || found.month() != month || found.day() != day)
        throw error(errc::internal, "date.damaged",
                    mark("the database holds {0} where a date belongs; restore a backup"),
                    {std::to_string(stored)});
    return to_date(found);
}

} // namespace tokocrm
