#include "phone.hpp"

#include "characters.hpp"
#include "code_points.hpp"
#include "text_fold.hpp"

#include <algorithm>
#include <iterator>

namespace tokocrm {

namespace {

struct numbering_plan
{
    char country[3];
    char calling_code[4];
    char trunk_prefix[3]; ///< dialled within the country only; left out behind the calling code

    constexpr std::string_view name() const noexcept { return {country, 2}; }
};

/// ITU-T E.164 calling codes and national prefixes by ISO 3166 country, in its order.
constexpr numbering_plan plans[] = {
    {"AD", "376", ""},  {"AE", "971", "0"}, {"AF", "93", "0"},  {"AG", "1", ""},
    {"AI", "1", ""},    {"AL", "355", "0"}, {"AM", "374", "0"}, {"AO", "244", ""},
    {"AQ", "672", ""},  {"AR", "54", "0"},  {"AS", "1", ""},    {"AT", "43", "0"},
    {"AU", "61", "0"},  {"AW", "297", ""},  {"AX", "358", "0"}, {"AZ", "994", "0"},
    {"BA", "387", "0"}, {"BB", "1", ""},    {"BD", "880", "0"}, {"BE", "32", "0"},
    {"BF", "226", ""},  {"BG", "359", "0"}, {"BH", "973", ""},  {"BI", "257", ""},
    {"BJ", "229", ""},  {"BL", "590", "0"}, {"BM", "1", ""},    {"BN", "673", ""},
    {"BO", "591", "0"}, {"BQ", "599", ""},  {"BR", "55", "0"},  {"BS", "1", ""},
    {"BT", "975", ""},  {"BV", "47", ""},   {"BW", "267", ""},  {"BY", "375", "80"},
    {"BZ", "501", ""},  {"CA", "1", ""},    {"CC", "61", "0"},  {"CD", "243", "0"},
    {"CF", "236", ""},  {"CG", "242", ""},  {"CH", "41", "0"},  {"CI", "225", ""},
    {"CK", "682", ""},  {"CL", "56", "0"},  {"CM", "237", ""},  {"CN", "86", "0"},
    {"CO", "57", "0"},  {"CR", "506", ""},  {"CU", "53", "0"},  {"CV", "238", ""},
    {"CW", "599", ""},  {"CX", "61", "0"},  {"CY", "357", ""},  {"CZ", "420", ""},
    {"DE", "49", "0"},  {"DJ", "253", ""},  {"DK", "45", ""},   {"DM", "1", ""},
    {"DO", "1", ""},    {"DZ", "213", "0"}, {"EC", "593", "0"}, {"EE", "372", ""},
    {"EG", "20", "0"},  {"EH", "212", "0"}, {"ER", "291", "0"}, {"ES", "34", ""},
    {"ET", "251", "0"}, {"FI", "358", "0"}, {"FJ", "679", ""},  {"FK", "500", ""},
    {"FM", "691", ""},  {"FO", "298", ""},  {"FR", "33", "0"},  {"GA", "241", "0"},
    {"GB", "44", "0"},  {"GD", "1", ""},    {"GE", "995", "0"}, {"GF", "594", "0"},
    {"GG", "44", "0"},  {"GH", "233", "0"}, {"GI", "350", ""},  {"GL", "299", ""},
    {"GM", "220", ""},  {"GN", "224", ""},  {"GP", "590", "0"}, {"GQ", "240", ""},
    {"GR", "30", ""},   {"GS", "500", ""},  {"GT", "502", ""},  {"GU", "1", ""},
    {"GW", "245", ""},  {"GY", "592", ""},  {"HK", "852", ""},  {"HM", "672", ""},
    {"HN", "504", ""},  {"HR", "385", "0"}, {"HT", "509", ""},  {"HU", "36", "06"},
    {"ID", "62", "0"},  {"IE", "353", "0"}, {"IL", "972", "0"}, {"IM", "44", "0"},
    {"IN", "91", "0"},  {"IO", "246", ""},  {"IQ", "964", "0"}, {"IR", "98", "0"},
    {"IS", "354", ""},  {"IT", "39", ""},   {"JE", "44", "0"},  {"JM", "1", ""},
    {"JO", "962", "0"}, {"JP", "81", "0"},  {"KE", "254", "0"}, {"KG", "996", "0"},
    {"KH", "855", "0"}, {"KI", "686", ""},  {"KM", "269", ""},  {"KN", "1", ""},
    {"KP", "850", "0"}, {"KR", "82", "0"},  {"KW", "965", ""},  {"KY", "1", ""},
    {"KZ", "7", "8"},   {"LA", "856", "0"}, {"LB", "961", "0"}, {"LC", "1", ""},
    {"LI", "423", ""},  {"LK", "94", "0"},  {"LR", "231", "0"}, {"LS", "266", ""},
    {"LT", "370", "0"}, {"LU", "352", ""},  {"LV", "371", ""},  {"LY", "218", "0"},
    {"MA", "212", "0"}, {"MC", "377", ""},  {"MD", "373", "0"}, {"ME", "382", "0"},
    {"MF", "590", "0"}, {"MG", "261", "0"}, {"MH", "692", ""},  {"MK", "389", "0"},
    {"ML", "223", ""},  {"MM", "95", "0"},  {"MN", "976", "0"}, {"MO", "853", ""},
    {"MP", "1", ""},    {"MQ", "596", "0"}, {"MR", "222", ""},  {"MS", "1", ""},
    {"MT", "356", ""},  {"MU", "230", ""},  {"MV", "960", ""},  {"MW", "265", "0"},
    {"MX", "52", ""},   {"MY", "60", "0"},  {"MZ", "258", ""},  {"NA", "264", "0"},
    {"NC", "687", ""},  {"NE", "227", ""},  {"NF", "672", ""},  {"NG", "234", "0"},
    {"NI", "505", ""},  {"NL", "31", "0"},  {"NO", "47", ""},   {"NP", "977", "0"},
    {"NR", "674", ""},  {"NU", "683", ""},  {"NZ", "64", "0"},  {"OM", "968", ""},
    {"PA", "507", ""},  {"PE", "51", "0"},  {"PF", "689", ""},  {"PG", "675", ""},
    {"PH", "63", "0"},  {"PK", "92", "0"},  {"PL", "48", ""},   {"PM", "508", "0"},
    {"PN", "64", "0"},  {"PR", "1", ""},    {"PS", "970", "0"}, {"PT", "351", ""},
    {"PW", "680", ""},  {"PY", "595", "0"}, {"QA", "974", ""},  {"RE", "262", "0"},
    {"RO", "40", "0"},  {"RS", "381", "0"}, {"RU", "7", "8"},   {"RW", "250", "0"},
    {"SA", "966", "0"}, {"SB", "677", ""},  {"SC", "248", ""},  {"SD", "249", "0"},
    {"SE", "46", "0"},  {"SG", "65", ""},   {"SH", "290", ""},  {"SI", "386", "0"},
    {"SJ", "47", ""},   {"SK", "421", "0"}, {"SL", "232", "0"}, {"SM", "378", ""},
    {"SN", "221", ""},  {"SO", "252", "0"}, {"SR", "597", "0"}, {"SS", "211", "0"},
    {"ST", "239", ""},  {"SV", "503", ""},  {"SX", "1", ""},    {"SY", "963", "0"},
    {"SZ", "268", ""},  {"TC", "1", ""},    {"TD", "235", ""},  {"TF", "262", "0"},
    {"TG", "228", ""},  {"TH", "66", "0"},  {"TJ", "992", ""},  {"TK", "690", ""},
    {"TL", "670", ""},  {"TM", "993", "8"}, {"TN", "216", ""},  {"TO", "676", ""},
    {"TR", "90", "0"},  {"TT", "1", ""},    {"TV", "688", ""},  {"TW", "886", "0"},
    {"TZ", "255", "0"}, {"UA", "380", "0"}, {"UG", "256", "0"}, {"UM", "1", ""},
    {"US", "1", ""},    {"UY", "598", "0"}, {"UZ", "998", ""},  {"VA", "39", ""},
    {"VC", "1", ""},    {"VE", "58", "0"},  {"VG", "1", ""},    {"VI", "1", ""},
    {"VN", "84", "0"},  {"VU", "678", ""},  {"WF", "681", ""},  {"WS", "685", ""},
    {"YE", "967", "0"}, {"YT", "262", "0"}, {"ZA", "27", "0"},  {"ZM", "260", "0"},
    {"ZW", "263", "0"}};

constexpr bool before(numbering_plan const& a, numbering_plan const& b) noexcept
{
    return a.name() < b.name();
}

static_assert(std::is_sorted(std::begin(plans), std::end(plans), before));

numbering_plan const* find_plan(std::string_view country) noexcept
{
    if (country.size() != 2)
        return nullptr;
    numbering_plan const wanted{{to_upper(country[0]), to_upper(country[1]), '\0'}, "", ""};
    auto const* const found = std::lower_bound(std::begin(plans), std::end(plans), wanted, before);
    return found != std::end(plans) && found->name() == wanted.name() ? found : nullptr;
}

bool starts_with(std::string_view text, std::string_view with) noexcept
{
    return text.substr(0, with.size()) == with;
}

/// The digits, with a `+` if one stands before them; nothing where anything else is in it.
std::optional<std::string> dialled(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        auto const point = take_code_point(text);
        if (point.value < 0)
            return std::nullopt;
        if (point.value < 0x80) {
            auto const c = static_cast<char>(point.value);
            if (is_digit(c) || (c == '+' && out.empty()))
                out += c;
            else if (!is_blank(c) && std::string_view(".-()/").find(c) == std::string_view::npos)
                return std::nullopt;
            continue;
        }
        // Address books wrap numbers in direction marks and join them with all sorts of dashes.
        auto const kind = utf8proc_category(point.value);
        if (kind != UTF8PROC_CATEGORY_ZS && kind != UTF8PROC_CATEGORY_CF &&
            kind != UTF8PROC_CATEGORY_PD)
            return std::nullopt;
    }
    return out;
}

std::optional<std::string> international(std::string_view digits)
{
    if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0')
        return std::nullopt;
    return '+' + std::string(digits);
}

/// Behind a `+`: `+62 (0)812…` loses the trunk prefix that does not belong there.
std::optional<std::string> with_calling_code(std::string_view digits)
{
    for (auto const& plan : plans) {
        std::string_view const code = plan.calling_code;
        if (std::string_view(plan.trunk_prefix) == "0" && starts_with(digits, code) &&
            starts_with(digits.substr(code.size()), "0"))
            return international(std::string(code).append(digits.substr(code.size() + 1)));
    }
    return international(digits);
}

/// What has to be dialled for a call abroad; people write `00` where another one is in use, too.
std::string_view international_prefix(numbering_plan const* plan) noexcept
{
    if (plan == nullptr)
        return "00";
    std::string_view const code = plan->calling_code;
    return code == "1" ? "011" : code == "61" ? "0011" : "00";
}

/// Drops a trunk prefix, where the rest is as long as the country's numbers are.
std::string_view without_trunk(std::string_view digits, numbering_plan const& plan) noexcept
{
    std::string_view const prefix = plan.trunk_prefix;
    if (prefix.empty() || !starts_with(digits, prefix))
        return digits;
    auto const rest = digits.substr(prefix.size());
    std::string_view const code = plan.calling_code;
    auto const length = code == "7" ? 10u : code == "375" ? 9u : code == "993" ? 8u : rest.size();
    return rest.size() == length ? rest : digits;
}

/// A number that begins with its calling code though nothing says so: `62812…`, `1 212 …`.
bool bears_calling_code(std::string_view digits, numbering_plan const& plan) noexcept
{
    std::string_view const code = plan.calling_code;
    if (!starts_with(digits, code))
        return false;
    if (code == "62") // shorter ones are of North Sumatra: 0622 123456
        return digits.size() >= 11;
    return (code == "1" || code == "7") && digits.size() == 11;
}

} // namespace

