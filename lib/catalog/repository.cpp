#include "repository.hpp"

#include "../core/text_fold.hpp"
#include "../db/dialect.hpp"
#include "../db/list_query.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"

#include <algorithm>

namespace tokocrm::catalog_repository {

using soci::into, soci::use;

namespace {

constexpr char const* product_columns =
    "p.id, p.name, p.slug, p.description, p.unit, p.fractional, p.discount_ppm, p.active,"
    " p.archived_at, p.created_at, c.id, c.name, c.slug, c.version, k.id, k.name, k.contains, "
    "k.sku,"
    " k.barcode, k.price, p.version,"
    " (select max(m.position) from product_packs m where m.product_id = p.id),"
    " i.id, i.sha256, i.width, i.height, length(i.webp), i.created_at, p.review_count,"
    " p.review_stars";

/// Behind `products p`.
constexpr char const* product_parts =
    " join product_packs k on k.product_id = p.id and k.position = 1"
    " left join categories c on c.id = p.category_id"
    " left join product_pictures s on s.product_id = p.id and s.position = 1"
    " left join pictures i on i.id = s.picture_id";

/// The bound variables of `product_columns`.
struct product_row
{
    std::int64_t number = 0, fractional = 0, discount = 0, active = 0, created_at = 0;
    std::string name, slug, description, unit;
    db::nullable_number archived_at, category_number, category_version, price;
    db::nullable_text category_name, category_slug, barcode;
    std::int64_t pack_number = 0, contains = 0, version = 0, last_position = 0;
    std::string pack_name, sku;
    db::nullable_number image_number, image_width, image_height, image_size, image_created_at;
    db::nullable_text image_sha256;
    std::int64_t review_count = 0, review_stars = 0;

    bool has_other_packs() const { return last_position > 1; }
    void bind(soci::statement& select)
    {
        select.exchange(into(number));
        select.exchange(into(name));
        select.exchange(into(slug));
        select.exchange(into(description));
        select.exchange(into(unit));
        select.exchange(into(fractional));
        select.exchange(into(discount));
        select.exchange(into(active));
        select.exchange(into(archived_at.value, archived_at.state));
        select.exchange(into(created_at));
        select.exchange(into(category_number.value, category_number.state));
        select.exchange(into(category_name.value, category_name.state));
        select.exchange(into(category_slug.value, category_slug.state));
        select.exchange(into(category_version.value, category_version.state));
        select.exchange(into(pack_number));
        select.exchange(into(pack_name));
        select.exchange(into(contains));
        select.exchange(into(sku));
        select.exchange(into(barcode.value, barcode.state));
        select.exchange(into(price.value, price.state));
        select.exchange(into(version));
        select.exchange(into(last_position));
        select.exchange(into(image_number.value, image_number.state));
        select.exchange(into(image_sha256.value, image_sha256.state));
        select.exchange(into(image_width.value, image_width.state));
        select.exchange(into(image_height.value, image_height.state));
        select.exchange(into(image_size.value, image_size.state));
        select.exchange(into(image_created_at.value, image_created_at.state));
        select.exchange(into(review_count));
        select.exchange(into(review_stars));
    }

    /// Without its other packs.
    product get(currency c) const
    {
        product found;
        found.number = id<product>(number);
        found.name = name;
        found.slug = slug;
        found.description = description;
        if (auto const of = category_number.get())
            found.in = category{.number = id<category>(*of),
                                .name = category_name.value,
                                .slug = category_slug.value,
                                .version = category_version.value};
        found.unit = unit;
        found.fractional = fractional != 0;
        found.discount = percentage::ppm(discount);
        found.active = active != 0;
        found.archived_at = db::to_timestamp(archived_at.get());
        found.created_at = db::to_timestamp(created_at);
        found.first_pack = pack{.number = id<pack>(pack_number),
                                .name = pack_name,
                                .contains = quantity::thousandths(contains),
                                .sku = sku,
                                .barcode = barcode.get(),
                                .price = {}};
        if (auto const minor = price.get())
            found.first_pack.price = money(*minor, c);
        found.version = version;
        if (auto const image = image_number.get())
            found.image = picture{.number = id<picture>(*image),
                                  .sha256 = image_sha256.value,
                                  .width = image_width.value,
                                  .height = image_height.value,
                                  .size = image_size.value,
                                  .created_at = db::to_timestamp(image_created_at.value)};
        found.rated = rating{.reviews = review_count, .stars = review_stars};
        return found;
    }
};

/// The packs of a product but the first, prepared once a session.
struct other_packs
{
    std::int64_t product = 0, number = 0, contains = 0;
    std::string name, sku;
    db::nullable_text barcode;
    db::nullable_number price;
    soci::statement select;

