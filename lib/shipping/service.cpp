#include "../core/checked_text.hpp"
#include "../core/text_fold.hpp"
#include "repository.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

void add_shipping_rate(unit_of_work& uow, shipping_rate const& rate)
{
    auto const currency = shop_currency(uow);
    auto kept = rate;
    kept.city = checked_name(rate.city, "shipping.city_invalid",
                             mark("a city's name must have 1 to 200 characters"));
    for (auto const& amount : {std::optional(rate.fee), rate.free_from}) {
        if (!amount)
            continue;
        if (amount->currency() != currency)
            throw error(errc::invalid_input, "shipping.currency_mismatch",
                        mark("a shipping rate must be in the shop's currency, {0}"),
                        {std::string(code(currency))});
        if (amount->minor() < 0)
            throw error(errc::invalid_input, "shipping.fee_negative",
                        mark("a shipping rate cannot be below zero"));
    }
    auto const key = folded(kept.city);
    if (shipping_repository::find(uow, key, currency))
        throw error(errc::already_exists, "shipping.exists",
                    mark("there is a shipping rate for {0} already"), {kept.city});
    shipping_repository::insert(uow, kept, key);
}

std::optional<shipping_rate> find_shipping_rate(unit_of_work& uow, std::string_view city)
{
    return shipping_repository::find(uow, folded(city), shop_currency(uow));
}

std::vector<shipping_rate> list_shipping_rates(unit_of_work& uow)
{
    return shipping_repository::list(uow, shop_currency(uow));
}

} // namespace tokocrm
