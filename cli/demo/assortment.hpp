#ifndef TOKO_DEMO_ASSORTMENT_HPP
#define TOKO_DEMO_ASSORTMENT_HPP

#include <cstdint>
#include <span>
#include <string_view>

namespace toko::demo {

struct product
{
    char const* sku;
    char const* name;
    char const* category;
    std::int64_t price;            ///< rupiah for a unit
    std::int64_t discount_percent; ///< off it
    char const* unit;
    bool fractional;
    int demand;       ///< how often it is bought, beside the others
    int most_at_once; ///< units on one line
};

struct destination
{
    char const* city;
    std::int64_t fee; ///< rupiah
    int demand;       ///< how many customers live there, beside the others outside of Kisaran
};

struct person
{
    char const* name;
    char const* street;
    char const* village; ///< in Kisaran; some live elsewhere in a street of that name
    bool has_email;
};

std::span<char const* const> categories() noexcept;
std::span<product const> products() noexcept;
std::span<destination const> destinations() noexcept;
std::span<person const> people() noexcept;

/// The city, as the shipping rates know it, that a village of Kisaran is in.
std::string_view half_of_kisaran(std::string_view village) noexcept;

/// The coupon of the fasting month.
inline constexpr char const* coupon_code = "LBR01";
inline constexpr std::int64_t coupon_percent = 10;

} // namespace toko::demo

#endif
