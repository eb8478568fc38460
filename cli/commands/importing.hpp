#ifndef TOKO_COMMANDS_IMPORTING_HPP
#define TOKO_COMMANDS_IMPORTING_HPP

#include "../context.hpp"
#include "../input/file.hpp"
#include "../options.hpp"
#include "../output/file.hpp"
#include "../output/progress.hpp"

#include <tokocrm/import.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

using column_names = std::vector<std::string_view>;

/// What every import takes. @param words The columns, as `option_rule::words` has them.
void describe_import(options& opts, char const* words);

/// The columns with `|` between them.
std::string joined_columns(column_names const& columns);

/// @par Errors usage `usage.pair`, `usage.column`, `usage.twice`, `usage.contradiction`
tokocrm::import_options import_options_of(arguments const& args, column_names const& known);

/// @par Errors usage `usage.on_conflict`
tokocrm::on_conflict policy_of(arguments const& args);

/// The file to import. @par Errors usage `usage.file`, `usage.contradiction`
std::string file_of(context const& ctx, arguments const& args);

/// The import that `--undo` names, and nothing else. @par Errors usage `usage.contradiction`
tokocrm::id<tokocrm::import_batch> batch_of(arguments const& args);

/** List what is wrong with the file's rows, and throw.

    @param advice Marked with `tr`; {0} is how many rows are bad.
*/
[[noreturn]] void refuse_bad_rows(context& ctx, arguments const& args,
                                  tokocrm::import_stage const& stage, char const* advice);

void name_ignored_columns(context& ctx, tokocrm::import_stage const& stage);

/// Within a handler of `import.column_missing`: a column of ours that the file does not have may be
/// there under another name.
[[noreturn]] void rethrow_saying_how_to_map(tokocrm::error const& failure, arguments const& args);

/// What was set aside, for a file that is there only once it is committed; null where nothing was.
std::unique_ptr<output_file> write_rejects(context& ctx, tokocrm::import_stage const& stage,
                                           arguments const& args);

/// For people, numbers between commas instead of an array, which is left out where it is empty.
boost::json::object with_listed(boost::json::object whole, std::string_view key);

/// For people, what is zero and need not be said left out.
boost::json::object worth_saying(boost::json::object whole,
                                 std::initializer_list<char const*> keys);

/** Read a file into a stage, with a progress bar.

    @param make Called with a stream and the options.
*/
template <class Options, class Make>
auto read_stage(context& ctx, arguments const& args, std::string const& path, Options given,
                Make make)
{
    input_file from(ctx, path);
    progress bar(ctx, from.size());
    given.progress = [&](std::int64_t bytes) { bar.at(std::min(bytes, from.size())); };
    try {
        auto stage = make(from.stream(), std::move(given));
        bar.at(from.size());
        name_ignored_columns(ctx, stage);
        return stage;
    } catch (tokocrm::error const& failure) {
        if (failure.reason() == "import.column_missing")
            rethrow_saying_how_to_map(failure, args);
        throw;
    }
}

} // namespace toko

#endif
