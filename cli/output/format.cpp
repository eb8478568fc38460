#include "format.hpp"

#include <utility>

namespace toko {

std::optional<output_format> find_format(std::string_view name) noexcept
{
    constexpr std::pair<std::string_view, output_format> formats[] = {
        {"table", output_format::table}, {"csv", output_format::csv},
        {"tsv", output_format::tsv},     {"json", output_format::json},
        {"jsonl", output_format::jsonl}, {"ids", output_format::ids},
        {"count", output_format::count},
    };
    for (auto const& [known, format] : formats) {
        if (known == name)
            return format;
    }
    return std::nullopt;
}

} // namespace toko
