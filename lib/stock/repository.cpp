#include "repository.hpp"

#include "../core/business_date.hpp"
#include "../db/list_query.hpp"
#include "../db/row_writer.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "rules.hpp"

#include <limits>

namespace tokocrm::stock_repository {

using soci::into, soci::use;

namespace {

/// A change of one level, by a quantity and under a condition.
struct level_change
{
    std::int64_t product = 0, amount = 0;
    soci::statement update;

    level_change(soci::session& session, char const* query)
        : update((session.prepare << query, use(amount, "amount"), use(product, "product"),
                  use(amount, "enough")))
    {}
    level_change(level_change const&) = delete;
    bool run(id<tokocrm::product> of, quantity by)
    {
        product = of.value();
        amount = by.thousandths();
        return db::run(update) == 1;
    }
};

struct reserving : level_change
{
    explicit reserving(soci::session& session)
        : level_change(session, "update stock_levels set reserved = reserved + :amount"
                                " where product_id = :product and on_hand - reserved >= :enough")
    {}
};

struct taking : level_change
{
    explicit taking(soci::session& session)
        : level_change(session, "update stock_levels set on_hand = on_hand - :amount"
                                " where product_id = :product and on_hand - reserved >= :enough")
    {}
};

struct releasing : level_change
{
    explicit releasing(soci::session& session)
        : level_change(session, "update stock_levels set reserved = reserved - :amount"
                                " where product_id = :product and reserved >= :enough")
    {}
};

struct reserved_taking
{
    std::int64_t product = 0, amount = 0;
    soci::statement update;

    explicit reserved_taking(soci::session& session)
        : update((session.prepare << "update stock_levels set on_hand = on_hand - :amount,"
                                     " reserved = reserved - :as_much where product_id = :product"
                                     " and on_hand >= :enough and reserved >= :enough_too",
                  use(amount, "amount"), use(amount, "as_much"), use(product, "product"),
                  use(amount, "enough"), use(amount, "enough_too")))
    {}
    reserved_taking(reserved_taking const&) = delete;
};

struct addition
{
    std::int64_t product = 0, difference = 0, least = 0, most = 0;
    soci::statement update;

    explicit addition(soci::session& session)
        : update((session.prepare << "update stock_levels set on_hand = on_hand + :difference"
                                     " where product_id = :product"
                                     " and on_hand between :least and :most",
                  use(difference, "difference"), use(product, "product"), use(least, "least"),
                  use(most, "most")))
    {}
    addition(addition const&) = delete;
};

struct figures_reading
{
    std::int64_t product = 0, on_hand = 0, reserved = 0;
    soci::statement select;

    explicit figures_reading(soci::session& session)
        : select((session.prepare << "select on_hand, reserved from stock_levels"
                                     " where product_id = :product",
                  use(product), into(on_hand), into(reserved)))
    {}
    figures_reading(figures_reading const&) = delete;
};

constexpr char const* movement_columns =
    "insert into stock_movements (product_id, kind, quantity, order_id, reason, actor, at,"
    " moved_on) ";

/// The bound variables of a movement.
struct movement_values
{
    std::int64_t product = 0, amount = 0, at = 0, on = 0, number = 0;
    std::string kind, actor;
    db::nullable_number order;
    db::nullable_text reason;

    void set(unit_of_work& uow, entry const& kept)
    {
        product = kept.of.value();
        kind = name(kept.kind);
        amount = kept.amount.thousandths();
        order = kept.by ? std::optional(kept.by->value()) : std::nullopt;
        reason = kept.reason.empty() ? std::nullopt : std::optional(std::string(kept.reason));
        actor = to_record(uow.actor());
        at = db::to_number(uow.now());
        on = to_number(kept.on);
    }
};

struct movement_insert : movement_values
{
    soci::statement insert;

    explicit movement_insert(soci::session& session)
        : insert((session.prepare << std::string(movement_columns) +
                                         "values (:product, :kind, :amount, :order, :reason,"
                                         " :actor, :at, :on) returning id",
                  use(product), use(kind), use(amount), use(order.value, order.state),
                  use(reason.value, reason.state), use(actor), use(at), use(on), into(number)))
    {}
    movement_insert(movement_insert const&) = delete;
};

struct return_insert : movement_values
{
    soci::statement insert;

