#include "interruption.hpp"

#include "context.hpp"

#include <array>
#include <csignal>

namespace toko {

namespace {

constexpr std::array ending_signals{SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t came = 0;

extern "C" void remember_signal(int signal)
{
    came = signal;
}

struct interrupted
{
};

class watch
{
public:
    watch()
    {
        came = 0;
        struct sigaction remember = {};
        remember.sa_handler = remember_signal;
        // The second one ends the process as usual.
        remember.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
        for (std::size_t i = 0; i < ending_signals.size(); ++i) {
            ::sigaction(ending_signals[i], nullptr, &before_[i]);
            if (before_[i].sa_handler != SIG_IGN)
                ::sigaction(ending_signals[i], &remember, nullptr);
        }
    }
    watch(watch const&) = delete;
    watch& operator=(watch const&) = delete;
    ~watch()
    {
        for (std::size_t i = 0; i < ending_signals.size(); ++i)
            ::sigaction(ending_signals[i], &before_[i], nullptr);
    }

private:
    std::array<struct sigaction, ending_signals.size()> before_{};
};

} // namespace

void run_interruptibly(context& ctx,
                       std::function<void(std::function<void()> const& look)> const& work)
{
    try {
        watch const until_done;
        work([] {
            if (came)
                throw interrupted();
        });
    } catch (interrupted const&) {
    }
    if (came) {
        ctx.close();
        std::raise(came);
    }
}

} // namespace toko
