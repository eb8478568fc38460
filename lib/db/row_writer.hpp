#ifndef TOKOCRM_LIB_DB_ROW_WRITER_HPP
#define TOKOCRM_LIB_DB_ROW_WRITER_HPP

#include <tokocrm/unit_of_work.hpp>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>

namespace tokocrm::db {

/** Rows into one table through one prepared statement, for hot paths and for many rows.

    @code
    row_writer lines(uow, "order_lines", {"order_id", "sku", "note"});
    lines.add(order, sku, note); // note: optional<string>
    @endcode

    Lives inside the unit, or is kept with the connection (`db::cached`). Failures are `error`s, as
    at the unit's edge; a row that failed leaves nothing for the next.
*/
class row_writer
{
public:
    row_writer(unit_of_work& uow, std::string_view table,
               std::initializer_list<char const*> columns);
    row_writer(row_writer&&) noexcept;
    row_writer& operator=(row_writer&&) noexcept;
    ~row_writer();

    /// A value a column: integer, text, `std::nullopt`, an optional or a pointer to one, if any.
    template <class... Values>
    void add(Values const&... values)
    {
        require_columns(sizeof...(values));
        int column = 0;
        (put(++column, values), ...);
        write();
    }

    /** Let the table grow without its indexes, until they are made again all at once.

        Worth it where more rows come than are there. Constraints that are no indexes hold all the
        while; others read the table as it was before. A unit that does not get as far as
        `make_indexes` has to be rolled back.
    */
    void put_off_indexes();
    void make_indexes();

private:
    template <class T>
    void put(int column, T const& value)
    {
        if constexpr (std::same_as<T, std::nullopt_t>)
            bind_null(column);
        else if constexpr (std::integral<T>) {
            static_assert(std::is_signed_v<T> || sizeof(T) < sizeof(std::int64_t),
                          "an unsigned number may not fit");
            bind(column, static_cast<std::int64_t>(value));
        } else if constexpr (std::convertible_to<T const&, std::string_view>)
            bind(column, std::string_view(value));
        else if (value)
            put(column, *value);
        else
            bind_null(column);
    }
    void require_columns(std::size_t values) const;
    void bind(int column, std::int64_t value);
    void bind(int column, std::string_view value);
    void bind_null(int column);
    void bound(int result);
    void write();

    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace tokocrm::db

#endif
