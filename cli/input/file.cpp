#include "file.hpp"

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace toko {

namespace {

command_error cannot_open(int number, std::string const& path)
{
    if (number == EACCES || number == EPERM)
        return {tokocrm::errc::permission_denied,
                "input.not_permitted",
                tr("{0} may not be read"),
                {path}};
    if (number == ENOENT || number == ENOTDIR || number == ENAMETOOLONG)
        return {tokocrm::errc::not_found, "input.missing", tr("there is no file {0}"), {path}};
    return {tokocrm::errc::unavailable,
            "input.failed",
            tr("{0} cannot be read: {1}"),
            {path, std::strerror(number)}};
}

} // namespace

input_file::input_file(context& ctx, std::string const& path) : standard_(ctx.in())
{
    if (path == "-")
        return;
    struct stat found = {};
    if (::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode))
        throw command_error(tokocrm::errc::not_found, "input.not_a_file",
                            tr("{0} is a folder; name a file in it"), {path});
    errno = 0;
    file_.emplace(path, std::ios::binary);
    if (!*file_)
        throw cannot_open(errno, path);
    if (S_ISREG(found.st_mode))
        size_ = found.st_size;
}

} // namespace toko
