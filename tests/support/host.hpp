#ifndef TOKOCRM_TESTS_SUPPORT_HOST_HPP
#define TOKOCRM_TESTS_SUPPORT_HOST_HPP

#include <tokocrm/error.hpp>

#include <boost/test/unit_test.hpp>

#include <exception>
#include <fcntl.h>
#include <grp.h>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <typeinfo>
#include <unistd.h>

namespace test {

/// The kind and the reason of the error that `work` throws; nothing where it throws none.
template <class Work>
std::string failure_of(Work&& work)
{
    try {
        work();
    } catch (tokocrm::error const& e) {
        return std::string(name(e.code())) + " " + e.reason();
    } catch (std::exception const& e) {
        return std::string(typeid(e).name()) + ": " + e.what();
    } catch (int number) {
        return "int: " + std::to_string(number);
    }
    return {};
}

/// The sentence of the error that `work` throws.
template <class Work>
std::string sentence_of(Work&& work)
{
    try {
        work();
    } catch (tokocrm::error const& e) {
        return e.what();
    }
    return {};
}

/// The text that `work` gives in a process of its own, which must end as it should.
template <class Work>
std::string in_child(Work&& work)
{
    int ends[2];
    BOOST_REQUIRE(::pipe(ends) == 0);
    auto const child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        ::alarm(120);
        std::string text;
        text = failure_of([&] { text = work(); }) + text;
        auto const written = ::write(ends[1], text.data(), text.size());
        ::_exit(written == static_cast<ssize_t>(text.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string text;
    char part[4096];
    for (ssize_t got; (got = ::read(ends[0], part, sizeof part)) > 0;)
        text.append(part, static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = -1;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status))
        text += "; ended by signal " + std::to_string(WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        text += "; ended with " + std::to_string(WEXITSTATUS(status));
    return text;
}

/// Gives root's rights up, for good, where there are any: root would notice no permission.
inline void become_somebody()
{
    constexpr unsigned nobody = 65534;
    if (::geteuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(nobody) != 0 || ::setuid(nobody) != 0))
        throw std::runtime_error("root's rights cannot be given up");
}

/// How many files are open; asks without opening any.
inline int open_files()
{
    int count = 0;
    for (int number = 0; number < 4'096; ++number)
        count += ::fcntl(number, F_GETFD) >= 0;
    return count;
}

/// While it lives, so many more files can be opened and no more.
class few_handles
{
public:
    explicit few_handles(int more)
    {
        BOOST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        // The limit is one above the highest number: gaps below it count as free.
        auto few = before_;
        few.rlim_cur = 0;
        for (int number = 0; more >= 0; ++number) {
            if (::fcntl(number, F_GETFD) < 0 && more-- == 0)
                few.rlim_cur = static_cast<rlim_t>(number);
        }
        BOOST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    few_handles(few_handles const&) = delete;
    few_handles& operator=(few_handles const&) = delete;
    ~few_handles() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_ = {};
};

} // namespace test

#endif
