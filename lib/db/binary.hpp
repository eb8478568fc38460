#ifndef TOKOCRM_LIB_DB_BINARY_HPP
#define TOKOCRM_LIB_DB_BINARY_HPP

#include "session.hpp"

#include <soci/soci.h>

#include <string>
#include <string_view>

namespace tokocrm::db {

/** The value of a `{{blob}}` column, bound to a statement between `prepare` and `define_and_bind`.

    How SOCI moves bytes differs by database: `soci::blob` is a value in SQLite, in PostgreSQL it is
    a large object, which is no column of bytes. So nobody else names it.
*/
class binary
{
public:
    /// To be read.
    explicit binary(unit_of_work& uow) : value_(sql(uow)) {}
    /// To be written.
    binary(unit_of_work& uow, std::string_view bytes) : value_(sql(uow))
    {
        value_.write(0, bytes.data(), bytes.size());
    }

    void use_in(soci::statement& written) { written.exchange(soci::use(value_)); }
    void into_from(soci::statement& read) { read.exchange(soci::into(value_)); }

    /// What was read.
    std::string get()
    {
        std::string bytes(value_.get_len(), '\0');
        value_.read(0, bytes.data(), bytes.size());
        return bytes;
    }

private:
    soci::blob value_;
};

} // namespace tokocrm::db

#endif
