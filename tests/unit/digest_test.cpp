#include "../../lib/core/digest.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

using namespace tokocrm;

BOOST_AUTO_TEST_SUITE(digest_)

BOOST_AUTO_TEST_CASE(blake2b_of_128_bits)
{
    BOOST_TEST(digest("") == "cae66941d9efbd404e4d88758ea67670");
    BOOST_TEST(digest("abc") == "cf4ab791c62b8d2b2109c90275287816");
    BOOST_TEST(digest("abc") != digest("abd"));
    BOOST_TEST(digest(std::string_view("\0", 1)) != digest(""));
}

BOOST_AUTO_TEST_CASE(fields_keep_their_borders)
{
    auto const of = [](std::initializer_list<std::string_view> fields) {
        digester row;
        for (auto const field : fields)
            row.add(field);
        return row.finish();
    };
    BOOST_TEST(of({"ab", "c"}) == of({"ab", "c"}));
    std::set<std::string> const all{of({}),          of({""}),        of({"", ""}),
                                    of({"abc"}),     of({"ab", "c"}), of({"a", "bc"}),
                                    of({"abc", ""}), of({"", "abc"}), digest("abc")};
    BOOST_TEST(all.size() == 9u);
    BOOST_TEST(all.begin()->size() == 32u);
}

BOOST_AUTO_TEST_CASE(random_names_come_from_the_environment)
{
    environment const fixed{
        {}, [](std::span<std::byte> out) { std::fill(out.begin(), out.end(), std::byte{0xA5}); }};
    BOOST_TEST(random_name(fixed, 3) == "a5a5a5");
    BOOST_TEST(random_name(fixed, 0) == "");
    auto const real = system_environment();
    std::set<std::string> names;
    for (int i = 0; i < 100; ++i)
        names.insert(random_name(real, 16));
    BOOST_TEST(names.size() == 100u);
    BOOST_TEST(names.begin()->size() == 32u);
}

BOOST_AUTO_TEST_CASE(the_system_s_clock_runs)
{
    auto const env = system_environment();
    auto const before = env.now();
    BOOST_TEST((before > timestamp(std::chrono::hours(24 * 365 * 50))));
    BOOST_TEST((env.now() >= before));
}

BOOST_AUTO_TEST_SUITE_END()
