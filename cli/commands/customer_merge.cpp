#include "../context.hpp"
#include "../output/output.hpp"
#include "../registry.hpp"
#include "cart_output.hpp"
#include "customer_fields.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"
#include "words.hpp"

#include <tokocrm/customer_merge.hpp>
#include <tokocrm/json.hpp>

#include <algorithm>

namespace toko {

namespace {

constexpr field fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"phone", tr("Phone")},
    {"email", tr("E-mail")},
    {"address.street", tr("Address")},
    {"address.city", tr("City")},
    {"address.postal_code", tr("Postal code")},
    {"sex", tr("Sex")},
    {"registered_at", tr("Registered"), kind::instant},
    {"version", tr("Version"), kind::number, false},
    {"other_id", tr("Merged from"), kind::number},
    {"orders", tr("Orders"), kind::number},
    {"coupon_uses", tr("Uses of coupons"), kind::number},
    {"cart_lines", tr("Lines of the cart"), kind::number},
    {"reviews", tr("Reviews"), kind::number},
    {"messages", tr("Messages"), kind::number},
    {"notes", tr("Notes"), kind::number},
    {"tags", tr("Tags"), kind::number},
    {"consents", tr("Consents"), kind::number},
    {"cart_changes", tr("Changes"), kind::nested, false},
    {"conflicts", tr("What differed"), kind::nested, false},
};
constexpr field conflict_fields[] = {
    {"field", tr("What")},
    {"chosen", tr("Stays")},
    {"not_chosen", tr("Kept in the history")},
};
constexpr nested_table tables[] = {{"conflicts", tr("What differed"), conflict_fields}};

struct choice
{
    tokocrm::card_field of;
    char const* option;
    char const* word;     ///< marked with `tr`
    char const* question; ///< likewise
    std::optional<tokocrm::card_side> tokocrm::card_choices::*place;
};

constexpr choice choices[] = {
    {tokocrm::card_field::name, "name", tr("name"), tr("Which name stays? 1: {0}, 2: {1}"),
     &tokocrm::card_choices::name},
    {tokocrm::card_field::phone, "phone", tr("phone"), tr("Which phone stays? 1: {0}, 2: {1}"),
     &tokocrm::card_choices::phone},
    {tokocrm::card_field::email, "email", tr("e-mail"), tr("Which e-mail stays? 1: {0}, 2: {1}"),
     &tokocrm::card_choices::email},
    {tokocrm::card_field::address, "address", tr("address"),
     tr("Which address stays? 1: {0}, 2: {1}"), &tokocrm::card_choices::address},
    {tokocrm::card_field::sex, "sex", tr("sex"), tr("Which sex stays? 1: {0}, 2: {1}"),
     &tokocrm::card_choices::sex},
};

void describe(options& opts)
{
    opts.positional("keep", tr("the card that stays: its id, phone or e-mail"))
        .positional("other", tr("the card that goes into it"))
        .value("name", "keep|other", tr("whose name stays where they differ"))
        .value("phone", "keep|other", tr("whose phone stays"))
        .value("email", "keep|other", tr("whose e-mail stays"))
        .value("address", "keep|other", tr("whose address stays, with city and postal code"))
        .value("sex", "keep|other", tr("whose sex stays"))
        .example("toko customer merge 1 2 --dry-run")
        .example("toko customer merge 1 2 --phone other --email keep --yes");
}

tokocrm::card_choices choices_of(arguments const& args)
{
    tokocrm::card_choices told;
    for (auto const& each : choices)
        if (auto const text = args.find(each.option)) {
            told.*each.place = tokocrm::find_card_side(*text);
            if (!(told.*each.place))
                throw usage_error("usage.value", tr("--{0} must be keep or other, not {1}"),
                                  {each.option, *text});
        }
    return told;
}

/// An id is meant as it stands there: of a card that was merged before, it is refused and not
/// followed.
tokocrm::id<tokocrm::customer> named_card(tokocrm::unit_of_work& uow, std::string const& named)
{
    auto const found = named_customer(uow, named).number;
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    bool const is_id = named.size() < 19 && std::all_of(named.begin(), named.end(), is_digit);
    if (!is_id)
        return found;
    tokocrm::id<tokocrm::customer> const given(std::stoll(named));
    auto const followed = tokocrm::find_customer(uow, given);
    return followed && followed->number == found ? given : found;
}

