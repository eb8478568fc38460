#include "dates.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"

#include <tokocrm/error.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace toko {

namespace {

namespace gregorian = boost::gregorian;
using tokocrm::date;
using tokocrm::date_range;

command_error invalid(std::string_view text)
{
    return usage_error("period.invalid",
                       tr("{0} is no period; periods are written like today, yesterday, "
                          "2026-11-24, 2026-11, 2026, 2026-W47, \"last month\", "
                          "2026-11-01..2026-11-15 or 2026-11-01.."),
                       {std::string(text)});
}

/// Small letters, one blank between words, none at the ends.
std::string normalized(std::string_view text)
{
    std::string out;
    for (char const letter : text) {
        bool const blank = letter == ' ' || letter == '\t';
        if (blank && (out.empty() || out.back() == ' '))
            continue;
        bool const capital = letter >= 'A' && letter <= 'Z';
        out += blank ? ' ' : capital ? static_cast<char>(letter - 'A' + 'a') : letter;
    }
    if (out.ends_with(' '))
        out.pop_back();
    return out;
}

/// Whether a text is laid out like a pattern, where `9` stands for a digit.
bool looks_like(std::string_view text, std::string_view pattern) noexcept
{
    return text.size() == pattern.size() &&
           std::equal(text.begin(), text.end(), pattern.begin(), [](char has, char wanted) {
               return wanted == '9' ? has >= '0' && has <= '9' : has == wanted;
           });
}

int number(std::string_view digits) noexcept
{
    int value = 0;
    for (char const digit : digits)
        value = value * 10 + (digit - '0');
    return value;
}

date_range month_of(date day)
{
    return {date(day.year(), day.month(), 1), day.end_of_month()};
}

date_range year_of(date day)
{
    return {date(day.year(), 1, 1), date(day.year(), 12, 31)};
}

/// Monday to Sunday, as ISO 8601 has it.
date_range week_of(date day)
{
    auto const since_monday = (day.day_of_week().as_number() + 6) % 7;
    auto const monday = day - gregorian::days(since_monday);
    return {monday, monday + gregorian::days(6)};
}

date_range today_itself(date today)
{
    return {today, today};
}

date_range day_before(date today)
{
    auto const day = today - gregorian::days(1);
    return {day, day};
}

date_range week_before(date today)
{
    return week_of(today - gregorian::days(7));
}

date_range month_before(date today)
{
    return month_of(month_of(today).first - gregorian::days(1));
}

date_range year_before(date today)
{
    return year_of(year_of(today).first - gregorian::days(1));
}

struct phrase
{
    std::string_view words;
    date_range (*range)(date today);
};

constexpr std::array phrases{
    phrase{"today", today_itself},      phrase{"hari ini", today_itself},
    phrase{"yesterday", day_before},    phrase{"kemarin", day_before},
    phrase{"this week", week_of},       phrase{"minggu ini", week_of},
    phrase{"last week", week_before},   phrase{"minggu lalu", week_before},
    phrase{"this month", month_of},     phrase{"bulan ini", month_of},
    phrase{"last month", month_before}, phrase{"bulan lalu", month_before},
    phrase{"this year", year_of},       phrase{"tahun ini", year_of},
    phrase{"last year", year_before},   phrase{"tahun lalu", year_before},
};

/// A week by its year and number; nothing where the year has no such week.
std::optional<date_range> find_week(int year, int week)
{
    // the fourth of January is always in the first week
    auto const first = week_of(date(static_cast<unsigned short>(year), 1, 4)).first;
    auto const monday = first + gregorian::days(7 * (week - 1));
    auto const thursday = monday + gregorian::days(3);
    if (week < 1 || thursday.year() != year)
        return std::nullopt;
    return date_range{monday, monday + gregorian::days(6)};
}

/// One side of a period, or all of it.
std::optional<date_range> find_range(std::string const& text, date today)
{
    for (auto const& one : phrases) {
        if (one.words == text)
            return one.range(today);
    }
    bool const day = looks_like(text, "9999-99-99");
    bool const month = looks_like(text, "9999-99");
    bool const week = looks_like(text, "9999-w99");
    if (!day && !month && !week && !looks_like(text, "9999"))
        return std::nullopt;
    auto const digits = std::string_view(text);
    int const year = number(digits.substr(0, 4));
    if (year < tokocrm::first_business_date().year() || year > tokocrm::last_business_date().year())
        return std::nullopt;
    if (week)
        return find_week(year, number(digits.substr(6)));
    try {
        if (day) {
            auto const on = tokocrm::parse_date(text);
            return date_range{on, on};
        }
        auto const first = tokocrm::parse_date(text + (month ? "-01" : "-01-01"));
        return month ? month_of(first) : year_of(first);
    } catch (tokocrm::error const&) {
        return std::nullopt; // the thirteenth month, the thirtieth of February
    }
}

bool is_business(date_range const& range)
{
    return range.first >= tokocrm::first_business_date() &&
           range.last <= tokocrm::last_business_date();
}

date_range range_of(std::string const& side, std::string_view whole, date today)
{
    auto const found = find_range(side, today);
    if (!found || !is_business(*found))
        throw invalid(whole);
    return *found;
}

} // namespace

period parse_period(std::string_view text, date today)
{
    auto const clean = normalized(text);
    auto const dots = clean.find("..");
    if (dots == clean.npos)
        return {range_of(clean, text, today), false, false};
    auto const left = normalized(clean.substr(0, dots));
    auto const right = normalized(clean.substr(dots + 2));
    if (left.empty() && right.empty())
        throw invalid(text);
    period out{{tokocrm::first_business_date(), tokocrm::last_business_date()},
               left.empty(),
               right.empty()};
    if (!left.empty())
        out.range.first = range_of(left, text, today).first;
    if (!right.empty())
        out.range.last = range_of(right, text, today).last;
    if (out.range.first > out.range.last) {
        throw usage_error("period.reversed", tr("{0}: the period ends before it begins"),
                          {std::string(text)});
    }
    return out;
}

date parse_day(std::string_view text, date today)
{
    auto const found = find_range(normalized(text), today);
    if (!found || !is_business(*found) || found->first != found->last) {
        throw usage_error(
            "period.not_a_day",
            tr("{0} is no date; dates are written like 2026-11-24, today or yesterday"),
            {std::string(text)});
    }
    return found->first;
}

} // namespace toko
