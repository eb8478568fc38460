#include "tests/support/shop_program.hpp"

#include <tokocrm/staff.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <string>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>

using namespace tokocrm;

namespace {

/// The program on a terminal of its own, with somebody who types.
class typed_at
{
public:
    typed_at(std::vector<std::string> words, std::vector<std::string> variables)
    {
        std::vector<char*> arguments, environment;
        for (auto& each : words)
            arguments.push_back(each.data());
        for (auto& each : variables)
            environment.push_back(each.data());
        arguments.push_back(nullptr);
        environment.push_back(nullptr);
        id_ = ::forkpty(&terminal_, nullptr, nullptr, nullptr);
        if (id_ == 0) {
            ::execve(arguments[0], arguments.data(), environment.data());
            ::_exit(127);
        }
        BOOST_REQUIRE(id_ > 0);
    }
    typed_at(typed_at const&) = delete;
    typed_at& operator=(typed_at const&) = delete;
    ~typed_at()
    {
        if (!ended_) {
            ::kill(id_, SIGKILL);
            wait();
        }
        ::close(terminal_);
    }

    /// Waits until the screen shows a text.
    void wait_for(std::string const& text)
    {
        while (seen.find(text) == seen.npos)
            BOOST_REQUIRE_MESSAGE(more(), "no \"" << text << "\" in " << seen);
    }
    void type(std::string const& keys)
    {
        BOOST_REQUIRE(::write(terminal_, keys.data(), keys.size()) ==
                      static_cast<ssize_t>(keys.size()));
    }
    bool shows_what_is_typed() const
    {
        termios now{};
        BOOST_REQUIRE(::tcgetattr(terminal_, &now) == 0);
        return (now.c_lflag & ECHO) != 0;
    }
    /// The raw status at its end.
    int wait()
    {
        while (more()) {
        }
        int status = 0;
        ::waitpid(id_, &status, 0);
        ended_ = true;
        return status;
    }

    std::string seen; ///< on the screen

private:
    /// Reads what comes next; false at the end.
    bool more()
    {
        constexpr int a_minute = 60'000;
        pollfd ready{terminal_, POLLIN, 0};
        if (::poll(&ready, 1, a_minute) != 1)
            return false;
        char some[512];
        auto const count = ::read(terminal_, some, sizeof some);
        if (count <= 0) // EIO: nobody holds the other end any more
            return false;
        seen.append(some, static_cast<std::size_t>(count));
        return true;
    }

    pid_t id_ = -1;
    int terminal_ = -1;
    bool ended_ = false;
};

struct shop_with_siti : test::shop_program
{
    shop_with_siti()
    {
        transact([](unit_of_work& uow) { add_staff_member(uow, {.name = "Siti"}); });
        close();
    }
    typed_at passwd()
    {
        return {{test::toko_program(), "--lang", "en", "--db", file, "user", "passwd", "Siti"},
                environment()};
    }
    bool lets_in(std::string const& password)
    {
        return read([&](unit_of_work& uow) {
            return check_staff_password(uow, "Siti", password).has_value();
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(password_prompt, shop_with_siti)

BOOST_AUTO_TEST_CASE(a_password_is_typed_twice_and_never_shown)
{
    auto program = passwd();
    program.wait_for("New password:");
    BOOST_TEST(!program.shows_what_is_typed());
    program.type("rahasia toko\n");
    program.wait_for("Once more:");
    program.type("rahasia toko\n");
    program.wait_for("Siti has a new password");
    BOOST_TEST(program.wait() == 0);
    BOOST_TEST(program.seen.find("rahasia") == std::string::npos);
    BOOST_TEST(lets_in("rahasia toko"));
}

BOOST_AUTO_TEST_CASE(two_different_passwords_change_nothing)
{
    auto program = passwd();
    program.wait_for("New password:");
    program.type("rahasia toko\n");
    program.wait_for("Once more:");
    program.type("rahasia tako\n");
    program.wait_for("two different passwords");
    auto const status = program.wait();
    BOOST_TEST(WIFEXITED(status));
    BOOST_TEST(WEXITSTATUS(status) == 64);
    BOOST_TEST(!lets_in("rahasia toko"));
    BOOST_TEST(!lets_in("rahasia tako"));
}

BOOST_AUTO_TEST_CASE(the_terminal_is_as_it_was_after_an_interruption)
{
    auto program = passwd();
    program.wait_for("New password:");
    BOOST_TEST(!program.shows_what_is_typed());
    program.type("\x03");
    auto const status = program.wait();
    BOOST_TEST(WIFSIGNALED(status));
    BOOST_TEST(WTERMSIG(status) == SIGINT);
    BOOST_TEST(program.shows_what_is_typed());
    BOOST_TEST(!read([](auto& uow) { return get_staff_member(uow, "Siti"); }).has_password);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_input_is_no_password)
{
    auto program = passwd();
    program.wait_for("New password:");
    program.type("\x04");
    program.wait_for("Once more:");
    program.type("\x04");
    auto const status = program.wait();
    BOOST_TEST(WEXITSTATUS(status) == 64);
    BOOST_TEST(program.seen.find("8 to 200 characters") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
