#include "repository.hpp"

#include "../core/business_date.hpp"
#include "../core/text_fold.hpp"
#include "../db/dialect.hpp"
#include "../db/list_query.hpp"
#include "../db/row_writer.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "rules.hpp"

#include <algorithm>

namespace tokocrm {

using soci::into, soci::use;

namespace {

std::optional<std::int64_t> stored(std::optional<date> const& on)
{
    return on ? std::optional(to_number(*on)) : std::nullopt;
}

std::optional<date> read_date(db::nullable_number const& from)
{
    auto const number = from.get();
    return number ? std::optional(from_number(*number)) : std::nullopt;
}

std::optional<std::int64_t> minor(std::optional<money> const& amount)
{
    return amount ? std::optional(amount->minor()) : std::nullopt;
}

std::optional<std::int64_t> ppm(std::optional<percentage> const& rate)
{
    return rate ? std::optional(rate->ppm()) : std::nullopt;
}

/// None where there is nothing that has it.
template <class Of, class T>
T const* field_of(Of const* what, T Of::*field)
{
    return what ? &(what->*field) : nullptr;
}

/// What an order is written to, search aside.
struct order_tables
{
    explicit order_tables(unit_of_work& uow)
        : orders(uow, "orders",
                 {"id",
                  "number",
                  "customer_id",
                  "placed_at",
                  "placed_on",
                  "paid_at",
                  "paid_on",
                  "booked_placed_on",
                  "booked_paid_on",
                  "order_state",
                  "payment_state",
                  "fulfilment_state",
                  "payment_method",
                  "customer_name",
                  "phone",
                  "email",
                  "address",
                  "city",
                  "postal_code",
                  "line_count",
                  "units",
                  "gross",
                  "product_discount",
                  "coupon_code",
                  "coupon_discount",
                  "shipping",
                  "other",
                  "total",
                  "paid",
                  "refunded",
                  "expires_at",
                  "idempotency_key",
                  "request_digest",
                  "source",
                  "reference",
                  "fingerprint",
                  "occurrence",
                  "import_batch_id",
                  "version",
                  "search_text",
                  "city_folded"}),
          lines(uow, "order_lines",
                {"order_id", "position", "product_id", "pack_id", "sku", "name", "pack_name",
                 "contains", "quantity", "base_quantity", "unit_price", "gross", "discount_ppm",
                 "discount", "coupon_share", "total"}),
          adjustments(uow, "order_adjustments",
                      {"order_id", "position", "kind", "label", "amount", "base", "rate_ppm",
                       "fixed", "bound"}),
          transitions(
              uow, "order_transitions",
              {"order_id", "position", "graph", "from_state", "to_state", "actor", "at", "reason"})
    {}

    void add_header(std::int64_t row, order_header const& head, order_origin const* imported,
                    order_key const* key, std::string const& words)
    {
        orders.add(row, head.number, head.buyer ? std::optional(head.buyer->value()) : std::nullopt,
                   db::to_number(head.placed_at), to_number(head.placed_on),
                   db::to_number(head.paid_at), stored(head.paid_on), stored(head.booked_placed_on),
                   stored(head.booked_paid_on), name(head.states.order), name(head.states.payment),
                   name(head.states.fulfilment), head.payment_method,
                   head.customer_name.value_or(""), head.deliver_to.phone, head.deliver_to.email,
                   head.deliver_to.address, head.deliver_to.city, head.deliver_to.postal_code,
                   head.line_count, head.units.thousandths(), head.gross.minor(),
                   head.product_discount.minor(), head.coupon_code, head.coupon_discount.minor(),
                   head.shipping.minor(), head.other.minor(), head.total.minor(), head.paid.minor(),
                   head.refunded.minor(), db::to_number(head.expires_at),
                   field_of(key, &order_key::key), field_of(key, &order_key::request),
                   field_of(imported, &order_origin::source),
                   field_of(imported, &order_origin::reference),
                   field_of(imported, &order_origin::fingerprint),
                   field_of(imported, &order_origin::occurrence),
                   imported ? std::optional(imported->batch.value()) : std::nullopt,
                   first_order_version, words, folded_city(head.deliver_to));
    }
    void add_parts(std::int64_t row, order const& whole)
    {
        for (auto const& each : whole.lines)
            lines.add(row, each.position, each.sold.value(), each.in_pack.value(), each.sku,
                      each.name, each.pack_name, each.contains.thousandths(),
                      each.amount.thousandths(), each.base_amount.thousandths(),
                      minor(each.unit_price), each.gross.minor(), ppm(each.discount_rate),
                      each.discount.minor(), each.coupon_share.minor(), each.total.minor());
        std::int64_t position = 0;
        for (auto const& each : whole.adjustments)
            adjustments.add(row, ++position, name(each.kind), each.label, each.amount.minor(),
                            minor(each.base), ppm(each.rate), minor(each.fixed), minor(each.bound));
        position = 0;
        for (auto const& each : whole.history)
            transitions.add(row, ++position, each.graph, each.from, each.to, each.actor,
                            db::to_number(each.at), each.reason);
    }

