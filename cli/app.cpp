#include "app.hpp"

#include "acting_user.hpp"
#include "completion/shells.hpp"
#include "exit_code.hpp"
#include "global_options.hpp"
#include "help.hpp"
#include "man.hpp"
#include "output/descriptor.hpp"
#include "parse.hpp"
#include "registry.hpp"
#include "version.hpp"

#include <tokocrm/shop.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <iostream>
#include <new>
#include <optional>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace toko {

namespace {

/// How errors are said: as far as it is known when one happens.
struct manner
{
    tokocrm::language lang;
    bool json;
};

/// From the bare words and variables, for what goes wrong before they are understood.
bool peek_json(std::span<std::string const> words, variable_reader const& variables)
{
    auto const told = peek_global(words, "format");
    auto const format = told ? told : variables(variable_name("format"));
    return peek_global(words, "json") || format == "json" || format == "jsonl";
}

/// What nobody said on the line stands in the environment, the configuration or the shop itself.
std::optional<tokocrm::language> find_language(std::span<std::string const> words,
                                               variable_reader const& variables, bool may_open_shop)
{
    try {
        global_values given;
        for (auto const* const name : {"lang", "config", "db"}) {
            if (auto value = peek_global(words, name); value && !value->empty())
                given.emplace(name, *std::move(value));
        }
        settings const known(given, variables);
        if (auto const told = read_told_language(known))
            return told;
        auto const place = place_of_shop(known);
        if (place.url.empty() || !may_open_shop)
            return std::nullopt;
        tokocrm::database shop(place.url, tokocrm::system_environment());
        return tokocrm::read(shop, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
            return tokocrm::get_shop(uow).profile.language;
        });
    } catch (tokocrm::error const&) {
        return std::nullopt; // it is only a matter of words
    }
}

/// The language of a run that has not come as far as its shop. Asked for only to say something.
tokocrm::language peek_language(std::span<std::string const> words,
                                variable_reader const& variables, bool may_open_shop = true)
{
    // whatever is wrong elsewhere, a language on the line or in the environment counts
    for (auto const& lang : {peek_global(words, "lang"), variables(variable_name("lang"))})
        if (lang == "en" || lang == "id")
            return lang == "en" ? tokocrm::language::en : tokocrm::language::id;
    auto const found = find_language(words, variables, may_open_shop);
    return found ? *found : language_of_environment(variables);
}

/// The shop itself is what is out of order: asking it once more would only take time.
bool is_of_the_shop(tokocrm::error const& failure) noexcept
{
    return failure.code() == tokocrm::errc::unavailable && failure.reason().starts_with("db.");
}

std::string message_of(tokocrm::error const& failure, tokocrm::language in)
{
    auto const* const own = dynamic_cast<command_error const*>(&failure);
    return own ? own->message(in) : failure.message(in);
}

/// What only a program is told of a failure.
boost::json::object details_of(tokocrm::error const& failure)
{
    auto const* const own = dynamic_cast<command_error const*>(&failure);
    return own ? own->details : boost::json::object{};
}

void report(std::ostream& err, manner how, std::string_view code, std::string_view reason,
            std::string const& message, boost::json::object const& details = {})
{
    auto const shown = tokocrm::escape_for_display(message);
    if (how.json) {
        boost::json::object body{{"code", code}, {"reason", reason}, {"message", shown}};
        body.insert(details.begin(), details.end());
        err << boost::json::serialize(boost::json::object{{"error", body}}) << '\n';
    } else {
        err << "toko: " << shown << '\n';
    }
}

/// Where a line that was written wrongly is explained.
void point_to_help(std::ostream& err, manner how, command const* chosen)
{
    if (how.json)
        return;
    std::string asked = "toko ";
    if (chosen)
        asked.append(chosen->name).append(" ");
    err << translate(how.lang, tr("{0} shows how."), {asked + "--help"}) << '\n';
}

