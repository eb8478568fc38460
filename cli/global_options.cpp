#include "global_options.hpp"

#include "text/tr.hpp"

#include <algorithm>

namespace toko {

namespace {

constexpr global_option all[] = {
    {{"db", "URL|PATH", tr("the shop: a file, or sqlite:PATH")}},
    {{"config", "FILE", tr("read this configuration instead of the usual ones")}, reach::file},
    {{"format",
      "FORMAT",
      tr("table, csv, tsv, json, jsonl, ids or count"),
      {.words = "table|csv|tsv|json|jsonl|ids|count"}}},
    {{"json", nullptr, tr("the same as --format json")}},
    {{"fields", "A,B,…", tr("only these fields, in this order")}, reach::lists},
    {{"sort", "A,-B", tr("sort by these fields; - in front turns the order around")}, reach::lists},
    {{"limit", "N", tr("at most so many rows")}, reach::lists},
    {{"page", "N", tr("the page with this number")}, reach::lists},
    {{"after", "CURSOR", tr("go on after the page that named this cursor")}, reach::lists},
    {{"all", nullptr, tr("every row")}, reach::lists},
    {{"quiet", nullptr, tr("no notes on standard error"), {}, 'q'}},
    {{"verbose", nullptr, tr("say which shop is used"), {}, 'v'}},
    {{"color", "WHEN", tr("auto, always or never"), {.words = "auto|always|never"}}},
    {{"no-pager", nullptr, tr("never show the output through a pager")}},
    {{"no-input", nullptr, tr("never ask")}},
    {{"yes", nullptr, tr("answer every question with yes"), {}, 'y'}},
    {{"dry-run", nullptr, tr("give the answer and write nothing")}},
    {{"as", "USER", tr("who acts; the owner without it")}},
    {{"lang", "id|en", tr("the language of tables, messages and help")}},
    {{"now", "INSTANT", tr("the clock for this run, in ISO 8601")}},
    {{"help", nullptr, tr("show this help")}, reach::instant},
    {{"version", nullptr, tr("show the version")}, reach::instant},
    {{"commands", nullptr, tr("show every command and its options, for programs")}, reach::instant},
    {{"manual", nullptr, tr("show the whole reference as Markdown")}, reach::instant},
    {{"man", "PAGE", tr("show a page for man, for example toko-order-list")}, reach::instant},
};

} // namespace

std::span<global_option const> global_options() noexcept
{
    return all;
}

global_option const* find_global(std::string_view name) noexcept
{
    auto const* const found = std::find_if(std::begin(all), std::end(all),
                                           [&](auto const& one) { return one.what.name == name; });
    return found == std::end(all) ? nullptr : found;
}

std::string variable_name(std::string_view option_name)
{
    std::string name = "TOKO_";
    for (char const letter : option_name) {
        bool const small = letter >= 'a' && letter <= 'z';
        name += letter == '-' ? '_' : small ? static_cast<char>(letter - 'a' + 'A') : letter;
    }
    return name;
}

} // namespace toko
