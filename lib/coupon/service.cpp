#include "../core/checked_text.hpp"
#include "../core/text_fold.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

constexpr std::size_t longest_note = 2'000;

} // namespace

void add_coupon(unit_of_work& uow, coupon const& draft)
{
    auto const currency = shop_currency(uow);
    auto kept = draft;
    kept.code = checked_name(draft.code, "coupon.code_invalid",
                             mark("a coupon's code must have 1 to 64 characters"), 64);
    if (!fits(draft.name, longest_name) || !fits(draft.note, longest_note))
        throw error(
            errc::invalid_input, "coupon.text_invalid",
            mark("a coupon's name has at most 200 characters, its note 2,000, of valid text"));
    check_terms(kept, currency);
    auto const key = folded(kept.code);
    if (coupon_repository::find(uow, key, currency))
        throw error(errc::already_exists, "coupon.exists", mark("there is a coupon {0} already"),
                    {kept.code});
    coupon_repository::insert(uow, kept, key);
}

std::optional<coupon> find_coupon(unit_of_work& uow, std::string_view code)
{
    return coupon_repository::find(uow, folded(code), shop_currency(uow));
}

std::vector<coupon> list_coupons(unit_of_work& uow)
{
    return coupon_repository::list(uow, shop_currency(uow));
}

} // namespace tokocrm