void answer_at_once(parsed const& line, std::span<std::string const> words, world const& around)
{
    auto& out = around.where.out;
    if (line.what == parsed::action::version) {
        out << "toko " << version << '\n';
        return;
    }
    if (line.what == parsed::action::commands) {
        write_commands(out, around.commands);
        return;
    }
    auto const in = peek_language(words, around.variables);
    if (line.what == parsed::action::man)
        write_man_page(out, in, line.globals.at("man"), around.commands);
    else if (line.what == parsed::action::manual)
        write_manual_markdown(out, in, around.commands);
    else if (line.chosen)
        write_command_help(out, in, *line.chosen);
    else if (!line.noun.empty())
        write_noun_help(out, in, line.noun, around.commands);
    else
        write_overview(out, in, around.commands);
}

int guarded_run(std::span<std::string const> words, world const& around)
{
    auto& err = around.where.err;
    std::optional<context> ctx;
    auto const how = [&](bool may_open_shop) -> manner {
        return {ctx && ctx->language_is_known()
                    ? ctx->lang()
                    : peek_language(words, around.variables, may_open_shop),
                ctx ? ctx->format() == output_format::json || ctx->format() == output_format::jsonl
                    : peek_json(words, around.variables)};
    };
    try {
        if (asks_to_complete(words)) {
            answer_completion(around.where.out, words, around.commands, around.variables,
                              [&](std::span<std::string const> of_line) {
                                  return peek_language(of_line, around.variables);
                              });
            around.where.out.flush();
            return exit_code::done;
        }
        auto const line = parse(words, around.commands);
        if (line.what != parsed::action::run) {
            answer_at_once(line, words, around);
        } else {
            settings const given(line.globals, around.variables);
            ctx.emplace(given, line.given->described(), around.where, around.resolve_user);
            line.chosen->run(*ctx, *line.given);
        }
        around.where.out.flush();
        return ctx && ctx->has_faults() ? exit_code::refused : exit_code::done;
    } catch (closed_pipe const&) {
        return exit_code::done;
    } catch (tokocrm::error const& failure) {
        auto const manner = how(!is_of_the_shop(failure));
        report(err, manner, tokocrm::name(failure.code()), failure.reason(),
               message_of(failure, manner.lang), details_of(failure));
        if (failure.reason().starts_with("usage."))
            point_to_help(err, manner, choose(words, around.commands));
        return exit_code_of(failure);
    } catch (std::bad_alloc const&) {
        auto const manner = how(false);
        report(err, manner, "internal", "internal.memory",
               std::string(translate(manner.lang, tr("there is not enough memory"))));
    } catch (std::exception const&) {
        // its text is for programmers and may hold a customer's data
        auto const manner = how(false);
        report(
            err, manner, "internal", "internal",
            std::string(translate(
                manner.lang,
                tr("this is a fault in toko itself; toko check tells whether the shop is well"))));
    }
    return exit_code::our_bug;
}

/// A descriptor that is closed would become the database's: put something harmless there.
void fill_standard_descriptors() noexcept
{
    constexpr int read_only_even_for_output = O_RDONLY; // so that writing to it fails
    for (int const descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) == -1)
            ::open("/dev/null", read_only_even_for_output);
    }
}

/// How wide the window of a terminal is; 0 for anything else.
std::size_t window_columns(int descriptor) noexcept
{
    winsize window{};
    return ::ioctl(descriptor, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
}

} // namespace

int run(std::span<std::string const> words, world const& around) noexcept
{
    try {
        return guarded_run(words, around);
    } catch (...) {
        return exit_code::our_bug;
    }
}

int run_process(int count, char const* const* words) noexcept
{
    try {
        fill_standard_descriptors();
        std::signal(SIGPIPE, SIG_IGN);
        std::ios::sync_with_stdio(false);
        descriptor_buffer buffer(STDOUT_FILENO);
        std::ostream out(&buffer);
        out.exceptions(std::ios::badbit);
        world const around{.where = {.in = std::cin,
                                     .out = out,
                                     .err = std::cerr,
                                     .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
                                     .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                                     .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
                                     .out_columns = window_columns(STDOUT_FILENO)},
                           .variables = process_variable,
                           .commands = registry(),
                           .resolve_user = acting_user};
        std::vector<std::string> const given(words + (count > 0 ? 1 : 0), words + count);
        return run(given, around);
    } catch (...) {
        return exit_code::our_bug;
    }
}

} // namespace toko