    explicit other_packs(soci::session& session)
        : select((
              session.prepare << "select id, name, contains, sku, barcode, price from product_packs"
                                 " where product_id = :product and position > 1 order by position",
              use(product), into(number), into(name), into(contains), into(sku),
              into(barcode.value, barcode.state), into(price.value, price.state)))
    {}
    std::vector<pack> of(id<tokocrm::product> wanted, currency c)
    {
        product = wanted.value();
        std::vector<pack> found;
        select.execute();
        while (select.fetch()) {
            found.push_back(pack{.number = id<pack>(number),
                                 .name = name,
                                 .contains = quantity::thousandths(contains),
                                 .sku = sku,
                                 .barcode = barcode.get(),
                                 .price = {}});
            if (auto const minor = price.get())
                found.back().price = money(*minor, c);
        }
        return found;
    }
};

/// A statement that finds one product, prepared once a session.
template <class Key>
struct finder
{
    Key key{};
    product_row row;
    soci::statement select;

    finder(soci::session& session, char const* condition) : select(session)
    {
        select.alloc();
        select.prepare(std::string("select ") + product_columns + " from products p" +
                       product_parts + ' ' + condition);
        select.exchange(use(key));
        row.bind(select);
        select.define_and_bind();
    }
    std::optional<product> find(unit_of_work& uow, Key wanted, currency c)
    {
        key = std::move(wanted);
        if (!db::fetch_one(select))
            return std::nullopt;
        auto found = row.get(c);
        if (row.has_other_packs())
            found.other_packs = db::cached<other_packs>(uow).of(found.number, c);
        return found;
    }
};

/// What a line of an order is made from, without what else a product has; prepared once a session.
struct for_sale
{
    std::string key, name, unit, pack_name, sku;
    std::int64_t number = 0, fractional = 0, discount = 0, active = 0, pack_number = 0,
                 contains = 0;
    db::nullable_number archived_at, category_number, price;
    soci::statement select;

    explicit for_sale(soci::session& session)
        : select((session.prepare
                      << "select p.id, p.name, p.unit, p.fractional, p.discount_ppm, p.active,"
                         " p.archived_at, p.category_id, k.id, k.name, k.contains, k.sku, k.price"
                         " from product_packs k join products p on p.id = k.product_id"
                         " where k.sku_folded = :sku",
                  use(key), into(number), into(name), into(unit), into(fractional), into(discount),
                  into(active), into(archived_at.value, archived_at.state),
                  into(category_number.value, category_number.state), into(pack_number),
                  into(pack_name), into(contains), into(sku), into(price.value, price.state)))
    {}
    for_sale(for_sale const&) = delete;
    std::optional<product_pack> find(std::string_view wanted, currency c)
    {
        key = wanted;
        if (!db::fetch_one(select))
            return std::nullopt;
        product_pack found;
        found.of.number = id<product>(number);
        found.of.name = name;
        found.of.unit = unit;
        found.of.fractional = fractional != 0;
        found.of.discount = percentage::ppm(discount);
        found.of.active = active != 0;
        found.of.archived_at = db::to_timestamp(archived_at.get());
        if (auto const shelf = category_number.get())
            found.of.in.emplace().number = id<category>(*shelf);
        found.which.number = id<pack>(pack_number);
        found.which.name = pack_name;
        found.which.contains = quantity::thousandths(contains);
        found.which.sku = sku;
        if (auto const minor = price.get())
            found.which.price = money(*minor, c);
        return found;
    }
};

struct by_id : finder<std::int64_t>
{
    explicit by_id(soci::session& session) : finder(session, "where p.id = :number") {}
};

struct by_sku : finder<std::string>
{
    explicit by_sku(soci::session& session)
        : finder(session, "where p.id = (select product_id from product_packs"
                          " where sku_folded = :sku)")
    {}
};

struct by_barcode : finder<std::string>
{
    explicit by_barcode(soci::session& session)
        : finder(session, "where p.id = (select product_id from product_packs"
                          " where barcode_folded = :barcode)")
    {}
};

struct by_pack : finder<std::int64_t>
{
    explicit by_pack(soci::session& session)
        : finder(session, "where p.id = (select product_id from product_packs where id = :pack)")
    {}
};

struct by_name : finder<std::string>
{
    explicit by_name(soci::session& session)
        : finder(session, "where p.id = (select min(id) from products where name_folded = :name)")
    {}
};

/// The statements that add a product, prepared once a session.
struct product_insertion
{
    db::nullable_number category, batch, price;
    db::nullable_text barcode, barcode_folded;
    std::string name, name_folded, slug, description, unit, pack_name, sku, sku_folded, search_text;
    std::int64_t fractional = 0, discount = 0, active = 0, created_at = 0, number = 0, contains = 0;
    soci::statement product, pack, level;

