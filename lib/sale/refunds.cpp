#include "../core/digest.hpp"
#include "../core/text_fold.hpp"
#include "../order/service.hpp"
#include "../order/transition_rules.hpp"
#include "../payment/rules.hpp"
#include "../payment/service.hpp"
#include "../staff/service.hpp"
#include "../stock/service.hpp"
#include "bookings.hpp"
#include "refund_rules.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

std::string digest_of(refund_request const& asked, std::string const& reason)
{
    digester said;
    auto const amount = [&](std::optional<money> const& one) {
        said.add(one ? std::to_string(one->minor()) : "");
    };
    for (auto const& item : asked.items)
        said.add(folded(item.sku)).add(std::to_string(item.amount.thousandths()));
    said.add(asked.all ? "all" : "");
    amount(asked.shipping);
    amount(asked.other);
    said.add(asked.restock ? "restock" : "").add(reason);
    return said.finish();
}

refund_terms terms_of(unit_of_work& uow, order const& of, refund_request const& asked)
{
    refund_terms terms{.items = {},
                       .all = asked.all,
                       .shipping = asked.shipping,
                       .other = asked.other,
                       .restock = asked.restock};
    for (auto const& item : asked.items) {
        auto lines = lines_named(uow, of, item.sku);
        if (lines.empty())
            throw error(errc::not_found, "refund.item_not_found", mark("{0} is not on order {1}"),
                        {item.sku, std::to_string(of.header.number)});
        auto const& first =
            *std::find_if(of.lines.begin(), of.lines.end(),
                          [&](order_line const& each) { return each.position == lines.front(); });
        auto const sold = find_product(uow, first.sold);
        terms.items.push_back({.sku = item.sku,
                               .amount = item.amount,
                               .lines = std::move(lines),
                               .fractional = sold && sold->fractional});
    }
    return terms;
}

void restock(unit_of_work& uow, order const& of, refund const& given)
{
    std::vector<stock_demand> back;
    for (auto const& each : given.lines) {
        auto const line =
            std::find_if(of.lines.begin(), of.lines.end(),
                         [&](order_line const& one) { return one.position == each.line; });
        if (each.base_amount.thousandths() > 0)
            back.push_back({each.line, line->sold, each.base_amount});
    }
    return_stock(uow, of.header.row, back, given.reason);
}

refund refund_at(std::vector<refund> const& among, std::int64_t position)
{
    return *std::find_if(among.begin(), among.end(),
                         [&](refund const& each) { return each.position == position; });
}

} // namespace

refund refund_order(unit_of_work& uow, std::int64_t number, refund_request const& asked)
{
    require(uow, right::refund);
    auto const of = get_order(uow, number);
    auto const& before = of.header;
    auto const reason = checked_reason(asked.reason);
    check_key(asked.key);
    auto const earlier = refunds_of(uow, before.row);
    std::optional<refund_key> key;
    if (asked.key) {
        key = refund_key{*asked.key, digest_of(asked, reason)};
        if (auto const known = find_keyed_refund(uow, before.row, key->key)) {
            if (known->request != key->request)
                throw error(errc::conflict, "refund.key_reused",
                            mark("the key {0} was used for another refund of this order; take a "
                                 "new one"),
                            {*asked.key});
            return refund_at(earlier, known->position);
        }
    }
    if (asked.all && before.states.payment == payment_state::refunded && !earlier.empty())
        return earlier.back();
    auto const submissions = submissions_of(uow, before.row);
    bool const one_is_open =
        std::any_of(submissions.begin(), submissions.end(), [](payment_submission const& each) {
            return each.state == submission_state::open;
        });
    if (auto const refused = refund_refusal(before, one_is_open))
        throw *refused;

    auto given = priced_refund(of, earlier, terms_of(uow, of, asked));
    given.reason = reason;
    given.actor = to_record(uow.actor());
    given.refunded_at = uow.now();
    given.refunded_on = get_shop(uow).zone.local_date(given.refunded_at);
    if (asked.restock)
        restock(uow, of, given);
    given.position = keep_refund(uow, before.row, given, key);
    summary_changes changes;
    count_refund(uow, before, given, changes);
    auto after = before;
    after.refunded += given.amount;
    after.states.payment = state_after_refund(after.paid, after.refunded);
    after.expires_at.reset();
    change_order(uow, before, after, reason);
    book(uow, changes);
    return given;
}

} // namespace tokocrm
