#include "../core/search_text.hpp"
#include "../core/text_fold.hpp"
#include "../db/binary.hpp"
#include "../db/search.hpp"
#include "../db/session.hpp"
#include "../db/values.hpp"
#include "../picture/service.hpp"
#include "check_queries.hpp"

#include <array>
#include <map>
#include <unordered_map>

namespace tokocrm::report_queries {

using soci::into;

namespace {

/// What is compared with the words of a search or an import is the folded name.
void folded_keys(unit_of_work& uow, taker const& take)
{
    constexpr std::array<std::pair<char const*, char const*>, 11> queries{{
        {"category", "select id, name, name_folded from categories"},
        {"product", "select id, name, name_folded from products"},
        {"pack", "select id, sku, sku_folded from product_packs"},
        {"barcode of pack", "select id, barcode, coalesce(barcode_folded, '') from product_packs"
                            " where barcode is not null"},
        {"coupon", "select id, code, code_folded from coupons"},
        {"customer", "select id, name, name_folded from customers"},
        {"city of customer", "select id, city, coalesce(city_folded, '') from customers"
                             " where city is not null"},
        {"city", "select id, city, city_folded from shipping_rates"},
        {"user", "select id, name, name_folded from users"},
        {"quick answer", "select id, name, name_folded from quick_answers"},
        {"tag", "select id, tag, tag_folded from customer_tags"},
    }};
    for (auto const& [what, text] : queries) {
        std::int64_t number = 0;
        std::string given, key;
        soci::statement select = (sql(uow).prepare << text, into(number), into(given), into(key));
        select.execute();
        while (select.fetch())
            if (folded(given) != key) // not shown: it can be a customer's name
                take({std::string(what) + " " + std::to_string(number), "the folded name",
                      "another text"});
    }
}

/// Texts that a query's rows have behind an id and what is stored as their search text.
template <std::size_t texts>
void compare_search_texts(unit_of_work& uow, char const* what, char const* query, taker const& take)
{
    std::int64_t number = 0;
    std::string stored;
    std::array<db::nullable_text, texts> parts;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(query);
    select.exchange(into(number));
    select.exchange(into(stored));
    for (auto& each : parts)
        select.exchange(into(each.value, each.state));
    select.define_and_bind();
    select.execute();
    while (select.fetch()) {
        search_text text;
        for (auto const& each : parts)
            text.add_if(each.get());
        if (text.get() != stored)
            take({std::string(what) + " " + std::to_string(number), "the words it is searched by",
                  "other words"});
    }
}

void product_search_texts(unit_of_work& uow, taker const& take)
{
    std::map<std::int64_t, search_text> of_packs;
    std::int64_t number = 0;
    std::string sku;
    db::nullable_text barcode;
    soci::statement packs =
        (sql(uow).prepare << "select product_id, sku, barcode from product_packs"
                             " order by product_id, position",
         into(number), into(sku), into(barcode.value, barcode.state));
    packs.execute();
    while (packs.fetch())
        of_packs[number].add(sku).add_if(barcode.get());
    std::string name, stored;
    db::nullable_text category;
    soci::statement select =
        (sql(uow).prepare << "select p.id, p.search_text, p.name, c.name from products p"
                             " left join categories c on c.id = p.category_id",
         into(number), into(stored), into(name), into(category.value, category.state));
    select.execute();
    while (select.fetch()) {
        search_text text;
        text.add(name);
        auto const expected =
            text.get() + of_packs[number].get() + search_text().add_if(category.get()).get();
        if (expected != stored)
            take({"product " + std::to_string(number), "the words it is searched by",
                  "other words"});
    }
}

/// What is searched is made of what is shown.
void search_texts(unit_of_work& uow, taker const& take)
{
    product_search_texts(uow, take);
    compare_search_texts<4>(
        uow, "customer", "select id, search_text, name, phone, email, city from customers", take);
    compare_search_texts<5>(uow, "order",
                            "select number, search_text, cast(number as text), reference,"
                            " customer_name, phone, email from orders",
                            take);
    compare_search_texts<1>(uow, "message", "select id, search_text, text from messages", take);
    std::int64_t number = 0;
    db::nullable_text city, key;
    soci::statement cities =
        (sql(uow).prepare << "select number, city, city_folded from orders"
                             " where city is not null or city_folded is not null",
         into(number), into(city.value, city.state), into(key.value, key.state));
    cities.execute();
    while (cities.fetch())
        if (!city.get() || key.get() != folded(city.value))
            take({"city of order " + std::to_string(number), "the folded name", "another text"});
}

/// The indexes know of each trigram as many rows as there are.
void search_indexes(unit_of_work& uow, taker const& take)
{
    for (auto const in : {db::searched_products, db::searched_customers, db::searched_orders,
                          db::searched_messages}) {
        std::unordered_map<std::string, std::int64_t> missing;
        std::string text;
        soci::statement select = (sql(uow).prepare << db::indexed_texts(in), into(text));
        select.execute();
        while (select.fetch())
            for (auto const each : trigrams(text))
                ++missing[std::string(each)];
        if (!db::for_each_indexed_trigram(
                uow, in,
                [&](std::string const& trigram, std::int64_t rows) { missing[trigram] -= rows; }))
            continue;
        std::int64_t wrong = 0;
        for (auto const& each : missing)
            wrong += each.second != 0;
        if (wrong > 0) // not shown: they can be parts of a customer's name
            take({std::string("index of ") + in.table, "the words of its rows",
                  std::to_string(wrong) + " parts of words that it has too often or too seldom"});
    }
}

void staff_roles(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'user ' || id, 'owner or cashier', role from users"
             " where role not in ('owner', 'cashier')",
             take);
}

void staff_actors(unit_of_work& uow, taker const& take)
{
    struct record
    {
        char const *table, *column;
    };
    constexpr record records[] = {
        {"audit_events", "actor"},
        {"import_batches", "actor"},
        {"order_transitions", "actor"},
        {"payments", "actor"},
        {"refunds", "actor"},
        {"stock_movements", "actor"},
        {"payment_submissions", "submitted_by"},
        {"payment_submissions", "decided_by"},
        {"customer_merges", "merged_by"},
        {"customer_erasures", "erased_by"},
        {"reviews", "replied_by"},
        {"reviews", "hidden_by"},
        {"messages", "sent_by"},
        {"customer_notes", "written_by"},
        {"customer_tags", "added_by"},
        {"customer_tags", "removed_by"},
        {"consents", "recorded_by"},
    };
    for (auto const& [table, column] : records)
        run_text(uow,
                 std::string("select a.actor || ' in ") + table +
                     "', 'a user', 'nobody' from (select distinct " + column + " as actor from " +
                     table + " where " + column +
                     " like 'staff:%') a where not exists (select 1 from users u"
                     " where 'staff:' || u.id = a.actor)",
                 take);
}

void pictures_decode(unit_of_work& uow, taker const& take)
{
    std::int64_t number = 0, width = 0, height = 0;
    db::binary bytes(uow);
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare("select id, width, height, webp from pictures order by id");
    select.exchange(into(number));
    select.exchange(into(width));
    select.exchange(into(height));
    bytes.into_from(select);
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        if (!is_whole(bytes.get(), width, height))
            take({"picture " + std::to_string(number),
                  "a picture of " + std::to_string(width) + " x " + std::to_string(height),
                  "damaged"});
}

/// A picture goes with what it is of.
void pictures_used(unit_of_work& uow, taker const& take)
{
    run_text(uow,
             "select 'picture ' || i.id, 'a product or a proof of payment', 'none' from pictures i"
             " where not exists (select 1 from product_pictures p where p.picture_id = i.id)"
             " and not exists (select 1 from payment_submissions s where s.picture_id = i.id)",
             take);
}

/// Child table and column, parent table and column.
void orphans(unit_of_work& uow, taker const& take)
{
    struct link
    {
        char const *child, *column, *parent, *key;
    };
    constexpr link links[] = {
        {"products", "category_id", "categories", "id"},
        {"product_packs", "product_id", "products", "id"},
        {"stock_levels", "product_id", "products", "id"},
        {"orders", "customer_id", "customers", "id"},
        {"orders", "import_batch_id", "import_batches", "id"},
        {"products", "import_batch_id", "import_batches", "id"},
        {"customers", "import_batch_id", "import_batches", "id"},
        {"categories", "import_batch_id", "import_batches", "id"},
        {"order_lines", "order_id", "orders", "id"},
        {"order_lines", "product_id", "products", "id"},
        {"order_lines", "pack_id", "product_packs", "id"},
        {"order_adjustments", "order_id", "orders", "id"},
        {"order_transitions", "order_id", "orders", "id"},
        {"payments", "order_id", "orders", "id"},
        {"refunds", "order_id", "orders", "id"},
        {"refund_lines", "order_id", "orders", "id"},
        {"payment_submissions", "order_id", "orders", "id"},
        {"payment_submissions", "picture_id", "pictures", "id"},
        {"booking_entries", "order_id", "orders", "id"},
        {"stock_movements", "product_id", "products", "id"},
        {"stock_movements", "order_id", "orders", "id"},
        {"stock_reservations", "order_id", "orders", "id"},
        {"stock_reservations", "product_id", "products", "id"},
        {"shipping_rates", "import_batch_id", "import_batches", "id"},
        {"coupon_products", "coupon_id", "coupons", "id"},
        {"coupon_products", "product_id", "products", "id"},
        {"coupon_categories", "coupon_id", "coupons", "id"},
        {"coupon_categories", "category_id", "categories", "id"},
        {"coupon_uses", "order_id", "orders", "id"},
        {"coupon_uses", "coupon_id", "coupons", "id"},
        {"coupon_uses", "customer_id", "customers", "id"},
        {"carts", "customer_id", "customers", "id"},
        {"customers", "merged_into", "customers", "id"},
        {"customer_merges", "kept_id", "customers", "id"},
        {"customer_merges", "other_id", "customers", "id"},
        {"customer_erasures", "customer_id", "customers", "id"},
        {"cart_lines", "cart_id", "carts", "id"},
        {"cart_lines", "pack_id", "product_packs", "id"},
        {"product_pictures", "product_id", "products", "id"},
        {"product_pictures", "picture_id", "pictures", "id"},
        {"import_updates", "batch_id", "import_batches", "id"},
        {"import_record_updates", "batch_id", "import_batches", "id"},
        {"import_updates", "order_id", "orders", "id"},
        {"reviews", "order_id", "orders", "id"},
        {"reviews", "product_id", "products", "id"},
        {"reviews", "customer_id", "customers", "id"},
        {"conversations", "customer_id", "customers", "id"},
        {"messages", "customer_id", "conversations", "customer_id"},
        {"customer_notes", "customer_id", "customers", "id"},
        {"customer_tags", "customer_id", "customers", "id"},
        {"consents", "customer_id", "customers", "id"},
    };
    for (auto const& [child, column, parent, key] : links) {
        auto const of = std::string(child) + "." + column;
        run_text(uow,
                 "select distinct '" + of + " ' || c." + column + ", 'a row of " + parent +
                     "', 'none' from " + child + " c where c." + column +
                     " is not null and not exists (select 1 from " + parent + " p where p." + key +
                     " = c." + column + ")",
                 take);
    }
}

constexpr check all[] = {
    {"name.keys", folded_keys},         {"search.texts", search_texts},
    {"search.indexes", search_indexes}, {"staff.roles", staff_roles},
    {"staff.actors", staff_actors},     {"picture.decodes", pictures_decode},
    {"picture.used", pictures_used},    {"rows.orphans", orphans},
};

} // namespace

std::span<check const> checks_of_rows()
{
    return all;
}

} // namespace tokocrm::report_queries
