#include "secret.hpp"

#include "../context.hpp"
#include "../options.hpp"
#include "file.hpp"

#include <array>
#include <csignal>
#include <istream>
#include <termios.h>
#include <unistd.h>

namespace toko {

namespace {

/// The library takes 200 characters; what is longer is refused there, and not kept here.
constexpr std::size_t longest_line = 1'024;

std::string first_line(std::istream& in)
{
    std::string line;
    for (int c = in.get(); c != std::istream::traits_type::eof() && c != '\n'; c = in.get())
        if (line.size() <= longest_line)
            line += static_cast<char>(c);
    if (line.ends_with('\r'))
        line.pop_back();
    return line;
}

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP, SIGQUIT};

termios shown_before;

extern "C" void show_again_and_end(int signal)
{
    ::tcsetattr(STDIN_FILENO, TCSANOW, &shown_before);
    ::raise(signal); // its action is the usual one again
}

/// The terminal shows nothing of what is typed, and is as it was afterwards, also after Ctrl-C.
class unseen
{
public:
    unseen()
    {
        if (::tcgetattr(STDIN_FILENO, &shown_before) != 0)
            return;
        is_terminal_ = true;
        struct sigaction ending = {};
        ending.sa_handler = show_again_and_end;
        ending.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
        for (std::size_t i = 0; i < ending_signals.size(); ++i) {
            ::sigaction(ending_signals[i], nullptr, &before_[i]);
            if (before_[i].sa_handler == SIG_DFL)
                ::sigaction(ending_signals[i], &ending, nullptr);
        }
        auto quiet = shown_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    unseen(unseen const&) = delete;
    unseen& operator=(unseen const&) = delete;
    ~unseen()
    {
        if (!is_terminal_)
            return;
        ::tcsetattr(STDIN_FILENO, TCSANOW, &shown_before);
        for (std::size_t i = 0; i < ending_signals.size(); ++i)
            ::sigaction(ending_signals[i], &before_[i], nullptr);
    }

private:
    bool is_terminal_ = false;
    std::array<struct sigaction, ending_signals.size()> before_{};
};

std::string ask(context& ctx, char const* question)
{
    ctx.err() << ctx.translate(question) << ' ' << std::flush;
    return first_line(ctx.in());
}

} // namespace

std::optional<std::string> find_password(context& ctx, arguments const& args)
{
    auto const path = args.find("password-file");
    if (!path)
        return std::nullopt;
    input_file file(ctx, *path);
    return first_line(file.stream());
}

std::string new_password(context& ctx, arguments const& args)
{
    if (auto given = find_password(ctx, args))
        return *std::move(given);
    if (!ctx.may_ask())
        throw usage_error("usage.no_terminal",
                          tr("nobody can be asked for a password here; say --password-file"));
    unseen const until_asked;
    auto first = ask(ctx, tr("New password:"));
    if (ask(ctx, tr("Once more:")) != first)
        throw command_error(tokocrm::errc::invalid_input, "user.passwords_differ",
                            tr("these were two different passwords; nothing was changed"));
    return first;
}

} // namespace toko
