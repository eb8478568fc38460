#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "open_shop.hpp"

#include <tokocrm/json.hpp>

#include <string>
#include <vector>

namespace toko {

namespace {

using tokocrm::price_step, tokocrm::price_step_kind;

/// What people read: the computation as a formula.
constexpr field people_fields[] = {
    {"line", tr("No."), kind::number},
    {"label", tr("What for")},
    {"what", tr("Step")},
    {"how", tr("Computation")},
    {"result", tr("Amount"), kind::amount},
};
/// What machines read: its parts.
constexpr field machine_fields[] = {
    {"step", tr("Step")},
    {"line", tr("No."), kind::number},
    {"label", tr("What for")},
    {"base", tr("Of"), kind::amount},
    {"quantity", tr("Quantity"), kind::quantity},
    {"percent", tr("Percent"), kind::percentage},
    {"fixed", tr("Fixed"), kind::amount},
    {"bound", tr("Bound"), kind::amount},
    {"exact", tr("Before rounding")},
    {"result", tr("Amount"), kind::amount},
    {"currency", tr("Currency")},
};

void describe(options& opts)
{
    opts.positional("order", tr("the order's number, or its reference in an imported history"))
        .example("toko order explain 1")
        .example("toko order explain 1 --json");
}

char const* name_of(price_step_kind kind)
{
    switch (kind) {
    case price_step_kind::line_gross:
        return tr("gross");
    case price_step_kind::line_discount:
        return tr("discount");
    case price_step_kind::line_total:
        return tr("line total");
    case price_step_kind::goods:
        return tr("goods");
    case price_step_kind::coupon:
        return tr("coupon");
    case price_step_kind::coupon_share:
        return tr("share of the coupon");
    case price_step_kind::shipping:
        return tr("shipping");
    case price_step_kind::unique_code:
        return tr("unique code");
    case price_step_kind::total:
        break;
    }
    return tr("total");
}

/// `18810.5` as people read an amount: `Rp 18.810,5`.
std::string exact_text(std::string const& exact, tokocrm::currency in)
{
    auto const point = exact.find('.');
    auto const whole = exact.substr(0, point);
    auto const decimals = static_cast<std::size_t>(tokocrm::decimals(in));
    auto text = tokocrm::to_text(tokocrm::parse_money(whole, in));
    if (decimals > 0) // its own decimals are among those behind the point
        text.erase(text.size() - decimals - 1);
    if (point == exact.npos)
        return text;
    return text + (in == tokocrm::currency::idr ? ',' : '.') + exact.substr(point + 1);
}

/// The computations of one order's steps, in the language.
class formulas
{
public:
    explicit formulas(context const& ctx) : ctx_(ctx) {}

    std::string of(price_step const& step)
    {
        switch (step.kind) {
        case price_step_kind::line_gross:
            return step.base && step.amount
                       ? with_rounding(step, text(*step.base) + " × " +
                                                 decimal(tokocrm::to_decimal(*step.amount)))
                       : say(tr("agreed as it is; the unit price is not known"));
        case price_step_kind::line_discount:
            return step.base && step.rate
                       ? with_rounding(step, percent(*step.rate) + " × " + text(*step.base))
                       : say(tr("agreed as it is; the percentage is not known"));
        case price_step_kind::line_total:
            add_line(step.result);
            return step.base && step.fixed ? text(*step.base) + " − " + text(*step.fixed) : "";
        case price_step_kind::goods:
            add(" + ", step.result);
            return lines_;
        case price_step_kind::coupon:
            add(" − ", step.result);
            return coupon(step);
        case price_step_kind::coupon_share:
            return step.base && step.fixed && step.bound
                       ? with_rounding(step, text(*step.fixed) + " × " + text(*step.base) + " ÷ " +
                                                 text(*step.bound))
                       : say(tr("this line's part of the coupon"));
        case price_step_kind::shipping:
            add(" + ", step.result);
            return shipping(step);
        case price_step_kind::unique_code:
            add(" + ", step.result);
            return say(tr("tells the bank transfer from others"));
        case price_step_kind::total:
            break;
        }
        return sum_;
    }

private:
    std::string say(char const* sentence, std::vector<std::string> const& arguments = {}) const
    {
        return ctx_.translate(sentence, arguments);
    }
    static std::string text(tokocrm::money amount) { return tokocrm::to_text(amount); }
    std::string decimal(std::string const& number) const
    {
        return decimal_text(number, ctx_.lang());
    }
    std::string percent(tokocrm::percentage rate) const
    {
        return decimal(tokocrm::to_decimal(rate)) + " %";
    }
    std::string with_rounding(price_step const& step, std::string formula) const
    {
        if (!step.exact)
            return formula;
        auto const exact = exact_text(*step.exact, step.result.currency());
        return step.kind == price_step_kind::coupon_share
                   ? say(tr("{0} = {1}, shared out to whole amounts"), {formula, exact})
                   : say(tr("{0} = {1}, rounded"), {formula, exact});
    }
    std::string coupon(price_step const& step) const
    {
        if (!step.base)
            return say(tr("agreed as it is; how it came about is not known"));
        if (step.rate) {
            auto const formula =
                with_rounding(step, percent(*step.rate) + " × " + text(*step.base));
            return step.bound ? say(tr("{0}, at most {1}"), {formula, text(*step.bound)}) : formula;
        }
        if (step.fixed && *step.fixed > *step.base)
            return say(tr("{0}, at most {1}"), {text(*step.fixed), text(*step.base)});
        return step.fixed ? text(*step.fixed) : "";
    }
    std::string shipping(price_step const& step) const
    {
        if (!step.fixed)
            return say(tr("agreed as it is; how it came about is not known"));
        if (!step.base || !step.bound)
            return text(*step.fixed);
        return *step.base >= *step.bound
                   ? say(tr("free, for the goods come to {0} and it is free from {1}"),
                         {text(*step.base), text(*step.bound)})
                   : say(tr("{0}; free from {1}, and the goods come to {2}"),
                         {text(*step.fixed), text(*step.bound), text(*step.base)});
    }
    void add(char const* sign, tokocrm::money amount)
    {
        sum_ += (sum_.empty() ? "" : sign) + text(amount);
    }
    void add_line(tokocrm::money amount) { lines_ += (lines_.empty() ? "" : " + ") + text(amount); }

    context const& ctx_;
    std::string lines_; ///< the lines' totals so far
    std::string sum_;   ///< of the whole order
};

bool is_taken_off(price_step_kind kind)
{
    return kind == price_step_kind::line_discount || kind == price_step_kind::coupon;
}

void run(context& ctx, arguments const& args)
{
    auto const shop = open_shop(ctx);
    auto const steps = ctx.read([&](tokocrm::unit_of_work& uow) {
        return tokocrm::explain(tokocrm::get_order(uow, args.text("order")));
    });
    bool const for_people = ctx.format() == output_format::table;
    list_output out(ctx,
                    for_people ? std::span<field const>(people_fields)
                               : std::span<field const>(machine_fields),
                    {.currency = shop.profile.currency, .id_key = "step"});
    formulas formula(ctx);
    for (auto const& step : steps) {
        auto row = tokocrm::to_json(step);
        if (for_people) {
            row["what"] = ctx.translate(name_of(step.kind));
            row["how"] = formula.of(step);
            if (is_taken_off(step.kind))
                row["result"] = (-step.result).minor();
        }
        out.row(row);
    }
    out.end();
}

} // namespace

command const order_explain{"order explain", tr("show every step and rounding of an order's total"),
                            describe, run};

} // namespace toko