    db::row_writer orders, lines, adjustments, transitions;
};

} // namespace

struct order_writer::tables : order_tables
{
    explicit tables(unit_of_work& uow) : order_tables(uow), words(uow, db::searched_orders) {}
    db::index_writer words;
};

order_writer::order_writer(unit_of_work& uow) : tables_(std::make_unique<tables>(uow)) {}
order_writer::order_writer(order_writer&&) noexcept = default;
order_writer::~order_writer() = default;

void order_writer::add(order const& whole, order_origin const& origin)
{
    auto const& head = whole.header;
    auto const row = head.row.value();
    auto const words =
        search_text_of(head.number, origin.reference, head.customer_name, head.deliver_to);
    tables_->add_header(row, head, &origin, nullptr, words);
    tables_->words.add(row, words);
    tables_->add_parts(row, whole);
}

void order_writer::put_off_indexes()
{
    tables_->orders.put_off_indexes();
    tables_->lines.put_off_indexes();
}

void order_writer::make_indexes()
{
    tables_->orders.make_indexes();
    tables_->lines.make_indexes();
}

std::int64_t reserve_order_numbers(unit_of_work& uow, std::int64_t count)
{
    return db::reserve_ids(uow, "orders", count);
}

namespace order_repository {

namespace {

constexpr char const* header_columns =
    "id, number, customer_id, placed_at, placed_on, paid_at, paid_on, booked_placed_on,"
    " booked_paid_on, order_state, payment_state, fulfilment_state, payment_method,"
    " customer_name, phone, email, address, city, postal_code, line_count, units, gross,"
    " product_discount, coupon_code, coupon_discount, shipping, other, total, paid, refunded,"
    " expires_at, source, reference, version";

std::string from_orders(std::string const& where)
{
    return std::string("select ") + header_columns + " from orders " + where;
}

/// The bound variables of `header_columns`.
struct header_row
{
    std::int64_t row = 0, number = 0, placed_at = 0, placed_on = 0, line_count = 0, units = 0,
                 gross = 0, product_discount = 0, coupon_discount = 0, shipping = 0, other = 0,
                 total = 0, paid = 0, refunded = 0, version = 0;
    db::nullable_number buyer, paid_at, paid_on, booked_placed_on, booked_paid_on, expires_at;
    std::string order_state, payment_state, fulfilment_state, customer_name;
    db::nullable_text payment_method, phone, email, address, city, postal_code, coupon_code, source,
        reference;

    void bind(soci::statement& select)
    {
        auto const optional = [&](auto& column) {
            select.exchange(into(column.value, column.state));
        };
        select.exchange(into(row));
        select.exchange(into(number));
        optional(buyer);
        select.exchange(into(placed_at));
        select.exchange(into(placed_on));
        optional(paid_at);
        optional(paid_on);
        optional(booked_placed_on);
        optional(booked_paid_on);
        select.exchange(into(order_state));
        select.exchange(into(payment_state));
        select.exchange(into(fulfilment_state));
        optional(payment_method);
        select.exchange(into(customer_name));
        optional(phone);
        optional(email);
        optional(address);
        optional(city);
        optional(postal_code);
        select.exchange(into(line_count));
        select.exchange(into(units));
        select.exchange(into(gross));
        select.exchange(into(product_discount));
        optional(coupon_code);
        select.exchange(into(coupon_discount));
        select.exchange(into(shipping));
        select.exchange(into(other));
        select.exchange(into(total));
        select.exchange(into(paid));
        select.exchange(into(refunded));
        optional(expires_at);
        optional(source);
        optional(reference);
        select.exchange(into(version));
    }

