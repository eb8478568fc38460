#include "tests/support/sales_fixture.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

using names = std::vector<std::string>;

contact living_in(std::string city)
{
    contact reach;
    reach.city = std::move(city);
    return reach;
}

struct search_fixture : test::sales_fixture
{
    product add(std::string name, std::string sku, std::optional<std::string> category = {},
                std::optional<std::string> barcode = {})
    {
        product_draft draft;
        draft.name = std::move(name);
        draft.sku = std::move(sku);
        draft.category = std::move(category);
        draft.barcode = std::move(barcode);
        draft.description = "rahasia";
        return transact([&](unit_of_work& uow) { return add_product(uow, draft); });
    }
    customer add_person(std::string name, contact reach = {})
    {
        return transact([&](unit_of_work& uow) {
            return add_customer(uow, {.name = std::move(name), .reach = std::move(reach)});
        });
    }
    /// SKUs.
    names products(std::string text, product_query query = {})
    {
        query.search = std::move(text);
        return read([&](unit_of_work& uow) {
            names found;
            for (auto const& one : list_products(uow, query, {}).items)
                found.push_back(one.first_pack.sku);
            BOOST_TEST(count_products(uow, query) == static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
    names people(std::string text, customer_query query = {})
    {
        query.search = std::move(text);
        return read([&](unit_of_work& uow) {
            names found;
            for (auto const& one : list_customers(uow, query, {}).items)
                found.push_back(one.name);
            BOOST_TEST(count_customers(uow, query) == static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
    /// References.
    names references(std::string text, order_query query = {})
    {
        query.search = std::move(text);
        query.descending = false;
        return read([&](unit_of_work& uow) {
            names found;
            for (auto const& one : list_orders(uow, query, {}).items)
                found.push_back(one.reference.value_or("-"));
            BOOST_TEST(count_orders(uow, query) == static_cast<std::int64_t>(found.size()));
            return found;
        });
    }
    void run(std::string const& statement)
    {
        transact([&](unit_of_work& uow) { native(uow) << statement; });
    }
};

constexpr char const* history =
    "order,placed_at,customer,phone,email,city,sku,product,category,quantity,unit_price,"
    "payment_method,status\n"
    "INV-2024-001,2026-09-03,Siti Aminah,081200000001,siti@example.com,Kisaran Timur,PG16,"
    "Pintu Gerbang 16,Gerbang,1,19000,transfer,paid\n"
    "INV-2024-002,2026-09-04,Budi Santoso,081200000002,,kisaran TIMUR,BERAS,Beras Curah,Beras,2,"
    "13500,Cash,paid\n"
    "INV-2024-002,,,,,,MIE,Mie Goreng,Mie,1,3000,,\n"
    "B77,2026-09-05,Siti Aminah,081200000001,,,BERAS,Beras Curah,Beras,1,13500,cash,awaiting\n"
    "B78,2026-09-06,,,,,MIE,Mie Goreng,Mie,1,3000,,paid\n";

} // namespace

BOOST_FIXTURE_TEST_SUITE(search, search_fixture)

BOOST_AUTO_TEST_CASE(a_product_is_found_by_any_part_of_its_name_sku_barcode_and_category)
{
    transact([](unit_of_work& uow) { add_category(uow, "Bahan Pokok"); });
    add("Crème Pintu Gerbang", "PG16", {}, "8991234567890");
    add("Beras Curah", "BRS-05", "Bahan Pokok");
    for (auto const* const text : {"gerbang", "ERBA", "creme", "CRÈ", "pg16", "g16", "345678", "pi",
                                   "ge pin", "pg16 gerbang", "g-e-r", "pintu  creme"})
        BOOST_TEST((products(text) == names{"PG16"} || std::string(text) == "g-e-r"), text);
    for (auto const* const text : {"pokok", "bahan curah", "brs-05", "brs 05", "BRS/05", "05", "b"})
        BOOST_TEST(products(text) == names{"BRS-05"}, text);
    for (auto const* const text : {"rahasia", "gerbangx", "erbang pokok", "x", "ra", "g-e-r"})
        BOOST_TEST(products(text) == names{}, text);
}

BOOST_AUTO_TEST_CASE(what_is_searched_follows_what_is_edited)
{
    auto const shelf = transact([](unit_of_work& uow) { return add_category(uow, "Beras"); });
    auto const made = add("Pandan Wangi", "PW5", "beras");
    BOOST_TEST(products("beras") == names{"PW5"});
    transact([&](unit_of_work& uow) { edit_category(uow, shelf.number, {.name = "Sembako"}); });
    BOOST_TEST(products("beras") == names{});
    BOOST_TEST(products("semba") == names{"PW5"});
    transact([&](unit_of_work& uow) {
        edit_product(uow, made.number, {.name = "Rojo Lele", .sku = "RL5"});
    });
    BOOST_TEST(products("pandan") == names{});
    BOOST_TEST(products("pw5") == names{});
    BOOST_TEST(products("rojo rl5 sembako") == names{"RL5"});
    auto const pack = transact([&](unit_of_work& uow) {
        return add_pack(uow, made.number,
                        {.sku = "KARUNG", .name = "karung", .barcode = "8990001112223"});
    });
    BOOST_TEST(products("karung") == names{"RL5"});
    BOOST_TEST(products("1112") == names{"RL5"});
    transact([&](unit_of_work& uow) {
        edit_pack(uow, pack.which.number,
                  {.sku = "SAK25", .barcode = std::optional<std::string>()});
    });
    BOOST_TEST(products("karung") == names{});
    BOOST_TEST(products("1112") == names{});
    BOOST_TEST(products("sak2") == names{"RL5"});
    transact([&](unit_of_work& uow) { delete_pack(uow, pack.which.number); });
    BOOST_TEST(products("sak2") == names{});
    transact([&](unit_of_work& uow) {
        edit_product(uow, made.number, {.category = std::optional<std::string>()});
    });
    BOOST_TEST(products("sembako") == names{});
    BOOST_TEST(findings() == names{});
    transact([&](unit_of_work& uow) { delete_product(uow, made.number); });
    BOOST_TEST(products("rojo") == names{});
    BOOST_TEST(findings() == names{});
}

BOOST_AUTO_TEST_CASE(a_search_goes_together_with_filters_and_sorts)
{
    transact([](unit_of_work& uow) { add_category(uow, "Beras"); });
    auto const cheap = add("Beras C", "C", "Beras");
    auto const away = add("Beras B", "B", "Beras");
    add("Beras A", "A");
    transact([&](unit_of_work& uow) {
        edit_product(uow, cheap.number, {.price = money(1'000, currency::idr)});
        edit_product(uow, away.number, {.archived = true});
    });
    BOOST_TEST(products("beras") == (names{"A", "C"}));
    BOOST_TEST(products("beras", {.category = "beras"}) == names{"C"});
    BOOST_TEST(products("beras", {.archived = true}) == names{"B"});
    BOOST_TEST(products("beras", {.archived = std::nullopt,
                                  .sort = product_sort::sku,
                                  .descending = true}) == (names{"C", "B", "A"}));
    BOOST_TEST(products("beras", {.sort = product_sort::price}) == (names{"A", "C"}));
    BOOST_TEST(products("beras", {.sort = product_sort::created}) == (names{"C", "A"}));
}

BOOST_AUTO_TEST_CASE(a_customer_is_found_by_any_part_of_name_phone_email_and_city)
{
    auto reach = living_in("Kisaran Timur");
    reach.phone = "081234567890";
    reach.email = "siti.a@example.com";
    auto const siti = add_person("Siti Aminah", reach);
    auto abroad = living_in("Medan");
    abroad.phone = "+60123456789";
    add_person("Budi", abroad);
    for (auto const* const text :
         {"siti", "mina", "SITI kisaran", "0812", "08", "081234567890", "+6281234567890",
          "6281234567890", "0812-3456-7890", "0812 3456 7890", "(0812) 345", "34567890",
          "siti.a@exam", "@example.com", "timur s", "628", "si 0812"})
        BOOST_TEST(people(text) == names{"Siti Aminah"}, text);
    for (auto const* const text : {"08123456789012", "0813", "siti medan", "gurame"})
        BOOST_TEST(people(text) == names{}, text);
    BOOST_TEST(people("0060123") == names{"Budi"});
    transact([&](unit_of_work& uow) {
        edit_customer(uow, siti.number, {.name = "Siti Rahma", .phone = "081399999999"});
    });
    BOOST_TEST(people("aminah") == names{});
    BOOST_TEST(people("0812") == names{});
    BOOST_TEST(people("rahma 0813") == names{"Siti Rahma"});
    BOOST_TEST(findings() == names{});
}

BOOST_AUTO_TEST_CASE(customers_are_filtered_by_sex_and_by_when_they_came)
{
    auto const add_one = [&](char const* name, std::optional<customer_sex> sex, char const* on) {
        transact([&](unit_of_work& uow) {
            add_customer(uow, {.name = name,
                               .registered_at = get_shop(uow).zone.instant(
                                   parse_date(on), std::chrono::microseconds(0)),
                               .sex = sex});
        });
    };
    add_one("Ani", customer_sex::female, "2026-09-01");
    add_one("Beno", customer_sex::male, "2026-09-02");
    add_one("Cici", std::nullopt, "2026-09-03");
    auto const found = [&](customer_query const& query) {
        return read([&](unit_of_work& uow) {
            names all;
            for (auto const& one : list_customers(uow, query, {}).items)
                all.push_back(one.name);
            BOOST_TEST(count_customers(uow, query) == static_cast<std::int64_t>(all.size()));
            return all;
        });
    };
    BOOST_TEST(found({.sex = customer_sex::female}) == names{"Ani"});
    BOOST_TEST(found({.since = parse_date("2026-09-02")}) == (names{"Beno", "Cici"}));
    BOOST_TEST(found({.until = parse_date("2026-09-02")}) == (names{"Ani", "Beno"}));
    BOOST_TEST(found({.since = parse_date("2026-09-02"), .until = parse_date("2026-09-02")}) ==
               names{"Beno"});
    BOOST_TEST(found({.sex = customer_sex::male, .search = "an"}) == names{});
}

BOOST_AUTO_TEST_CASE(an_order_is_found_by_what_is_on_it_and_by_what_its_products_are_called_now)
{
    import(history);
    BOOST_TEST(references("inv-2024") == (names{"INV-2024-001", "INV-2024-002"}));
    BOOST_TEST(references("2024-002") == names{"INV-2024-002"});
    BOOST_TEST(references("siti") == (names{"INV-2024-001", "B77"}));
    BOOST_TEST(references("0812-0000-0002") == names{"INV-2024-002"});
    BOOST_TEST(references("siti@example") == names{"INV-2024-001"});
    BOOST_TEST(references("beras") == (names{"INV-2024-002", "B77"}));
    BOOST_TEST(references("siti beras") == names{"B77"});
    BOOST_TEST(references("goreng beras") == names{"INV-2024-002"});
    BOOST_TEST(references("mi") == (names{"INV-2024-002", "B78"}));
    BOOST_TEST(references("pg16 gerbang sit") == names{"INV-2024-001"});
    BOOST_TEST(references("4", {.sort = order_sort::number}) == names{"B78"});
    BOOST_TEST(references("siti mie") == names{});
    BOOST_TEST(references("timur") == names{});
    transact([](unit_of_work& uow) {
        edit_product(uow, get_product(uow, "MIE").number, {.name = "Indomie"});
        edit_customer(uow, get_customer(uow, "081200000002").number, {.name = "Joko"});
    });
    BOOST_TEST(references("goreng") == names{});
    BOOST_TEST(references("indomie") == (names{"INV-2024-002", "B78"}));
    BOOST_TEST(references("budi") == names{"INV-2024-002"});
    BOOST_TEST(references("joko") == names{});
}

BOOST_AUTO_TEST_CASE(orders_are_filtered_by_city_and_payment_method)
{
    import(history);
    auto const found = [&](order_query query) {
        query.descending = false;
        return read([&](unit_of_work& uow) {
            names all;
            for (auto const& one : list_orders(uow, query, {}).items)
                all.push_back(one.reference.value_or("-"));
            return all;
        });
    };
    BOOST_TEST(found({.city = "KISARAN timur"}) == (names{"INV-2024-001", "INV-2024-002"}));
    BOOST_TEST(found({.payment_method = "cash"}) == (names{"INV-2024-002", "B77"}));
    BOOST_TEST(found({.city = "kisaran timur", .payment_method = "CASH", .search = "budi"}) ==
               names{"INV-2024-002"});
    BOOST_TEST(found({.reference = "B77", .search = "beras"}) == names{"B77"});
    auto const siti = read([](unit_of_work& uow) { return get_customer(uow, "081200000001"); });
    BOOST_TEST(found({.buyer = siti.number, .search = "beras"}) == names{"B77"});
    BOOST_TEST(found({.labels = {order_label::awaiting}, .search = "siti"}) == names{"B77"});
    BOOST_TEST(found({.since = parse_date("2026-09-05"), .search = "siti"}) == names{"B77"});
}

BOOST_AUTO_TEST_CASE(a_search_is_text_whatever_is_in_it)
{
    import(history);
    for (auto const* const text : {"", " ", "%", "%%%", "_", "*", "\"", "\"\"\"", "'", "^", "()",
                                   "-", "---", "☕", ". , ;"}) {
        BOOST_TEST(products(text) == names{}, text);
        BOOST_TEST(people(text) == names{}, text);
        BOOST_TEST(references(text) == names{}, text);
    }
    BOOST_TEST(products("ber%as") == names{});
    BOOST_TEST(products("b_ras") == names{});
    BOOST_TEST(products("beras*") == names{"BERAS"});
    BOOST_TEST(products("\"beras\"") == names{"BERAS"});
    BOOST_TEST(products("beras OR mie") == names{});
    BOOST_TEST(products("NOT beras") == names{});
    BOOST_TEST(products("search_text:beras") == names{});
    BOOST_TEST(products(std::string(200, 'b')) == names{});
    std::string many;
    for (char c = 'a'; many.size() < 190; c = c == 'z' ? 'a' : static_cast<char>(c + 1))
        many += std::string(1, c) + ' ';
    BOOST_TEST(people(many) == names{});
    auto const refused = [&](std::string const& text) {
        for (auto const& work :
             {std::function([&] { products(text); }), std::function([&] { people(text); }),
              std::function([&] { references(text); })})
            BOOST_TEST(refused_because(work) == "search.text_invalid");
    };
    refused(std::string(201, 'b'));
    refused(std::string(1'000'000, 'b'));
    refused("b\xFF");
    refused(std::string("b\0c", 3));
}

BOOST_AUTO_TEST_CASE(the_index_follows_an_import_its_completions_its_update_and_its_undo)
{
    auto const first = import(history);
    BOOST_TEST(findings() == names{});
    // The e-mail of the second order completes the card that the first one made.
    auto const second =
        import("order,placed_at,customer,phone,email,city,product,line_total\n"
               "N1,2026-10-01,Dewi,081200000009,,,Kopi,5000\n"
               "N2,2026-10-02,Dewi,081200000009,dewi@example.com,Medan,Kopi,5000\n");
    BOOST_TEST(people("dewi@example medan") == names{"Dewi"});
    BOOST_TEST(findings() == names{});
    import("order,placed_at,customer,phone,product,line_total\n"
           "N1,2026-10-01,Rina,081200000010,Kopi,5000\n",
           {}, on_conflict::update);
    BOOST_TEST(references("rina") == names{"N1"});
    BOOST_TEST(references("dewi") == names{"N2"});
    BOOST_TEST(findings() == names{});
    undo(first.batch);
    BOOST_TEST(references("siti") == names{});
    BOOST_TEST(products("beras") == names{});
    BOOST_TEST(people("siti") == names{});
    BOOST_TEST(people("dewi") == names{"Dewi"});
    BOOST_TEST(findings() == names{});
}

BOOST_AUTO_TEST_CASE(an_undone_import_leaves_no_words)
{
    auto const before = dump(test::kept_by_undo);
    undo(import(history).batch);
    BOOST_TEST(test::difference(before, dump(test::kept_by_undo)) == "");
    BOOST_TEST(number("select count(*) from order_search_terms") == 0);
    BOOST_TEST(number("select count(*) from customer_search_terms") == 0);
    BOOST_TEST(number("select count(*) from product_search_terms") == 0);
}

BOOST_AUTO_TEST_CASE(a_check_finds_words_that_are_not_the_rows)
{
    import(history);
    run("update customers set search_text = '  somebody' where id = 1");
    run("update orders set search_text = '' where number = 1");
    run("update orders set city_folded = 'medan' where number = 2");
    run("update products set search_text = search_text || '  x' where id = 1");
    auto found = findings();
    BOOST_TEST(std::erase_if(found, [](std::string const& each) {
                   return each.starts_with("search.indexes: index of ");
               }) == 3u);
    BOOST_TEST(
        found ==
        (names{"search.texts: product 1: expected the words it is searched by, is other words",
               "search.texts: customer 1: expected the words it is searched by, is other words",
               "search.texts: order 1: expected the words it is searched by, is other words",
               "search.texts: city of order 2: expected the folded name, is another text"}));
}

BOOST_AUTO_TEST_CASE(a_check_finds_an_index_that_is_not_the_rows)
{
    import(history);
    run("insert into customer_search (customer_search, rowid, search_text)"
        " select 'delete', id, search_text from customers where id = 2");
    run("insert into order_search (rowid, search_text) values (99, '  abc')");
    auto const found = findings();
    BOOST_TEST_REQUIRE(found.size() == 2u);
    BOOST_TEST(found[0].starts_with("search.indexes: index of customers: "));
    BOOST_TEST(found[1] == "search.indexes: index of orders: expected the words of its rows, is 3"
                           " parts of words that it has too often or too seldom");
}

namespace {

/// Many rows, so that what is common and what is rare are looked for in different ways.
struct many_fixture : search_fixture
{
    static constexpr std::int64_t customers = 26'000;

    void fill(unit_of_work& uow) override
    {
        search_fixture::fill(uow);
        // Faster than one by one, and the same rows.
        native(uow) << "insert into customers (name, name_folded, city, city_folded, registered_at,"
                       " version, search_text)"
                       " with recursive n (i) as (select 1 union all select i + 1 from n where i < "
                    << customers
                    << ") select name, lower(name), city, lower(city), i * 7919 % 1000003, 1,"
                       " '  ' || replace(lower(name || ' ' || city), ' ', '  ') from (select i,"
                       " case i % 3 when 0 then 'Siti' when 1 then 'Budi' else 'Ani' end || ' ' ||"
                       " char(97 + i * 31 % 26) || (i * 7919 % 26003) as name,"
                       " case when i % 1000 = 0 then 'Pulau' else 'Kisaran' end as city from n)";
        native(uow) << "insert into customer_search (customer_search) values ('rebuild')";
    }
    /// Page by page.
    std::vector<std::int64_t> pages(customer_query const& query, std::int64_t limit,
                                    std::size_t most)
    {
        return read([&](unit_of_work& uow) {
            std::vector<std::int64_t> all;
            page_request part{.limit = limit, .offset = 0, .after = {}};
            do {
                auto const one = list_customers(uow, query, part);
                for (auto const& each : one.items)
                    all.push_back(each.number.value());
                part.after = one.next;
            } while (part.after && all.size() < most);
            return all;
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_CASE(all_pages_of_a_search_are_what_a_look_at_each_row_finds, many_fixture)
{
    BOOST_TEST(findings() == names{});
    struct asked
    {
        char const *text, *condition;
    };
    for (auto const& [text, condition] :
         {asked{"siti", "search_text like '%siti%'"},
          asked{"kisaran s", "search_text like '%  s%'"
                             " and city = 'Kisaran'"},
          asked{"pulau", "city = 'Pulau'"},
          asked{"siti pulau", "city = 'Pulau' and name like 'Siti%'"}, asked{"ani budi", "1 = 0"},
          asked{"i", "search_text like '%  i%'"}, asked{"q12", "name like '%q12%'"}})
        for (auto const& [sort, order] :
             {std::pair(customer_sort::number, "id"), std::pair(customer_sort::name, "name_folded"),
              std::pair(customer_sort::registered, "registered_at")})
            for (bool const descending : {false, true}) {
                auto const direction = descending ? " desc" : "";
                std::vector<std::int64_t> expected;
                read([&](unit_of_work& uow) {
                    std::int64_t each = 0;
                    soci::statement select =
                        (native(uow).prepare << std::string("select id from customers where ") +
                                                    condition + " order by " + order + direction +
                                                    ", id" + direction,
                         soci::into(each));
                    select.execute();
                    while (select.fetch())
                        expected.push_back(each);
                });
                customer_query query{.sort = sort, .descending = descending, .search = text};
                for (std::int64_t const limit : {std::int64_t(997), std::int64_t(20)}) {
                    std::size_t const most = limit == 20 ? 60 : expected.size() + 1;
                    auto found = pages(query, limit, most);
                    auto wanted = expected;
                    wanted.resize(std::min(wanted.size(),
                                           found.size() < most ? wanted.size() : found.size()));
                    BOOST_TEST(found == wanted, text << " by " << order << direction);
                }
                read([&](unit_of_work& uow) {
                    auto const all = static_cast<std::int64_t>(expected.size());
                    BOOST_TEST(count_customers(uow, query) == all);
                    BOOST_TEST(count_customers(uow, query, 1'001) ==
                               std::min<std::int64_t>(all, 1'001));
                    auto const second = list_customers(uow, query, {.limit = 5, .offset = 7});
                    std::vector<std::int64_t> ids;
                    for (auto const& one : second.items)
                        ids.push_back(one.number.value());
                    auto const from = std::min<std::size_t>(7, expected.size()),
                               to = std::min<std::size_t>(12, expected.size());
                    BOOST_TEST(ids == std::vector<std::int64_t>(expected.begin() + from,
                                                                expected.begin() + to));
                });
            }
}

BOOST_AUTO_TEST_CASE(the_words_for_completions_begin_with_what_is_typed)
{
    add("Pintu", "PG16");
    add("Pintu Besar", "pg-2");
    auto const away = add("Lama", "PGX");
    transact([&](unit_of_work& uow) {
        edit_product(uow, away.number, {.archived = true});
        add_pack(uow, get_product(uow, "PG16").number, {.sku = "PG16-DUS", .name = "dus"});
    });
    auto const skus = [&](char const* begin, std::int64_t most = 10) {
        return read([&](unit_of_work& uow) {
            names all;
            for (auto const& one : product_skus(uow, begin, most))
                all.push_back(one.sku + (one.first_pack ? "" : " " + one.pack_name));
            return all;
        });
    };
    BOOST_TEST(skus("PG") == (names{"pg-2", "PG16", "PG16-DUS dus"}));
    BOOST_TEST(skus("pg1", 1) == names{"PG16"});
    BOOST_TEST(skus("%") == names{});
    BOOST_TEST(skus("").size() == 3u);
    add_person("A", living_in("Kisaran Timur"));
    add_person("B", living_in("KISARAN TIMUR"));
    add_person("C", living_in("Kisaran"));
    add_person("D", living_in("Medan"));
    auto const cities = [&](char const* begin, std::int64_t most = 10) {
        return read([&](unit_of_work& uow) { return customer_cities(uow, begin, most); });
    };
    BOOST_TEST(cities("kis") == (names{"Kisaran", "Kisaran Timur"}));
    BOOST_TEST(cities("") == (names{"Kisaran", "Kisaran Timur", "Medan"}));
    BOOST_TEST(cities("", 1) == names{"Kisaran"});
    BOOST_TEST(cities("z") == names{});
}

BOOST_AUTO_TEST_SUITE_END()
