#include "rules.hpp"

#include "../core/characters.hpp"
#include "../core/checked_text.hpp"
#include "../core/text_fold.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace tokocrm {

namespace {

constexpr std::size_t longest_bank = 64;
constexpr std::size_t shortest_account_number = 3, longest_account_number = 34; // of an IBAN

std::string span_text(opening_span const& span)
{
    std::string text;
    for (auto const time : {span.opens, span.closes}) {
        std::chrono::hh_mm_ss const clock(time);
        auto const hour = std::to_string(clock.hours().count()),
                   minute = std::to_string(clock.minutes().count());
        text += (text.empty() ? "" : "-") + std::string(2 - hour.size(), '0') + hour + ':' +
                std::string(2 - minute.size(), '0') + minute;
    }
    return text;
}

/// A number without what people put between its digits; empty for what is none.
std::string account_number(std::string_view text)
{
    std::string number;
    for (char const c : text) {
        if (is_digit(c) || is_letter(c))
            number += to_upper(c);
        else if (!is_blank(c) && c != '.' && c != '-')
            return {};
    }
    return number;
}

} // namespace

std::vector<opening_span> checked_hours(std::vector<opening_span> hours)
{
    using namespace std::chrono_literals;
    for (auto const& span : hours)
        if (!span.day.ok() || span.opens < 0min || span.closes <= span.opens || span.closes > 24h)
            throw error(errc::invalid_input, "shop.hours_invalid",
                        mark("opening hours begin and end on one day, by 24:00 at the latest; what "
                             "goes past midnight is two of them"));
    std::sort(hours.begin(), hours.end(), [](opening_span const& a, opening_span const& b) {
        return std::tuple(a.day.iso_encoding(), a.opens) <
               std::tuple(b.day.iso_encoding(), b.opens);
    });
    auto const overlap = [](opening_span const& a, opening_span const& b) {
        return a.day == b.day && b.opens < a.closes;
    };
    auto const first = std::adjacent_find(hours.begin(), hours.end(), overlap);
    if (first != hours.end())
        throw error(errc::invalid_input, "shop.hours_overlap",
                    mark("the opening hours {0} and {1} of one day overlap"),
                    {span_text(*first), span_text(*std::next(first))});
    return hours;
}

std::vector<bank_account> checked_accounts(std::vector<bank_account> const& accounts)
{
    constexpr char const* reason = "shop.account_invalid";
    constexpr char const* sentence =
        mark("a bank account has a bank, a number of 3 to 34 letters and digits, and a holder");
    std::vector<bank_account> kept;
    std::set<std::pair<std::string, std::string>> known;
    for (auto const& each : accounts) {
        bank_account account{.bank = checked_name(each.bank, reason, sentence, longest_bank),
                             .number = account_number(each.number),
                             .holder = checked_name(each.holder, reason, sentence)};
        if (account.number.size() < shortest_account_number ||
            account.number.size() > longest_account_number)
            throw error(errc::invalid_input, reason, sentence);
        if (!known.emplace(folded(account.bank), account.number).second)
            throw error(errc::already_exists, "shop.account_exists",
                        mark("there is an account {0} at {1} already"),
                        {account.number, account.bank});
        kept.push_back(std::move(account));
    }
    return kept;
}

} // namespace tokocrm
