#include "repository.hpp"

#include "../db/list_query.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <tokocrm/unit_of_work.hpp>

namespace tokocrm::review_repository {

using soci::into, soci::use;

namespace {

constexpr char const* review_columns =
    "r.id, o.number, r.line, r.product_id, coalesce(l.sku, ''), p.name, r.customer_id, c.name,"
    " r.stars, r.text, r.written_at, r.edited_at, r.reply, r.replied_at, r.replied_by,"
    " r.hidden_at, r.hidden_by, r.hidden_reason, r.version";

/// Joined from the left, so that whatever index gives the reviews keeps them in its order.
constexpr char const* review_parts =
    "reviews r left join orders o on o.id = r.order_id"
    " left join order_lines l on l.order_id = r.order_id and l.position = r.line"
    " left join products p on p.id = r.product_id left join customers c on c.id = r.customer_id";

/// The bound variables of `review_columns`.
struct review_row
{
    std::int64_t number = 0, order = 0, line = 0, product = 0, customer = 0, stars = 0,
                 written_at = 0, version = 0;
    std::string sku, product_name, customer_name, text;
    db::nullable_number edited_at, replied_at, hidden_at;
    db::nullable_text reply, replied_by, hidden_by, hidden_reason;

    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(order));
        select.exchange(into(line));
        select.exchange(into(product));
        select.exchange(into(sku));
        select.exchange(into(product_name));
        select.exchange(into(customer));
        select.exchange(into(customer_name));
        select.exchange(into(stars));
        select.exchange(into(text));
        select.exchange(into(written_at));
        select.exchange(into(edited_at.value, edited_at.state));
        select.exchange(into(reply.value, reply.state));
        select.exchange(into(replied_at.value, replied_at.state));
        select.exchange(into(replied_by.value, replied_by.state));
        select.exchange(into(hidden_at.value, hidden_at.state));
        select.exchange(into(hidden_by.value, hidden_by.state));
        select.exchange(into(hidden_reason.value, hidden_reason.state));
        select.exchange(into(version));
    }
    review get() const
    {
        review found{.number = id<review>(number),
                     .order_number = order,
                     .line = line,
                     .about = id<tokocrm::product>(product),
                     .sku = sku,
                     .product_name = product_name,
                     .by = id<tokocrm::customer>(customer),
                     .customer_name = customer_name,
                     .stars = stars,
                     .text = text,
                     .written_at = db::to_timestamp(written_at),
                     .edited_at = db::to_timestamp(edited_at.get()),
                     .version = version};
        if (auto const said = reply.get())
            found.reply = review_reply{.text = *said,
                                       .written_at = db::to_timestamp(replied_at.value),
                                       .actor = replied_by.get().value_or("")};
        if (auto const why = hidden_reason.get())
            found.hidden = review_hiding{.reason = *why,
                                         .hidden_at = db::to_timestamp(hidden_at.value),
                                         .actor = hidden_by.get().value_or("")};
        return found;
    }
};

/// The same, for everybody.
struct shown_row : review_row
{
    signed_review get() const
    {
        return {.said = {.number = id<review>(number),
                         .stars = stars,
                         .text = text,
                         .written_at = db::to_timestamp(written_at),
                         .edited_at = db::to_timestamp(edited_at.get()),
                         .reply = reply.get(),
                         .replied_at = db::to_timestamp(replied_at.get()),
                         .hidden = hidden_at.get().has_value()},
                .name_on_card = customer_name};
    }
};

struct review_insert
{
    std::int64_t order = 0, line = 0, product = 0, customer = 0, stars = 0, written_at = 0,
                 number = 0;
    std::string text;
    soci::statement insert;

    explicit review_insert(soci::session& session)
        : insert((session.prepare
                      << "insert into reviews (order_id, line, product_id, customer_id, stars,"
                         " text, written_at, version) values (:order, :line, :product, :customer,"
                         " :stars, :text, :written_at, 1) returning id",
                  use(order), use(line), use(product), use(customer), use(stars), use(text),
                  use(written_at), into(number)))
    {}
    review_insert(review_insert const&) = delete;
};

struct review_select
{
    std::int64_t number = 0;
    review_row row;
    soci::statement select;

    explicit review_select(soci::session& session) : select(session)
    {
        select.alloc();
        select.prepare(std::string("select ") + review_columns + " from " + review_parts +
                       " where r.id = :number");
        select.exchange(use(number));
        row.bind(select);
        select.define_and_bind();
    }
    review_select(review_select const&) = delete;
};

struct review_update
{
    std::int64_t number = 0, version = 0, stars = 0;
    std::string text;
    db::nullable_number edited_at, replied_at, hidden_at;
    db::nullable_text reply, replied_by, hidden_by, hidden_reason;
    soci::statement update;

    explicit review_update(soci::session& session)
        : update((session.prepare
                      << "update reviews set stars = :stars, text = :text, edited_at = :edited_at,"
                         " reply = :reply, replied_at = :replied_at, replied_by = :replied_by,"
                         " hidden_at = :hidden_at, hidden_by = :hidden_by,"
                         " hidden_reason = :hidden_reason, version = version + 1"
                         " where id = :id and version = :version",
                  use(stars), use(text), use(edited_at.value, edited_at.state),
                  use(reply.value, reply.state), use(replied_at.value, replied_at.state),
                  use(replied_by.value, replied_by.state), use(hidden_at.value, hidden_at.state),
                  use(hidden_by.value, hidden_by.state),
                  use(hidden_reason.value, hidden_reason.state), use(number), use(version)))
    {}
    review_update(review_update const&) = delete;
};

