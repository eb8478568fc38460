#include "location.hpp"

#include "errors.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <sys/stat.h>

namespace tokocrm::db {

namespace {

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
        if (reason == ENOENT || reason == ENOTDIR || reason == ENAMETOOLONG || reason == ELOOP)
            throw not_found(path);
        throw system_failure(reason, path);
    }
    if (!S_ISREG(found.st_mode))
        throw not_a_file(path);
    return real;
}

} // namespace tokocrm::db
