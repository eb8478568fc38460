#include "tests/support/sales_fixture.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/shipping.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

struct records_fixture : test::sales_fixture
{
    std::string refused(std::function<void(unit_of_work&)> const& work)
    {
        return refused_because([&] { transact(work); });
    }
    product add(product_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return add_product(uow, draft); });
    }
    customer add(customer_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return add_customer(uow, draft); });
    }
    void add(coupon const& draft)
    {
        transact([&](unit_of_work& uow) { add_coupon(uow, draft); });
    }
    void add(shipping_rate const& rate)
    {
        transact([&](unit_of_work& uow) { add_shipping_rate(uow, rate); });
    }
};

product_draft named(std::string name, std::optional<std::string> sku = {})
{
    product_draft draft;
    draft.name = std::move(name);
    draft.sku = std::move(sku);
    return draft;
}

customer_draft person(std::string name, std::optional<std::string> phone = {},
                      std::optional<std::string> email = {}, std::optional<std::string> city = {})
{
    customer_draft draft;
    draft.name = std::move(name);
    draft.reach.phone = std::move(phone);
    draft.reach.email = std::move(email);
    draft.reach.city = std::move(city);
    return draft;
}

coupon code(std::string text)
{
    coupon made;
    made.code = std::move(text);
    made.name = "Lebaran";
    made.discount = percentage::percent(10);
    return made;
}

std::string const long_name(201, 'x'), broken_text = "\xFF";

/// A list's items page by page; each page is full but the last, and begins where the one before
/// ended.
template <class Item>
strings by_pages(std::int64_t size, std::function<page<Item>(page_request const&)> const& list,
                 std::function<std::string(Item const&)> const& key)
{
    strings all;
    page_request part;
    part.limit = size;
    for (int pages = 0; pages < 100; ++pages) {
        auto const found = list(part);
        for (auto const& each : found.items)
            all.push_back(key(each));
        BOOST_TEST(static_cast<std::int64_t>(found.items.size()) <= size);
        if (!found.next)
            return all;
        BOOST_TEST(static_cast<std::int64_t>(found.items.size()) == size);
        part.after = found.next;
    }
    BOOST_ERROR("a list without an end");
    return all;
}

template <class Item>
strings keys_of(std::vector<Item> const& items, std::function<std::string(Item const&)> const& key)
{
    strings all;
    for (auto const& each : items)
        all.push_back(key(each));
    return all;
}

/// Every way to divide a list gives the list.
template <class Item>
void check_pages(std::function<page<Item>(page_request const&)> const& list,
                 std::function<std::string(Item const&)> const& key, strings const& expected)
{
    auto const whole = list({});
    BOOST_TEST(!whole.next.has_value());
    BOOST_TEST(keys_of<Item>(whole.items, key) == expected, boost::test_tools::per_element());
    for (auto const size : {1, 2, 3, 7, 100})
        BOOST_TEST(by_pages<Item>(size, list, key) == expected, boost::test_tools::per_element());
    page_request later;
    later.limit = 2;
    later.offset = 3;
    auto const few = keys_of<Item>(list(later).items, key);
    BOOST_TEST(few == strings(expected.begin() + 3, expected.begin() + 5),
               boost::test_tools::per_element());
    later.limit.reset();
    BOOST_TEST(keys_of<Item>(list(later).items, key) ==
                   strings(expected.begin() + 3, expected.end()),
               boost::test_tools::per_element());
    page_request wrong;
    wrong.after = "nonsense";
    BOOST_TEST(refused_because([&] { list(wrong); }) == "page.cursor_invalid");
    page_request outside;
    for (auto const limit : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
        outside.limit = limit;
        BOOST_TEST(refused_because([&] { list(outside); }) == "page.bounds_invalid");
    }
    outside.limit = INT64_MAX;
    BOOST_TEST(keys_of<Item>(list(outside).items, key) == expected,
               boost::test_tools::per_element());
    outside.offset = -1;
    BOOST_TEST(refused_because([&] { list(outside); }) == "page.bounds_invalid");
}

} // namespace

BOOST_AUTO_TEST_SUITE(shops)

