#ifndef TOKOCRM_ID_HPP
#define TOKOCRM_ID_HPP

#include <compare>
#include <cstdint>

#pragma GCC visibility push(default)

/** @file
    Numbers of stored things that do not mix.
*/

namespace tokocrm {

/** The number of a stored Entity; ids of different entities do not mix.

    A shop counts each kind of thing from 1. An id says nothing of whether the thing is there.
*/
template <class Entity>
class id
{
public:
    /// The id with a number, as a host has kept it.
    constexpr explicit id(std::int64_t value) noexcept : value_(value) {}
    /// The number.
    constexpr std::int64_t value() const noexcept { return value_; }
    /// In the order of the numbers.
    friend auto operator<=>(id, id) = default;

private:
    std::int64_t value_;
};

} // namespace tokocrm

#pragma GCC visibility pop

#endif
