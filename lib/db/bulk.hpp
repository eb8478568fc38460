#ifndef TOKOCRM_LIB_DB_BULK_HPP
#define TOKOCRM_LIB_DB_BULK_HPP

#include <tokocrm/unit_of_work.hpp>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

namespace tokocrm::db {

/** Rows into one table through one prepared statement, a value a column.

    @code
    bulk_writer lines(uow, "order_lines", {"order_id", "sku", "note"});
    lines << order << sku << note; // note: optional<string>
    lines.end_row();
    @endcode

    Lives inside the unit. Failures are `error`s, as at the unit's edge.
*/
class bulk_writer
{
public:
    bulk_writer(unit_of_work& uow, std::string_view table,
                std::initializer_list<char const*> columns);
    bulk_writer(bulk_writer&&) noexcept;
    bulk_writer& operator=(bulk_writer&&) noexcept;
    ~bulk_writer();

    /// An integer, a text, `std::nullopt`, or an optional of the first two.
    template <class T>
    bulk_writer& operator<<(T const& value)
    {
        if constexpr (std::same_as<T, std::nullopt_t>)
            add_null();
        else if constexpr (std::integral<T>) {
            static_assert(std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t),
                          "an unsigned number may not fit");
            add(static_cast<std::int64_t>(value));
        } else if constexpr (std::convertible_to<T const&, std::string_view>)
            add(std::string_view(value));
        else if (value)
            *this << *value;
        else
            add_null();
        return *this;
    }

    void end_row();

    /** Let the table grow without its indexes, until they are made again all at once.

        Worth it where more rows come than are there. Constraints that are no indexes hold all the
        while; others read the table as it was before. A unit that does not get as far as
        `make_indexes` has to be rolled back.
    */
    void put_off_indexes();
    void make_indexes();

private:
    void add(std::int64_t value);
    void add(std::string_view value);
    void add_null();
    void added(int result);

    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace tokocrm::db

#endif
