#include "erasure_rules.hpp"

#include "../core/code_points.hpp"
#include "../core/text_fold.hpp"

#include <algorithm>
#include <functional>

namespace tokocrm {

namespace {

constexpr char const* ellipsis = "…";
/// Those of a subscriber, whichever codes stand before them.
constexpr std::size_t telling_digits = 7;

bool is_letter_or_digit(std::int32_t value)
{
    switch (utf8proc_category(value)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
        return true;
    default:
        return false;
    }
}

/// Hands the runs of what belongs together to `replace` and puts the rest between them.
std::string with_runs_replaced(std::string_view text,
                               std::function<bool(std::int32_t)> const& belongs,
                               std::function<std::string(std::string_view)> const& replace)
{
    std::string out;
    auto rest = text;
    char const* run = nullptr;
    auto const end_run = [&](char const* at) {
        if (run)
            out += replace({run, static_cast<std::size_t>(at - run)});
        run = nullptr;
    };
    while (!rest.empty()) {
        auto const next = take_code_point(rest);
        if (next.value >= 0 && belongs(next.value)) {
            if (!run)
                run = next.bytes.data();
            continue;
        }
        end_run(next.bytes.data());
        out += next.bytes;
    }
    end_run(text.data() + text.size());
    return out;
}

std::string digits_of(std::string_view text)
{
    std::string digits;
    for (char const each : text)
        if (each >= '0' && each <= '9')
            digits += each;
    return digits;
}

bool stands_among_digits(std::int32_t value)
{
    constexpr std::string_view between = "+-.()/";
    return (value >= '0' && value <= '9') || is_white_space(value) ||
           (value > 0 && value < 0x80 && between.find(static_cast<char>(value)) != between.npos);
}

/// Of a folded text: whether a word goes on there.
bool is_in_word(std::string_view flat, std::size_t at)
{
    auto const letter = static_cast<unsigned char>(flat[at]);
    return letter >= 0x80 || (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
}

void add_once(std::vector<std::string>& to, std::string text)
{
    if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end())
        to.push_back(std::move(text));
}

} // namespace

void known_by::add_name(std::string_view name)
{
    with_runs_replaced(folded(name), is_letter_or_digit, [&](std::string_view word) {
        auto rest = word;
        take_code_point(rest);
        if (!rest.empty())
            add_once(words_, std::string(word));
        return std::string();
    });
}

void known_by::add_phone(std::string_view phone)
{
    auto digits = digits_of(phone);
    if (digits.size() > telling_digits)
        digits.erase(0, digits.size() - telling_digits);
    if (digits.size() == telling_digits)
        add_once(digits_, std::move(digits));
    else
        add_address(phone);
}

void known_by::add_email(std::string_view email)
{
    add_once(whole_, folded(email));
}

void known_by::add_address(std::string_view address)
{
    constexpr std::size_t shortest = 4;
    auto text = folded(address);
    if (text.size() >= shortest)
        add_once(whole_, std::move(text));
}

std::string known_by::without_names(std::string_view text) const
{
    return with_runs_replaced(text, is_letter_or_digit, [&](std::string_view word) {
        bool const known = std::find(words_.begin(), words_.end(), folded(word)) != words_.end();
        return known ? std::string(ellipsis) : std::string(word);
    });
}

std::string known_by::without_phones(std::string_view text) const
{
    return with_runs_replaced(text, stands_among_digits, [&](std::string_view run) {
        auto const digits = digits_of(run);
        bool const known = std::any_of(digits_.begin(), digits_.end(), [&](auto const& each) {
            return digits.find(each) != digits.npos;
        });
        if (!known)
            return std::string(run);
        auto const begin = run.find_first_of("+0123456789"), end = run.find_last_of("0123456789");
        return std::string(run.substr(0, begin)) + ellipsis + std::string(run.substr(end + 1));
    });
}

std::string known_by::without_whole(std::string_view text) const
{
    if (whole_.empty())
        return std::string(text);
    // Folded sign by sign, with the place that each byte comes from.
    std::string flat;
    std::vector<std::size_t> from;
    for (auto rest = text; !rest.empty();) {
        auto const at = text.size() - rest.size();
        auto const next = take_code_point(rest);
        bool const blank = next.value >= 0 && is_white_space(next.value);
        auto const sign = blank ? std::string(flat.ends_with(' ') ? "" : " ") : folded(next.bytes);
        flat += sign;
        from.insert(from.end(), sign.size(), at);
    }
    from.push_back(text.size());

    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = 0; at < flat.size();) {
        auto const found = std::find_if(whole_.begin(), whole_.end(), [&](auto const& each) {
            auto const end = at + each.size();
            return std::string_view(flat).substr(at).starts_with(each) &&
                   (at == 0 || !is_in_word(flat, at - 1)) &&
                   (end == flat.size() || !is_in_word(flat, end));
        });
        if (found == whole_.end()) {
            ++at;
            continue;
        }
        if (from[at] >= copied)
            out.append(text.substr(copied, from[at] - copied)).append(ellipsis);
        at += found->size();
        copied = from[at];
    }
    return out.append(text.substr(copied));
}

std::string known_by::taken_out_of(std::string_view text) const
{
    return without_names(without_phones(without_whole(text)));
}

} // namespace tokocrm
