#include "service.hpp"

#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/text_fold.hpp"
#include "../customer/service.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"
#include "transition_rules.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <charconv>

namespace tokocrm {

namespace {

[[noreturn]] void not_found(std::string_view named)
{
    throw error(errc::not_found, "order.not_found",
                mark("there is no order {0}; toko order list shows which there are"),
                {std::string(named)});
}

order with_parts(unit_of_work& uow, order_header header, currency c)
{
    order whole;
    whole.lines = order_repository::lines(uow, header.row, c);
    whole.adjustments = order_repository::adjustments(uow, header.row, c);
    whole.history = order_repository::transitions(uow, header.row);
    whole.header = std::move(header);
    return whole;
}

std::optional<order> find_permitted(unit_of_work& uow, std::int64_t number)
{
    auto const c = shop_currency(uow);
    auto found = order_repository::find_by_number(uow, number, c);
    require(uow, right::read_orders, found ? found->buyer : std::nullopt);
    return found ? std::optional(with_parts(uow, *std::move(found), c)) : std::nullopt;
}

/// None where a search asks for nothing that could be found.
std::optional<order_repository::selection> selection_of(unit_of_work& uow, order_query const& query)
{
    order_repository::selection wanted{
        .states = states_of(query.labels),
        .from = {},
        .before = {},
        .buyer =
            query.buyer ? std::optional(kept_customer(uow, *query.buyer).value()) : std::nullopt,
        .reference = query.reference,
        .city_folded = query.city ? std::optional(folded(*query.city)) : std::nullopt,
        .payment_method =
            query.payment_method ? std::optional(folded(*query.payment_method)) : std::nullopt,
        .words = {},
        .sort = query.sort,
        .descending = query.descending};
    if (query.search) {
        wanted.words = search_words(*query.search, get_shop(uow).profile.country);
        if (wanted.words.empty())
            return std::nullopt;
    }
    if (query.since || query.until) {
        auto const zone = get_shop(uow).zone;
        using namespace std::chrono_literals;
        if (query.since)
            wanted.from = zone.instant(*query.since, 0us);
        if (query.until)
            wanted.before = zone.instant(*query.until + boost::gregorian::days(1), 0us);
    }
    return wanted;
}

std::string cursor_kind(order_query const& query)
{
    return "orders." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

cursor cursor_of(order_header const& last, order_query const& query)
{
    cursor where{cursor_kind(query), {}, 0, last.number};
    if (query.sort == order_sort::placed_at)
        where.value = last.placed_at.time_since_epoch().count();
    if (query.sort == order_sort::total)
        where.value = last.total.minor();
    if (query.sort == order_sort::customer)
        where.text = last.customer_name.value_or("");
    return where;
}

std::optional<order_repository::position> position_of(order_query const& query,
                                                      page_request const& part)
{
    if (!part.after)
        return std::nullopt;
    auto const where = read_cursor(*part.after, cursor_kind(query));
    return order_repository::position{where.text, where.value, where.number};
}

} // namespace

order get_order(unit_of_work& uow, std::int64_t number)
{
    if (auto found = find_permitted(uow, number))
        return *std::move(found);
    not_found(std::to_string(number));
}

order get_order(unit_of_work& uow, id<order> row)
{
    auto const c = shop_currency(uow);
    if (auto found = order_repository::find_by_row(uow, row.value(), c))
        return with_parts(uow, *std::move(found), c);
    not_found(std::to_string(row.value()));
}

std::vector<order_line> lines_of(unit_of_work& uow, id<order> row, currency shops)
{
    return order_repository::lines(uow, row, shops);
}

std::vector<std::int64_t> lines_named(unit_of_work& uow, order const& of, std::string const& sku)
{
    std::vector<std::int64_t> found;
    auto const take_where = [&](auto matches) {
        for (auto const& line : of.lines)
            if (matches(line))
                found.push_back(line.position);
    };
    auto const key = folded(sku);
    take_where([&](order_line const& line) { return folded(line.sku) == key; });
    if (found.empty())
        take_where([&](order_line const& line) {
            auto const now = find_pack(uow, line.in_pack);
            return now && (folded(now->which.sku) == key ||
                           (now->which.barcode && folded(*now->which.barcode) == key));
        });
    return found;
}

order get_order(unit_of_work& uow, std::string_view named)
{
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(named.data(), named.data() + named.size(), number);
    if (failed == std::errc{} && end == named.data() + named.size())
        if (auto found = find_permitted(uow, number))
            return *std::move(found);
    require(uow, right::read_orders);
    auto const candidates = order_repository::numbers_of_reference(uow, std::string(named));
    if (candidates.empty())
        not_found(named);
    if (candidates.size() > 1) {
        std::string numbers;
        for (auto const each : candidates)
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(each);
        throw error(errc::conflict, "order.ambiguous",
                    mark("several orders are known by {0}; name one by its number: {1}"),
                    {std::string(named), numbers});
    }
    return get_order(uow, candidates.front());
}

page<order_header> list_orders(unit_of_work& uow, order_query const& query,
                               page_request const& part)
{
    std::vector<order_header> read;
    auto with_one_more = part;
    with_one_more.limit = one_more(part);
    for_each_order(uow, query, with_one_more,
                   [&](order_header const& each) { read.push_back(each); });
    return cut_page(std::move(read), part,
                    [&](order_header const& last) { return write_cursor(cursor_of(last, query)); });
}

void for_each_order(unit_of_work& uow, order_query const& query, page_request const& part,
                    std::function<void(order_header const&)> const& take)
{
    require(uow, right::read_orders, query.buyer);
    check_bounds(part);
    auto const after = position_of(query, part);
    if (auto const wanted = selection_of(uow, query))
        order_repository::for_each(uow, *wanted, part.limit, part.offset, after, shop_currency(uow),
                                   take);
}

std::int64_t count_orders(unit_of_work& uow, order_query const& query,
                          std::optional<std::int64_t> most)
{
    require(uow, right::read_orders, query.buyer);
    auto const wanted = selection_of(uow, query);
    return wanted ? order_repository::count(uow, *wanted, most) : 0;
}

void insert_order(unit_of_work& uow, order const& whole, std::optional<order_key> const& key)
{
    order_repository::insert(uow, whole, key);
}

std::optional<keyed_order> find_keyed_order(unit_of_work& uow, std::string const& key)
{
    return order_repository::find_keyed(uow, key);
}

order_header change_order(unit_of_work& uow, order_header const& before, order_header after,
                          std::optional<std::string> const& reason)
{
    if (!may_follow(before.states, after.states))
        throw error(errc::internal, "order.transition_unknown",
                    mark("an order cannot take that step"));
    if (!order_repository::update(uow, after))
        throw error(errc::conflict, "order.changed",
                    mark("order {0} was changed meanwhile; look at it again"),
                    {std::to_string(before.number)});
    ++after.version;
    auto const who = to_record(uow.actor());
    auto const record = [&](char const* graph, auto from, auto to) {
        if (from != to)
            order_repository::add_transition(uow, before.row,
                                             {.graph = graph,
                                              .from = std::string(name(from)),
                                              .to = std::string(name(to)),
                                              .actor = who,
                                              .at = uow.now(),
                                              .reason = reason});
    };
    record("payment", before.states.payment, after.states.payment);
    record("fulfilment", before.states.fulfilment, after.states.fulfilment);
    record("order", before.states.order, after.states.order);
    return after;
}

std::vector<std::int64_t> overdue_numbers(unit_of_work& uow, timestamp now)
{
    return order_repository::overdue(uow, now);
}

std::vector<std::int64_t> telling_days(unit_of_work& uow, report_basis basis, id<customer> who,
                                       std::int64_t day, id<order> without)
{
    return order_repository::telling_days(uow, basis, who, day, without);
}

std::optional<order_header> find_order_header(unit_of_work& uow, std::int64_t number)
{
    return order_repository::find_by_number(uow, number, shop_currency(uow));
}

bool knows_source(unit_of_work& uow, std::string const& source)
{
    return order_repository::knows_source(uow, source);
}

std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& reference)
{
    return order_repository::find_imported(uow, source, reference);
}

std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& fingerprint, std::int64_t occurrence)
{
    return order_repository::find_imported(uow, source, fingerprint, occurrence);
}

std::optional<batch_orders> orders_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    return order_repository::of_batch(uow, batch);
}

void for_each_order_of_batch(unit_of_work& uow, id<import_batch> batch,
                             std::function<void(order_header const&)> const& take)
{
    order_repository::for_each_of_batch(uow, batch, shop_currency(uow), take);
}

void remove_orders(unit_of_work& uow, order_rows rows)
{
    order_repository::remove(uow, rows);
}

void for_each_buying_day(unit_of_work& uow, report_basis basis, id<import_batch> batch,
                         std::function<void(buying_day const&)> const& take)
{
    order_repository::for_each_buying_day(uow, basis, batch, take);
}

std::int64_t move_orders(unit_of_work& uow, id<customer> from, id<customer> to)
{
    return order_repository::move(uow, from, to);
}

std::vector<std::int64_t> buying_days(unit_of_work& uow, report_basis basis, id<customer> who)
{
    return order_repository::buying_days(uow, basis, who);
}

} // namespace tokocrm