struct rating_update
{
    std::int64_t product = 0, reviews = 0, stars = 0;
    soci::statement update;

    explicit rating_update(soci::session& session)
        : update((session.prepare << "update products set review_count = review_count + :reviews,"
                                     " review_stars = review_stars + :stars where id = :product",
                  use(reviews), use(stars), use(product)))
    {}
    rating_update(rating_update const&) = delete;
};

void filter(db::query_text& text, review_query const& wanted)
{
    if (wanted.unanswered) // not bound: what waits has an index of its own
        text << " and r.reply is null and r.hidden_at is null";
    if (wanted.hidden)
        text << (*wanted.hidden ? " and r.hidden_at is not null" : " and r.hidden_at is null");
    if (wanted.about) {
        text << " and r.product_id =";
        text.bind(wanted.about->value());
    }
    if (wanted.by) {
        text << " and r.customer_id =";
        text.bind(wanted.by->value());
    }
    if (wanted.stars.empty())
        return;
    char const* between = " and r.stars in (";
    for (auto const stars : wanted.stars) {
        text << between;
        text.bind(stars);
        between = ",";
    }
    text << ")";
}

db::list_query query_of(review_query const& wanted, char const* from)
{
    db::list_query query{.from = from,
                         .filter = [&wanted](db::query_text& text) { filter(text, wanted); },
                         .order = {.column = {}, .tie = "r.id", .from = "reviews r"},
                         .descending = wanted.descending,
                         .after = {},
                         .limit = {},
                         .offset = 0,
                         .has_words = {},
                         .index = {}};
    if (wanted.sort == review_sort::stars)
        query.order.column = "r.stars";
    return query;
}

} // namespace

id<review> insert(unit_of_work& uow, id<order> of, review const& written)
{
    auto& query = db::cached<review_insert>(uow);
    query.order = of.value();
    query.line = written.line;
    query.product = written.about.value();
    query.customer = written.by.value();
    query.stars = written.stars;
    query.text = written.text;
    query.written_at = db::to_number(written.written_at);
    db::fetch_one(query.insert);
    return id<review>(query.number);
}

std::optional<review> find(unit_of_work& uow, id<review> number)
{
    auto& query = db::cached<review_select>(uow);
    query.number = number.value();
    return db::fetch_one(query.select) ? std::optional(query.row.get()) : std::nullopt;
}

bool update(unit_of_work& uow, review const& changed)
{
    auto& query = db::cached<review_update>(uow);
    query.number = changed.number.value();
    query.version = changed.version;
    query.stars = changed.stars;
    query.text = changed.text;
    query.edited_at = db::to_number(changed.edited_at);
    auto const& reply = changed.reply;
    query.reply = reply ? std::optional(reply->text) : std::nullopt;
    query.replied_at = reply ? std::optional(db::to_number(reply->written_at)) : std::nullopt;
    query.replied_by = reply ? std::optional(reply->actor) : std::nullopt;
    auto const& hidden = changed.hidden;
    query.hidden_reason = hidden ? std::optional(hidden->reason) : std::nullopt;
    query.hidden_at = hidden ? std::optional(db::to_number(hidden->hidden_at)) : std::nullopt;
    query.hidden_by = hidden ? std::optional(hidden->actor) : std::nullopt;
    return db::run(query.update) == 1;
}

std::vector<std::int64_t> reviewed_lines(unit_of_work& uow, id<order> of)
{
    auto const order = of.value();
    std::int64_t line = 0;
    soci::statement select =
        (sql(uow).prepare << "select line from reviews where order_id = :order order by line",
         use(order), into(line));
    select.execute();
    std::vector<std::int64_t> found;
    while (select.fetch())
        found.push_back(line);
    return found;
}

void add_to_rating(unit_of_work& uow, id<product> of, rating const& more)
{
    auto& query = db::cached<rating_update>(uow);
    query.product = of.value();
    query.reviews = more.reviews;
    query.stars = more.stars;
    db::run(query.update);
}

std::vector<review> list(unit_of_work& uow, review_query const& wanted,
                         std::optional<std::int64_t> limit, std::int64_t offset,
                         std::optional<position> const& after)
{
    auto query = query_of(wanted, review_parts);
    query.limit = limit;
    query.offset = offset;
    if (after)
        query.after = db::list_place{after->value, after->number};
    return db::read_list(uow, query, review_columns, [&](db::query_text& text) {
        return db::read_rows<review_row>(uow, text);
    });
}

std::int64_t count(unit_of_work& uow, review_query const& wanted, std::optional<std::int64_t> most)
{
    return db::count_list(uow, query_of(wanted, "reviews r"), most);
}

std::vector<signed_review> list_shown(unit_of_work& uow, id<product> about,
                                      std::optional<id<customer>> reader,
                                      std::optional<std::int64_t> limit, std::int64_t offset,
                                      std::optional<std::int64_t> after)
{
    review_query const wanted{.about = about};
    auto query = query_of(wanted, review_parts);
    query.filter = [&](db::query_text& text) {
        filter(text, wanted);
        text << " and (r.hidden_at is null";
        if (reader) {
            text << " or r.customer_id =";
            text.bind(reader->value());
        }
        text << ")";
    };
    query.limit = limit;
    query.offset = offset;
    if (after)
        query.after = db::list_place{std::int64_t(0), *after};
    return db::read_list(uow, query, review_columns,
                         [&](db::query_text& text) { return db::read_rows<shown_row>(uow, text); });
}

} // namespace tokocrm::review_repository
