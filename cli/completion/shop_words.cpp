#include "shop_words.hpp"

#include "../context.hpp"
#include "../parse.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/staff.hpp>

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace toko {

namespace {

/// Nobody reads more.
constexpr std::int64_t most_words = 1'000;

/// The shop that a line, the environment or the configuration names; `~` as a shell reads it.
std::string url_of(std::span<std::string const> words, variable_reader const& variables)
{
    global_values given;
    for (auto const* const name : {"config", "db"}) {
        auto value = peek_global(words, name);
        if (!value || value->empty())
            continue;
        auto const home = variables("HOME");
        if (value->starts_with("~/") && home)
            value->replace(0, 1, *home);
        given.emplace(name, *value);
    }
    return place_of_shop(settings(given, variables)).url;
}

std::vector<candidate> ask_for_skus(tokocrm::unit_of_work& uow, std::string_view typed,
                                    bool with_other_packs)
{
    std::vector<candidate> out;
    for (auto const& one : tokocrm::product_skus(uow, typed, most_words)) {
        auto const about = tokocrm::escape_for_display(one.name);
        if (one.first_pack)
            out.push_back({one.sku, about});
        else if (with_other_packs)
            out.push_back({one.sku, about + ", " + tokocrm::escape_for_display(one.pack_name)});
    }
    return out;
}

std::vector<candidate> ask_for_cities(tokocrm::unit_of_work& uow)
{
    std::vector<candidate> out;
    for (auto const& one : tokocrm::list_shipping_rates(uow).items)
        out.push_back({one.city, {}});
    return out;
}

std::vector<candidate> ask_for_known_cities(tokocrm::unit_of_work& uow, std::string_view typed)
{
    auto out = ask_for_cities(uow);
    for (auto const& city : tokocrm::customer_cities(uow, typed, most_words)) {
        auto const is_there = [&](candidate const& one) { return one.text == city; };
        if (std::none_of(out.begin(), out.end(), is_there))
            out.push_back({city, {}});
    }
    return out;
}

/// By what a command takes for a customer. Who has typed nothing yet is not shown everybody.
std::vector<candidate> ask_for_customers(tokocrm::unit_of_work& uow, std::string_view typed)
{
    std::vector<candidate> out;
    tokocrm::customer_query query;
    query.search = std::string(typed);
    tokocrm::page_request part;
    part.limit = most_words;
    for (auto const& one : tokocrm::list_customers(uow, query, part).items)
        for (auto const& known : {one.reach.phone, one.reach.email})
            if (known)
                out.push_back({*known, tokocrm::escape_for_display(one.name)});
    return out;
}

std::vector<candidate> ask(tokocrm::unit_of_work& uow, shop_words which, std::string_view typed)
{
    std::vector<candidate> out;
    switch (which) {
    case shop_words::categories:
        for (auto const& one : tokocrm::list_categories(uow).items)
            out.push_back({one.shelf.name, {}});
        break;
    case shop_words::coupons:
        for (auto const& one : tokocrm::list_coupons(uow).items)
            out.push_back({one.code, tokocrm::escape_for_display(one.name)});
        break;
    case shop_words::cities:
        return ask_for_cities(uow);
    case shop_words::known_cities:
        return ask_for_known_cities(uow, typed);
    case shop_words::customers:
        return ask_for_customers(uow, typed);
    case shop_words::skus:
        return ask_for_skus(uow, typed, false);
    case shop_words::packs:
        return ask_for_skus(uow, typed, true);
    case shop_words::quick_answers:
        for (auto const& one : tokocrm::list_quick_answers(uow).items)
            out.push_back({one.name, tokocrm::escape_for_display(one.text)});
        break;
    case shop_words::users:
        for (auto const& one : tokocrm::list_staff(uow).items)
            out.push_back({one.name, {}});
        break;
    }
    return out;
}

} // namespace

std::vector<candidate> words_of_shop(shop_words which, std::string_view typed,
                                     std::span<std::string const> words,
                                     variable_reader const& variables)
{
    try {
        tokocrm::database shop(url_of(words, variables), tokocrm::system_environment());
        return tokocrm::read(shop, tokocrm::owner{},
                             [&](tokocrm::unit_of_work& uow) { return ask(uow, which, typed); });
    } catch (tokocrm::error const&) {
        return {};
    }
}

} // namespace toko
