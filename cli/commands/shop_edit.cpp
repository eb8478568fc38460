#include "../input/opening_hours.hpp"
#include "../registry.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "shop_fields.hpp"

#include <algorithm>
#include <utility>

namespace toko {

namespace {

void describe(options& opts)
{
    constexpr option_rule clearable{.may_be_empty = true};
    constexpr option_rule several{.repeatable = true};
    opts.value("name", "NAME", tr("what it is called"))
        .value("about", "TEXT", tr("what customers read of it"), clearable)
        .value("address", "TEXT", tr("where it is"), clearable)
        .value("phone", "PHONE", tr("the number to call"), clearable)
        .value("whatsapp", "PHONE", tr("the number for WhatsApp"), clearable)
        .value("email", "EMAIL", tr("the address for e-mail"), clearable)
        .value("hours", "HOURS",
               tr("days and times that it is open, instead of all before; none: no longer said"),
               several)
        .value("add-account", "BANK:NUMBER:HOLDER", tr("a bank account that takes transfers"),
               several)
        .value("remove-account", "NUMBER", tr("a bank account that no longer does"), several)
        .value("payment-hours", "N", tr("how many hours an order waits for its transfer"))
        .value("unique-codes", "yes|no",
               tr("whether a transfer's sum gets a few rupiah that tell it from others"));
    describe_if_version(opts);
    opts.example("toko shop edit --phone 081234567890 --address \"Jln Gurame No 3, Kisaran\"")
        .example("toko shop edit --hours \"mon-fri 07:00-21:00\" --hours \"sat,sun 08:00-12:00 "
                 "14:00-18:00\"")
        .example("toko shop edit --add-account \"BSI:7123456789:Eka Putri\"");
}

std::optional<std::vector<tokocrm::opening_span>> hours_of(arguments const& args)
{
    if (!args.has("hours"))
        return std::nullopt;
    std::vector<tokocrm::opening_span> hours;
    auto const& told = args.all("hours");
    if (told.size() == 1 && told[0] == "none")
        return hours;
    for (auto const& text : told) {
        for (auto const& span : parse_opening_hours(text))
            hours.push_back(span);
    }
    return hours;
}

tokocrm::bank_account account_of(std::string const& text)
{
    auto const first = text.find(':');
    auto const second = first == text.npos ? text.npos : text.find(':', first + 1);
    if (second == text.npos)
        throw usage_error("usage.account", tr("{0} is no bank account; write it like {1}"),
                          {text, "BSI:7123456789:Eka Putri"});
    return {.bank = text.substr(0, first),
            .number = text.substr(first + 1, second - first - 1),
            .holder = text.substr(second + 1)};
}

void remove_account(std::vector<tokocrm::bank_account>& accounts, std::string const& number)
{
    auto const has_number = [&](tokocrm::bank_account const& one) {
        return one.number == number || one.bank + ':' + one.number == number;
    };
    auto const found = std::count_if(accounts.begin(), accounts.end(), has_number);
    std::string known;
    for (auto const& one : accounts) {
        if (found == 0 || has_number(one))
            known += (known.empty() ? "" : ", ") + one.bank + ':' + one.number;
    }
    if (found > 1)
        throw command_error(
            tokocrm::errc::conflict, "shop.account_ambiguous",
            tr("several bank accounts have the number {0}; name one with its bank: {1}"),
            {number, known});
    if (found == 0 && known.empty())
        throw command_error(tokocrm::errc::not_found, "shop.account_not_found",
                            tr("the shop has no bank account {0}, nor any other"), {number});
    if (found == 0)
        throw command_error(tokocrm::errc::not_found, "shop.account_not_found",
                            tr("the shop has no bank account {0}; there are: {1}"),
                            {number, known});
    std::erase_if(accounts, has_number);
}

void run(context& ctx, arguments const& args)
{
    expect_a_change(args);
    tokocrm::shop_changes changes;
    changes.seen_version = find_version(args);
    changes.name = args.find("name");
    changes.about = args.find("about");
    changes.address = args.find("address");
    changes.phone = find_or_none(args, "phone");
    changes.whatsapp = find_or_none(args, "whatsapp");
    changes.email = find_or_none(args, "email");
    changes.hours = hours_of(args);
    changes.unique_codes = find_yes_or_no(args, "unique-codes");
    if (auto const hours = args.number("payment-hours", 1, 720))
        changes.payment_time = std::chrono::hours(*hours);
    std::vector<tokocrm::bank_account> added;
    for (auto const& text : args.all("add-account"))
        added.push_back(account_of(text));
    open_shop(ctx);
    auto const [edited, details] = ctx.write([&](tokocrm::unit_of_work& uow) {
        if (args.has("add-account") || args.has("remove-account")) {
            auto accounts = tokocrm::get_shop_details(uow).accounts;
            for (auto const& number : args.all("remove-account"))
                remove_account(accounts, number);
            accounts.insert(accounts.end(), added.begin(), added.end());
            changes.accounts = std::move(accounts);
        }
        auto shop = tokocrm::edit_shop(uow, changes);
        return std::pair(std::move(shop), tokocrm::get_shop_details(uow));
    });
    show_shop(ctx, edited, details);
}

} // namespace

command const shop_edit{
    "shop edit", tr("change the shop; an empty value takes one away: --phone \"\""), describe, run};

} // namespace toko
