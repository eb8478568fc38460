#ifndef TOKOCRM_LIB_DB_VALUES_HPP
#define TOKOCRM_LIB_DB_VALUES_HPP

#include <tokocrm/time.hpp>

#include <soci/soci.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace tokocrm::db {

/// A column that may be null: `into(x.value, x.state)`, `use(x.value, x.state)`.
template <class T>
struct nullable
{
    T value{};
    soci::indicator state = soci::i_null;

    nullable() = default;
    nullable(std::optional<T> from)
        : value(from ? std::move(*from) : T{}), state(from ? soci::i_ok : soci::i_null)
    {}
    std::optional<T> get() const
    {
        return state == soci::i_ok ? std::optional<T>(value) : std::nullopt;
    }
};

using nullable_text = nullable<std::string>;
using nullable_number = nullable<std::int64_t>;

inline std::int64_t to_number(timestamp at)
{
    return at.time_since_epoch().count();
}

inline timestamp to_timestamp(std::int64_t microseconds)
{
    return timestamp(std::chrono::microseconds(microseconds));
}

inline std::optional<std::int64_t> to_number(std::optional<timestamp> at)
{
    return at ? std::optional(to_number(*at)) : std::nullopt;
}

inline std::optional<timestamp> to_timestamp(std::optional<std::int64_t> microseconds)
{
    return microseconds ? std::optional(to_timestamp(*microseconds)) : std::nullopt;
}

} // namespace tokocrm::db

#endif
