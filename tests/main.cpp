// The main function of the Boost.Test programs. `PROGRAM -- --file=NAME.cpp` runs only the cases
// of one source file, so that CTest can have a test per file without knowing their suites.
#define BOOST_TEST_NO_MAIN
#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <string_view>

namespace {

namespace ut = boost::unit_test;

class only_file : public ut::test_tree_visitor
{
public:
    explicit only_file(std::string_view name) : name_(name) {}
    std::size_t found() const { return found_; }

private:
    bool test_suite_start(ut::test_suite const& suite) override
    {
        // The cases of a data set are made only afterwards, unless they are asked for.
        ut::framework::get<ut::test_suite>(suite.p_id).generate();
        return true;
    }

    void visit(ut::test_case const& tc) override
    {
        std::string_view const file(tc.p_file_name.begin(), tc.p_file_name.size());
        if (file.substr(file.rfind('/') + 1) == name_)
            ++found_;
        else
            ut::framework::get<ut::test_case>(tc.p_id).p_default_status.value =
                ut::test_unit::RS_DISABLED;
    }

    std::string_view name_;
    std::size_t found_ = 0;
};

bool choose_file()
{
    auto const& all = ut::framework::master_test_suite();
    constexpr std::string_view option = "--file=";
    for (int i = 1; i < all.argc; ++i) {
        std::string_view const argument = all.argv[i];
        if (!argument.starts_with(option))
            continue;
        only_file chosen(argument.substr(option.size()));
        ut::traverse_test_tree(all, chosen, true);
        if (chosen.found() == 0) {
            std::cerr << "no test case comes from " << argument.substr(option.size()) << '\n';
            return false;
        }
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    return ut::unit_test_main(choose_file, argc, argv);
}