    explicit product_insertion(soci::session& session)
        : product((session.prepare
                       << "insert into products (category_id, name, name_folded, slug,"
                          " description, unit, fractional, discount_ppm, active, stock_moved,"
                          " created_at, version, import_batch_id, search_text) values"
                          " (:category, :name, :folded, :slug, :description, :unit, :fractional,"
                          " :discount, :active, 0, :created_at, 1, :batch, :search_text)",
                   use(category.value, category.state), use(name), use(name_folded), use(slug),
                   use(description), use(unit), use(fractional), use(discount), use(active),
                   use(created_at), use(batch.value, batch.state), use(search_text))),
          pack((session.prepare
                    << "insert into product_packs (product_id, position, name, contains, sku,"
                       " sku_folded, barcode, barcode_folded, price) values (:product, 1, :name,"
                       " :contains, :sku, :sku_folded, :barcode, :barcode_folded, :price)",
                use(number), use(pack_name), use(contains), use(sku), use(sku_folded),
                use(barcode.value, barcode.state), use(barcode_folded.value, barcode_folded.state),
                use(price.value, price.state))),
          level((session.prepare << "insert into stock_levels (product_id, on_hand, reserved)"
                                    " values (:product, 0, 0)",
                 use(number)))
    {}
};

/// The category with a name, prepared once a session.
struct category_named
{
    std::string key;
    std::int64_t number = 0;
    category found;
    soci::statement select;

    explicit category_named(soci::session& session)
        : select((session.prepare << "select id, name, slug, version from categories"
                                     " where name_folded = :folded",
                  use(key), into(number), into(found.name), into(found.slug), into(found.version)))
    {}
    category_named(category_named const&) = delete;
};

/// Whether a text is there, by a statement prepared once a session.
struct presence
{
    std::string key;
    std::int64_t found = 0;
    soci::statement select;

    presence(soci::session& session, char const* query)
        : select((session.prepare << query, use(key), into(found)))
    {}
    bool of(std::string_view wanted)
    {
        key = wanted;
        db::fetch_one(select);
        return found != 0;
    }
};

struct category_slugs : presence
{
    explicit category_slugs(soci::session& session)
        : presence(session, "select count(*) from categories where slug = :slug")
    {}
};

struct product_slugs : presence
{
    explicit product_slugs(soci::session& session)
        : presence(session, "select count(*) from products where slug = :slug")
    {}
};

/// The pack that a text is of, by a statement prepared once a session.
struct pack_key
{
    std::string key;
    std::int64_t found = 0;
    soci::statement select;

