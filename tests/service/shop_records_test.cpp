#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace tokocrm;
using namespace std::chrono_literals;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

std::string const broken_text = "\xFF";

struct shop_records : test::sales_fixture
{
    std::string refused(std::function<void(unit_of_work&)> const& work)
    {
        return refused_because([&] { transact(work); });
    }
    /// What the audit has of a subject: `category.edit {"fields":["name"]}`.
    strings trail_of(std::string_view subject)
    {
        return read([&](unit_of_work& uow) {
            strings all;
            for (auto const& each : audit_trail(uow, subject))
                all.push_back(each.action + ' ' + each.detail);
            return all;
        });
    }
    shop edit(shop_changes const& changes)
    {
        return transact([&](unit_of_work& uow) { return edit_shop(uow, changes); });
    }
    shop_details details()
    {
        return read([](unit_of_work& uow) { return get_shop_details(uow); });
    }
    category shelf(std::string_view name)
    {
        return transact([&](unit_of_work& uow) { return add_category(uow, name); });
    }
    product goods(std::string name, std::optional<std::string> category = {})
    {
        product_draft draft;
        draft.name = std::move(name);
        draft.category = std::move(category);
        return transact([&](unit_of_work& uow) { return add_product(uow, draft); });
    }
    coupon add(coupon const& draft)
    {
        return transact([&](unit_of_work& uow) { return add_coupon(uow, draft); });
    }
    shipping_rate serve(std::string city, std::int64_t fee)
    {
        return transact([&](unit_of_work& uow) {
            return add_shipping_rate(uow, {std::move(city), rupiah(fee), {}});
        });
    }
    /// Items of a list, two by two, by their key.
    template <class List, class Key>
    strings by_pages(List list, Key key)
    {
        strings all;
        page_request part{.limit = 2, .after = {}};
        do {
            auto const found = read([&](unit_of_work& uow) { return list(uow, part); });
            BOOST_TEST(found.items.size() <= 2u);
            for (auto const& each : found.items)
                all.push_back(key(each));
            part.after = found.next;
        } while (part.after && all.size() < 100);
        part = {.limit = 1, .offset = 1, .after = {}};
        auto const second = read([&](unit_of_work& uow) { return list(uow, part); });
        BOOST_TEST(key(second.items.at(0)) == all.at(1));
        part.after = "nonsense";
        BOOST_TEST(refused([&](unit_of_work& uow) { list(uow, part); }) == "page.cursor_invalid");
        part = {.limit = 0, .after = {}};
        BOOST_TEST(refused([&](unit_of_work& uow) { list(uow, part); }) == "page.bounds_invalid");
        return all;
    }
};

