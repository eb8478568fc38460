#ifndef TOKO_CONTEXT_HPP
#define TOKO_CONTEXT_HPP

#include "command_error.hpp"
#include "options.hpp"
#include "output/format.hpp"
#include "text/tr.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace toko {

class settings;

/// Where a run reads and writes, and whether a person sits there.
struct terminal
{
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::size_t out_columns = 0; ///< of its window; 0: not known
};

/// What `--sort` asks for.
struct sort_key
{
    std::string name;
    bool descending = false;
};

/// What `--fields --sort --limit --page --after --all` ask of a list.
struct list_request
{
    std::vector<std::string> fields; ///< empty: the command's own choice
    std::optional<sort_key> sort;    ///< without it the list's own order
    tokocrm::page_request page;      ///< 20 for a table, all for machines, unless told
};

class context;

/// Where the shop of a run is.
struct shop_place
{
    std::string url;            ///< empty where nobody can say
    std::string default_folder; ///< of the default place; empty where a place was named
};

shop_place place_of_shop(settings const& given);

/// What `--lang`, `TOKO_LANG` or the configuration says. @par Errors `usage.value`,
/// `config.invalid`
std::optional<tokocrm::language> read_told_language(settings const& given);

/// Finds the actor behind `--as USER`.
using user_resolver = tokocrm::actor (*)(context&, std::string const& user);

/// What one run of a command has to work with.
class context
{
public:
    context(settings const& given, options const& described, terminal where,
            user_resolver resolve_user);
    ~context();
    context(context const&) = delete;
    context& operator=(context const&) = delete;

    /// The shop, opened when first asked for.
    tokocrm::database& db();
    /// Closes it, as the end of the run does.
    void close() noexcept { database_.reset(); }
    /// Which shop: `--db`, `TOKO_DB`, the configuration's, or the default place.
    std::string const& url() const;
    /** Make the folder of the default place, for `init`; does nothing for a place that was named.

        @par Errors `output.folder` where it cannot be made
    */
    void make_default_folder();
    /// Nobody named a shop: it is the one of the default place.
    bool place_is_default() const noexcept { return !place_.default_folder.empty(); }
    /// What was set, and by whom; for as long as the command runs.
    settings const& given() const noexcept { return *given_; }
    tokocrm::environment const& env() const noexcept { return environment_; }
    /// Who acts: the owner, or `--as USER`.
    tokocrm::actor who();

    /// Run `work` over one view of the shop.
    template <class Work>
    auto read(Work&& work)
    {
        auto const as = who();
        return tokocrm::read(db(), as, std::forward<Work>(work));
    }
    /// Run `work` and commit it; with `--dry-run` the same answer and nothing written.
    template <class Work>
    auto write(Work&& work)
    {
        auto const as = who();
        return dry_run() ? tokocrm::rehearse(db(), as, work) : tokocrm::transact(db(), as, work);
    }

    tokocrm::language lang() const noexcept;
    /// What `--lang`, `TOKO_LANG` or the configuration says: the language of a new shop.
    std::optional<tokocrm::language> told_language() const noexcept { return told_language_; }
    /// Whether somebody has said a language: the line, the environment, the configuration, the
    /// shop.
    bool language_is_known() const noexcept { return told_language_ || shop_language_; }
    /// The shop's own language, which counts where neither `--lang` nor the configuration has one.
    void shop_language(tokocrm::language shops) noexcept { shop_language_ = shops; }
    /// A sentence marked with `tr` in the language.
    std::string_view translate(char const* sentence) const noexcept;
    std::string translate(char const* sentence, std::vector<std::string> const& arguments) const;

    output_format format() const noexcept { return format_; }
    list_request const& list() const noexcept { return list_; }
    bool dry_run() const noexcept { return dry_run_; }
    bool quiet() const noexcept { return quiet_; }
    bool verbose() const noexcept { return verbose_; }
    bool colour() const noexcept { return colour_; } ///< may stdout be coloured?
    bool pager() const noexcept { return pager_; }   ///< may stdout go through a pager?
    bool stdout_is_terminal() const noexcept { return where_.out_is_terminal; }
    bool stderr_is_terminal() const noexcept { return where_.err_is_terminal; }
    /// How wide the window behind stdout is; 0 where there is none.
    std::size_t window_columns() const noexcept { return where_.out_columns; }

    std::istream& in() noexcept { return where_.in; }
    /// Data; never written to inside a read unit.
    std::ostream& out() noexcept { return where_.out; }
    std::ostream& err() noexcept { return where_.err; }

    /// A sentence marked with `tr` on stderr, unless `-q`.
    void note(char const* sentence, std::vector<std::string> const& arguments = {});

    /** Ask whether to go on; `--yes` says so at once.

        @par Errors usage `usage.no_terminal` without a terminal or with `--no-input`, naming
        `--yes`
    */
    bool confirm(char const* question, std::vector<std::string> const& arguments = {});
    /// Whether a person sits there who may be asked something.
    bool may_ask() const noexcept
    {
        return !no_input_ && where_.in_is_terminal && where_.err_is_terminal;
    }

    /// What `check` and the like found wrong: the exit code is 1 although nothing was thrown.
    void found_faults() noexcept { faults_ = true; }
    bool has_faults() const noexcept { return faults_; }

private:
    settings const* given_;
    terminal where_;
    user_resolver resolve_user_;
    tokocrm::environment environment_;
    std::unique_ptr<tokocrm::database> database_;
    shop_place place_;
    std::optional<std::string> as_user_;
    std::optional<tokocrm::actor> who_;
    std::optional<tokocrm::language> told_language_;
    std::optional<tokocrm::language> shop_language_;
    tokocrm::language environment_language_;
    output_format format_ = output_format::table;
    list_request list_;
    bool dry_run_ = false;
    bool quiet_ = false;
    bool verbose_ = false;
    bool colour_ = false;
    bool pager_ = false;
    bool yes_ = false;
    bool no_input_ = false;
    bool faults_ = false;
};

} // namespace toko

#endif
