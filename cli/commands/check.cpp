#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/progress.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

namespace toko {

namespace {

constexpr field fields[] = {
    {"invariant", tr("Rule")},
    {"subject", tr("What")},
    {"expected", tr("Expected")},
    {"actual", tr("Found")},
};

void describe(options& opts)
{
    opts.example("toko check").example("toko check --json");
}

void run(context& ctx, arguments const&)
{
    open_shop(ctx);
    auto const rules = static_cast<std::int64_t>(tokocrm::shop_invariants().size());
    list_output out(ctx, fields, {.id_key = "subject"});
    {
        progress bar(ctx, rules);
        ctx.read([&](tokocrm::unit_of_work& uow) {
            tokocrm::check_shop(
                uow, [&](tokocrm::finding const& one) { out.row(tokocrm::to_json(one)); },
                [&](std::size_t index, std::size_t) { bar.at(static_cast<std::int64_t>(index)); });
        });
        bar.at(rules);
    }
    if (out.rows() > 0 || ctx.format() != output_format::table)
        out.end();
    if (out.rows() == 0) {
        ctx.note(tr("everything adds up: {0} rules checked"), {std::to_string(rules)});
        return;
    }
    ctx.note(tr("differences found: {0}; restore a backup or report them before you go on"),
             {std::to_string(out.rows())});
    ctx.found_faults();
}

} // namespace

command const check{"check", tr("recompute everything that must always hold"), describe, run};

} // namespace toko
