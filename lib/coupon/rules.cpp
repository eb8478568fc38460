#include "rules.hpp"

#include <tokocrm/error.hpp>

namespace tokocrm {

void check_terms(coupon const& draft, currency of_shop)
{
    auto const* rate = std::get_if<percentage>(&draft.discount);
    auto const* sum = std::get_if<money>(&draft.discount);
    for (auto const& amount :
         {sum ? std::optional(*sum) : std::nullopt, draft.minimum_spend, draft.discount_cap})
        if (amount && amount->currency() != of_shop)
            throw error(errc::invalid_input, "coupon.currency_mismatch",
                        mark("a coupon's amounts must be in the shop's currency, {0}"),
                        {std::string(code(of_shop))});
    bool const some_discount =
        rate ? *rate > percentage::ppm(0) && *rate <= percentage::percent(100) : sum->minor() > 0;
    if (!some_discount)
        throw error(errc::invalid_input, "coupon.discount_invalid",
                    mark("a coupon takes off more than nothing and at most 100 percent"));
    for (auto const& limit : {draft.usage_limit, draft.usage_limit_per_customer})
        if (limit && *limit <= 0)
            throw error(errc::invalid_input, "coupon.limit_invalid",
                        mark("a coupon's limit must be at least 1"));
    for (auto const& amount : {draft.minimum_spend, draft.discount_cap})
        if (amount && amount->minor() < 0)
            throw error(errc::invalid_input, "coupon.limit_invalid",
                        mark("a coupon's amounts cannot be below zero"));
    if (sum && draft.discount_cap)
        throw error(errc::invalid_input, "coupon.cap_without_percentage",
                    mark("only a percentage has a cap; take the cap away, or give a percentage"));
    if (draft.starts_at && draft.ends_at && *draft.ends_at <= *draft.starts_at)
        throw error(errc::invalid_input, "coupon.window_invalid",
                    mark("a coupon must end after it starts"));
}

} // namespace tokocrm
