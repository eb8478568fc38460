#include "pager.hpp"

#include "../context.hpp"
#include "descriptor.hpp"
#include "spool.hpp"

#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <sys/wait.h>

namespace toko {

namespace {

constexpr int command_not_found = 127; // what the shell answers

/// Whether a pager showed it.
bool shown_by(char const* pager, spool& text)
{
    constexpr int keep_what_is_set = 0;
    // F: quit if it fits one screen, R: let colours through, X: leave the screen as it is
    ::setenv("LESS", "FRX", keep_what_is_set);
    std::FILE* const pipe = ::popen(pager, "w");
    if (!pipe)
        return false;
    try {
        descriptor_buffer buffer(::fileno(pipe));
        std::ostream stream(&buffer);
        stream.exceptions(std::ios::badbit);
        text.copy_to(stream);
        stream.flush();
    } catch (closed_pipe const&) {
        // the person has seen enough
    } catch (...) {
        ::pclose(pipe);
        throw;
    }
    int const status = ::pclose(pipe);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == command_not_found);
}

} // namespace

void page(context& ctx, spool& text)
{
    char const* const chosen = std::getenv("PAGER");
    char const* const pager = chosen ? chosen : "less";
    if (ctx.pager() && *pager != '\0') {
        ctx.out().flush();
        if (shown_by(pager, text))
            return;
    }
    text.copy_to(ctx.out());
}

} // namespace toko
