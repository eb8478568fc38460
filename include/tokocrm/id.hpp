#ifndef TOKOCRM_ID_HPP
#define TOKOCRM_ID_HPP

#include <tokocrm/config.hpp>

#include <compare>
#include <cstdint>

namespace tokocrm TOKOCRM_PUBLIC {

/// The number of a stored Entity; ids of different entities do not mix.
template <class Entity>
class id
{
public:
    constexpr explicit id(std::int64_t value) noexcept : value_(value) {}
    constexpr std::int64_t value() const noexcept { return value_; }
    friend auto operator<=>(id, id) = default;

private:
    std::int64_t value_;
};

} // namespace TOKOCRM_PUBLIC

#endif