    order_header get(currency c) const
    {
        order_header found;
        found.row = id<order>(row);
        found.number = number;
        if (auto const who = buyer.get())
            found.buyer = id<customer>(*who);
        if (!customer_name.empty())
            found.customer_name = customer_name;
        found.deliver_to = {.phone = phone.get(),
                            .email = email.get(),
                            .address = address.get(),
                            .city = city.get(),
                            .postal_code = postal_code.get()};
        found.placed_at = db::to_timestamp(placed_at);
        found.placed_on = from_number(placed_on);
        found.paid_at = db::to_timestamp(paid_at.get());
        found.paid_on = read_date(paid_on);
        found.booked_placed_on = read_date(booked_placed_on);
        found.booked_paid_on = read_date(booked_paid_on);
        found.states = {read_order_state(order_state), read_payment_state(payment_state),
                        read_fulfilment_state(fulfilment_state)};
        found.payment_method = payment_method.get();
        found.line_count = line_count;
        found.units = quantity::thousandths(units);
        found.gross = money(gross, c);
        found.product_discount = money(product_discount, c);
        found.coupon_code = coupon_code.get();
        found.coupon_discount = money(coupon_discount, c);
        found.shipping = money(shipping, c);
        found.other = money(other, c);
        found.total = money(total, c);
        found.paid = money(paid, c);
        found.refunded = money(refunded, c);
        found.expires_at = db::to_timestamp(expires_at.get());
        found.source = source.get();
        found.reference = reference.get();
        found.version = version;
        return found;
    }
};

/// All columns stand in an index, and so do their ties.
db::list_order order_by(order_sort by)
{
    db::list_order order{.column = {}, .tie = "o.number", .is_text = false, .from = "orders o"};
    if (by == order_sort::placed_at)
        order.column = "o.placed_at";
    if (by == order_sort::total)
        order.column = "o.total";
    if (by == order_sort::customer) {
        order.column = "o.customer_name";
        order.is_text = true;
    }
    return order;
}

void filter(db::query_text& text, selection const& wanted)
{
    if (wanted.from)
        (text << " and o.placed_at >=").bind(db::to_number(*wanted.from));
    if (wanted.before)
        (text << " and o.placed_at <").bind(db::to_number(*wanted.before));
    if (wanted.buyer)
        (text << " and o.customer_id =").bind(*wanted.buyer);
    if (wanted.city_folded)
        (text << " and o.city_folded =").bind(*wanted.city_folded);
    if (wanted.payment_method)
        (text << " and lower(o.payment_method) =").bind(*wanted.payment_method);
    if (wanted.reference)
        (text << " and o.reference =").bind(*wanted.reference);
    if (wanted.states.empty())
        return;
    if (std::all_of(wanted.states.begin(), wanted.states.end(),
                    [](order_states const& s) { return s.order == order_state::placed; }))
        text << " and o.order_state = 'placed'"; // lets the index of open orders be used
    text << " and (o.order_state, o.payment_state, o.fulfilment_state) in (values ";
    for (auto const& s : wanted.states)
        text << (&s == &wanted.states.front() ? "('" : ", ('") << name(s.order) << "', '"
             << name(s.payment) << "', '" << name(s.fulfilment) << "')";
    text << ")";
}

using one_word = std::span<search_word const, 1>;

one_word alone(search_word const& word)
{
    return one_word(&word, 1);
}

/// A condition: the order itself or a product on it has the word.
void has_word(db::query_text& text, search_word const& word)
{
    text << "(";
    db::has_words(text, "o.search_text", alone(word));
    text << " or exists (select 1 from order_lines l join products p on p.id = l.product_id"
            " where l.order_id = o.id and ";
    db::has_words(text, "p.search_text", alone(word));
    text << "))";
}

/// A query for the ids of orders that have a product with the word.
void select_by_product(db::query_text& text, search_word const& word)
{
    text << "select l.order_id from order_lines l where l.product_id in (select p.id from "
         << db::from_found(db::searched_products, "p") << " where ";
    db::may_have_words(text, db::searched_products, alone(word));
    text << " and ";
    db::has_words(text, "p.search_text", alone(word));
    text << ")";
}

/// A query for the ids of orders that may have the word themselves.
void select_by_text(db::query_text& text, search_word const& word)
{
    db::select_found(text, db::searched_orders, alone(word));
}

std::int64_t count_few(unit_of_work& uow, search_word const& word)
{
    std::int64_t count = 0;
    for (auto const select : {select_by_text, select_by_product}) {
        db::query_text ids;
        select(ids, word);
        count += db::count_few(uow, ids);
    }
    return std::min(count, db::few_hits);
}

/// The index is asked for the rarest word, the others are looked for in what it finds.
db::list_index index_of(unit_of_work& uow, std::vector<search_word> const& words)
{
    auto const* rarest = &words.front();
    auto fewest = count_few(uow, *rarest);
    for (auto const& word : words) {
        auto const count = &word == &words.front() ? fewest : count_few(uow, word);
        if (count < fewest) {
            fewest = count;
            rarest = &word;
        }
    }
    return {.from = "orders o",
            .where =
                [rarest](db::query_text& text) {
                    text << "o.id in (";
                    select_by_text(text, *rarest);
                    text << " union ";
                    select_by_product(text, *rarest);
                    text << ")";
                },
            .id = {},
            .count_few = [fewest](unit_of_work&) { return fewest; }};
}

db::list_query query_of(unit_of_work& uow, selection const& wanted)
{
    db::list_query query{.from = "orders o",
                         .filter = [&](db::query_text& text) { filter(text, wanted); },
                         .order = order_by(wanted.sort),
                         .descending = wanted.descending,
                         .after = {},
                         .limit = {},
                         .offset = 0,
                         .has_words = {},
                         .index = {}};
    if (wanted.words.empty())
        return query;
    query.has_words = [&](db::query_text& text) {
        for (auto const& word : wanted.words) {
            if (&word != &wanted.words.front())
                text << " and ";
            has_word(text, word);
        }
    };
    if (!wanted.buyer && !wanted.reference) // these leave few orders to look at
        query.index = index_of(uow, wanted.words);
    return query;
}

std::optional<order_header> find(unit_of_work& uow, std::string const& where, std::int64_t key,
                                 currency c)
{
    header_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(from_orders(where));
    select.exchange(use(key));
    row.bind(select);
    select.define_and_bind();
    return db::fetch_one(select) ? std::optional(row.get(c)) : std::nullopt;
}

constexpr char const* imported_columns =
    "select id, number, import_batch_id, fingerprint, version from orders ";

/// A statement that finds an imported order, prepared once a session.
struct imported_finder
{
    std::string source, key;
    std::int64_t occurrence = 0, row = 0, number = 0, version = 0;
    db::nullable_number batch;
    std::string fingerprint;
    soci::statement select;

