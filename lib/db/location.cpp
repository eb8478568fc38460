#include "location.hpp"

#include "errors.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <sys/stat.h>

namespace tokocrm::db {

namespace {

/// SQLite takes 512 bytes, with what it and `create_database` hang on to a name.
constexpr std::size_t longest_path = 440;
constexpr std::size_t longest_name = NAME_MAX - std::string_view("-journal").size();

bool is_scheme(std::string_view text)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return !text.empty() && text.find_first_not_of(letters) == text.npos;
}

error invalid()
{
    return error(errc::invalid_input, "db.url_invalid",
                 mark("that names no shop; give a path, or sqlite: and a path"));
}

error not_found(std::string const& path)
{
    return error(errc::not_found, "db.not_found",
                 mark("there is no shop {0}; check the path, or make it with toko init"), {path});
}

error not_a_file(std::string const& path)
{
    return error(errc::not_found, "db.not_a_file",
                 mark("{0} is a folder or a device; name the shop's file"), {path});
}

} // namespace

std::string path_of(std::string_view url)
{
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite))
        url.remove_prefix(sqlite.size());
    else if (url.starts_with("postgresql:") || url.starts_with("postgres:"))
        throw error(errc::unavailable, "db.unsupported",
                    mark("this build has no PostgreSQL yet; name a file"));
    else if (auto const colon = url.find("://");
             colon != url.npos && is_scheme(url.substr(0, colon)))
        throw invalid();
    if (url.empty() || url.find('\0') != url.npos)
        throw invalid();
    return std::string(url);
}

std::string existing_file(std::string const& path)
{
    struct stat found = {};
    char real[PATH_MAX];
    if (::stat(path.c_str(), &found) != 0 || !::realpath(path.c_str(), real)) {
        int const reason = errno;
        if (reason == ENAMETOOLONG)
            throw path_too_long();
        if (reason == ENOENT || reason == ENOTDIR || reason == ELOOP)
            throw not_found(path);
        throw system_failure(reason, path);
    }
    if (!S_ISREG(found.st_mode))
        throw not_a_file(path);
    require_short(real);
    return real;
}

error path_too_long()
{
    return error(
        errc::invalid_input, "db.path_too_long",
        mark("the shop's path is too long; choose one of at most {0} bytes, with a name of "
             "at most {1}"),
        {std::to_string(longest_path), std::to_string(longest_name)});
}

void require_short(std::string const& file)
{
    auto const name = file.size() - (file.rfind('/') + 1);
    if (file.size() > longest_path || name > longest_name)
        throw path_too_long();
}

file_identity identity_of(std::string const& file) noexcept
{
    struct stat found = {};
    if (::stat(file.c_str(), &found) != 0)
        return {};
    return {found.st_dev, found.st_ino};
}

} // namespace tokocrm::db
