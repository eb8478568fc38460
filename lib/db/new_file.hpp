#ifndef TOKOCRM_LIB_DB_NEW_FILE_HPP
#define TOKOCRM_LIB_DB_NEW_FILE_HPP

#include "errors.hpp"

#include <string>

namespace tokocrm::db {

/// What is made, for the sentences that say why it is not.
enum class made_thing { shop, backup };

/// Where a file is to be, in a folder that exists.
struct target
{
    std::string path; ///< as the user wrote it
    std::string file; ///< absolute
    made_thing what;
};

/// Throws `db.url_invalid`, `db.path_too_long`, `db.folder_missing`, `db.not_permitted`; of a
/// backup `backup.exists`, `backup.folder_missing`, `backup.not_permitted`.
target target_at(std::string path, made_thing what);

/// Whether something has the name, be it a link that leads nowhere.
bool is_there(std::string const& file);

/// Throws `db.exists` or `backup.exists`, for leftovers of another shop of that name too.
void require_free(target const& to);

error cannot_be_made(int reason, target const& to);

/// Some file systems have no links.
bool has_no_links(int reason) noexcept;

/// The file while it is being made, under a name that nobody guesses, in the target's folder. Gone
/// with the object unless it has appeared.
class temporary_file
{
public:
    explicit temporary_file(target const& to);
    temporary_file(temporary_file const&) = delete;
    temporary_file& operator=(temporary_file const&) = delete;
    ~temporary_file();

    std::string const& name() const noexcept { return name_; }
    /// Gives it its name, whole or not at all, if that is free; on disk, too.
    void appear() const;
    /// Gives it its name instead of what has it now; the rights are those of that file.
    void appear_instead() const;

private:
    void take_name() const;

    target to_;
    std::string name_;
};

} // namespace tokocrm::db

#endif