    imported_finder(soci::session& session, std::string const& where, bool with_occurrence)
        : select(session)
    {
        select.alloc();
        select.prepare(imported_columns + where);
        select.exchange(use(source));
        select.exchange(use(key));
        if (with_occurrence)
            select.exchange(use(occurrence));
        bind();
        select.define_and_bind();
    }
    void bind()
    {
        select.exchange(into(row));
        select.exchange(into(number));
        select.exchange(into(batch.value, batch.state));
        select.exchange(into(fingerprint));
        select.exchange(into(version));
    }
    imported_order get() const
    {
        return {.row = id<order>(row),
                .number = number,
                .batch = batch.get() ? std::optional(id<import_batch>(batch.value)) : std::nullopt,
                .fingerprint = fingerprint,
                .version = version};
    }
    std::optional<imported_order> find()
    {
        return db::fetch_one(select) ? std::optional(get()) : std::nullopt;
    }
};

struct by_reference : imported_finder
{
    explicit by_reference(soci::session& session)
        : imported_finder(session, "where source = :source and reference = :reference", false)
    {}
};

struct by_fingerprint : imported_finder
{
    explicit by_fingerprint(soci::session& session)
        : imported_finder(session,
                          "where source = :source and fingerprint = :fingerprint"
                          " and occurrence = :occurrence",
                          true)
    {}
};

std::string booked_column(report_basis basis)
{
    return basis == report_basis::paid ? "booked_paid_on" : "booked_placed_on";
}

} // namespace

void for_each(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> limit,
              std::int64_t offset, std::optional<position> const& after, currency c,
              std::function<void(order_header const&)> const& take)
{
    auto query = query_of(uow, wanted);
    query.limit = limit;
    query.offset = offset;
    if (after && query.order.is_text)
        query.after = db::list_place{after->text, after->number};
    else if (after)
        query.after = db::list_place{after->value, after->number};
    bool const may_read_again = limit && query.has_words;
    auto const kept = db::read_list(uow, query, header_columns, [&](db::query_text& text) {
        std::vector<order_header> found;
        header_row row;
        soci::statement select(sql(uow));
        text.prepare(select);
        row.bind(select);
        select.define_and_bind();
        select.execute();
        while (select.fetch()) {
            if (may_read_again)
                found.push_back(row.get(c));
            else
                take(row.get(c));
        }
        return found;
    });
    for (auto const& each : kept)
        take(each);
}

std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most)
{
    return db::count_list(uow, query_of(uow, wanted), most);
}

std::optional<order_header> find_by_number(unit_of_work& uow, std::int64_t number, currency c)
{
    return find(uow, "where number = :key", number, c);
}

std::optional<order_header> find_by_row(unit_of_work& uow, std::int64_t row, currency c)
{
    return find(uow, "where id = :key", row, c);
}

std::vector<std::int64_t> numbers_of_reference(unit_of_work& uow, std::string const& reference)
{
    std::int64_t number = 0;
    std::vector<std::int64_t> numbers;
    soci::statement select = (sql(uow).prepare << "select number from orders"
                                                  " where reference = :reference order by number"
                                                  " limit 10",
                              use(reference), into(number));
    select.execute();
    while (select.fetch())
        numbers.push_back(number);
    return numbers;
}

void insert(unit_of_work& uow, order const& whole, std::optional<order_key> const& key)
{
    auto const& head = whole.header;
    auto const row = head.row.value();
    auto& to = db::cached<order_tables>(uow);
    to.add_header(row, head, nullptr, key ? &*key : nullptr,
                  search_text_of(head.number, head.reference, head.customer_name, head.deliver_to));
    db::added_lately(uow, db::searched_orders, row);
    to.add_parts(row, whole);
}

std::vector<order_line> lines(unit_of_work& uow, id<order> of, currency c)
{
    auto const row = of.value();
    std::int64_t position = 0, sold = 0, in_pack = 0, contains = 0, amount = 0, base_amount = 0,
                 gross = 0, discount = 0, coupon_share = 0, total = 0;
    db::nullable_number unit_price, rate;
    order_line line;
    std::vector<order_line> found;
    soci::statement select =
        (sql(uow).prepare << "select position, product_id, pack_id, sku, name, pack_name,"
                             " contains, quantity, base_quantity, unit_price, gross,"
                             " discount_ppm, discount, coupon_share, total from order_lines"
                             " where order_id = :row order by position",
         use(row), into(position), into(sold), into(in_pack), into(line.sku), into(line.name),
         into(line.pack_name), into(contains), into(amount), into(base_amount),
         into(unit_price.value, unit_price.state), into(gross), into(rate.value, rate.state),
         into(discount), into(coupon_share), into(total));
    select.execute();
    while (select.fetch()) {
        line.position = position;
        line.sold = id<product>(sold);
        line.in_pack = id<pack>(in_pack);
        line.contains = quantity::thousandths(contains);
        line.amount = quantity::thousandths(amount);
        line.base_amount = quantity::thousandths(base_amount);
        line.unit_price =
            unit_price.get() ? std::optional(money(unit_price.value, c)) : std::nullopt;
        line.gross = money(gross, c);
        line.discount_rate = rate.get() ? std::optional(percentage::ppm(rate.value)) : std::nullopt;
        line.discount = money(discount, c);
        line.coupon_share = money(coupon_share, c);
        line.total = money(total, c);
        found.push_back(line);
    }
    return found;
}

std::vector<order_adjustment> adjustments(unit_of_work& uow, id<order> of, currency c)
{
    auto const row = of.value();
    std::string kind, label;
    std::int64_t amount = 0;
    db::nullable_number base, rate, fixed, bound;
    std::vector<order_adjustment> found;
    soci::statement select =
        (sql(uow).prepare << "select kind, label, amount, base, rate_ppm, fixed, bound"
                             " from order_adjustments where order_id = :row order by position",
         use(row), into(kind), into(label), into(amount), into(base.value, base.state),
         into(rate.value, rate.state), into(fixed.value, fixed.state),
         into(bound.value, bound.state));
    auto const optional_money = [c](db::nullable_number const& minor) {
        return minor.get() ? std::optional(money(minor.value, c)) : std::nullopt;
    };
    select.execute();
    while (select.fetch()) {
        order_adjustment each{read_adjustment_kind(kind), label, money(amount, c)};
        each.base = optional_money(base);
        if (auto const ppm = rate.get())
            each.rate = percentage::ppm(*ppm);
        each.fixed = optional_money(fixed);
        each.bound = optional_money(bound);
        found.push_back(std::move(each));
    }
    return found;
}

std::vector<order_transition> transitions(unit_of_work& uow, id<order> of)
{
    auto const row = of.value();
    std::int64_t at = 0;
    db::nullable_text from, reason;
    order_transition each;
    std::vector<order_transition> found;
    soci::statement select =
        (sql(uow).prepare << "select graph, from_state, to_state, actor, at, reason"
                             "  from order_transitions where order_id = :row order by position",
         use(row), into(each.graph), into(from.value, from.state), into(each.to), into(each.actor),
         into(at), into(reason.value, reason.state));
    select.execute();
    while (select.fetch()) {
        each.from = from.get();
        each.at = db::to_timestamp(at);
        each.reason = reason.get();
        found.push_back(each);
    }
    return found;
}

bool knows_source(unit_of_work& uow, std::string const& source)
{
    std::int64_t found = 0;
    sql(uow) << "select case when exists (select 1 from orders where source = :source"
                " and reference is not null) or exists (select 1 from orders"
                " where source = :source_too and occurrence is not null) then 1 else 0 end",
        use(source), use(source), into(found);
    return found != 0;
}

std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& reference)
{
    auto& finds = db::cached<by_reference>(uow);
    finds.source = source;
    finds.key = reference;
    return finds.find();
}

