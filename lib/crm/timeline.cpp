#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../customer/service.hpp"
#include "../staff/service.hpp"
#include "merge_rules.hpp"
#include "timeline_repository.hpp"
#include "timeline_rules.hpp"

#include <tokocrm/crm.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

bool is_for_staff_alone(timeline_kind kind)
{
    return kind == timeline_kind::note || kind == timeline_kind::tag;
}

} // namespace

page<timeline_event> customer_timeline(unit_of_work& uow, id<customer> whose,
                                       timeline_query const& query, page_request const& part)
{
    require(uow, right::read_customers, whose);
    auto wanted = query;
    if (std::any_of(wanted.kinds.begin(), wanted.kinds.end(), is_for_staff_alone))
        require(uow, right::annotate_customers);
    if (wanted.kinds.empty()) {
        wanted.kinds = all_timeline_kinds();
        if (!may(uow, right::annotate_customers))
            std::erase_if(wanted.kinds, is_for_staff_alone);
    }
    auto const kind = std::string("timeline") + (wanted.descending ? "-" : "+");
    auto const limit = one_more(part);
    std::optional<timeline_place> after;
    if (part.after)
        after = read_place(*part.after, kind);
    auto const card = known_customer(uow, whose).number;
    auto const cut =
        cut_page(timeline_repository::list(uow, card.value(), wanted, limit, part.offset, after,
                                           shop_currency(uow)),
                 part, [&](auto const& last) { return write_place(last.place, kind); });
    page<timeline_event> shown{.items = {}, .next = cut.next};
    for (auto const& each : cut.items) {
        shown.items.push_back(each.event);
        auto& event = shown.items.back();
        if (event.kind == timeline_kind::merge)
            event.text = what_went(event.text.value_or(""));
    }
    return shown;
}

} // namespace tokocrm