    pack_key(soci::session& session, char const* query)
        : select((session.prepare << query, use(key), into(found)))
    {}
    std::optional<id<pack>> of(std::string_view wanted)
    {
        key = wanted;
        return db::fetch_one(select) ? std::optional(id<pack>(found)) : std::nullopt;
    }
};

struct skus : pack_key
{
    explicit skus(soci::session& session)
        : pack_key(session, "select id from product_packs where sku_folded = :sku")
    {}
};

struct barcodes : pack_key
{
    explicit barcodes(soci::session& session)
        : pack_key(session, "select id from product_packs where barcode_folded = :barcode")
    {}
};

/// All columns stand in an index, and so do their ties.
db::list_order order_by(product_sort by)
{
    switch (by) {
    case product_sort::name:
        return {.column = "p.name_folded", .tie = "p.id", .is_text = true, .from = "products p"};
    case product_sort::sku:
        return {.column = "k.sku_folded",
                .tie = "k.product_id",
                .is_text = true,
                .from = "product_packs k"};
    case product_sort::price:
        return {.column = "coalesce(k.price, -1)",
                .tie = "k.product_id",
                .is_expression = true,
                .from = "product_packs k",
                .where = "k.position = 1"};
    case product_sort::created:
        break;
    }
    return {.column = {}, .tie = "p.id", .is_text = false, .from = "products p"};
}

void filter(db::query_text& text, selection const& wanted)
{
    if (wanted.category)
        (text << " and p.category_id =").bind(*wanted.category);
    if (wanted.active)
        text << (*wanted.active ? " and p.active = 1" : " and p.active = 0");
    if (wanted.archived)
        text << (*wanted.archived ? " and p.archived_at is not null"
                                  : " and p.archived_at is null");
}

/// @param parts What is joined to the products.
db::list_query query_of(selection const& wanted, std::string const& parts)
{
    using db::searched_products;
    db::list_query query{.from = "products p" + parts,
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
        db::has_words(text, "p.search_text", wanted.words);
    };
    query.index = db::list_index{.from = db::from_found(searched_products, "p") + parts,
                                 .where =
                                     [&](db::query_text& text) {
                                         db::may_have_words(text, searched_products, wanted.words);
                                     },
                                 .id = db::found_id(searched_products, "p"),
                                 .count_few =
                                     [&](unit_of_work& uow) {
                                         db::query_text ids;
                                         db::select_found(ids, searched_products, wanted.words);
                                         return db::count_few(uow, ids);
                                     }};
    return query;
}

/// What a product is searched by, from the folded names of it, its packs and its category.
struct search_refresh
{
    std::int64_t product = 0;
    std::string name, text, sku;
    db::nullable_text category, barcode;
    soci::statement names, packs, update;

