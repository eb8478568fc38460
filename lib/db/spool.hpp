#ifndef TOKOCRM_LIB_DB_SPOOL_HPP
#define TOKOCRM_LIB_DB_SPOOL_HPP

#include <cstdint>
#include <memory>
#include <string_view>

namespace tokocrm::db {

/** Sorts more than memory holds, in a temporary file that vanishes with the object.

    Has nothing to do with a shop's database. One thread at a time. Keys and payloads are any
    bytes; `db.full` and `db.io` where the temporary folder has no room or fails.
*/
class spool
{
public:
    spool();
    spool(spool&&) noexcept;
    spool& operator=(spool&&) noexcept;
    ~spool();

    void add(std::string_view key, std::string_view payload);
    std::int64_t size() const noexcept;

    /// Goes once through the rows; must not outlive the spool.
    class reader
    {
    public:
        reader(reader&&) noexcept;
        reader& operator=(reader&&) noexcept;
        ~reader();

        bool next();
        /// Both are good until the next `next()`.
        std::string_view key() const noexcept { return key_; }
        std::string_view payload() const noexcept { return payload_; }

    private:
        friend class spool;
        struct inside;
        explicit reader(std::unique_ptr<inside> made) noexcept;

        std::unique_ptr<inside> inside_;
        std::string_view key_;
        std::string_view payload_;
    };

    /** What was added so far, by the bytes of the key; equal keys in the order of `add`.

        Nothing is added while a reader is in use; several may be.
    */
    reader sorted();

private:
    struct inside;
    std::unique_ptr<inside> inside_;
};

} // namespace tokocrm::db

#endif