    explicit return_insert(soci::session& session)
        : insert((session.prepare
                      << std::string(movement_columns) +
                             "select cast(:product as bigint), cast(:kind as text),"
                             " cast(:amount as bigint), cast(:order as bigint),"
                             " cast(:reason as text), cast(:actor as text), cast(:at as bigint),"
                             " cast(:on as bigint) where (select -sum(m.quantity)"
                             " from stock_movements m where m.order_id = :of"
                             " and m.product_id = :what and m.kind in ('sold', 'returned'))"
                             " >= :enough returning id",
                  use(product, "product"), use(kind, "kind"), use(amount, "amount"),
                  use(order.value, order.state, "order"), use(reason.value, reason.state, "reason"),
                  use(actor, "actor"), use(at, "at"), use(on, "on"),
                  use(order.value, order.state, "of"), use(product, "what"), use(amount, "enough"),
                  into(number)))
    {}
    return_insert(return_insert const&) = delete;
};

struct sold_reading
{
    std::int64_t order = 0, product = 0, amount = 0;
    soci::statement select;

    explicit sold_reading(soci::session& session)
        : select((session.prepare << "select product_id, cast(-sum(quantity) as bigint)"
                                     " from stock_movements where order_id = :order"
                                     " and kind in ('sold', 'returned') group by product_id"
                                     " having sum(quantity) < 0 order by product_id",
                  use(order), into(product), into(amount)))
    {}
    sold_reading(sold_reading const&) = delete;
};

struct reservation_rows
{
    explicit reservation_rows(unit_of_work& uow)
        : rows(uow, "stock_reservations",
               {"order_id", "position", "product_id", "quantity", "reserved_at"})
    {}
    db::row_writer rows;
};

struct reservation_closing
{
    std::int64_t order = 0, now = 0, product = 0, amount = 0;
    std::string outcome;
    soci::statement update;

    explicit reservation_closing(soci::session& session)
        : update((session.prepare << "update stock_reservations set closed_at = :now,"
                                     " outcome = :outcome where order_id = :order"
                                     " and closed_at is null returning product_id, quantity",
                  use(now), use(outcome), use(order), into(product), into(amount)))
    {}
    reservation_closing(reservation_closing const&) = delete;
};

constexpr char const* level_columns =
    "p.id, k.sku, p.name, p.unit, p.active, p.archived_at, s.on_hand, s.reserved, s.low_stock";

constexpr char const* pack_part = " join product_packs k on k.product_id = p.id and k.position = 1";

constexpr char const* level_part = " left join stock_levels s on s.product_id = p.id";

/// The bound variables of `level_columns`.
struct level_row
{
    std::int64_t number = 0, active = 0;
    std::string sku, name, unit;
    db::nullable_number archived_at, on_hand, reserved, low_stock;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(sku));
        select.exchange(into(name));
        select.exchange(into(unit));
        select.exchange(into(active));
        select.exchange(into(archived_at.value, archived_at.state));
        select.exchange(into(on_hand.value, on_hand.state));
        select.exchange(into(reserved.value, reserved.state));
        select.exchange(into(low_stock.value, low_stock.state));
    }
    stock_level get() const
    {
        stock_level found{.of = id<product>(number),
                          .sku = sku,
                          .name = name,
                          .unit = unit,
                          .on_hand = quantity::thousandths(on_hand.get().value_or(0)),
                          .reserved = quantity::thousandths(reserved.get().value_or(0)),
                          .low_stock = {}};
        if (auto const mark = low_stock.get())
            found.low_stock = quantity::thousandths(*mark);
        found.is_low = is_little(found.available(), found.low_stock, active != 0,
                                 archived_at.get().has_value());
        return found;
    }
};

/// `is_little`, as a condition.
constexpr char const* is_low =
    "(p.archived_at is null and s.on_hand - s.reserved <= coalesce(s.low_stock, 0)"
    " and (s.low_stock is not null or p.active = 1))";

constexpr char const* is_short = "s.on_hand < s.reserved";

/// The levels are looked through before the products, which are larger.
db::list_index levels_that(char const* condition)
{
    auto const from = std::string("stock_levels s cross join products p on p.id = s.product_id");
    return {.from = from + pack_part,
            .where = [condition](db::query_text& text) { text << condition; },
            .id = {},
            .count_few =
                [from, condition](unit_of_work& uow) {
                    db::query_text ids;
                    ids << "select p.id from " << from << " where " << condition;
                    return db::count_few(uow, ids);
                }};
}

db::list_index found_by_words(std::vector<search_word> const& words)
{
    using db::searched_products;
    return {
        .from = db::from_found(searched_products, "p") + pack_part + level_part,
        .where =
            [&words](db::query_text& text) { db::may_have_words(text, searched_products, words); },
        .id = db::found_id(searched_products, "p"),
        .count_few =
            [&words](unit_of_work& uow) {
                db::query_text ids;
                db::select_found(ids, searched_products, words);
                return db::count_few(uow, ids);
            }};
}

