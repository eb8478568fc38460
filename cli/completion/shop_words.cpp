#include "shop_words.hpp"

#include "../context.hpp"
#include "../parse.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>

#include <cstdint>

namespace toko {

namespace {

/// Nobody waits longer, and nobody reads more.
constexpr std::int64_t products_looked_at = 20'000;
constexpr std::int64_t products_at_once = 1'000;

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

template <class Take>
void for_each_product(tokocrm::unit_of_work& uow, Take take)
{
    tokocrm::product_query query;
    query.sort = tokocrm::product_sort::sku;
    tokocrm::page_request part;
    part.limit = products_at_once;
    for (std::int64_t seen = 0; seen < products_looked_at; seen += products_at_once) {
        auto const found = tokocrm::list_products(uow, query, part);
        for (auto const& one : found.items)
            take(one);
        if (!found.next)
            return;
        part.after = found.next;
    }
}

std::vector<candidate> ask(tokocrm::unit_of_work& uow, shop_words which)
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
        for (auto const& one : tokocrm::list_shipping_rates(uow).items)
            out.push_back({one.city, {}});
        break;
    case shop_words::skus:
        for_each_product(uow, [&](tokocrm::product const& one) {
            out.push_back({one.first_pack.sku, tokocrm::escape_for_display(one.name)});
        });
        break;
    case shop_words::packs:
        for_each_product(uow, [&](tokocrm::product const& one) {
            auto const name = tokocrm::escape_for_display(one.name);
            out.push_back({one.first_pack.sku, name});
            for (auto const& pack : one.other_packs)
                out.push_back({pack.sku, name + ", " + tokocrm::escape_for_display(pack.name)});
        });
        break;
    }
    return out;
}

} // namespace

std::vector<candidate> words_of_shop(shop_words which, std::span<std::string const> words,
                                     variable_reader const& variables)
{
    try {
        tokocrm::database shop(url_of(words, variables), tokocrm::system_environment());
        return tokocrm::read(shop, tokocrm::owner{},
                             [&](tokocrm::unit_of_work& uow) { return ask(uow, which); });
    } catch (tokocrm::error const&) {
        return {};
    }
}

} // namespace toko
