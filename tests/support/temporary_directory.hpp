#ifndef TOKOCRM_TESTS_SUPPORT_TEMPORARY_DIRECTORY_HPP
#define TOKOCRM_TESTS_SUPPORT_TEMPORARY_DIRECTORY_HPP

#include <cerrno>
#include <filesystem>
#include <stdlib.h>
#include <string>
#include <system_error>

namespace test {

/// A folder of one's own, gone with the object.
class temporary_directory
{
public:
    explicit temporary_directory(
        std::filesystem::path const& in = std::filesystem::temp_directory_path())
    {
        auto name = (in / "toko-test-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw std::system_error(errno, std::generic_category(), name);
        path_ = std::filesystem::canonical(name);
    }
    temporary_directory(temporary_directory const&) = delete;
    temporary_directory& operator=(temporary_directory const&) = delete;
    ~temporary_directory()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path const& path() const noexcept { return path_; }
    /// The path of a file in it.
    std::string operator/(std::string const& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

} // namespace test

#endif
