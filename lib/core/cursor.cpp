#include "cursor.hpp"

#include <tokocrm/error.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <sodium/utils.h>

namespace tokocrm {

namespace {

[[noreturn]] void invalid()
{
    throw error(errc::invalid_input, "page.cursor_invalid",
                mark("this cursor does not belong to this list; begin again without it"));
}

} // namespace

std::string write_cursor(cursor const& where)
{
    auto const plain = boost::json::serialize(
        boost::json::array{where.kind, where.text, where.value, where.number});
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(plain.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<unsigned char const*>(plain.data()),
                      plain.size(), variant);
    out.pop_back(); // the terminating zero
    return out;
}

cursor read_cursor(std::string_view text, std::string_view kind)
{
    std::string plain(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(), text.data(),
                          text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        invalid();
    plain.resize(size);
    boost::json::error_code failed;
    auto const read = boost::json::parse(plain, failed);
    if (failed || !read.is_array() || read.get_array().size() != 4)
        invalid();
    auto const& parts = read.get_array();
    if (!parts[0].is_string() || parts[0].get_string() != kind || !parts[1].is_string() ||
        !parts[2].is_int64() || !parts[3].is_int64())
        invalid();
    return {std::string(kind), std::string(parts[1].get_string()), parts[2].get_int64(),
            parts[3].get_int64()};
}

} // namespace tokocrm
