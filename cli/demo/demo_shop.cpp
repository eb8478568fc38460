#include "demo_shop.hpp"

#include "assortment.hpp"
#include "chats.hpp"
#include "history.hpp"
#include "reviews.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <chrono>
#include <sstream>

namespace toko {

namespace {

using tokocrm::money;

constexpr auto rupiah = tokocrm::currency::idr;

void add_assortment(tokocrm::unit_of_work& uow)
{
    for (auto const* const name : demo::categories())
        tokocrm::add_category(uow, name);
    for (auto const& one : demo::products()) {
        tokocrm::product_draft draft;
        draft.name = one.name;
        draft.sku = one.sku;
        draft.category = one.category;
        draft.price = money(one.price, rupiah);
        draft.unit = one.unit;
        draft.fractional = one.fractional;
        draft.discount = tokocrm::percentage::percent(one.discount_percent);
        tokocrm::add_product(uow, draft);
    }
    for (auto const& one : demo::destinations())
        tokocrm::add_shipping_rate(uow, {one.city, money(one.fee, rupiah), std::nullopt});
}

void add_coupon(tokocrm::unit_of_work& uow)
{
    tokocrm::coupon draft;
    draft.code = demo::coupon_code;
    draft.name = "LEBARAN";
    draft.note = "Kupon Lebaran";
    draft.discount = tokocrm::percentage::percent(demo::coupon_percent);
    tokocrm::add_coupon(uow, draft);
}

void add_buyers(tokocrm::unit_of_work& uow, tokocrm::shop const& shop,
                std::vector<demo::buyer> const& buyers)
{
    constexpr std::chrono::hours opening{7};
    constexpr int regulars = 8; // the first to come, who come most often
    int turn = 0;
    for (auto const& one : buyers) {
        tokocrm::customer_draft draft;
        draft.name = one.name;
        draft.reach.phone = one.phone;
        if (!one.email.empty())
            draft.reach.email = one.email;
        draft.reach.address = one.street;
        draft.reach.city = one.city;
        draft.registered_at = shop.zone.instant(one.since, opening);
        auto const number = tokocrm::add_customer(uow, draft).number;
        if (++turn <= regulars)
            tokocrm::add_customer_tag(uow, number, "langganan");
        if (turn % 9 == 0)
            tokocrm::add_customer_tag(uow, number, "grosir");
    }
}

} // namespace

demo_summary fill_demo_shop(tokocrm::unit_of_work& uow, tokocrm::shop const& shop)
{
    auto const today = shop.zone.local_date(uow.now());
    auto const yesterday =
        std::max(today - boost::gregorian::days(1), tokocrm::first_business_date());
    auto const past = demo::invent_history(yesterday);
    add_assortment(uow);
    add_coupon(uow);
    add_buyers(uow, shop, past.buyers);
    std::istringstream csv(past.csv);
    tokocrm::order_stage stage(csv, shop, {});
    auto const imported = tokocrm::import_orders(uow, stage);
    demo::add_reviews(uow);
    demo::add_chats(uow);
    return {static_cast<std::int64_t>(demo::products().size()),
            static_cast<std::int64_t>(past.buyers.size()), imported.orders, past.days};
}

} // namespace toko
