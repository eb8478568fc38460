#include "raw_records.hpp"

#include "sqlite.hpp"

#include <algorithm>
#include <initializer_list>

namespace bench {

namespace {

/// One of some words, by a number.
std::string one_of(char const* number, std::initializer_list<char const*> words)
{
    std::string text = "case " + std::string(number) + " % " + std::to_string(words.size());
    int at = 0;
    for (auto const* const word : words)
        text += " when " + std::to_string(at++) + " then '" + word + "'";
    return text + " end";
}

std::string numbers_to(std::int64_t last)
{
    return "with recursive n (i) as (select 1 union all select i + 1 from n where i < " +
           std::to_string(last) +
           "), h (i, a, b, c) as (select i, i * 7919 % 1000003,"
           " i * 104729 % 1299709, i * 15485863 % 32452843 from n) ";
}

} // namespace

void write_records(std::string const& file, std::int64_t customers)
{
    sqlite_file shop(file);
    shop.run("pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -262144;"
             "pragma wal_autocheckpoint = 0; begin immediate");
    auto const first = one_of("a", {"Siti", "Budi", "Agus", "Dewi", "Rina", "Joko", "Sri", "Wahyu",
                                    "Putri", "Andi", "Nur", "Fitri", "Hendra"});
    auto const last = one_of("b", {"Santoso", "Wijaya", "Saragih", "Nasution", "Siregar", "Lubis",
                                   "Harahap", "Ginting", "Simbolon", "Purba", "Sinaga"});
    auto const city = one_of("c", {"Kisaran Timur", "Kisaran Barat", "Tanjung Balai", "Medan",
                                   "Air Joman", "Simpang Empat", "Meranti"});
    shop.run("insert into customers (name, name_folded, phone, email, city, city_folded,"
             " registered_at, version, search_text) " +
             numbers_to(customers) + ", p (i, c, name, phone, email, city) as (select i, c, " +
             first + " || ' ' || " + last +
             " || ' ' || char(65 + i % 26), printf('628%09d', i * 48271 % 999999937),"
             " case when i % 3 = 0 then 'akun' || i || '@example.com' end, " +
             city +
             " from h) select name, lower(name), '+' || phone, email, city, lower(city),"
             " 1600000000000000 + c * 1000000, 1, '  ' || replace(lower(name || ' ' || phone ||"
             " coalesce(' ' || replace(replace(email, '@', ' '), '.', ' '), '') || ' ' || city),"
             " ' ', '  ') from p");
    auto const goods = one_of("a", {"Beras", "Gula", "Minyak", "Kopi", "Teh", "Sabun", "Paku",
                                    "Cat", "Semen", "Susu", "Mie"});
    auto const brand = one_of("b", {"Pandan", "Mawar", "Garuda", "Tiga Roda", "Kapal", "Bunga",
                                    "Cap Gajah", "Merpati", "Rajawali"});
    auto const shelf =
        one_of("a", {"Sembako", "Sembako", "Sembako", "Minuman", "Minuman", "Kebersihan",
                     "Bangunan", "Bangunan", "Bangunan", "Minuman", "Makanan"});
    for (auto const* const each : {"Sembako", "Minuman", "Kebersihan", "Bangunan", "Makanan"})
        shop.run(std::string("insert into categories (name, name_folded, slug, created_at) values"
                             " ('") +
                 each + "', lower('" + each + "'), lower('" + each + "'), 0)");
    auto const products = std::max<std::int64_t>(customers / 10, 1);
    shop.run("insert into products (id, category_id, name, name_folded, slug, description, unit,"
             " fractional, discount_ppm, active, stock_moved, created_at, version, search_text) " +
             numbers_to(products) + ", p (i, name, shelf) as (select i, " + goods + " || ' ' || " +
             brand + " || ' ' || (b % 97) || ' gr ' || char(65 + a % 26) || (i % 977), " + shelf +
             " from h) select i, (select id from categories where name = shelf), name, lower(name),"
             " 'p-' || i, '', 'pcs', 0, 0, 1, 0, 0, 1, '  ' || replace(lower(name || ' sku' || i ||"
             " ' ' || printf('899%010d', i) || ' ' || shelf), ' ', '  ') from p");
    shop.run("insert into product_packs (product_id, position, name, contains, sku, sku_folded,"
             " barcode, barcode_folded, price) select id, 1, '', 1000, 'SKU' || id, 'sku' || id,"
             " printf('899%010d', id), printf('899%010d', id), 1000 + id * 7919 % 99000"
             " from products");
    shop.run("insert into stock_levels (product_id, on_hand, reserved) select id, 0, 0"
             " from products");
    shop.run("insert into customer_search (customer_search) values ('rebuild');"
             "insert into product_search (product_search) values ('rebuild')");
    shop.run("commit; pragma wal_checkpoint(truncate)");
}

} // namespace bench