db::list_query query_of(selection const& wanted)
{
    db::list_query query{
        .from = std::string("products p") + pack_part + level_part,
        .filter =
            [&wanted](db::query_text& text) {
                text << " and (p.archived_at is null or s.on_hand > 0"
                        " or s.reserved > 0)";
                if (wanted.category)
                    (text << " and p.category_id =").bind(*wanted.category);
                if (wanted.low)
                    text << " and " << is_low;
                if (wanted.shortage)
                    text << " and " << is_short;
            },
        .order = {.column = "p.name_folded", .tie = "p.id", .is_text = true, .from = "products p"},
        .descending = false,
        .after = {},
        .limit = {},
        .offset = 0,
        .has_words = {},
        .index = {}};
    if (!wanted.words.empty()) {
        query.has_words = [&wanted](db::query_text& text) {
            db::has_words(text, "p.search_text", wanted.words);
        };
        query.index = found_by_words(wanted.words);
    } else if (wanted.low || wanted.shortage) {
        query.has_words = [](db::query_text& text) { text << "1 = 1"; };
        query.index = levels_that(wanted.shortage ? is_short : is_low);
    }
    return query;
}

std::string text_or_empty(db::nullable_text const& text)
{
    return text.get().value_or("");
}

} // namespace

bool reserve(unit_of_work& uow, id<product> of, quantity amount)
{
    return db::cached<reserving>(uow).run(of, amount);
}

bool take(unit_of_work& uow, id<product> of, quantity amount)
{
    return db::cached<taking>(uow).run(of, amount);
}

bool release(unit_of_work& uow, id<product> of, quantity amount)
{
    return db::cached<releasing>(uow).run(of, amount);
}

bool take_reserved(unit_of_work& uow, id<product> of, quantity amount)
{
    auto& change = db::cached<reserved_taking>(uow);
    change.product = of.value();
    change.amount = amount.thousandths();
    return db::run(change.update) == 1;
}

bool add(unit_of_work& uow, id<product> of, quantity difference)
{
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    if (difference.thousandths() < -largest) // so much is never on hand
        return false;
    auto& change = db::cached<addition>(uow);
    change.product = of.value();
    change.difference = difference.thousandths();
    change.least = change.difference < 0 ? -change.difference : 0;
    change.most = change.difference < 0 ? largest : largest - change.difference;
    return db::run(change.update) == 1;
}

bool replace(unit_of_work& uow, id<product> of, quantity seen, quantity counted)
{
    auto const product = of.value(), before = seen.thousandths(), after = counted.thousandths();
    soci::statement update = (sql(uow).prepare << "update stock_levels set on_hand = :after"
                                                  " where product_id = :product"
                                                  " and on_hand = :before",
                              use(after), use(product), use(before));
    return db::run(update) == 1;
}

void set_low_stock(unit_of_work& uow, id<product> of, std::optional<quantity> mark)
{
    auto const product = of.value();
    db::nullable_number low_stock(mark ? std::optional(mark->thousandths()) : std::nullopt);
    sql(uow) << "insert into stock_levels (product_id, on_hand, reserved, low_stock)"
                " values (:product, 0, 0, :low_stock)"
                " on conflict (product_id) do update set low_stock = excluded.low_stock",
        use(product), use(low_stock.value, low_stock.state);
}

void note_first_movement(unit_of_work& uow, id<product> of)
{
    auto const product = of.value();
    sql(uow) << "insert into stock_levels (product_id, on_hand, reserved) values (:product, 0, 0)"
                " on conflict (product_id) do nothing",
        use(product);
    sql(uow) << "update products set stock_moved = 1 where id = :product and stock_moved = 0",
        use(product);
}

figures figures_of(unit_of_work& uow, id<product> of)
{
    auto& reading = db::cached<figures_reading>(uow);
    reading.product = of.value();
    if (!db::fetch_one(reading.select))
        return {};
    return {quantity::thousandths(reading.on_hand), quantity::thousandths(reading.reserved)};
}

std::optional<stock_level> level_of(unit_of_work& uow, id<product> of)
{
    db::query_text text;
    text << "select " << level_columns << " from products p" << pack_part << level_part
         << " where p.id =";
    text.bind(of.value());
    level_row row;
    soci::statement select(sql(uow));
    text.prepare(select);
    row.bind(select);
    select.define_and_bind();
    return db::fetch_one(select) ? std::optional(row.get()) : std::nullopt;
}