bool known_country(std::string_view alpha2) noexcept
{
    return find_plan(alpha2) != nullptr;
}

std::string_view calling_code(std::string_view country) noexcept
{
    auto const* const plan = find_plan(country);
    return plan ? plan->calling_code : "";
}

std::string_view trunk_prefix(std::string_view country) noexcept
{
    auto const* const plan = find_plan(country);
    return plan ? plan->trunk_prefix : "";
}

std::optional<std::string> normalise_phone(std::string_view text, std::string_view country)
{
    auto const plain = is_ascii(text) ? dialled(text) : dialled(folded(text));
    if (!plain || plain->empty())
        return std::nullopt;
    std::string_view digits = *plain;
    if (digits.front() == '+')
        return with_calling_code(digits.substr(1));
    auto const* const plan = find_plan(country);
    for (auto const prefix : {international_prefix(plan), std::string_view("00")})
        if (starts_with(digits, prefix))
            return with_calling_code(digits.substr(prefix.size()));
    if (plan == nullptr)
        return std::nullopt;
    if (bears_calling_code(digits, *plan))
        return with_calling_code(digits);
    std::string_view const code = plan->calling_code;
    if (code == "1" && (digits.size() != 10 || digits.front() < '2'))
        return std::nullopt;
    return international(std::string(code).append(without_trunk(digits, *plan)));
}

std::optional<std::string> normalise_email(std::string_view text)
{
    constexpr std::size_t longest = 254; // RFC 5321, a path without its brackets
    auto const address = normalised(text);
    auto const at = address.find('@');
    if (at == 0 || at == std::string::npos || at + 1 == address.size() ||
        address.find('@', at + 1) != std::string::npos || address.size() > longest)
        return std::nullopt;
    std::string out;
    for (std::string_view rest = address; !rest.empty();) {
        auto const point = take_code_point(rest);
        if (point.value < ' ' || point.value == 0x7F || is_white_space(point.value))
            return std::nullopt;
        append_code_point(out, utf8proc_tolower(point.value));
    }
    return out;
}

} // namespace tokocrm
