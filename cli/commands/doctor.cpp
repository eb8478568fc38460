#include "../configuration.hpp"
#include "../context.hpp"
#include "../interruption.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"

#include <tokocrm/maintenance.hpp>

#include <boost/json/object.hpp>

#include <algorithm>
#include <chrono>
#include <string>

namespace toko {

namespace {

using std::chrono::minutes;

constexpr std::int64_t mebibyte = 1024 * 1024;
/// A log is cut to this when it begins anew; a longer one is held by somebody.
constexpr std::int64_t longest_log = 64 * mebibyte;
constexpr minutes most_behind{5};

constexpr field fields[] = {
    {"check", tr("Check")},
    {"ok", tr("Well"), kind::boolean},
    {"result", tr("Result")},
    {"advice", tr("Advice")},
};

void describe(options& opts)
{
    opts.example("toko doctor").example("toko doctor --json");
}

/// One line of what the doctor says.
struct line
{
    char const* slug;
    char const* name; ///< marked with `tr`
    bool well;
    boost::json::value result; ///< for programs
    std::string shown;         ///< for people; empty: the same
    std::string advice = {};
};

boost::json::value text(std::string const& value)
{
    return boost::json::string(value);
}

std::string octal(std::int64_t mode)
{
    std::string digits;
    for (int shift = 6; shift >= 0; shift -= 3)
        digits += static_cast<char>('0' + ((mode >> shift) & 7));
    return digits;
}

class examination
{
public:
    examination(context const& ctx, tokocrm::shop_condition const& seen) : ctx_(ctx), seen_(seen)
    {
        sqlite();
        file();
        rights();
        lock();
        space();
        log();
        if (!seen_.obstacle) {
            schema();
            integrity();
        }
        if (seen_.shop) {
            zone();
            clock();
            erasures();
        }
        locale();
    }
    std::vector<line> const& lines() const noexcept { return lines_; }

private:
    template <class... Rest>
    std::string say(char const* sentence, Rest const&... rest) const
    {
        return ctx_.translate(sentence, std::vector<std::string>{rest...});
    }
    std::string bytes_text(std::int64_t bytes) const
    {
        return say(tr("{0} bytes"), count_text(bytes, ctx_.lang()));
    }
    void add(line one) { lines_.push_back(std::move(one)); }

    void sqlite()
    {
        line one{"sqlite", tr("SQLite"), true, text(seen_.sqlite), {}};
        if (seen_.sqlite_has_log_race)
            one.advice = say(tr("none needed: it has the WAL-reset race, from which toko's lock "
                                "keeps the shop; never let other programs write to it"));
        add(std::move(one));
    }

    void file()
    {
        line one{"file", tr("File"), true, text(seen_.file), {}};
        if (seen_.obstacle) {
            one.well = false;
            one.advice = seen_.obstacle->message(ctx_.lang());
        } else if (seen_.unfinished > 0) {
            one.advice = say(tr("beside it are unfinished files (.toko-….new): {0}; delete them "
                                "when no toko is running"),
                             std::to_string(seen_.unfinished));
        }
        add(std::move(one));
    }

    void rights()
    {
        constexpr std::int64_t of_others = 07;
        line one{"permissions",
                 tr("Permissions"),
                 (seen_.mode & of_others) == 0,
                 text(octal(seen_.mode)),
                 {}};
        if (!one.well)
            one.advice = say(tr("everybody on this computer can read or write the shop: chmod "
                                "o-rwx {0}"),
                             seen_.file);
        add(std::move(one));
    }

    void lock()
    {
        using tokocrm::writer_lock;
        auto const how = seen_.lock;
        line one{"lock", tr("Lock"), how != writer_lock::broken,
                 how == writer_lock::unused  ? "unused"
                 : how == writer_lock::free  ? "free"
                 : how == writer_lock::taken ? "taken"
                                             : "broken",
                 say(how == writer_lock::unused  ? tr("not used yet")
                     : how == writer_lock::free  ? tr("free")
                     : how == writer_lock::taken ? tr("somebody is writing")
                                                 : tr("cannot be had"))};
        if (!one.well)
            one.advice = say(tr("whoever may write to the shop must be able to write to {0}"),
                             seen_.file + ".lock");
        add(std::move(one));
    }

    void space()
    {
        auto const wanted = seen_.bytes + longest_log;
        line one{"space", tr("Free space"), seen_.free_bytes >= wanted, seen_.free_bytes,
                 bytes_text(seen_.free_bytes)};
        if (!one.well)
            one.advice = say(tr("make room: a backup beside the shop and its log need {0}"),
                             bytes_text(wanted));
        add(std::move(one));
    }

    void log()
    {
        line one{"log", tr("Log"), seen_.log_bytes <= longest_log, seen_.log_bytes,
                 bytes_text(seen_.log_bytes)};
        if (!one.well)
            one.advice = say(tr("some program has had the shop open for long; end it, then it "
                                "shrinks"));
        add(std::move(one));
    }