std::vector<stock_level> list(unit_of_work& uow, selection const& wanted,
                              std::optional<std::int64_t> limit, std::int64_t offset,
                              std::optional<position> const& after)
{
    auto query = query_of(wanted);
    query.limit = limit;
    query.offset = offset;
    if (after)
        query.after = db::list_place{after->name_folded, after->number};
    return db::read_list(uow, query, level_columns,
                         [&](db::query_text& text) { return db::read_rows<level_row>(uow, text); });
}

std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most)
{
    return db::count_list(uow, query_of(wanted), most);
}

id<stock_movement> insert_movement(unit_of_work& uow, entry const& kept)
{
    auto& movements = db::cached<movement_insert>(uow);
    movements.set(uow, kept);
    db::fetch_one(movements.insert);
    return id<stock_movement>(movements.number);
}

bool insert_return(unit_of_work& uow, entry const& kept)
{
    auto& returns = db::cached<return_insert>(uow);
    returns.set(uow, kept);
    return db::fetch_one(returns.insert);
}

std::vector<stock_movement> history(unit_of_work& uow, std::optional<id<product>> of,
                                    std::optional<std::int64_t> limit, std::int64_t offset,
                                    std::optional<std::int64_t> before)
{
    db::query_text text;
    text << "select m.id, m.product_id, k.sku, p.name, p.unit, m.kind, m.quantity, m.reason,"
            " o.number, m.actor, m.at, m.moved_on from stock_movements m"
            " join products p on p.id = m.product_id"
         << pack_part << " left join orders o on o.id = m.order_id where 1 = 1";
    if (of)
        (text << " and m.product_id =").bind(of->value());
    if (before)
        (text << " and m.id <").bind(*before);
    text << " order by m.id desc";
    if (limit || offset > 0) { // SQLite takes no offset without a limit
        (text << " limit").bind(limit.value_or(INT64_MAX)) << " offset";
        text.bind(offset);
    }
    std::int64_t number = 0, product_number = 0, amount = 0, at = 0, on = 0;
    std::string sku, product_name, unit, kind, actor;
    db::nullable_text reason;
    db::nullable_number order_number;
    soci::statement select(sql(uow));
    text.prepare(select);
    select.exchange(into(number));
    select.exchange(into(product_number));
    select.exchange(into(sku));
    select.exchange(into(product_name));
    select.exchange(into(unit));
    select.exchange(into(kind));
    select.exchange(into(amount));
    select.exchange(into(reason.value, reason.state));
    select.exchange(into(order_number.value, order_number.state));
    select.exchange(into(actor));
    select.exchange(into(at));
    select.exchange(into(on));
    select.define_and_bind();
    select.execute();
    std::vector<stock_movement> found;
    while (select.fetch())
        found.push_back({.number = id<stock_movement>(number),
                         .of = id<product>(product_number),
                         .sku = sku,
                         .name = product_name,
                         .unit = unit,
                         .kind = read_movement_kind(kind),
                         .amount = quantity::thousandths(amount),
                         .reason = text_or_empty(reason),
                         .order_number = order_number.get(),
                         .actor = actor,
                         .at = db::to_timestamp(at),
                         .moved_on = from_number(on)});
    return found;
}

std::vector<stock_demand> sold_of(unit_of_work& uow, id<order> of)
{
    auto& sold = db::cached<sold_reading>(uow);
    sold.order = of.value();
    std::vector<stock_demand> found;
    sold.select.execute();
    while (sold.select.fetch())
        found.push_back(
            {.of = id<product>(sold.product), .amount = quantity::thousandths(sold.amount)});
    return found;
}

void insert_reservation(unit_of_work& uow, id<order> by, stock_demand const& line)
{
    db::cached<reservation_rows>(uow).rows.add(by.value(), line.position, line.of.value(),
                                               line.amount.thousandths(), db::to_number(uow.now()));
}

std::map<id<product>, quantity> close_reservations(unit_of_work& uow, id<order> of,
                                                   std::string_view outcome)
{
    auto& closing = db::cached<reservation_closing>(uow);
    closing.order = of.value();
    closing.now = db::to_number(uow.now());
    closing.outcome = outcome;
    std::map<id<product>, quantity> closed;
    closing.update.execute();
    while (closing.update.fetch()) {
        auto& sum = closed.try_emplace(id<product>(closing.product), quantity::thousandths(0))
                        .first->second;
        sum = sum + quantity::thousandths(closing.amount);
    }
    return closed;
}

} // namespace tokocrm::stock_repository