    explicit search_refresh(soci::session& session)
        : names((session.prepare << "select p.name_folded, c.name_folded from products p"
                                    " left join categories c on c.id = p.category_id"
                                    " where p.id = :product",
                 use(product), into(name), into(category.value, category.state))),
          packs((session.prepare << "select sku_folded, barcode_folded from product_packs"
                                    " where product_id = :product order by position",
                 use(product), into(sku), into(barcode.value, barcode.state))),
          update((session.prepare << "update products set search_text = :text where id = :product",
                  use(text), use(product)))
    {}
    search_refresh(search_refresh const&) = delete;
};

void refresh_search_text(unit_of_work& uow, std::int64_t of)
{
    auto& refreshes = db::cached<search_refresh>(uow);
    refreshes.product = of;
    if (!db::fetch_one(refreshes.names))
        return;
    search_text text;
    text.add(refreshes.name);
    refreshes.packs.execute();
    while (refreshes.packs.fetch())
        text.add(refreshes.sku).add_if(refreshes.barcode.get());
    text.add_if(refreshes.category.get());
    refreshes.text = text.get();
    auto const before = db::stored_search_text(uow, db::searched_products, of);
    if (refreshes.text == before)
        return;
    db::run(refreshes.update);
    db::change_index(uow, db::searched_products, of, before, refreshes.text);
}

/// Before the product is deleted.
void forget_words(unit_of_work& uow, std::int64_t of)
{
    db::change_index(uow, db::searched_products, of,
                     db::stored_search_text(uow, db::searched_products, of), {});
}

std::int64_t product_of_pack(unit_of_work& uow, id<pack> which)
{
    auto const number = which.value();
    std::int64_t product = 0;
    sql(uow) << "select product_id from product_packs where id = :id", use(number), into(product);
    return product;
}

} // namespace

id<category> insert_category(unit_of_work& uow, category const& added, std::string const& folded,
                             std::optional<id<import_batch>> batch)
{
    auto const now = db::to_number(uow.now());
    db::nullable_number of_batch(batch ? std::optional(batch->value()) : std::nullopt);
    std::int64_t number = 0;
    soci::statement insert =
        (sql(uow).prepare << "insert into categories (name, name_folded, slug, created_at,"
                             " import_batch_id) values (:name, :folded, :slug, :now, :batch)"
                             " returning id",
         use(added.name), use(folded), use(added.slug), use(now),
         use(of_batch.value, of_batch.state), into(number));
    db::fetch_one(insert);
    return id<category>(number);
}

std::optional<category> find_category(unit_of_work& uow, std::string_view folded)
{
    auto& named = db::cached<category_named>(uow);
    named.key = folded;
    if (!db::fetch_one(named.select))
        return std::nullopt;
    auto found = named.found;
    found.number = id<category>(named.number);
    return found;
}

std::optional<category> find_category(unit_of_work& uow, id<category> number)
{
    auto const key = number.value();
    category found{.number = number, .name = {}, .slug = {}};
    sql(uow) << "select name, slug, version from categories where id = :id", use(key),
        into(found.name), into(found.slug), into(found.version);
    return sql(uow).got_data() ? std::optional(std::move(found)) : std::nullopt;
}

std::vector<counted_category> list_categories(unit_of_work& uow, std::int64_t limit,
                                              std::int64_t offset,
                                              std::optional<std::string> const& after)
{
    auto const from = after.value_or("");
    std::int64_t number = 0;
    counted_category each;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare("select c.id, c.name, c.slug, c.version,"
                   " (select count(*) from products p where p.category_id = c.id)"
                   " from categories c " +
                   std::string(after ? "where c.name_folded > :after " : "") +
                   "order by c.name_folded limit :limit offset :offset");
    if (after)
        select.exchange(use(from));
    select.exchange(use(limit));
    select.exchange(use(offset));
    select.exchange(into(number));
    select.exchange(into(each.shelf.name));
    select.exchange(into(each.shelf.slug));
    select.exchange(into(each.shelf.version));
    select.exchange(into(each.products));
    select.define_and_bind();
    select.execute();
    std::vector<counted_category> found;
    while (select.fetch()) {
        each.shelf.number = id<category>(number);
        found.push_back(each);
    }
    return found;
}

bool update_category(unit_of_work& uow, category const& changed, std::string const& folded)
{
    auto const number = changed.number.value(), version = changed.version;
    soci::statement update =
        (sql(uow).prepare << "update categories set name = :name, name_folded = :folded,"
                             " version = version + 1 where id = :id and version = :version",
         use(changed.name), use(folded), use(number), use(version));
    if (db::run(update) != 1)
        return false;
    std::vector<std::int64_t> within;
    std::int64_t product = 0;
    soci::statement select =
        (sql(uow).prepare << "select id from products where category_id = :id order by id",
         use(number), into(product));
    select.execute();
    while (select.fetch())
        within.push_back(product);
    for (auto const each : within)
        refresh_search_text(uow, each);
    return true;
}

category_uses uses_of(unit_of_work& uow, id<category> of)
{
    auto const number = of.value();
    category_uses found;
    sql(uow) << "select (select count(*) from products where category_id = :id),"
                " (select count(*) from coupon_categories where category_id = :again)",
        use(number, "id"), use(number, "again"), into(found.products), into(found.coupons);
    return found;
}

void delete_category(unit_of_work& uow, id<category> gone)
{
    auto const number = gone.value();
    sql(uow) << "delete from categories where id = :id", use(number);
}

bool has_category_slug(unit_of_work& uow, std::string_view slug)
{
    return db::cached<category_slugs>(uow).of(slug);
}

bool has_product_slug(unit_of_work& uow, std::string_view slug)
{
    return db::cached<product_slugs>(uow).of(slug);
}

std::optional<id<pack>> pack_with_sku(unit_of_work& uow, std::string_view folded)
{
    return db::cached<skus>(uow).of(folded);
}

std::optional<id<pack>> pack_with_barcode(unit_of_work& uow, std::string_view folded)
{
    return db::cached<barcodes>(uow).of(folded);
}

void insert_product(unit_of_work& uow, product& added, std::string const& name_folded,
                    std::string const& sku_folded, std::optional<std::string> const& barcode_folded,
                    std::optional<id<import_batch>> batch)
{
    auto& inserts = db::cached<product_insertion>(uow);
    inserts.category = added.in ? std::optional(added.in->number.value()) : std::nullopt;
    inserts.name = added.name;
    inserts.name_folded = name_folded;
    inserts.slug = added.slug;
    inserts.description = added.description;
    inserts.unit = added.unit;
    inserts.fractional = added.fractional;
    inserts.discount = added.discount.ppm();
    inserts.active = added.active;
    inserts.created_at = db::to_number(added.created_at);
    inserts.batch = batch ? std::optional(batch->value()) : std::nullopt;
    search_text text;
    text.add(name_folded).add(sku_folded).add_if(barcode_folded);
    if (added.in)
        text.add(added.in->name);
    inserts.search_text = text.get();
    db::run(inserts.product);
    inserts.number = db::inserted_id(uow);
    added.number = id<product>(inserts.number);
    db::change_index(uow, db::searched_products, inserts.number, {}, inserts.search_text);

    auto const& first = added.first_pack;
    inserts.pack_name = first.name;
    inserts.contains = first.contains.thousandths();
    inserts.sku = first.sku;
    inserts.sku_folded = sku_folded;
    inserts.barcode = first.barcode;
    inserts.barcode_folded = barcode_folded;
    inserts.price = first.price ? std::optional(first.price->minor()) : std::nullopt;
    db::run(inserts.pack);
    added.first_pack.number = id<pack>(db::inserted_id(uow));
    db::run(inserts.level);
}

std::optional<product> find_by_id(unit_of_work& uow, std::int64_t number, currency c)
{
    return db::cached<by_id>(uow).find(uow, number, c);
}

std::optional<product> find_by_sku(unit_of_work& uow, std::string_view folded, currency c)
{
    return db::cached<by_sku>(uow).find(uow, std::string(folded), c);
}

std::optional<product_pack> find_for_sale(unit_of_work& uow, std::string_view sku_folded,
                                          currency c)
{
    return db::cached<for_sale>(uow).find(sku_folded, c);
}

std::optional<product> find_by_barcode(unit_of_work& uow, std::string_view folded, currency c)
{
    return db::cached<by_barcode>(uow).find(uow, std::string(folded), c);
}

std::optional<product> find_by_pack(unit_of_work& uow, id<pack> number, currency c)
{
    return db::cached<by_pack>(uow).find(uow, number.value(), c);
}

std::vector<id<product>> all_named(unit_of_work& uow, std::string_view folded, std::int64_t most)
{
    std::string const key(folded);
    std::int64_t number = 0;
    soci::statement select =
        (sql(uow).prepare << "select id from products where name_folded = :name order by id"
                             " limit :most",
         use(key), use(most), into(number));
    std::vector<id<product>> found;
    select.execute();
    while (select.fetch())
        found.emplace_back(number);
    return found;
}

bool update_product(unit_of_work& uow, product const& changed, std::string const& name_folded)
{
    auto const number = changed.number.value(), discount = changed.discount.ppm(),
               version = changed.version;
    std::int64_t const fractional = changed.fractional, active = changed.active;
    db::nullable_number category(changed.in ? std::optional(changed.in->number.value())
                                            : std::nullopt);
    db::nullable_number archived_at(db::to_number(changed.archived_at));
    soci::statement update =
        (sql(uow).prepare
             << "update products set category_id = :category, name = :name, name_folded = :folded,"
                " description = :description, unit = :unit, fractional = :fractional,"
                " discount_ppm = :discount, active = :active, archived_at = :archived_at,"
                " version = version + 1 where id = :id and version = :version",
         use(category.value, category.state), use(changed.name), use(name_folded),
         use(changed.description), use(changed.unit), use(fractional), use(discount), use(active),
         use(archived_at.value, archived_at.state), use(number), use(version));
    if (db::run(update) != 1)
        return false;
    refresh_search_text(uow, number);
    return true;
}

bool has_moved(unit_of_work& uow, id<product> of)
{
    auto const number = of.value();
    std::int64_t moved = 0;
    sql(uow) << "select stock_moved from products where id = :id", use(number), into(moved);
    return moved != 0;
}

product_uses uses_of(unit_of_work& uow, id<product> of)
{
    auto const number = of.value();
    product_uses found;
    sql(uow) << "select (select count(*) from order_lines where product_id = :id),"
                " (select count(*) from stock_movements where product_id = :again),"
                " (select count(*) from coupon_products where product_id = :once_more)",
        use(number, "id"), use(number, "again"), use(number, "once_more"), into(found.order_lines),
        into(found.movements), into(found.coupons);
    return found;
}

void delete_product(unit_of_work& uow, id<product> gone)
{
    auto const number = gone.value();
    forget_words(uow, number);
    sql(uow) << "delete from stock_levels where product_id = :id", use(number);
    sql(uow) << "delete from product_packs where product_id = :id", use(number);
    sql(uow) << "delete from products where id = :id", use(number);
}

void insert_product_picture(unit_of_work& uow, id<product> of, id<picture> shown)
{
    auto const product = of.value(), picture = shown.value();
    sql(uow) << "insert into product_pictures (product_id, position, picture_id)"
                " values (:product, 1, :picture)",
        use(product), use(picture);
}

void delete_product_picture(unit_of_work& uow, id<product> of)
{
    auto const product = of.value();
    sql(uow) << "delete from product_pictures where product_id = :product", use(product);
}

id<pack> insert_pack(unit_of_work& uow, id<product> of, pack const& added,
                     std::string const& sku_folded,
                     std::optional<std::string> const& barcode_folded)
{
    auto const product = of.value(), contains = added.contains.thousandths();
    db::nullable_text barcode(added.barcode), barcode_key(barcode_folded);
    db::nullable_number price(added.price ? std::optional(added.price->minor()) : std::nullopt);
    std::int64_t last = 0, number = 0;
    sql(uow) << "select max(position) from product_packs where product_id = :product", use(product),
        into(last);
    auto const position = last + 1;
    soci::statement insert =
        (sql(uow).prepare
             << "insert into product_packs (product_id, position, name, contains, sku, sku_folded,"
                " barcode, barcode_folded, price) values (:product, :position, :name, :contains,"
                " :sku, :sku_folded, :barcode, :barcode_folded, :price) returning id",
         use(product), use(position), use(added.name), use(contains), use(added.sku),
         use(sku_folded), use(barcode.value, barcode.state),
         use(barcode_key.value, barcode_key.state), use(price.value, price.state), into(number));
    db::fetch_one(insert);
    refresh_search_text(uow, product);
    return id<pack>(number);
}

void update_pack(unit_of_work& uow, pack const& changed, std::string const& sku_folded,
                 std::optional<std::string> const& barcode_folded)
{
    auto const number = changed.number.value(), contains = changed.contains.thousandths();
    db::nullable_text barcode(changed.barcode), barcode_key(barcode_folded);
    db::nullable_number price(changed.price ? std::optional(changed.price->minor()) : std::nullopt);
    sql(uow) << "update product_packs set name = :name, contains = :contains, sku = :sku,"
                " sku_folded = :sku_folded, barcode = :barcode, barcode_folded = :barcode_folded,"
                " price = :price where id = :id",
        use(changed.name), use(contains), use(changed.sku), use(sku_folded),
        use(barcode.value, barcode.state), use(barcode_key.value, barcode_key.state),
        use(price.value, price.state), use(number);
    refresh_search_text(uow, product_of_pack(uow, changed.number));
}

std::int64_t order_lines_with(unit_of_work& uow, id<product> of, id<pack> which)
{
    auto const product = of.value(), number = which.value();
    std::int64_t lines = 0;
    sql(uow) << "select count(*) from order_lines where product_id = :product and pack_id = :pack",
        use(product), use(number), into(lines);
    return lines;
}

void delete_pack(unit_of_work& uow, id<pack> gone)
{
    auto const number = gone.value();
    auto const product = product_of_pack(uow, gone);
    sql(uow) << "delete from product_packs where id = :id", use(number);
    refresh_search_text(uow, product);
}

std::optional<product> find_by_name(unit_of_work& uow, std::string_view folded, currency c)
{
    return db::cached<by_name>(uow).find(uow, std::string(folded), c);
}

std::vector<product> list(unit_of_work& uow, selection const& wanted,
                          std::optional<std::int64_t> limit, std::int64_t offset,
                          std::optional<position> const& after, currency c)
{
    auto query = query_of(wanted, product_parts);
    query.limit = limit;
    query.offset = offset;
    if (after && query.order.is_text)
        query.after = db::list_place{after->text, after->number};
    else if (after)
        query.after = db::list_place{after->value, after->number};
    return db::read_list(uow, query, product_columns, [&](db::query_text& text) {
        product_row row;
        soci::statement select(sql(uow));
        text.prepare(select);
        row.bind(select);
        select.define_and_bind();
        select.execute();
        std::vector<product> found;
        std::vector<std::size_t> in_several_packs;
        while (select.fetch()) {
            if (row.has_other_packs())
                in_several_packs.push_back(found.size());
            found.push_back(row.get(c));
        }
        for (auto const at : in_several_packs)
            found[at].other_packs = db::cached<other_packs>(uow).of(found[at].number, c);
        return found;
    });
}

std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most)
{
    auto by_product = wanted; // the order does not matter, but for the tables that it needs
    by_product.sort = product_sort::name;
    return db::count_list(uow, query_of(by_product, {}), most);
}

