#include "../completion/shells.hpp"
#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"

namespace toko {

namespace {

void describe(options& opts)
{
    opts.positional("shell", tr("bash, zsh or fish"), {.required = true, .words = "bash|zsh|fish"})
        .example("toko completion bash > ~/.local/share/bash-completion/completions/toko");
}

void run(context& ctx, arguments const& args)
{
    auto const& shell = args.text("shell");
    auto const* const script = completion_script(shell);
    if (!script)
        throw usage_error("usage.shell",
                          tr("there are completions for bash, zsh and fish, not for {0}"), {shell});
    print(ctx, script);
}

} // namespace

command const completion{"completion", tr("print what makes a shell complete toko's lines"),
                         describe, run};

} // namespace toko
