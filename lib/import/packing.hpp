#ifndef TOKOCRM_LIB_IMPORT_PACKING_HPP
#define TOKOCRM_LIB_IMPORT_PACKING_HPP

// Records as bytes, for the temporary files of an import: written and read by one process.

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// Writes what it is handed behind what it has.
class packer
{
public:
    static constexpr bool reads = false;

    void operator()(std::int64_t const& value)
    {
        out_.append(reinterpret_cast<char const*>(&value), sizeof value);
    }
    void operator()(std::string const& value)
    {
        (*this)(static_cast<std::int64_t>(value.size()));
        out_ += value;
    }
    template <class T>
    void operator()(std::optional<T> const& value)
    {
        out_ += value ? '\1' : '\0';
        if (value)
            (*this)(*value);
    }
    std::string const& bytes() const noexcept { return out_; }
    void clear() noexcept { out_.clear(); }

private:
    std::string out_;
};

/// Reads in the same order; the bytes outlive it.
class unpacker
{
public:
    static constexpr bool reads = true;

    explicit unpacker(std::string_view bytes) noexcept : rest_(bytes) {}

    void operator()(std::int64_t& value)
    {
        std::memcpy(&value, rest_.data(), sizeof value);
        rest_.remove_prefix(sizeof value);
    }
    void operator()(std::string& value)
    {
        std::int64_t size = 0;
        (*this)(size);
        value.assign(rest_.substr(0, static_cast<std::size_t>(size)));
        rest_.remove_prefix(static_cast<std::size_t>(size));
    }
    template <class T>
    void operator()(std::optional<T>& value)
    {
        bool const present = rest_.front() != '\0';
        rest_.remove_prefix(1);
        if (present)
            (*this)(value.emplace());
        else
            value.reset();
    }

private:
    std::string_view rest_;
};

/// A number whose bytes sort as the numbers do.
inline std::string sortable(std::int64_t value)
{
    auto const shifted = static_cast<std::uint64_t>(value) ^ (std::uint64_t{1} << 63);
    std::string out(8, '\0');
    for (unsigned i = 0; i < 8; ++i)
        out[i] = static_cast<char>(shifted >> (56 - 8 * i) & 0xFF);
    return out;
}

} // namespace tokocrm

#endif
