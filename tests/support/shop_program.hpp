#ifndef TOKOCRM_TESTS_SUPPORT_SHOP_PROGRAM_HPP
#define TOKOCRM_TESTS_SUPPORT_SHOP_PROGRAM_HPP

#include "child_process.hpp"
#include "run_command.hpp"
#include "sales_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

/// Whether the long campaigns were asked for.
inline bool long_form()
{
    auto const* const told = std::getenv("TOKO_LONG");
    return told && std::string_view(told) == "1";
}

inline void write_file(std::string const& name, std::string const& content)
{
    std::ofstream file(name, std::ios::binary);
    file << content;
    if (!file.flush())
        throw std::runtime_error(name + " cannot be written");
}

/// A shop that the real program works on, too; its clock stands where the fixture's stands.
class shop_program : public sales_fixture
{
public:
    std::string const file = folder / "shop.db";

    /// Begins with a copy of another shop, which must be closed.
    void copy_of(shop_program const& other) const { std::filesystem::copy_file(other.file, file); }

    std::vector<std::string> environment() const { return plain_environment(folder / "home"); }

    /// `toko --db SHOP WORDS`, to be run by a shell.
    std::string line(std::string const& words) const
    {
        return quoted_word(toko_program()) + " --lang en --db " + quoted_word(file) + " " + words;
    }
    outcome toko(std::string const& words, std::string const& before = "")
    {
        close();
        return run_command(before + line(words), folder.path(), environment(),
                           std::chrono::seconds{600});
    }
    outcome shell(std::string const& words)
    {
        close();
        return run_command(words, folder.path(), environment(), std::chrono::seconds{600});
    }

    /// That all is in order, and all rows are those of a dump.
    void must_be(table_dump const& expected)
    {
        BOOST_TEST(findings() == std::vector<std::string>(), boost::test_tools::per_element());
        auto const is = dump();
        BOOST_TEST((is == expected));
        if (is != expected)
            BOOST_TEST_MESSAGE(difference(expected, is).substr(0, 4'000));
    }
};

} // namespace test

#endif
