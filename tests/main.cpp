// The main function of the Boost.Test programs. `PROGRAM -- --file=NAME.cpp` runs only the cases
// of one source file, so that CTest can have a test per file without knowing their suites;
// `--case=NAME` only that one of them, `--without=NAME` all but that one.
#define BOOST_TEST_NO_MAIN
#include <boost/test/tree/traverse.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

namespace ut = boost::unit_test;

class only_file : public ut::test_tree_visitor
{
public:
    only_file(std::string_view name, std::vector<std::string_view> only,
              std::vector<std::string_view> without)
        : name_(name), only_(std::move(only)), without_(std::move(without))
    {}
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
        std::string_view const test(tc.p_name.get());
        auto const among = [test](std::vector<std::string_view> const& names) {
            return std::find(names.begin(), names.end(), test) != names.end();
        };
        if (file.substr(file.rfind('/') + 1) == name_ && (only_.empty() || among(only_)) &&
            !among(without_))
            ++found_;
        else
            ut::framework::get<ut::test_case>(tc.p_id).p_default_status.value =
                ut::test_unit::RS_DISABLED;
    }

    std::string_view name_;
    std::vector<std::string_view> only_, without_;
    std::size_t found_ = 0;
};

bool choose_file()
{
    auto const& all = ut::framework::master_test_suite();
    std::vector<std::string_view> files, only, without;
    for (int i = 1; i < all.argc; ++i) {
        std::string_view const argument = all.argv[i];
        auto const take = [argument](std::string_view option, auto& into) {
            if (argument.starts_with(option))
                into.push_back(argument.substr(option.size()));
        };
        take("--file=", files);
        take("--case=", only);
        take("--without=", without);
    }
    for (auto const file : files) {
        only_file chosen(file, only, without);
        ut::traverse_test_tree(all, chosen, true);
        if (chosen.found() == 0) {
            std::cerr << "no such test case comes from " << file << '\n';
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
