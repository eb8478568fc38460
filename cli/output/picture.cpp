#include "picture.hpp"

#include "../command_error.hpp"
#include "../context.hpp"
#include "file.hpp"

namespace toko {

namespace {

void write_to_pipe(context& ctx, std::string const& bytes)
{
    if (ctx.stdout_is_terminal())
        throw usage_error("usage.output",
                          tr("a terminal shows no pictures; name a file with --output"));
    if (!ctx.dry_run())
        ctx.out() << bytes;
}

void write_to_file(context& ctx, std::string const& path, std::string const& bytes)
{
    require_output_file(path, ctx.url());
    if (ctx.dry_run()) {
        ctx.note(tr("{0} would be written"), {path});
        return;
    }
    output_file file(path);
    file.stream() << bytes;
    file.commit();
    ctx.note(tr("{0} is written"), {path});
}

} // namespace

void write_picture(context& ctx, std::string const& path, std::string const& bytes)
{
    if (path == "-")
        write_to_pipe(ctx, bytes);
    else
        write_to_file(ctx, path, bytes);
}

} // namespace toko
