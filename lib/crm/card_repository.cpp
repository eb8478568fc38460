#include "card_repository.hpp"

#include "../core/business_date.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

namespace tokocrm::card_repository {

using soci::into, soci::use;

purchases purchases_of(unit_of_work& uow, std::int64_t whose)
{
    // Each order is looked at once for both: what counts has a date, what does not has none.
    db::nullable_number on;
    std::int64_t orders = 0, net = 0, open = 0;
    soci::statement select =
        (sql(uow).prepare
             << "select counted_on, cast(sum(orders) as bigint), cast(sum(net) as bigint),"
                " cast(sum(open) as bigint) from (select case when o.booked_paid_on is not null"
                " then o.paid_on end as counted_on, 1 as orders,"
                " o.gross - o.product_discount - o.coupon_discount as net,"
                " case o.order_state when 'placed' then 1 else 0 end as open from orders o"
                " where o.customer_id = :whose"
                " union all select o.paid_on, e.orders, e.gross - e.discounts - e.refunds, 0"
                " from orders o join booking_entries e on e.order_id = o.id"
                " where o.customer_id = :again and o.booked_paid_on is not null"
                " and e.basis = 'paid') b group by counted_on order by counted_on",
         use(whose, "whose"), use(whose, "again"), into(on.value, on.state), into(orders),
         into(net), into(open));
    select.execute();
    purchases found;
    while (select.fetch()) {
        found.open_orders += open;
        if (auto const day = on.get())
            found.days.push_back({from_number(*day), orders, net});
    }
    return found;
}

std::int64_t unread_messages(unit_of_work& uow, std::int64_t whose)
{
    std::int64_t count = 0;
    soci::statement select = (sql(uow).prepare << "select unread_by_shop from conversations"
                                                  " where customer_id = :whose",
                              use(whose), into(count));
    return db::fetch_one(select) ? count : 0;
}

} // namespace tokocrm::card_repository
