#include "cell.hpp"

#include "../text/tr.hpp"
#include "people.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace toko {

namespace {

namespace json = boost::json;

/// Text as it is, everything else as JSON writes it.
std::string plain(json::value const& value)
{
    if (auto const* const text = value.if_string())
        return std::string(*text);
    return json_text(value);
}

std::optional<tokocrm::money> as_money(json::value const& value, kind as,
                                       tokocrm::currency currency)
{
    if (as != kind::amount || !value.is_int64())
        return std::nullopt;
    return tokocrm::money(value.get_int64(), currency);
}

struct steering
{
    unsigned point;
    std::size_t length; ///< in bytes; 0 where the text does not begin with one
};

/// DEL, U+0080 to U+009F, line separators and the marks that turn the direction of writing.
steering steering_at(std::string_view text) noexcept
{
    auto const byte = [&](std::size_t at) -> unsigned {
        return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    };
    if (byte(0) == 0x7F)
        return {0x7F, 1};
    if ((byte(0) & 0xE0) == 0xC0) {
        auto const point = (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        return {point, (point >= 0x80 && point <= 0x9F) || point == 0x61C ? 2u : 0u};
    }
    if (byte(0) != 0xE2)
        return {0, 0};
    auto const point = 0x2000 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
    bool const steers = point == 0x200E || point == 0x200F ||
                        (point >= 0x2028 && point <= 0x202E) ||
                        (point >= 0x2066 && point <= 0x2069);
    return {point, steers ? 3u : 0u};
}

} // namespace

json::value const* find_value(json::object const& row, std::string_view key)
{
    if (auto const* const found = row.if_contains(key))
        return found->is_null() ? nullptr : found;
    auto const dot = key.find('.');
    if (dot == key.npos)
        return nullptr;
    auto const* const inner = row.if_contains(key.substr(0, dot));
    return inner && inner->is_object() ? find_value(inner->get_object(), key.substr(dot + 1))
                                       : nullptr;
}

tokocrm::currency currency_of(json::object const& row, tokocrm::currency otherwise)
{
    auto const* const own = row.if_contains("currency");
    if (!own || !own->is_string())
        return otherwise;
    auto const& code = own->get_string();
    return tokocrm::find_currency({code.data(), code.size()}).value_or(otherwise);
}

std::string machine_text(json::value const& value, kind as, tokocrm::currency currency)
{
    auto const amount = as_money(value, as, currency);
    return amount ? tokocrm::to_decimal(*amount) : plain(value);
}

std::string people_text(json::value const& value, kind as, tokocrm::currency currency,
                        tokocrm::language in, bool plain_amounts)
{
    if (auto const amount = as_money(value, as, currency))
        return plain_amounts ? tokocrm::to_column_text(*amount) : tokocrm::to_text(*amount);
    if (value.is_bool())
        return std::string(value.get_bool() ? translate(in, tr("yes")) : translate(in, tr("no")));
    auto const text = plain(value);
    switch (as) {
    case kind::quantity:
        return tokocrm::escape_for_display(decimal_text(text, in));
    case kind::percentage:
        return tokocrm::escape_for_display(decimal_text(text, in)) + " %";
    case kind::instant:
        return tokocrm::escape_for_display(instant_text(text, in));
    case kind::date:
        return tokocrm::escape_for_display(date_text(text, in));
    case kind::label:
        return tokocrm::escape_for_display(label_text(text, in));
    case kind::text:
    case kind::number:
    case kind::amount:
    case kind::boolean:
    case kind::nested:
        break;
    }
    return tokocrm::escape_for_display(text);
}

std::string json_text(json::value const& value)
{
    auto const raw = json::serialize(value);
    // what JSON itself lets through and a terminal obeys stands only inside strings
    std::string safe;
    constexpr char digits[] = "0123456789abcdef";
    for (std::size_t at = 0; at < raw.size();) {
        auto const [point, length] = steering_at(std::string_view(raw).substr(at));
        if (length == 0) {
            safe += raw[at++];
            continue;
        }
        safe.append("\\u");
        for (unsigned shift = 16; shift > 0; shift -= 4)
            safe += digits[point >> (shift - 4) & 0xF];
        at += length;
    }
    return safe;
}

} // namespace toko