/// 1 or 2; none where the answers are at an end.
std::optional<tokocrm::card_side> ask(context& ctx, char const* question,
                                      tokocrm::card_conflict const& conflict)
{
    std::string answer;
    do {
        ctx.err() << tokocrm::escape_for_display(
                         ctx.translate(question, {conflict.keep, conflict.other}))
                  << " [1/2] " << std::flush;
        if (!std::getline(ctx.in(), answer))
            return std::nullopt;
    } while (answer != "1" && answer != "2");
    return answer == "1" ? tokocrm::card_side::keep : tokocrm::card_side::other;
}

/// Where nobody can be asked: what differs, and the options that say whose stays.
[[noreturn]] void refuse_unsettled(context const& ctx,
                                   std::vector<tokocrm::card_conflict> const& open)
{
    std::string both, named;
    for (auto const& each : choices)
        for (auto const& conflict : open)
            if (conflict.field == each.of) {
                both += (both.empty() ? "" : "; ") + std::string(ctx.translate(each.word)) + ": " +
                        conflict.keep + " / " + conflict.other;
                named += (named.empty() ? "--" : ", --") + std::string(each.option) + " keep|other";
            }
    throw command_error(tokocrm::errc::rule_violation, "customer.merge_conflict",
                        tr("the cards differ ({0}); say whose stays: {1}"), {both, named});
}

/// Asks for what was not chosen. @return Whether everything is chosen now.
bool settle(context& ctx, std::vector<tokocrm::card_conflict> const& conflicts,
            tokocrm::card_choices& told)
{
    std::vector<tokocrm::card_conflict> open;
    for (auto const& each : choices)
        for (auto const& conflict : conflicts)
            if (conflict.field == each.of && !(told.*each.place))
                open.push_back(conflict);
    if (!open.empty() && !ctx.may_ask())
        refuse_unsettled(ctx, open);
    for (auto const& each : choices)
        for (auto const& conflict : open)
            if (conflict.field == each.of) {
                told.*each.place = ask(ctx, each.question, conflict);
                if (!(told.*each.place))
                    return false;
            }
    return true;
}

std::string text_of(tokocrm::id<tokocrm::customer> number)
{
    return std::to_string(number.value());
}

/// The cards that are meant, and in what they differ.
struct meant_cards
{
    tokocrm::id<tokocrm::customer> keep{0}, other{0};
    std::string keep_name, other_name;
    std::vector<tokocrm::card_conflict> conflicts;
};

meant_cards looked_at(tokocrm::unit_of_work& uow, arguments const& args)
{
    meant_cards cards;
    cards.keep = named_card(uow, args.text("keep"));
    cards.other = named_card(uow, args.text("other"));
    cards.conflicts = tokocrm::merge_conflicts(uow, cards.keep, cards.other);
    cards.keep_name = named_customer(uow, text_of(cards.keep)).name;
    cards.other_name = named_customer(uow, text_of(cards.other)).name;
    return cards;
}

void run(context& ctx, arguments const& args)
{
    auto told = choices_of(args);
    auto const shop = open_shop(ctx);
    auto const cards = ctx.read([&](tokocrm::unit_of_work& uow) { return looked_at(uow, args); });
    bool const goes_on =
        settle(ctx, cards.conflicts, told) &&
        (ctx.dry_run() || ctx.confirm(tr("Merge customer {0} ({1}) into customer {2} ({3})? It "
                                         "cannot be taken back."),
                                      {text_of(cards.other), cards.other_name, text_of(cards.keep),
                                       cards.keep_name}));
    if (!goes_on) {
        ctx.note(tr("nothing was merged"));
        return;
    }
    auto const merged = ctx.write([&](tokocrm::unit_of_work& uow) {
        return tokocrm::merge_customers(uow, cards.keep, cards.other, told);
    });
    auto whole = tokocrm::to_json(merged, shop);
    translate_words(ctx, ctx.format(), whole, {"sex"});
    for (auto& each : whole.at("conflicts").as_array()) {
        auto& conflict = each.as_object();
        if (conflict.at("field").as_string() == name(tokocrm::card_field::sex))
            translate_words(ctx, ctx.format(), conflict, {"chosen", "not_chosen"});
        translate_words(ctx, ctx.format(), conflict, {"field"});
    }
    show(ctx, whole, fields, {}, tables);
    for (auto const& change : merged.cart_changes)
        tell_cart_change(ctx, change);
    ctx.note(ctx.dry_run() ? tr("customer {0} would be merged into customer {1}")
                           : tr("customer {0} is merged into customer {1}"),
             {text_of(cards.other), text_of(merged.kept.number)});
}

} // namespace

command const customer_merge{"customer merge",
                             tr("make one card of two that are of the same person"), describe, run};

} // namespace toko