std::vector<product_sku> skus_from(unit_of_work& uow, std::string const& beginning,
                                   std::int64_t most)
{
    // No text begins with it and sorts behind the last code point.
    auto const end = beginning + "\U0010FFFF";
    product_sku each;
    std::int64_t position = 0;
    soci::statement select =
        (sql(uow).prepare << "select k.sku, p.name, k.name, k.position from product_packs k"
                             " join products p on p.id = k.product_id"
                             " where k.sku_folded >= :beginning and k.sku_folded < :end"
                             " and p.archived_at is null order by k.sku_folded limit :most",
         use(beginning), use(end), use(most), into(each.sku), into(each.name), into(each.pack_name),
         into(position));
    select.execute();
    std::vector<product_sku> found;
    while (select.fetch()) {
        each.first_pack = position == 1;
        found.push_back(each);
    }
    return found;
}

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    std::vector<std::int64_t> unused;
    {
        std::int64_t number = 0;
        soci::statement select =
            (sql(uow).prepare
                 << "select p.id from products p where p.import_batch_id = :batch"
                    " and p.version = 1 and p.stock_moved = 0"
                    " and not exists (select 1 from order_lines l where l.product_id = p.id)"
                    " and not exists (select 1 from stock_movements m where m.product_id = p.id)"
                    " and not exists (select 1 from coupon_products c where c.product_id = p.id)"
                    " and not exists (select 1 from product_packs k where k.product_id = p.id"
                    "                 and k.position > 1)",
             use(of), into(number));
        select.execute();
        while (select.fetch())
            unused.push_back(number);
    }
    std::int64_t number = 0;
    soci::statement forget_stock =
        (sql(uow).prepare << "delete from stock_levels where product_id = :product", use(number));
    soci::statement forget_packs =
        (sql(uow).prepare << "delete from product_packs where product_id = :product", use(number));
    soci::statement forget_product =
        (sql(uow).prepare << "delete from products where id = :product", use(number));
    for (auto const each : unused) {
        number = each;
        forget_words(uow, each);
        forget_stock.execute(true);
        forget_packs.execute(true);
        forget_product.execute(true);
    }
    sql(uow) << "delete from categories where import_batch_id = :batch"
                " and version = 1"
                " and not exists (select 1 from products p where p.category_id = categories.id)"
                " and not exists (select 1 from coupon_categories c"
                "                 where c.category_id = categories.id)",
        use(of);
    return static_cast<std::int64_t>(unused.size());
}

void release_batch(unit_of_work& uow, id<import_batch> batch)
{
    auto const of = batch.value();
    sql(uow) << "update products set import_batch_id = null where import_batch_id = :batch",
        use(of);
    sql(uow) << "update categories set import_batch_id = null where import_batch_id = :batch",
        use(of);
}

} // namespace tokocrm::catalog_repository
