#include "rules.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

template <class Entity>
bool contains(std::vector<id<Entity>> const& among, id<Entity> one) noexcept
{
    return std::find(among.begin(), among.end(), one) != among.end();
}

[[noreturn]] void refuse(char const* reason, char const* sentence,
                         std::vector<std::string> arguments)
{
    throw error(errc::rule_violation, reason, sentence, std::move(arguments));
}

} // namespace

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

bool is_for(coupon const& which, product const& what) noexcept
{
    if (which.products.empty() && which.categories.empty())
        return true;
    return contains(which.products, what.number) ||
           (what.in && contains(which.categories, what.in->number));
}

void check_usable(coupon const& which, coupon_request const& wanted)
{
    if (!which.enabled)
        refuse("coupon.disabled", mark("coupon {0} is not valid any more: it was disabled"),
               {which.code});
    if (which.starts_at && wanted.at < *which.starts_at)
        refuse("coupon.not_started", mark("coupon {0} is not valid yet; its time begins later"),
               {which.code});
    if (which.ends_at && wanted.at >= *which.ends_at)
        refuse("coupon.expired", mark("coupon {0} is not valid any more: its time is over"),
               {which.code});
    if (which.usage_limit && which.times_used >= *which.usage_limit)
        refuse("coupon.used_up", mark("coupon {0} is used up: all {1} of its uses are taken"),
               {which.code, std::to_string(*which.usage_limit)});
    if (auto const& limit = which.usage_limit_per_customer) {
        if (!wanted.buyer_is_known)
            refuse("coupon.needs_customer",
                   mark("coupon {0} has a limit for each customer; say which customer buys"),
                   {which.code});
        if (wanted.used_by_buyer >= *limit)
            refuse("coupon.used_up_by_customer",
                   mark("this customer has used coupon {0} as often as one may ({1})"),
                   {which.code, std::to_string(*limit)});
    }
    if (which.minimum_spend) {
        auto const spent = wanted.eligible.value_or(money(0, which.minimum_spend->currency()));
        if (spent < *which.minimum_spend)
            refuse("coupon.minimum_spend",
                   mark("coupon {0} is for purchases from {1} on; the goods that it is for come "
                        "to {2}"),
                   {which.code, to_text(*which.minimum_spend), to_text(spent)});
    }
    if (!wanted.eligible)
        refuse("coupon.out_of_scope", mark("coupon {0} is for none of these goods"), {which.code});
}

} // namespace tokocrm
