#include "rules.hpp"

#include <tokocrm/text.hpp>

#include <array>
#include <cstddef>

namespace tokocrm {

namespace {

/// One right: who has it, and how far. The owner has every one.
struct rule
{
    right what;
    std::string_view name;
    reach cashier, customer, visitor, system;
    /// What a cashier is told; null for what cashiers may do.
    char const* cashier_refusal = nullptr;
};

constexpr auto all = reach::all, own = reach::own, none = reach::none;

// clang-format off
constexpr std::array table{
    //                                                      cashier customer visitor system
    rule{right::read_catalog,       "read_catalog",         all,    all,     all,    all},
    rule{right::edit_catalog,       "edit_catalog",         none,   none,    none,   none,
         mark("a cashier may not change products, categories and prices; ask the owner")},
    rule{right::edit_shop,          "edit_shop",            none,   none,    none,   none,
         mark("a cashier may not change the shop's profile; ask the owner")},
    rule{right::edit_rates,         "edit_rates",           none,   none,    none,   none,
         mark("a cashier may not change shipping rates; ask the owner")},
    rule{right::read_coupons,       "read_coupons",         none,   none,    none,   none,
         mark("a cashier may not look coupons up; ask the owner")},
    rule{right::edit_coupons,       "edit_coupons",         none,   none,    none,   none,
         mark("a cashier may not change coupons; ask the owner")},
    rule{right::read_stock,         "read_stock",           all,    none,    none,   all},
    rule{right::change_stock,       "change_stock",         none,   none,    none,   none,
         mark("a cashier may not receive, adjust or count stock; ask the owner")},
    rule{right::read_customers,     "read_customers",       all,    own,     none,   all},
    rule{right::add_customers,      "add_customers",        all,    none,    none,   none},
    rule{right::edit_customers,     "edit_customers",       none,   own,     none,   none,
         mark("a cashier may not change a customer's card; ask the owner")},
    rule{right::merge_customers,    "merge_customers",      none,   none,    none,   none,
         mark("a cashier may not merge customers; ask the owner")},
    rule{right::erase_customers,    "erase_customers",      none,   none,    none,   none,
         mark("a cashier may not erase customers; ask the owner")},
    rule{right::keep_cart,          "keep_cart",            all,    own,     own,    none},
    rule{right::sell,               "sell",                 all,    own,     none,   none},
    rule{right::read_orders,        "read_orders",          all,    own,     none,   all},
    rule{right::cancel_orders,      "cancel_orders",        all,    own,     none,   all},
    rule{right::expire_orders,      "expire_orders",        none,   none,    none,   all,
         mark("a cashier may not expire orders; they expire by themselves, or ask the owner")},
    rule{right::change_fulfilment,  "change_fulfilment",    all,    own,     none,   none},
    rule{right::submit_payments,    "submit_payments",      all,    own,     none,   none},
    rule{right::accept_payments,    "accept_payments",      all,    none,    none,   none},
    rule{right::refund,             "refund",               none,   none,    none,   none,
         mark("a cashier may not refund; ask the owner")},
    rule{right::answer_customers,   "answer_customers",     all,    none,    none,   none},
    rule{right::write_reviews,      "write_reviews",        all,    own,     none,   none},
    rule{right::hide_reviews,       "hide_reviews",         none,   none,    none,   none,
         mark("a cashier may not hide reviews or show them again; ask the owner")},
    rule{right::converse,           "converse",             all,    own,     none,   none},
    rule{right::annotate_customers, "annotate_customers",   all,    none,    none,   none},
    rule{right::keep_consents,      "keep_consents",        all,    own,     none,   none},
    rule{right::take_customer_data, "take_customer_data",   none,   own,     none,   none,
         mark("a cashier may not take all that is kept about a person; ask the owner")},
    rule{right::read_todays_report, "read_todays_report",   all,    none,    none,   all},
    rule{right::read_reports,       "read_reports",         none,   none,    none,   all,
         mark("a cashier sees today's report only; ask the owner for other days")},
    rule{right::close_days,         "close_days",           none,   none,    none,   all,
         mark("a cashier may not close days; ask the owner")},
    rule{right::import_records,     "import_records",       none,   none,    none,   none,
         mark("a cashier may not import, nor undo an import; ask the owner")},
    rule{right::export_records,     "export_records",       none,   none,    none,   none,
         mark("a cashier may not export; ask the owner")},
    rule{right::manage_staff,       "manage_staff",         none,   none,    none,   none,
         mark("a cashier may not look up or change users; ask the owner")},
    rule{right::maintain,           "maintain",             none,   none,    none,   all,
         mark("a cashier may not back up, restore, check or upgrade the shop; ask the owner")},
};
// clang-format on

constexpr bool is_sound()
{
    for (std::size_t place = 0; place < table.size(); ++place) {
        auto const& of = table[place];
        bool const refuses = of.cashier != reach::all;
        if (static_cast<std::size_t>(of.what) != place ||
            refuses != (of.cashier_refusal != nullptr))
            return false;
    }
    return table.size() == static_cast<std::size_t>(right::maintain) + 1;
}
static_assert(is_sound(), "a right is found by its place, and who refuses has a sentence for it");

constexpr rule const& rule_of(right what) noexcept
{
    return table[static_cast<std::size_t>(what)];
}

} // namespace

std::string_view name(right what) noexcept
{
    return rule_of(what).name;
}

reach reach_of(acting who, right what) noexcept
{
    auto const& of = rule_of(what);
    switch (who) {
    case acting::owner:
        return reach::all;
    case acting::cashier:
        return of.cashier;
    case acting::customer:
        return of.customer;
    case acting::visitor:
        return of.visitor;
    case acting::system:
        return of.system;
    }
    return reach::none;
}

char const* refusal_of(acting who, right what, bool of_own) noexcept
{
    auto const far = reach_of(who, what);
    if (far == reach::all || (far == reach::own && of_own))
        return nullptr;
    switch (who) {
    case acting::owner:
        return nullptr;
    case acting::cashier:
        return rule_of(what).cashier_refusal;
    case acting::customer:
        return far == reach::own ? mark("a customer may do this with their own things only ({0})")
                                 : mark("this is for the shop's staff, not for customers ({0})");
    case acting::visitor:
        return mark("this is not for everybody; sign in first ({0})");
    case acting::system:
        return mark("the system does not do this by itself ({0})");
    }
    return nullptr;
}

} // namespace tokocrm
