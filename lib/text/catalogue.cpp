#include <tokocrm/catalogue.hpp>

namespace tokocrm {

namespace {

constexpr std::uint32_t magic = 0x950412DE;

/// The file's layout is that of gettext's manual, "The Format of GNU MO Files".
class mo_file
{
public:
    explicit mo_file(std::span<unsigned char const> bytes) noexcept : bytes_(bytes) {}

    /// Zero beyond the end.
    std::uint32_t word(std::size_t at) const noexcept
    {
        if (bytes_.size() < 4 || at > bytes_.size() - 4)
            return 0;
        std::uint32_t out = 0;
        for (std::size_t i = 4; i-- > 0;)
            out = out << 8 | bytes_[at + i];
        return out;
    }

    std::string_view string(std::size_t table, std::size_t index) const noexcept
    {
        std::size_t const length = word(table + 8 * index);
        std::size_t const offset = word(table + 8 * index + 4);
        if (offset > bytes_.size() || length > bytes_.size() - offset)
            return {};
        return {reinterpret_cast<char const*>(bytes_.data()) + offset, length};
    }

private:
    std::span<unsigned char const> bytes_;
};

} // namespace

std::string_view catalogue::find(std::string_view english) const noexcept
{
    mo_file const file(mo_);
    if (english.empty() || file.word(0) != magic)
        return {};
    std::size_t const originals = file.word(12);
    std::size_t const translations = file.word(16);
    std::size_t first = 0;
    for (std::size_t last = file.word(8); first < last;) {
        auto const middle = first + (last - first) / 2;
        auto const order = file.string(originals, middle).compare(english);
        if (order == 0)
            return file.string(translations, middle);
        if (order < 0)
            first = middle + 1;
        else
            last = middle;
    }
    return {};
}

} // namespace tokocrm
