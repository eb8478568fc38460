#ifndef TOKOCRM_TESTS_SUPPORT_TEMPORARY_DIRECTORY_HPP
#define TOKOCRM_TESTS_SUPPORT_TEMPORARY_DIRECTORY_HPP

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <string_view>
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

/** Where the test's databases live, from `TOKO_TEST_DATABASE`.

    `sqlite:` puts each into the system's temporary folder, `sqlite:FOLDER` into that one.
*/
inline std::filesystem::path database_folder()
{
    auto const* const given = std::getenv("TOKO_TEST_DATABASE");
    std::string_view const url = given && *given ? given : "sqlite:";
    constexpr std::string_view scheme = "sqlite:";
    if (!url.starts_with(scheme))
        throw std::invalid_argument("TOKO_TEST_DATABASE must be sqlite: or sqlite:FOLDER, not " +
                                    std::string(url));
    auto const folder = url.substr(scheme.size());
    return folder.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(folder);
}

} // namespace test

#endif