std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& fingerprint, std::int64_t occurrence)
{
    auto& finds = db::cached<by_fingerprint>(uow);
    finds.source = source;
    finds.key = fingerprint;
    finds.occurrence = occurrence;
    return finds.find();
}

std::optional<batch_orders> of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    std::int64_t first = 0, last = 0, number = 0;
    batch_orders found;
    sql(uow) << "select coalesce(min(id), 0), coalesce(max(id), 0), count(*) from orders"
                " where import_batch_id = :batch",
        use(of), into(first), into(last), into(found.count);
    if (found.count == 0)
        return std::nullopt;
    found.rows = {id<order>(first), id<order>(last)};
    soci::statement select =
        (sql(uow).prepare << "select number from orders where import_batch_id = :batch"
                             " and version <> :untouched order by id",
         use(of), use(first_order_version), into(number));
    select.execute();
    while (select.fetch())
        found.changed.push_back(number);
    return found;
}

void for_each_of_batch(unit_of_work& uow, id<import_batch> batch, currency c,
                       std::function<void(order_header const&)> const& take)
{
    auto const of = batch.value();
    header_row row;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(from_orders("where import_batch_id = :batch order by id"));
    select.exchange(use(of));
    row.bind(select);
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        take(row.get(c));
}

void remove(unit_of_work& uow, order_rows rows)
{
    auto const first = rows.first.value(), last = rows.last.value();
    db::query_text those;
    (those << "id >=").bind(first) << " and id <=";
    those.bind(last);
    db::take_from_index(uow, db::searched_orders, those);
    for (auto const* text :
         {"delete from order_transitions where order_id between :first and :last",
          "delete from order_adjustments where order_id between :first and :last",
          "delete from order_lines where order_id between :first and :last",
          "delete from orders where id between :first and :last"})
        sql(uow) << text, use(first), use(last);
}

