#include "text_fold.hpp"

#include "characters.hpp"
#include "code_points.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace tokocrm {

namespace {

/// Decomposed code points; short texts do not allocate.
class decomposition
{
public:
    /// Empty for a text that is no UTF-8, as for an empty one.
    decomposition(std::string_view text, int options)
    {
        auto length = decompose(text, few_, options);
        if (length > static_cast<utf8proc_ssize_t>(few_.size())) {
            many_.resize(static_cast<std::size_t>(length));
            length = decompose(text, many_, options);
        }
        if ((options & UTF8PROC_COMPOSE) != 0 && length > 0)
            length = utf8proc_normalize_utf32(storage(), length,
                                              static_cast<utf8proc_option_t>(options));
        valid_ = length >= 0;
        size_ = valid_ ? static_cast<std::size_t>(length) : 0;
    }

    bool valid() const noexcept { return valid_; }
    std::span<utf8proc_int32_t const> code_points() noexcept { return {storage(), size_}; }

private:
    static utf8proc_ssize_t decompose(std::string_view text, std::span<utf8proc_int32_t> into,
                                      int options) noexcept
    {
        return utf8proc_decompose(reinterpret_cast<unsigned char const*>(text.data()),
                                  static_cast<utf8proc_ssize_t>(text.size()), into.data(),
                                  static_cast<utf8proc_ssize_t>(into.size()),
                                  static_cast<utf8proc_option_t>(options));
    }
    utf8proc_int32_t* storage() noexcept { return many_.empty() ? few_.data() : many_.data(); }

    std::array<utf8proc_int32_t, 256> few_;
    std::vector<utf8proc_int32_t> many_;
    std::size_t size_ = 0;
    bool valid_ = false;
};

/// Folds the case of ASCII and makes runs of ASCII white space one blank.
std::string folded_bytewise(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (char const c : trimmed(text)) {
        if (!is_blank(c))
            out += to_lower(c);
        else if (out.back() != ' ')
            out += ' ';
    }
    return out;
}

} // namespace

bool valid_text(std::string_view text) noexcept
{
    if (text.find('\0') != std::string_view::npos)
        return false;
    if (is_ascii(text))
        return true;
    while (!text.empty())
        if (take_code_point(text).value < 0)
            return false;
    return true;
}

std::string normalised(std::string_view text)
{
    if (is_ascii(text))
        return std::string(trimmed(text));
    decomposition composed(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (!composed.valid())
        return std::string(text);
    auto points = composed.code_points();
    while (!points.empty() && is_white_space(points.front()))
        points = points.subspan(1);
    while (!points.empty() && is_white_space(points.back()))
        points = points.first(points.size() - 1);
    std::string out;
    out.reserve(text.size());
    for (auto const point : points)
        append_code_point(out, point);
    return out;
}

std::string folded(std::string_view text)
{
    if (is_ascii(text))
        return folded_bytewise(text);
    decomposition parts(text, UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                                  UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    if (!parts.valid())
        return folded_bytewise(text);
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (auto const point : parts.code_points()) {
        if (is_white_space(point)) {
            gap = !out.empty();
            continue;
        }
        if (gap)
            out += ' ';
        gap = false;
        append_code_point(out, point);
    }
    return out;
}

std::string slug(std::string_view text)
{
    constexpr std::size_t longest = 64;
    auto const plain = folded(text);
    std::string_view rest = plain;
    std::string out;
    std::size_t length = 0;
    bool gap = false;
    while (!rest.empty()) {
        auto const point = take_code_point(rest);
        auto const kind = point.value < 0 ? UTF8PROC_CATEGORY_CN : utf8proc_category(point.value);
        auto const joins = (kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_LO) ||
                           (kind >= UTF8PROC_CATEGORY_ND && kind <= UTF8PROC_CATEGORY_NO);
        if (!joins) {
            gap = !out.empty();
            continue;
        }
        auto const grows_by = gap ? 2u : 1u;
        if (length + grows_by > longest)
            break;
        if (gap)
            out += '-';
        gap = false;
        out += point.bytes;
        length += grows_by;
    }
    return out.empty() ? "x" : out;
}

} // namespace tokocrm