    void schema()
    {
        line one{"schema", tr("Schema"), seen_.schema == seen_.our_schema, seen_.schema,
                 std::to_string(seen_.schema)};
        if (seen_.schema < seen_.our_schema)
            one.advice =
                say(tr("this toko needs {0}: toko upgrade"), std::to_string(seen_.our_schema));
        else if (!one.well)
            one.advice = say(tr("this toko knows {0}; install the newer one"),
                             std::to_string(seen_.our_schema));
        add(std::move(one));
    }

    void integrity()
    {
        bool const intact = seen_.damage.empty();
        line one{"integrity", tr("Integrity"), intact, text(intact ? "intact" : seen_.damage),
                 intact ? say(tr("intact; toko check looks deeper")) : seen_.damage};
        if (!intact)
            one.advice = say(tr("the file is damaged: toko restore BACKUP --replace"));
        add(std::move(one));
    }

    /// Not a line in every answer: most shops erase nobody.
    void erasures()
    {
        if (!seen_.erased_traces_remain)
            return;
        line one{"erasures", tr("Erasures"), false, boost::json::value("pending"),
                 say(tr("pending"))};
        one.advice = say(tr("what was erased may still stand in the file or its log: close what "
                            "reads the shop, then give toko customer erase once more"));
        add(std::move(one));
    }

    void zone()
    {
        line one{"timezone", tr("Time zone"), seen_.zone_is_known, text(seen_.zone_name), {}};
        if (!one.well)
            one.advice = say(tr("this system does not know it: install the package tzdata"));
        add(std::move(one));
    }

    void clock()
    {
        auto const& of = *seen_.shop;
        auto const iso = of.zone.to_iso(seen_.now);
        line one{"clock", tr("Clock"), seen_.now + most_behind >= of.made_at, text(iso),
                 instant_text(iso, ctx_.lang())};
        if (!one.well)
            one.advice = say(tr("the last change is of {0}: the clock is behind; set it"),
                             instant_text(of.zone.to_iso(of.made_at), ctx_.lang()));
        add(std::move(one));
    }

    void locale()
    {
        std::string value;
        for (auto const* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
            if (auto const told = ctx_.given().variable(name)) {
                value = *told;
                break;
            }
        }
        auto charset = value.substr(std::min(value.find('.'), value.size()));
        std::erase(charset, '-');
        std::transform(charset.begin(), charset.end(), charset.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        bool const well =
            value.empty() || value == "C" || value == "POSIX" || charset.starts_with(".utf8");
        line one{"locale", tr("Locale"), well,
                 value.empty() ? boost::json::value(nullptr) : text(value),
                 value.empty() ? say(tr("none is set, which will do")) : value};
        if (!well)
            one.advice = say(tr("toko writes UTF-8: set LANG to {0} or the like"), "C.UTF-8");
        add(std::move(one));
    }

    context const& ctx_;
    tokocrm::shop_condition const& seen_;
    std::vector<line> lines_;
};

/// The shop's language, where it can be read; how the shop is comes from elsewhere.
void try_to_speak_its_language(context& ctx)
{
    try {
        open_shop(ctx);
    } catch (tokocrm::error const&) {
    }
    ctx.close();
}

void run(context& ctx, arguments const&)
{
    run_interruptibly(ctx, [&](auto const& look) {
        std::optional<tokocrm::shop_condition> seen;
        {
            progress bar(ctx, 100);
            seen = tokocrm::inspect_database(ctx.url(), ctx.env(), {false, [&](int) { look(); }});
            bar.at(100);
        }
        if (!seen->obstacle && seen->schema == seen->our_schema)
            try_to_speak_its_language(ctx);
        examination const done(ctx, *seen);
        list_output out(ctx, fields, {.id_key = "check"});
        bool const for_people = ctx.format() == output_format::table;
        int wrong = 0;
        for (auto const& one : done.lines()) {
            wrong += !one.well;
            boost::json::object row{
                {"check", one.slug}, {"ok", one.well}, {"result", one.result}, {"advice", nullptr}};
            if (!one.advice.empty())
                row["advice"] = one.advice;
            if (for_people) {
                row["check"] = std::string(ctx.translate(one.name));
                if (!one.shown.empty())
                    row["result"] = one.shown;
            }
            out.row(row);
        }
        out.end();
        if (wrong == 0) {
            ctx.note(tr("nothing is wrong"));
        } else {
            ctx.note(tr("wrong: {0}"), {std::to_string(wrong)});
            ctx.found_faults();
        }
    });
}

} // namespace

command const doctor{"doctor", tr("look whether the shop's file and this computer are well"),
                     describe, run};

} // namespace toko