void for_each_buying_day(unit_of_work& uow, report_basis basis, id<import_batch> batch,
                         std::function<void(buying_day const&)> const& take)
{
    auto const day_column = booked_column(basis);
    auto const of = batch.value();
    std::int64_t customer = 0, day = 0;
    db::nullable_number from_batch;
    soci::statement select =
        (sql(uow).prepare << "select customer_id, " + day_column +
                                 ", import_batch_id from orders"
                                 " where customer_id in (select customer_id from orders"
                                 " where import_batch_id = :batch) and " +
                                 day_column + " is not null order by customer_id, " + day_column,
         use(of), into(customer), into(day), into(from_batch.value, from_batch.state));
    select.execute();
    std::optional<buying_day> current;
    while (select.fetch()) {
        if (!current || current->customer != customer || current->day != day) {
            if (current)
                take(*current);
            current = buying_day{customer, day, false, false};
        }
        (from_batch.get() == of ? current->with_batch : current->without_batch) = true;
    }
    if (current)
        take(*current);
}

std::vector<std::int64_t> buying_days(unit_of_work& uow, report_basis basis, id<customer> who)
{
    auto const day_column = booked_column(basis);
    auto const customer = who.value();
    std::int64_t day = 0;
    std::vector<std::int64_t> days;
    soci::statement select =
        (sql(uow).prepare << "select distinct " + day_column +
                                 " from orders where customer_id = :customer and " + day_column +
                                 " is not null order by " + day_column,
         use(customer), into(day));
    select.execute();
    while (select.fetch())
        days.push_back(day);
    return days;
}

} // namespace order_repository

} // namespace tokocrm