coupon coupon_with(std::string code)
{
    coupon made;
    made.code = std::move(code);
    made.discount = percentage::percent(10);
    return made;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(shop_itself, shop_records)

BOOST_AUTO_TEST_CASE(it_says_how_it_is_reached)
{
    BOOST_TEST(details().hours.empty());
    auto const edited = edit({.name = " Toko Eka ",
                              .about = "Sembako",
                              .address = "Jln Gurame No 3",
                              .phone = "0812-3456-7890",
                              .whatsapp = "+65 6123 4567",
                              .email = "Eka@Example.com"});
    BOOST_TEST(edited.profile.name == "Toko Eka");
    BOOST_TEST(edited.version == 2);
    auto const told = details();
    BOOST_TEST(told.about == "Sembako");
    BOOST_TEST(told.address == "Jln Gurame No 3");
    BOOST_TEST(told.phone.value() == "+6281234567890");
    BOOST_TEST(told.whatsapp.value() == "+6561234567");
    BOOST_TEST(told.email.value() == "eka@example.com");
    edit({.about = "", .phone = std::optional<std::string>{}});
    BOOST_TEST(details().about.empty());
    BOOST_TEST(!details().phone.has_value());
    BOOST_TEST(details().address == "Jln Gurame No 3");
    BOOST_TEST(
        trail_of("shop") ==
            (strings{
                "shop.found {}",
                R"(shop.edit {"fields":["name","about","address","phone","whatsapp","email"]})",
                R"(shop.edit {"fields":["about","phone"]})"}),
        boost::test_tools::per_element());
    for (auto const& changes :
         std::vector<shop_changes>{{.name = " "}, {.name = std::string(201, 'x')}})
        BOOST_TEST(refused([&](unit_of_work& uow) { edit_shop(uow, changes); }) ==
                   "shop.name_invalid");
    for (auto const& changes : std::vector<shop_changes>{{.about = std::string(10'001, 'x')},
                                                         {.about = broken_text},
                                                         {.address = std::string(201, 'x')}})
        BOOST_TEST(refused([&](unit_of_work& uow) { edit_shop(uow, changes); }) ==
                   "shop.text_invalid");
    for (auto const* const text : {"12", "081234x", "", "08123456789012345"}) {
        BOOST_TEST(refused([&](unit_of_work& uow) { edit_shop(uow, {.phone = text}); }) ==
                   "shop.phone_invalid");
        BOOST_TEST(refused([&](unit_of_work& uow) { edit_shop(uow, {.whatsapp = text}); }) ==
                   "shop.phone_invalid");
    }
    for (auto const& text :
         {std::string("eka"), std::string("a@b@c"), std::string(250, 'x') + "@example.com"})
        BOOST_TEST(refused([&](unit_of_work& uow) { edit_shop(uow, {.email = text}); }) ==
                   "shop.email_invalid");
}

BOOST_AUTO_TEST_CASE(its_hours_are_a_week_without_overlaps)
{
    using std::chrono::Friday, std::chrono::Monday, std::chrono::Sunday;
    edit({.hours = std::vector<opening_span>{
              {Sunday, 8h, 12h}, {Friday, 14h, 24h}, {Friday, 8h, 14h}, {Monday, 0h, 1min}}});
    std::vector<opening_span> const week{
        {Monday, 0h, 1min}, {Friday, 8h, 14h}, {Friday, 14h, 24h}, {Sunday, 8h, 12h}};
    BOOST_TEST((details().hours == week));
    auto const refusal_of = [&](std::vector<opening_span> hours) {
        return refused([&](unit_of_work& uow) { edit_shop(uow, {.hours = std::move(hours)}); });
    };
    BOOST_TEST(refusal_of({{Monday, 8h, 8h}}) == "shop.hours_invalid");
    BOOST_TEST(refusal_of({{Monday, 21h, 7h}}) == "shop.hours_invalid");
    BOOST_TEST(refusal_of({{Monday, 8h, 24h + 1min}}) == "shop.hours_invalid");
    BOOST_TEST(refusal_of({{Monday, -1min, 8h}}) == "shop.hours_invalid");
    BOOST_TEST(refusal_of({{std::chrono::weekday(9), 7h, 8h}}) == "shop.hours_invalid");
    BOOST_TEST(refusal_of({{Monday, 8h, 12h}, {Monday, 11h, 13h}}) == "shop.hours_overlap");
    BOOST_TEST(refusal_of({{Monday, 8h, 12h}, {Monday, 8h, 9h}}) == "shop.hours_overlap");
    BOOST_TEST((details().hours == week));
    edit({.hours = std::vector<opening_span>{}});
    BOOST_TEST(details().hours.empty());
}

BOOST_AUTO_TEST_CASE(its_bank_accounts_are_each_there_once)
{
    edit({.accounts = std::vector<bank_account>{{" BSI ", "7123-456 789", "Eka Putri"},
                                                {"BRI", "7123456789", "Eka Putri"},
                                                {"UOB", "gb82 WEST.1234", "Putri"}}});
    std::vector<bank_account> const kept{{"BSI", "7123456789", "Eka Putri"},
                                         {"BRI", "7123456789", "Eka Putri"},
                                         {"UOB", "GB82WEST1234", "Putri"}};
    BOOST_TEST((details().accounts == kept));
    auto const refusal_of = [&](bank_account account) {
        auto accounts = kept;
        accounts.push_back(std::move(account));
        return refused(
            [&](unit_of_work& uow) { edit_shop(uow, {.accounts = std::move(accounts)}); });
    };
    BOOST_TEST(refusal_of({"bsi", "7123 456 789", "Putri"}) == "shop.account_exists");
    BOOST_TEST(refusal_of({"", "7123456789", "Eka"}) == "shop.account_invalid");
    BOOST_TEST(refusal_of({"BSI", "7123456789", ""}) == "shop.account_invalid");
    for (auto const& number : {std::string(""), std::string("12"), std::string("12_3"),
                               std::string(35, '1'), std::string("é123")})
        BOOST_TEST(refusal_of({"BSI", number, "Eka"}) == "shop.account_invalid");
    BOOST_TEST((details().accounts == kept));
    edit({.accounts = std::vector<bank_account>{kept[2], kept[0]}});
    BOOST_TEST((details().accounts == std::vector<bank_account>{kept[2], kept[0]}));
}

BOOST_AUTO_TEST_CASE(whoever_looked_at_it_before_another_changed_it_is_refused)
{
    auto const seen = read([](unit_of_work& uow) { return get_shop(uow); }).version;
    edit({.about = "one", .seen_version = seen});
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_shop(uow, {.about = "other", .seen_version = seen});
               }) == "shop.changed");
    BOOST_TEST(details().about == "one");
    auto const same = edit({.about = "one"});
    BOOST_TEST(same.version == seen + 1); // nothing changed, so nobody has to look again
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(categories, shop_records)

BOOST_AUTO_TEST_CASE(they_are_listed_with_how_much_is_in_them)
{
    for (auto const* const name : {"Gula", "beras", "Ácar", "Minyak", "Kopi"})
        shelf(name);
    goods("Beras Curah", "BERAS");
    goods("Beras Merah", "beras");
    goods("Gula Pasir", "gula");
    auto const list = by_pages(
        [](unit_of_work& uow, page_request const& part) { return list_categories(uow, part); },
        [](counted_category const& each) {
            return each.shelf.name + ' ' + std::to_string(each.products);
        });
    BOOST_TEST(list == (strings{"Ácar 0", "beras 2", "Gula 1", "Kopi 0", "Minyak 0"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(they_are_named_by_name_or_id)
{
    auto const first = shelf("2"), second = shelf("Beras");
    read([&](unit_of_work& uow) {
        BOOST_TEST((get_category(uow, "BERAS").number == second.number));
        BOOST_TEST((get_category(uow, "1").number == first.number));
        BOOST_TEST((get_category(uow, "2").number == first.number));
        BOOST_TEST((find_category(uow, second.number)->name == "Beras"));
        BOOST_TEST(!find_category(uow, id<category>(9)).has_value());
    });
    for (auto const* const named : {"Gula", "9", "", "-1"})
        BOOST_TEST(refused([&](unit_of_work& uow) { get_category(uow, named); }) ==
                   "category.not_found");
}

BOOST_AUTO_TEST_CASE(a_new_name_keeps_the_slug)
{
    auto const gate = shelf("Gerbang");
    shelf("Beras");
    auto const edit = [&](category_changes const& changes) {
        return transact(
            [&](unit_of_work& uow) { return edit_category(uow, gate.number, changes); });
    };
    auto const edited = edit({.name = " Pintu ", .seen_version = gate.version});
    BOOST_TEST(edited.name == "Pintu");
    BOOST_TEST(edited.slug == "gerbang");
    BOOST_TEST(edited.version == 2);
    BOOST_TEST(edit({.name = "PINTU"}).name == "PINTU"); // its own name is free to it
    BOOST_TEST(edit({.name = "PINTU"}).version == 3);
    BOOST_TEST(goods("Pintu Besi", "pintu").in->version == 3);
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_category(uow, gate.number, {.name = "Lain", .seen_version = gate.version});
               }) == "category.changed");
    auto const refusal_of = [&](std::string const& name) {
        return refused([&](unit_of_work& uow) { edit_category(uow, gate.number, {.name = name}); });
    };
    BOOST_TEST(refusal_of("beras") == "category.exists");
    BOOST_TEST(refusal_of("") == "category.name_invalid");
    BOOST_TEST(refused([](unit_of_work& uow) {
                   edit_category(uow, id<category>(9), {.name = "Lain"});
               }) == "category.not_found");
    BOOST_TEST(trail_of("category:1") ==
                   (strings{"category.add {}", R"(category.edit {"fields":["name"]})",
                            R"(category.edit {"fields":["name"]})"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_that_is_used_stays)
{
    auto const gate = shelf("Gerbang"), rice = shelf("Beras"), tea = shelf("Teh");
    goods("Pintu", "Gerbang");
    auto for_rice = coupon_with("BERAS");
    for_rice.categories = {rice.number};
    add(for_rice);
    auto const refusal_of = [&](id<category> number) {
        return test::refusal(
            [&] { transact([&](unit_of_work& uow) { delete_category(uow, number); }); });
    };
    BOOST_TEST(refusal_of(gate.number) == "category.in_use: Gerbang|1|0");
    BOOST_TEST(refusal_of(rice.number) == "category.in_use: Beras|0|1");
    BOOST_TEST(refusal_of(tea.number) == "");
    BOOST_TEST(refusal_of(tea.number) == "category.not_found: 3");
    BOOST_TEST(trail_of("category:3") == (strings{"category.add {}", "category.delete {}"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_an_import_made_and_a_coupon_is_for_outlives_its_undo)
{
    auto const batch = import("placed_at,sku,product,category,unit_price\n"
                              "2026-09-03,BRS,Beras,Sembako,13500\n"
                              "2026-09-03,TEH,Teh,Minuman,5000\n"
                              "2026-09-03,SLD,Sandal,Rumah,9000\n")
                           .batch;
    auto const made = read([](unit_of_work& uow) {
        auto draft = coupon_with("HEMAT");
        draft.products = {find_product(uow, "BRS")->number};
        draft.categories = {get_category(uow, "Minuman").number};
        return draft;
    });
    add(made);
    transact([](unit_of_work& uow) {
        edit_category(uow, get_category(uow, "Rumah").number, {.name = "Rumah Tangga"});
    });
    undo(batch);
    read([](unit_of_work& uow) {
        BOOST_TEST(find_product(uow, "BRS").has_value());
        BOOST_TEST(find_category(uow, "Sembako").has_value()); // of the product that stays
        BOOST_TEST(find_category(uow, "Minuman").has_value());
        BOOST_TEST(find_category(uow, "Rumah Tangga").has_value());
        BOOST_TEST(!find_product(uow, "TEH").has_value());
        BOOST_TEST(!find_product(uow, "SLD").has_value());
    });
    BOOST_TEST(findings() == strings{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(shipping, shop_records)

BOOST_AUTO_TEST_CASE(rates_are_listed_by_city_and_named_by_city_or_id)
{
    for (auto const* const city : {"Medan", "Air Joman", "kisaran", "Binjai", "Ázerai"})
        serve(city, 10'000);
    auto const list = by_pages(
        [](unit_of_work& uow, page_request const& part) { return list_shipping_rates(uow, part); },
        [](shipping_rate const& each) { return each.city; });
    BOOST_TEST(list == (strings{"Air Joman", "Ázerai", "Binjai", "kisaran", "Medan"}),
               boost::test_tools::per_element());
    read([](unit_of_work& uow) {
        BOOST_TEST(get_shipping_rate(uow, "KISARAN").number.value() == 3);
        BOOST_TEST(get_shipping_rate(uow, "1").city == "Medan");
    });
    for (auto const* const named : {"Jakarta", "9", ""})
        BOOST_TEST(refused([&](unit_of_work& uow) { get_shipping_rate(uow, named); }) ==
                   "shipping.not_found");
}

BOOST_AUTO_TEST_CASE(a_rate_changes_and_goes)
{
    auto const medan = serve("Medan", 30'000);
    serve("Binjai", 25'000);
    auto const edit = [&](shipping_rate_changes const& changes) {
        return transact(
            [&](unit_of_work& uow) { return edit_shipping_rate(uow, medan.number, changes); });
    };
    auto const edited = edit({.city = "Kota Medan",
                              .fee = rupiah(0),
                              .free_from = rupiah(100'000),
                              .seen_version = medan.version});
    BOOST_TEST(edited.city == "Kota Medan");
    BOOST_TEST(edited.fee.minor() == 0);
    BOOST_TEST(edited.free_from->minor() == 100'000);
    BOOST_TEST(edited.version == 2);
    BOOST_TEST(!edit({.free_from = std::optional<money>{}}).free_from.has_value());
    auto const refusal_of = [&](shipping_rate_changes const& changes) {
        return refused([&](unit_of_work& uow) { edit_shipping_rate(uow, medan.number, changes); });
    };
    BOOST_TEST(refusal_of({.fee = rupiah(1), .seen_version = 2}) == "shipping.changed");
    BOOST_TEST(refusal_of({.city = "BINJAI"}) == "shipping.exists");
    BOOST_TEST(refusal_of({.city = " "}) == "shipping.city_invalid");
    BOOST_TEST(refusal_of({.fee = rupiah(-1)}) == "shipping.fee_negative");
    BOOST_TEST(refusal_of({.free_from = rupiah(-1)}) == "shipping.fee_negative");
    BOOST_TEST(refusal_of({.fee = money(1, currency::usd)}) == "shipping.currency_mismatch");
    transact([&](unit_of_work& uow) { delete_shipping_rate(uow, medan.number); });
    BOOST_TEST(refusal_of({.fee = rupiah(1)}) == "shipping.not_found");
    BOOST_TEST(refused([&](unit_of_work& uow) { delete_shipping_rate(uow, medan.number); }) ==
               "shipping.not_found");
    BOOST_TEST(
        !read([](unit_of_work& uow) { return find_shipping_rate(uow, "kota medan"); }).has_value());
    BOOST_TEST(
        trail_of("shipping:1") ==
            (strings{"shipping.add {}", R"(shipping.edit {"fields":["city","fee","free_from"]})",
                     R"(shipping.edit {"fields":["free_from"]})", "shipping.delete {}"}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(coupons, shop_records)

BOOST_AUTO_TEST_CASE(they_are_listed_by_code_with_what_they_are_for)
{
    auto const shelf_of_rice = shelf("Beras");
    auto const rice = goods("Beras Curah", "Beras"), tea = goods("Teh");
    auto scoped = coupon_with("HEMAT");
    scoped.products = {tea.number, rice.number, tea.number};
    scoped.categories = {shelf_of_rice.number};
    BOOST_TEST((add(scoped).products == std::vector{rice.number, tea.number})); // each once
    for (auto const* const code : {"lebaran", "Akhir", "Zakat", "TAHUN"})
        add(coupon_with(code));
    auto const list = by_pages(
        [](unit_of_work& uow, page_request const& part) { return list_coupons(uow, part); },
        [](coupon const& each) {
            return each.code + ' ' + std::to_string(each.products.size()) + ' ' +
                   std::to_string(each.categories.size());
        });
    BOOST_TEST(list == (strings{"Akhir 0 0", "HEMAT 2 1", "lebaran 0 0", "TAHUN 0 0", "Zakat 0 0"}),
               boost::test_tools::per_element());
    read([](unit_of_work& uow) {
        auto const scope = scope_of(uow, get_coupon(uow, "1"));
        BOOST_TEST(scope.products.at(1).name == "Teh");
        BOOST_TEST(scope.categories.at(0).name == "Beras");
        BOOST_TEST(scope_of(uow, get_coupon(uow, "AKHIR")).products.empty());
    });
    for (auto const* const named : {"X", "9"})
        BOOST_TEST(refused([&](unit_of_work& uow) { get_coupon(uow, named); }) ==
                   "coupon.not_found");
    scoped.code = "LAIN";
    scoped.products = {id<product>(9)};
    BOOST_TEST(refused([&](unit_of_work& uow) { add_coupon(uow, scoped); }) == "product.not_found");
    scoped.products.clear();
    scoped.categories = {id<category>(9)};
    BOOST_TEST(refused([&](unit_of_work& uow) { add_coupon(uow, scoped); }) ==
               "category.not_found");
}

BOOST_AUTO_TEST_CASE(everything_about_one_changes)
{
    auto const tea = goods("Teh");
    auto const drinks = shelf("Minuman");
    auto const first = add(coupon_with("LBR01"));
    add(coupon_with("LAIN"));
    auto const edit = [&](coupon_changes const& changes) {
        return transact([&](unit_of_work& uow) { return edit_coupon(uow, first.number, changes); });
    };
    auto const now = clk.now();
    auto const edited = edit({.code = "LBR02",
                              .name = "Lebaran",
                              .note = "Kupon",
                              .discount = percentage::percent(5),
                              .starts_at = now,
                              .ends_at = now + 24h,
                              .minimum_spend = rupiah(50'000),
                              .discount_cap = rupiah(5'000),
                              .usage_limit = 10,
                              .usage_limit_per_customer = 1,
                              .enabled = false,
                              .products = std::vector{tea.number},
                              .categories = std::vector{drinks.number},
                              .seen_version = first.version});
    BOOST_TEST(edited.version == 2);
    BOOST_TEST(edited.code == "LBR02");
    BOOST_TEST(edited.name == "Lebaran");
    BOOST_TEST(edited.note == "Kupon");
    BOOST_TEST(std::get<percentage>(edited.discount).ppm() == 50'000);
    BOOST_TEST((edited.starts_at == now));
    BOOST_TEST((edited.ends_at == now + 24h));
    BOOST_TEST(edited.minimum_spend->minor() == 50'000);
    BOOST_TEST(edited.discount_cap->minor() == 5'000);
    BOOST_TEST(edited.usage_limit.value() == 10);
    BOOST_TEST(edited.usage_limit_per_customer.value() == 1);
    BOOST_TEST(!edited.enabled);
    BOOST_TEST((edited.products == std::vector{tea.number}));
    BOOST_TEST((edited.categories == std::vector{drinks.number}));
    auto const bare = edit({.discount = rupiah(5'000),
                            .starts_at = std::optional<timestamp>{},
                            .ends_at = std::optional<timestamp>{},
                            .minimum_spend = rupiah(0),
                            .discount_cap = std::optional<money>{},
                            .usage_limit = std::optional<std::int64_t>{},
                            .usage_limit_per_customer = std::optional<std::int64_t>{},
                            .enabled = true,
                            .products = std::vector<id<product>>{},
                            .categories = std::vector<id<category>>{}});
    BOOST_TEST(std::get<money>(bare.discount).minor() == 5'000);
    BOOST_TEST(!bare.starts_at.has_value());
    BOOST_TEST(!bare.ends_at.has_value());
    BOOST_TEST(!bare.minimum_spend.has_value());
    BOOST_TEST(!bare.discount_cap.has_value());
    BOOST_TEST(!bare.usage_limit.has_value());
    BOOST_TEST(!bare.usage_limit_per_customer.has_value());
    BOOST_TEST(bare.enabled);
    BOOST_TEST(bare.products.empty());
    BOOST_TEST(bare.categories.empty());
    BOOST_TEST(edit({.enabled = true}).version == 3); // nothing changed
    auto const refusal_of = [&](coupon_changes const& changes) {
        return refused([&](unit_of_work& uow) { edit_coupon(uow, first.number, changes); });
    };
    BOOST_TEST(refusal_of({.name = "x", .seen_version = 2}) == "coupon.changed");
    BOOST_TEST(refusal_of({.code = "lain"}) == "coupon.exists");
    BOOST_TEST(refusal_of({.code = ""}) == "coupon.code_invalid");
    BOOST_TEST(refusal_of({.name = std::string(201, 'x')}) == "coupon.text_invalid");
    BOOST_TEST(refusal_of({.note = broken_text}) == "coupon.text_invalid");
    BOOST_TEST(refusal_of({.discount = percentage::ppm(0)}) == "coupon.discount_invalid");
    BOOST_TEST(refusal_of({.discount = money(1, currency::usd)}) == "coupon.currency_mismatch");
    BOOST_TEST(refusal_of({.discount_cap = rupiah(1)}) == "coupon.cap_without_percentage");
    BOOST_TEST(refusal_of({.starts_at = now, .ends_at = now}) == "coupon.window_invalid");
    BOOST_TEST(refusal_of({.usage_limit = 0}) == "coupon.limit_invalid");
    BOOST_TEST(refusal_of({.products = std::vector{id<product>(9)}}) == "product.not_found");
    BOOST_TEST(refused([](unit_of_work& uow) { edit_coupon(uow, id<coupon>(9), {}); }) ==
               "coupon.not_found");
    BOOST_TEST(trail_of("coupon:1").size() == 3u);
}

BOOST_AUTO_TEST_CASE(one_that_orders_used_stays_within_its_uses)
{
    import("placed_at,sku,unit_price\n2026-09-03,BRS,13500\n2026-09-04,BRS,13500\n");
    auto const used = add(coupon_with("LBR01")), unused = add(coupon_with("LAIN"));
    transact([](unit_of_work& uow) {
        for (auto const* const sql :
             {"insert into coupon_uses (order_id, coupon_id, used_at) values (1, 1, 0)",
              "insert into coupon_uses (order_id, coupon_id, used_at) values (2, 1, 0)",
              "update orders set coupon_code = 'LBR01'",
              "update coupons set times_used = 2 where id = 1"})
            native(uow) << sql;
    });
    auto const refusal_of = [&](auto const& work) {
        return test::refusal([&] { transact(work); });
    };
    BOOST_TEST(refusal_of([&](unit_of_work& uow) {
                   edit_coupon(uow, used.number, {.usage_limit = 1});
               }) == "coupon.limit_passed: LBR01|2");
    transact([&](unit_of_work& uow) { edit_coupon(uow, used.number, {.usage_limit = 2}); });
    BOOST_TEST(refusal_of([&](unit_of_work& uow) { delete_coupon(uow, used.number); }) ==
               "coupon.in_use: LBR01|2");
    BOOST_TEST(refusal_of([&](unit_of_work& uow) { delete_coupon(uow, unused.number); }) == "");
    BOOST_TEST(refusal_of([&](unit_of_work& uow) { delete_coupon(uow, unused.number); }) ==
               "coupon.not_found: 2");
    BOOST_TEST(findings() == strings{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_scope_goes_with_its_coupon)
{
    auto scoped = coupon_with("HEMAT");
    scoped.products = {goods("Teh").number};
    scoped.categories = {shelf("Minuman").number};
    auto const added = add(scoped);
    transact([&](unit_of_work& uow) { delete_coupon(uow, added.number); });
    BOOST_TEST(number("select count(*) from coupon_products") == 0);
    BOOST_TEST(number("select count(*) from coupon_categories") == 0);
    transact([&](unit_of_work& uow) { delete_product(uow, added.products.at(0)); });
}

BOOST_AUTO_TEST_SUITE_END()
