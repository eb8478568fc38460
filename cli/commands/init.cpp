#include "../context.hpp"
#include "../demo/demo_shop.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"

#include <tokocrm/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace toko {

namespace {

namespace fs = std::filesystem;

constexpr field fields[] = {
    {"name", tr("Name")},
    {"currency", tr("Currency")},
    {"timezone", tr("Time zone")},
    {"country", tr("Country")},
    {"language", tr("Language")},
    {"created_at", tr("Founded"), kind::instant},
    {"public_id", tr("Public id"), kind::text, false},
};

void describe(options& opts)
{
    opts.value("name", "NAME", tr("the shop's name"))
        .value("currency", "CODE", tr("its currency in three letters; IDR without it"))
        .value("timezone", "ZONE",
               tr("its time zone, for example Asia/Makassar; Asia/Jakarta "
                  "without it"))
        .value("country", "CODE",
               tr("its country in two letters, which decides how phone numbers "
                  "are read; ID without it"))
        .flag("demo", tr("found the demo shop, with a year of invented orders"))
        .example("toko init --name \"Toko Eka Putri\"")
        .example("toko init --name CDNOW --currency USD --timezone America/New_York --lang en")
        .example("toko --db demo.db init --demo");
}

tokocrm::currency currency_named(std::string const& code)
{
    if (auto const found = tokocrm::find_currency(code))
        return *found;
    throw usage_error("usage.currency",
                      tr("there is no currency {0}; give its three letters of ISO 4217, for "
                         "example IDR or USD"),
                      {code});
}

tokocrm::shop_profile profile_of(context const& ctx, arguments const& args)
{
    bool const demo = args.has("demo");
    for (auto const* const name : {"currency", "timezone", "country"}) {
        if (demo && args.has(name))
            throw usage_error(
                "usage.demo",
                tr("the demo shop is in Kisaran and sells in rupiah; leave out --{0}"), {name});
    }
    tokocrm::shop_profile profile;
    if (!demo && !args.has("name"))
        throw usage_error("usage.name", tr("the shop needs a name; give it with --name"));
    profile.name = args.find("name").value_or("Toko Eka Putri");
    if (auto const code = args.find("currency"))
        profile.currency = currency_named(*code);
    // read here, so that a wrong one is refused before anything is made
    profile.time_zone =
        tokocrm::time_zone(args.find("timezone").value_or(profile.time_zone)).name();
    profile.country = args.find("country").value_or(profile.country);
    profile.language = ctx.told_language().value_or(tokocrm::language::id);
    return profile;
}

/// A folder of this run's own, gone with the object.
class private_folder
{
public:
    private_folder()
    {
        auto name = (fs::temp_directory_path() / "toko-XXXXXX").string();
        if (!::mkdtemp(name.data()))
            throw command_error(tokocrm::errc::unavailable, "output.folder",
                                tr("the folder {0} cannot be made"), {name});
        path_ = name;
    }
    private_folder(private_folder const&) = delete;
    private_folder& operator=(private_folder const&) = delete;
    ~private_folder()
    {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path const& path() const noexcept { return path_; }

private:
    fs::path path_;
};

/// What making a shop at a place would be refused for.
void refuse_like_making(context& ctx)
{
    auto const& url = ctx.url();
    fs::path const file = url.starts_with("sqlite:") ? url.substr(url.find(':') + 1) : url;
    std::error_code failure;
    if (fs::exists(fs::symlink_status(file, failure)))
        throw command_error(tokocrm::errc::already_exists, "db.exists",
                            tr("{0} is there already; choose another name"), {file.string()});
    try {
        tokocrm::database const nobodys(url, ctx.env());
    } catch (tokocrm::error const& why) {
        if (why.reason() != "db.not_found")
            throw;
    }
    auto const folder = fs::absolute(file).parent_path();
    if (ctx.place_is_default())
        return;
    if (!fs::is_directory(folder, failure))
        throw command_error(tokocrm::errc::not_found, "db.folder_missing",
                            tr("there is no folder for the shop {0}; make it first"),
                            {file.string()});
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw command_error(tokocrm::errc::permission_denied, "db.not_permitted",
                            tr("the shop {0} cannot be made: its folder may not be written to"),
                            {file.string()});
}

void run(context& ctx, arguments const& args)
{
    auto const profile = profile_of(ctx, args);
    ctx.shop_language(profile.language);
    std::optional<private_folder> rehearsal;
    auto url = ctx.url();
    if (ctx.dry_run()) {
        refuse_like_making(ctx);
        url = "sqlite:" + (rehearsal.emplace().path() / "shop.db").string();
    } else {
        ctx.make_default_folder();
    }
    std::optional<tokocrm::shop> founded;
    std::optional<demo_summary> demo;
    tokocrm::create_database(url, tokocrm::owner{}, ctx.env(), [&](tokocrm::unit_of_work& uow) {
        founded = tokocrm::found_shop(uow, profile);
        if (args.has("demo"))
            demo = fill_demo_shop(uow, *founded);
    });
    show(ctx, tokocrm::to_json(*founded), fields, {.id_key = "public_id"});
    if (demo)
        ctx.note(tr("the demo shop has {0} products, {1} customers and {2} orders ({3})"),
                 {std::to_string(demo->products), std::to_string(demo->customers),
                  count_text(demo->orders, ctx.lang()), range_text(demo->days, ctx.lang())});
    if (!ctx.dry_run())
        ctx.note(tr("the shop is kept in {0}"), {ctx.url()});
}

} // namespace

command const init{"init", tr("found a shop"), describe, run};

} // namespace toko