BOOST_FIXTURE_TEST_CASE(a_shop_is_founded_once, records_fixture)
{
    profile = records_fixture::profile_named("  Toko Eka Putri ");
    profile.country = "id";
    auto const of = read([](unit_of_work& uow) { return get_shop(uow); });
    BOOST_TEST(of.profile.name == "Toko Eka Putri");
    BOOST_TEST(of.profile.country == "ID");
    BOOST_TEST((of.profile.currency == currency::idr));
    BOOST_TEST(of.zone.name() == "Asia/Jakarta");
    BOOST_TEST(of.public_id.size() == 32u);
    BOOST_TEST((of.created_at == clk.now()));
    BOOST_TEST(refused([&](unit_of_work& uow) { found_shop(uow, profile); }) == "shop.exists");
}

BOOST_FIXTURE_TEST_CASE(what_is_no_shop, test::shop_fixture)
{
    auto const refused = [&](auto change) {
        return refused_because([&] {
            transact([&](unit_of_work& uow) {
                shop_profile profile;
                profile.name = "Toko";
                change(profile);
                found_shop(uow, profile);
            });
        });
    };
    BOOST_TEST(refused([](shop_profile& p) { p.name = " "; }) == "shop.name_invalid");
    BOOST_TEST(refused([](shop_profile& p) { p.name = long_name; }) == "shop.name_invalid");
    BOOST_TEST(refused([](shop_profile& p) { p.name = broken_text; }) == "shop.name_invalid");
    BOOST_TEST(refused([](shop_profile& p) { p.time_zone = "Asia/Kisaran"; }) ==
               "time_zone.unknown");
    BOOST_TEST(refused([](shop_profile& p) { p.country = "QQ"; }) == "shop.country_unknown");
    BOOST_TEST(refused([](shop_profile& p) { p.currency = static_cast<currency>(1); }) ==
               "shop.profile_invalid");
    BOOST_TEST(refused([](shop_profile& p) { p.language = static_cast<language>(9); }) ==
               "shop.profile_invalid");
    BOOST_TEST(refused_because([&] { read([](unit_of_work& uow) { get_shop(uow); }); }) ==
               "shop.not_founded");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(catalogue_records, records_fixture)

BOOST_AUTO_TEST_CASE(categories)
{
    transact([](unit_of_work& uow) {
        auto const made = add_category(uow, " Pintu & Gerbang ");
        BOOST_TEST(made.name == "Pintu & Gerbang");
        BOOST_TEST(made.slug == "pintu-gerbang");
        // Another name with the same slug.
        BOOST_TEST(add_category(uow, "Pintu, Gerbang").slug == "pintu-gerbang-2");
    });
    read([](unit_of_work& uow) {
        BOOST_TEST(find_category(uow, "pintu  &  GERBANG").value().number.value() == 1);
        BOOST_TEST(!find_category(uow, "Pintu").has_value());
    });
    BOOST_TEST(refused([](unit_of_work& uow) { add_category(uow, "PINTU & GERBANG"); }) ==
               "category.exists");
    for (auto const& bad : {std::string(" "), long_name, broken_text})
        BOOST_TEST(refused([&](unit_of_work& uow) { add_category(uow, bad); }) ==
                   "category.name_invalid");
}

BOOST_AUTO_TEST_CASE(a_product_with_everything)
{
    transact([](unit_of_work& uow) { add_category(uow, "Gerbang"); });
    auto draft = named("Pintu Gerbang 16", "PG16");
    draft.barcode = "8991234";
    draft.category = "Gerbang";
    draft.price = rupiah(19'000);
    draft.description = "besi";
    draft.unit = "buah";
    draft.fractional = true;
    draft.discount = percentage::percent(1);
    draft.active = false;
    auto const made = add(draft);
    auto const found = read([](unit_of_work& uow) { return find_product(uow, " pg16").value(); });
    BOOST_TEST((found.number == made.number));
    BOOST_TEST(found.name == "Pintu Gerbang 16");
    BOOST_TEST(found.slug == "pintu-gerbang-16");
    BOOST_TEST(found.description == "besi");
    BOOST_TEST(found.in->name == "Gerbang");
    BOOST_TEST(found.unit == "buah");
    BOOST_TEST(found.fractional);
    BOOST_TEST(found.discount.ppm() == 10'000);
    BOOST_TEST(!found.active);
    BOOST_TEST(!found.archived_at.has_value());
    BOOST_TEST(found.first_pack.sku == "PG16");
    BOOST_TEST(*found.first_pack.barcode == "8991234");
    BOOST_TEST(found.first_pack.price->minor() == 19'000);
    BOOST_TEST((found.created_at == clk.now()));
    read([&](unit_of_work& uow) {
        BOOST_TEST(find_product(uow, made.number).value().name == made.name);
        BOOST_TEST(!find_product(uow, id<product>(99)).has_value());
        BOOST_TEST(find_product_by_name(uow, "PINTU gerbang 16").has_value());
        BOOST_TEST(!find_product_by_name(uow, "PG16").has_value());
        BOOST_TEST(find_category(uow, "gerbang").has_value());
    });
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(products_that_are_refused)
{
    auto first = named("Sabun", "S1");
    first.barcode = "b1";
    add(first);
    auto const refusal_of = [&](auto change) {
        auto draft = named("Teh", "T1");
        change(draft);
        return refused([&](unit_of_work& uow) { add_product(uow, draft); });
    };
    BOOST_TEST(refusal_of([](product_draft& d) { d.name = ""; }) == "product.name_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.name = long_name; }) == "product.name_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.name = broken_text; }) ==
               "product.name_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.sku = " "; }) == "product.sku_invalid");
    for (auto const ppm : {-1, 1'000'001})
        BOOST_TEST(refusal_of([&](product_draft& d) { d.discount = percentage::ppm(ppm); }) ==
                   "product.discount_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.description = broken_text; }) ==
               "product.description_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.description = std::string(10'001, 'x'); }) ==
               "product.description_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.sku = std::string(65, 'x'); }) ==
               "product.sku_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.price = rupiah(-1); }) ==
               "product.price_negative");
    BOOST_TEST(refusal_of([](product_draft& d) { d.price = money(1, currency::usd); }) ==
               "product.currency_mismatch");
    BOOST_TEST(refusal_of([](product_draft& d) { d.unit = ""; }) == "product.unit_invalid");
    BOOST_TEST(refusal_of([](product_draft& d) { d.sku = "s1"; }) == "product.sku_exists");
    BOOST_TEST(refusal_of([](product_draft& d) { d.barcode = "B1"; }) == "product.barcode_exists");
    BOOST_TEST(refusal_of([](product_draft& d) { d.category = "Alat"; }) == "category.not_found");
    BOOST_TEST(number("select count(*) from products") == 1);
    BOOST_TEST(number("select count(*) from categories") == 0);
}

BOOST_AUTO_TEST_CASE(skus_and_slugs_are_made_of_names)
{
    strings skus, slugs;
    for (int i = 0; i < 12; ++i) {
        auto const made = add(named("Kopi Bubuk"));
        skus.push_back(made.first_pack.sku);
        slugs.push_back(made.slug);
    }
    BOOST_TEST(skus[0] == "KOPI-BUBUK");
    BOOST_TEST(skus[1] == "KOPI-BUBUK-2");
    BOOST_TEST(slugs[1] == "kopi-bubuk-2");
    BOOST_TEST(std::set(skus.begin(), skus.end()).size() == 12u);
    BOOST_TEST(std::set(slugs.begin(), slugs.end()).size() == 12u);
    BOOST_TEST(read([](unit_of_work& uow) {
                   return find_product_by_name(uow, "kopi bubuk").value().number.value();
               }) == 1); // the oldest
}

BOOST_AUTO_TEST_CASE(lists_of_products)
{
    char const* const names[] = {"Éclair", "beras",  "Ayam", "Beras",
                                 "ayam",   "Zaitun", "gula", "Eclair"};
    transact([](unit_of_work& uow) {
        add_category(uow, "Makanan");
        add_category(uow, "Minuman");
    });
    for (int i = 0; i < 8; ++i) {
        auto draft = named(names[i], std::string(1, static_cast<char>('h' - i)) + "1");
        draft.active = i % 2 == 0;
        draft.category = i < 6 ? "Makanan" : "Minuman";
        add(draft);
        clk.advance(std::chrono::hours{1});
    }
    auto const key = [](product const& each) { return each.first_pack.sku; };
    auto const check = [&](product_query const& query, strings expected) {
        auto const list = [&](page_request const& part) {
            return read([&](unit_of_work& uow) { return list_products(uow, query, part); });
        };
        check_pages<product>(list, key, expected);
        BOOST_TEST(read([&](unit_of_work& uow) { return count_products(uow, query); }) ==
                   static_cast<std::int64_t>(expected.size()));
        auto backwards = query;
        backwards.descending = true;
        std::reverse(expected.begin(), expected.end());
        auto const other_way = [&](page_request const& part) {
            return read([&](unit_of_work& uow) { return list_products(uow, backwards, part); });
        };
        check_pages<product>(other_way, key, expected);
        // A cursor of one list is none of another.
        page_request part;
        part.limit = 1;
        part.after = list(part).next;
        BOOST_TEST(refused_because([&] { other_way(part); }) == "page.cursor_invalid");
    };
    // Accents and case aside, then by number: ayam ayam beras beras eclair eclair gula zaitun
    check({.category = {}, .active = {}, .sort = product_sort::name},
          {"f1", "d1", "g1", "e1", "h1", "a1", "b1", "c1"});
    check({.category = {}, .active = {}, .sort = product_sort::sku},
          {"a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1"});
    check({.category = {}, .active = {}, .sort = product_sort::created},
          {"h1", "g1", "f1", "e1", "d1", "c1", "b1", "a1"});
    check({.category = "MAKANAN", .active = {}, .sort = product_sort::created},
          {"h1", "g1", "f1", "e1", "d1", "c1"});
    BOOST_TEST(read([](unit_of_work& uow) {
                   return count_products(uow, {.category = "makanan", .active = true});
               }) == 3);
    BOOST_TEST(refused([](unit_of_work& uow) {
                   count_products(uow, {.category = "Alat", .active = {}});
               }) == "category.not_found");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(customer_records, records_fixture)

BOOST_AUTO_TEST_CASE(a_card_is_tidied)
{
    auto draft = person("  Siti  ", "0812-3456-7890", " Siti@Example.COM ", " Kisaran ");
    draft.reach.address = "";
    auto const made = add(draft);
    auto const found =
        read([&](unit_of_work& uow) { return find_customer(uow, made.number).value(); });
    BOOST_TEST(found.name == "Siti");
    BOOST_TEST(*found.reach.phone == "+6281234567890");
    BOOST_TEST(*found.reach.email == "siti@example.com");
    BOOST_TEST(*found.reach.city == "Kisaran");
    BOOST_TEST(!found.reach.address.has_value());
    BOOST_TEST((found.registered_at == clk.now()));
    for (auto const& bad : {std::string(" "), long_name, broken_text})
        BOOST_TEST(refused([&](unit_of_work& uow) { add_customer(uow, person(bad)); }) ==
                   "customer.name_invalid");
    BOOST_TEST(refused([](unit_of_work& uow) { add_customer(uow, person("Ani", broken_text)); }) ==
               "customer.contact_invalid");
    BOOST_TEST(
        !read([](unit_of_work& uow) { return find_customer(uow, id<customer>(9)); }).has_value());
}

BOOST_AUTO_TEST_CASE(who_is_meant)
{
    add(person("Ani", "081200000001", "ani@x.id"));
    add(person("Budi", "081200000002"));
    auto namesake = person("Budi lain", "081200000002");
    namesake.known_contact = true;
    add(namesake);
    import("placed_at,customer,phone,sku,unit_price\n2026-09-03,Odd,12-ab,S1,100\n");
    auto const who_is = [&](std::string_view text) {
        return read([&](unit_of_work& uow) { return get_customer(uow, text).number.value(); });
    };
    BOOST_TEST(who_is("1") == 1);
    BOOST_TEST(who_is("+62 812 0000 0001") == 1);
    BOOST_TEST(who_is("ANI@X.ID") == 1);
    BOOST_TEST(who_is("12-ab") == 4);
    BOOST_TEST(test::refusal([&] { who_is("0812 0000 0002"); }).ends_with("2, 3"));
    BOOST_TEST(refused_because([&] { who_is("0812 0000 0002"); }) == "customer.ambiguous");
    BOOST_TEST(refused_because([&] { who_is("Ani"); }) == "customer.not_found");
    BOOST_TEST(refused_because([&] { who_is("77"); }) == "customer.not_found");
}

BOOST_AUTO_TEST_CASE(lists_of_customers)
{
    char const* const names[] = {"Dewi", "ani", "Budi", "Ani", "Éka", "eka", "Citra", "ANI"};
    for (int i = 0; i < 8; ++i) {
        auto draft = person(names[i], {}, {}, i % 2 ? "Medan" : "kisaran");
        // Registered in an order of its own, two at a time.
        draft.registered_at = clk.now() - std::chrono::hours{(i * 3 % 8) / 2};
        add(draft);
    }
    auto const key = [](customer const& each) { return std::to_string(each.number.value()); };
    auto const check = [&](customer_query const& query, strings expected) {
        for (auto const descending : {false, true}) {
            auto asked = query;
            asked.descending = descending;
            auto const list = [&](page_request const& part) {
                return read([&](unit_of_work& uow) { return list_customers(uow, asked, part); });
            };
            check_pages<customer>(list, key, expected);
            BOOST_TEST(read([&](unit_of_work& uow) { return count_customers(uow, asked); }) ==
                       static_cast<std::int64_t>(expected.size()));
            std::reverse(expected.begin(), expected.end());
        }
    };
    check({.sort = customer_sort::number, .city = {}}, {"1", "2", "3", "4", "5", "6", "7", "8"});
    check({.sort = customer_sort::name, .city = {}}, {"2", "4", "8", "3", "7", "1", "5", "6"});
    // Hours ago: 0 1 3 0 2 3 1 2
    check({.sort = customer_sort::registered, .city = {}},
          {"3", "6", "5", "8", "2", "7", "1", "4"});
    for (int i = 0; i < 3; ++i)
        add(person("Fajar", {}, {}, "MEDAN"));
    check({.sort = customer_sort::number, .city = "medan"}, {"2", "4", "6", "8", "9", "10", "11"});
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(other_records, records_fixture)

BOOST_AUTO_TEST_CASE(shipping_rates)
{
    add(shipping_rate{" Kisaran Timur ", rupiah(10'000), rupiah(200'000)});
    add(shipping_rate{"Air Joman", rupiah(0), {}});
    read([](unit_of_work& uow) {
        auto const found = find_shipping_rate(uow, "kisaran  TIMUR").value();
        BOOST_TEST(found.city == "Kisaran Timur");
        BOOST_TEST(found.fee.minor() == 10'000);
        BOOST_TEST(found.free_from->minor() == 200'000);
        BOOST_TEST(!find_shipping_rate(uow, "Medan").has_value());
        auto const all = list_shipping_rates(uow).items;
        BOOST_REQUIRE(all.size() == 2u);
        BOOST_TEST(all[0].city == "Air Joman");
        BOOST_TEST(!all[0].free_from.has_value());
    });
    auto const refusal_of = [&](shipping_rate const& rate) {
        return refused([&](unit_of_work& uow) { add_shipping_rate(uow, rate); });
    };
    BOOST_TEST(refusal_of({"KISARAN TIMUR", rupiah(1), {}}) == "shipping.exists");
    BOOST_TEST(refusal_of({"", rupiah(1), {}}) == "shipping.city_invalid");
    BOOST_TEST(refusal_of({long_name, rupiah(1), {}}) == "shipping.city_invalid");
    BOOST_TEST(refusal_of({"Medan", rupiah(-1), {}}) == "shipping.fee_negative");
    BOOST_TEST(refusal_of({"Medan", rupiah(1), rupiah(-1)}) == "shipping.fee_negative");
    BOOST_TEST(refusal_of({"Medan", money(1, currency::usd), {}}) == "shipping.currency_mismatch");
    BOOST_TEST(refusal_of({"Medan", rupiah(1), money(1, currency::usd)}) ==
               "shipping.currency_mismatch");
}

BOOST_AUTO_TEST_CASE(coupons)
{
    auto full = code(" LBR01 ");
    full.note = "Kupon Lebaran";
    full.starts_at = clk.now();
    full.ends_at = clk.now() + std::chrono::hours{24};
    full.minimum_spend = rupiah(50'000);
    full.discount_cap = rupiah(20'000);
    full.usage_limit = 100;
    full.usage_limit_per_customer = 2;
    full.enabled = false;
    add(full);
    auto fixed = code("HEMAT");
    fixed.discount = rupiah(5'000);
    add(fixed);
    read([&](unit_of_work& uow) {
        auto const found = find_coupon(uow, "lbr01").value();
        BOOST_TEST(found.code == "LBR01");
        BOOST_TEST(found.name == "Lebaran");
        BOOST_TEST(found.note == "Kupon Lebaran");
        BOOST_TEST(std::get<percentage>(found.discount).ppm() == 100'000);
        BOOST_TEST((found.starts_at == full.starts_at));
        BOOST_TEST((found.ends_at == full.ends_at));
        BOOST_TEST(found.minimum_spend->minor() == 50'000);
        BOOST_TEST(found.discount_cap->minor() == 20'000);
        BOOST_TEST(*found.usage_limit == 100);
        BOOST_TEST(*found.usage_limit_per_customer == 2);
        BOOST_TEST(!found.enabled);
        BOOST_TEST(found.times_used == 0);
        BOOST_TEST(!find_coupon(uow, "LBR").has_value());
        auto const all = list_coupons(uow).items;
        BOOST_REQUIRE(all.size() == 2u);
        BOOST_TEST(all[0].code == "HEMAT");
        BOOST_TEST(std::get<money>(all[0].discount).minor() == 5'000);
        BOOST_TEST(!all[0].usage_limit.has_value());
    });
    auto const refusal_of = [&](auto change) {
        auto draft = code("BARU");
        change(draft);
        return refused([&](unit_of_work& uow) { add_coupon(uow, draft); });
    };
    BOOST_TEST(refusal_of([](coupon& c) { c.code = "lbr01"; }) == "coupon.exists");
    BOOST_TEST(refusal_of([](coupon& c) { c.code = ""; }) == "coupon.code_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.code = std::string(65, 'x'); }) ==
               "coupon.code_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.discount = percentage::ppm(0); }) ==
               "coupon.discount_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.discount = percentage::ppm(1'000'001); }) ==
               "coupon.discount_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.discount = rupiah(0); }) == "coupon.discount_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.discount = money(1, currency::usd); }) ==
               "coupon.currency_mismatch");
    BOOST_TEST(refusal_of([](coupon& c) { c.minimum_spend = money(1, currency::usd); }) ==
               "coupon.currency_mismatch");
    BOOST_TEST(refusal_of([](coupon& c) { c.usage_limit = 0; }) == "coupon.limit_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.usage_limit_per_customer = -1; }) ==
               "coupon.limit_invalid");
    BOOST_TEST(refusal_of([](coupon& c) { c.minimum_spend = rupiah(-1); }) ==
               "coupon.limit_invalid");
    BOOST_TEST(refusal_of([&](coupon& c) { c.starts_at = c.ends_at = clk.now(); }) ==
               "coupon.window_invalid");
    BOOST_TEST(refusal_of([](coupon&) {}) == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(order_records, records_fixture)

BOOST_AUTO_TEST_CASE(lists_of_orders)
{
    import("order,placed_at,customer,sku,line_total,status\n"
           "1,2026-01-01T10:00,Ani,S,30,\n2,2026-01-01T10:00,Budi,S,20,awaiting\n"
           "3,2026-01-02T10:00,,S,30,submitted\n4,2026-01-02T11:00,Ani,S,10,cancelled\n"
           "5,2026-01-03T00:00,Budi,S,30,expired\n6,2026-01-03T23:59,Ani,S,20,refunded\n"
           "7,2026-01-04T00:00,Zaki,S,20,\n");
    auto const key = [](order_header const& each) { return each.reference.value(); };
    auto const check = [&](order_query const& query, strings expected) {
        for (auto const descending : {false, true}) {
            auto asked = query;
            asked.descending = descending;
            check_pages<order_header>(
                [&](page_request const& part) {
                    return read([&](unit_of_work& uow) { return list_orders(uow, asked, part); });
                },
                key, expected);
            strings one_by_one;
            read([&](unit_of_work& uow) {
                one_by_one.clear();
                for_each_order(uow, asked, {},
                               [&](order_header const& each) { one_by_one.push_back(key(each)); });
            });
            BOOST_TEST(one_by_one == expected, boost::test_tools::per_element());
            std::reverse(expected.begin(), expected.end());
        }
    };
    order_query query;
    query.sort = order_sort::placed_at;
    check(query, {"1", "2", "3", "4", "5", "6", "7"});
    query.sort = order_sort::number;
    check(query, {"1", "2", "3", "4", "5", "6", "7"});
    query.sort = order_sort::total;
    check(query, {"4", "2", "6", "7", "1", "3", "5"});
    query.sort = order_sort::customer;
    check(query, {"3", "1", "4", "6", "2", "5", "7"});

    auto const chosen = [&](auto change) {
        order_query asked;
        asked.descending = false;
        change(asked);
        auto const found =
            read([&](unit_of_work& uow) { return list_orders(uow, asked, {}).items; });
        BOOST_TEST(read([&](unit_of_work& uow) { return count_orders(uow, asked); }) ==
                   static_cast<std::int64_t>(found.size()));
        std::string all;
        for (auto const& each : found)
            all += key(each);
        return all;
    };
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::ok}; }) == "17");
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::awaiting}; }) == "2");
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::pending}; }) == "3");
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::cancelled}; }) == "4");
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::expired}; }) == "5");
    BOOST_TEST(chosen([](order_query& q) { q.labels = {order_label::refunded}; }) == "6");
    BOOST_TEST(chosen([](order_query& q) {
                   q.labels = {order_label::awaiting, order_label::pending};
               }) == "23");
    BOOST_TEST(chosen([](order_query& q) { q.since = parse_date("2026-01-03"); }) == "567");
    BOOST_TEST(chosen([](order_query& q) { q.until = parse_date("2026-01-03"); }) == "123456");
    BOOST_TEST(chosen([](order_query& q) { q.since = q.until = parse_date("2026-01-02"); }) ==
               "34");
    BOOST_TEST(chosen([](order_query& q) { q.buyer = id<customer>(1); }) == "146");
    BOOST_TEST(chosen([](order_query& q) { q.reference = "5"; }) == "5");
    BOOST_TEST(chosen([](order_query& q) {
                   q.buyer = id<customer>(1);
                   q.labels = {order_label::ok};
                   q.since = parse_date("2026-01-01");
               }) == "1");
    BOOST_TEST(read([](unit_of_work& uow) { return count_orders(uow, {}, 5); }) == 5);

    BOOST_TEST(refused_because([&] { order("99"); }) == "order.not_found");
    BOOST_TEST(refused_because([&] {
                   read([](unit_of_work& uow) { get_order(uow, std::int64_t{99}); });
               }) == "order.not_found");
}

BOOST_AUTO_TEST_CASE(more_than_a_page_of_equal_keys)
{
    std::string csv = "order,placed_at,customer,sku,line_total\n";
    for (int i = 10; i < 60; ++i)
        csv += "R" + std::to_string(i) + ",2026-01-01,Ani,S," + std::to_string(i % 3) + "\n";
    import(csv);
    for (auto const sort :
         {order_sort::placed_at, order_sort::number, order_sort::total, order_sort::customer})
        for (auto const descending : {false, true}) {
            order_query query;
            query.sort = sort;
            query.descending = descending;
            auto const all = by_pages<order_header>(
                7,
                [&](page_request const& part) {
                    return read([&](unit_of_work& uow) { return list_orders(uow, query, part); });
                },
                [](order_header const& each) { return each.reference.value(); });
            BOOST_TEST(all.size() == 50u);
            BOOST_TEST(std::set(all.begin(), all.end()).size() == 50u);
        }
}

BOOST_AUTO_TEST_SUITE_END()
