#include "progress.hpp"

#include "../context.hpp"

namespace toko {

progress::progress(context& ctx, std::int64_t total)
{
    if (ctx.stderr_is_terminal() && !ctx.quiet() && total > 0)
        bar_.emplace(static_cast<unsigned long>(total), ctx.err());
}

void progress::at(std::int64_t done)
{
    if (bar_ && done > 0 && static_cast<unsigned long>(done) > bar_->count())
        *bar_ += static_cast<unsigned long>(done) - bar_->count();
}

} // namespace toko
