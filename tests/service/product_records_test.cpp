// labels: threads
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

money rupiah(std::int64_t minor)
{
    return {minor, currency::idr};
}

struct products_fixture : test::sales_fixture
{
    std::string refused(std::function<void(unit_of_work&)> const& work)
    {
        return refused_because([&] { transact(work); });
    }
    product add(std::string name, std::string sku)
    {
        product_draft draft;
        draft.name = std::move(name);
        draft.sku = std::move(sku);
        return transact([&](unit_of_work& uow) { return add_product(uow, draft); });
    }
    product edit(product const& which, product_changes const& changes)
    {
        return transact(
            [&](unit_of_work& uow) { return edit_product(uow, which.number, changes); });
    }
    product_pack add_to(product const& which, std::string sku, std::int64_t thousandths)
    {
        pack_draft draft;
        draft.sku = std::move(sku);
        draft.name = "dus";
        draft.contains = quantity::thousandths(thousandths);
        return transact([&](unit_of_work& uow) { return add_pack(uow, which.number, draft); });
    }
    product named(std::string_view text)
    {
        return read([&](unit_of_work& uow) { return get_product(uow, text); });
    }
    void run(std::string const& statement)
    {
        transact([&](unit_of_work& uow) { native(uow) << statement; });
    }
    std::vector<std::string> trail(product const& of)
    {
        return read([&](unit_of_work& uow) {
            std::vector<std::string> all;
            for (auto const& each :
                 audit_trail(uow, "product:" + std::to_string(of.number.value())))
                all.push_back(each.action + " " + each.detail);
            return all;
        });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(product_records, products_fixture)

BOOST_AUTO_TEST_CASE(an_edit_changes_what_it_names_and_nothing_else)
{
    transact([](unit_of_work& uow) { add_category(uow, "Gerbang"); });
    auto const made = add("Pintu", "PG16");
    clk.advance(std::chrono::hours{1});
    auto const dearer = edit(made, {.price = rupiah(19'000), .discount = percentage::percent(1)});
    BOOST_TEST(dearer.name == "Pintu");
    BOOST_TEST(dearer.first_pack.price->minor() == 19'000);
    BOOST_TEST(dearer.discount.ppm() == 10'000);
    BOOST_TEST(dearer.version == 2);
    auto const whole = edit(made, {.name = "Gerbang 16",
                                   .sku = "GB16",
                                   .barcode = "899",
                                   .category = "gerbang",
                                   .description = "besi",
                                   .unit = "buah",
                                   .fractional = true,
                                   .active = false,
                                   .archived = true});
    BOOST_TEST(whole.slug == "pintu"); // links go on working
    BOOST_TEST(whole.first_pack.sku == "GB16");
    BOOST_TEST(whole.in->name == "Gerbang");
    BOOST_TEST(whole.unit == "buah");
    BOOST_TEST(whole.fractional);
    BOOST_TEST(!whole.active);
    BOOST_TEST((whole.archived_at == clk.now()));
    BOOST_TEST(whole.first_pack.price->minor() == 19'000);
    auto const less = edit(made, {.barcode = std::optional<std::string>(),
                                  .category = std::optional<std::string>(),
                                  .price = std::optional<money>(),
                                  .archived = false});
    BOOST_TEST(!less.first_pack.barcode.has_value());
    BOOST_TEST(!less.in.has_value());
    BOOST_TEST(!less.first_pack.price.has_value());
    BOOST_TEST(!less.archived_at.has_value());
    BOOST_TEST(less.version == 4);
    // What is so already is no change.
    BOOST_TEST(edit(made, {.name = "Gerbang 16", .archived = false}).version == 4);
    BOOST_TEST(trail(made) ==
                   (std::vector<std::string>{
                       "product.add {}", R"(product.edit {"fields":["price","discount"]})",
                       R"(product.edit {"fields":["name","sku","barcode","category","description",)"
                       R"("unit","fractional","active","archived"]})",
                       R"(product.edit {"fields":["barcode","price","category","archived"]})"}),
               boost::test_tools::per_element());
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(edits_that_are_refused_change_nothing)
{
    auto const tea = add("Teh", "TEH");
    auto const soap = add("Sabun", "SABUN");
    edit(soap, {.barcode = "899"});
    auto const before = dump();
    auto const refusal_of = [&](product_changes const& changes) {
        return refused([&](unit_of_work& uow) { edit_product(uow, tea.number, changes); });
    };
    BOOST_TEST(refusal_of({.name = " "}) == "product.name_invalid");
    BOOST_TEST(refusal_of({.sku = ""}) == "product.sku_invalid");
    BOOST_TEST(refusal_of({.sku = "sabun"}) == "product.sku_exists");
    BOOST_TEST(refusal_of({.barcode = "899"}) == "product.barcode_exists");
    BOOST_TEST(refusal_of({.category = "Alat"}) == "category.not_found");
    BOOST_TEST(refusal_of({.price = rupiah(-1)}) == "product.price_negative");
    BOOST_TEST(refusal_of({.price = money(1, currency::usd)}) == "product.currency_mismatch");
    BOOST_TEST(refusal_of({.description = "\xFF"}) == "product.description_invalid");
    BOOST_TEST(refusal_of({.unit = ""}) == "product.unit_invalid");
    BOOST_TEST(refusal_of({.discount = percentage::percent(101)}) == "product.discount_invalid");
    BOOST_TEST(refused([](unit_of_work& uow) { edit_product(uow, id<product>(9), {}); }) ==
               "product.not_found");
    BOOST_TEST(test::difference(before, dump()) == "");
    // Its own SKU in other letters is no other's.
    BOOST_TEST(edit(tea, {.sku = "teh"}).first_pack.sku == "teh");
}

BOOST_AUTO_TEST_CASE(a_product_is_named_by_sku_barcode_id_or_name)
{
    auto const tea = add("Teh", "TEH");
    auto const other = add("teh", "TEH-2");
    auto const soap = add("Sabun", "1"); // the SKU of one is the id of another
    edit(soap, {.barcode = "899"});
    add_to(other, "TEH-DUS", 12'000);
    BOOST_TEST((named("teh").number == tea.number));
    BOOST_TEST((named("teh-dus").number == other.number));
    BOOST_TEST((named("1").number == soap.number));
    BOOST_TEST((named("2").number == other.number));
    BOOST_TEST((named("899").number == soap.number));
    BOOST_TEST((named("SABUN").number == soap.number));
    edit(tea, {.sku = "A"});
    BOOST_TEST(test::refusal([&] { named("TEH"); }) == "product.ambiguous: TEH|A, TEH-2");
    BOOST_TEST(refused_because([&] { named("Kopi"); }) == "product.not_found");
}

BOOST_AUTO_TEST_CASE(the_unit_stays_once_stock_has_moved)
{
    auto const tea = add("Teh", "TEH");
    auto const carton = add_to(tea, "TEH-DUS", 12'000);
    run("update products set stock_moved = 1");
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_product(uow, tea.number, {.unit = "kotak"});
               }) == "product.stock_moved");
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_pack(uow, carton.which.number, {.contains = quantity::whole(24)});
               }) == "product.stock_moved");
    // The same again is no change, and everything else may be changed.
    BOOST_TEST(edit(tea, {.name = "Teh Hitam", .unit = "pcs"}).name == "Teh Hitam");
    auto const dearer = transact([&](unit_of_work& uow) {
        return edit_pack(uow, carton.which.number,
                         {.contains = quantity::whole(12), .price = rupiah(1)});
    });
    BOOST_TEST(dearer.which.price->minor() == 1);
}

BOOST_AUTO_TEST_CASE(only_what_has_no_history_is_deleted)
{
    import("placed_at,sku,unit_price\n2026-09-03,SOLD,100\n");
    auto const refusal_of = [&](std::string_view sku) {
        auto const which = named(sku);
        return test::refusal(
            [&] { transact([&](unit_of_work& uow) { delete_product(uow, which.number); }); });
    };
    BOOST_TEST(refusal_of("SOLD") == "product.has_history: SOLD|1|0");
    auto const moved = add("Teh", "TEH");
    run("insert into stock_movements (product_id, kind, quantity, actor, at, moved_on) values (" +
        std::to_string(moved.number.value()) + ", 'received', 0, 'owner', 0, 20261124)");
    BOOST_TEST(refusal_of("TEH") == "product.has_history: TEH|0|1");
    auto const wanted = add("Kopi", "KOPI");
    transact([&](unit_of_work& uow) {
        coupon made;
        made.code = "A";
        made.name = "A";
        made.discount = percentage::percent(10);
        add_coupon(uow, made);
        native(uow) << "insert into coupon_products (coupon_id, product_id) values (1, " +
                           std::to_string(wanted.number.value()) + ")";
    });
    BOOST_TEST(refusal_of("KOPI") == "product.in_use: KOPI|1");

    auto const before = dump(test::kept_by_undo);
    auto const gone = add("Gula", "GULA");
    add_to(gone, "GULA-DUS", 12'000);
    transact([&](unit_of_work& uow) { delete_product(uow, gone.number); });
    BOOST_TEST(test::difference(before, dump(test::kept_by_undo)) == "");
    BOOST_TEST(trail(gone).back() == "product.delete {}");
    BOOST_TEST(refused([&](unit_of_work& uow) { delete_product(uow, gone.number); }) ==
               "product.not_found");
}

BOOST_AUTO_TEST_CASE(what_is_archived_is_listed_only_when_asked_for)
{
    auto const tea = add("Teh", "TEH");
    add("Kopi", "KOPI");
    edit(tea, {.archived = true});
    auto const skus = [&](product_query const& query) {
        return read([&](unit_of_work& uow) {
            std::string all;
            for (auto const& each : list_products(uow, query, {}).items)
                all += each.first_pack.sku + " ";
            return all + std::to_string(count_products(uow, query));
        });
    };
    BOOST_TEST(skus({}) == "KOPI 1");
    BOOST_TEST(skus({.archived = true}) == "TEH 1");
    BOOST_TEST(skus({.archived = std::nullopt}) == "KOPI TEH 2");
    BOOST_TEST((named("TEH").number == tea.number)); // it is there, and can be taken back
}

BOOST_AUTO_TEST_CASE(packs_are_added_changed_and_deleted)
{
    auto const tea = add("Teh", "TEH");
    auto const carton = add_to(tea, "TEH-DUS", 12'000);
    BOOST_TEST((carton.of.number == tea.number));
    BOOST_TEST(carton.of.version == 2);
    auto const changed = transact([&](unit_of_work& uow) {
        return edit_pack(uow, carton.which.number,
                         {.sku = "TEH-BOX",
                          .name = "box",
                          .contains = quantity::whole(10),
                          .barcode = "899",
                          .price = rupiah(50'000)});
    });
    add_to(tea, "TEH-BAL", 100'000);
    auto const found = named("899");
    BOOST_TEST(found.version == 4);
    BOOST_TEST(found.first_pack.sku == "TEH");
    BOOST_REQUIRE(found.other_packs.size() == 2u);
    BOOST_TEST(found.other_packs[0].sku == "TEH-BOX");
    BOOST_TEST(found.other_packs[0].name == "box");
    BOOST_TEST(found.other_packs[0].contains.thousandths() == 10'000);
    BOOST_TEST(found.other_packs[0].price->minor() == 50'000);
    BOOST_TEST(found.other_packs[1].sku == "TEH-BAL");
    auto const by = [&](std::string const& text) {
        return read([&](unit_of_work& uow) { return get_pack(uow, text).which.number.value(); });
    };
    auto const number = changed.which.number.value();
    BOOST_TEST(by("teh-box") == number);
    BOOST_TEST(by("899") == number);
    BOOST_TEST(by(std::to_string(number)) == number);
    BOOST_TEST(refused_because([&] { by("TEH-DUS"); }) == "product.pack_not_found");
    // They come with the product, one by one and in a list.
    auto const listed =
        read([](unit_of_work& uow) { return list_products(uow, {}, {}).items.at(0); });
    BOOST_TEST(listed.other_packs.size() == 2u);

    auto const left =
        transact([&](unit_of_work& uow) { return delete_pack(uow, changed.which.number); });
    BOOST_TEST(left.other_packs.size() == 1u);
    BOOST_TEST(left.version == 5);
    BOOST_TEST(
        trail(tea) ==
            (std::vector<std::string>{
                "product.add {}", "product.pack_add {}",
                R"(product.pack_edit {"fields":["sku","name","contains","barcode","price"]})",
                "product.pack_add {}", "product.pack_delete {}"}),
        boost::test_tools::per_element());
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(packs_that_are_refused)
{
    auto const tea = add("Teh", "TEH");
    auto const rice = add("Beras", "BRS");
    edit(rice, {.fractional = true});
    auto const sack = add_to(rice, "BRS-25", 25'500);
    auto const refusal_of = [&](auto change) {
        pack_draft draft;
        draft.sku = "TEH-DUS";
        draft.name = "dus";
        draft.contains = quantity::whole(12);
        change(draft);
        return refused([&](unit_of_work& uow) { add_pack(uow, tea.number, draft); });
    };
    auto const before = dump();
    BOOST_TEST(refusal_of([](pack_draft& d) { d.sku = ""; }) == "product.sku_invalid");
    BOOST_TEST(refusal_of([](pack_draft& d) { d.sku = "brs-25"; }) == "product.sku_exists");
    BOOST_TEST(refusal_of([](pack_draft& d) { d.name = ""; }) == "product.pack_name_invalid");
    for (auto const wrong : {0, -1'000, 1'500})
        BOOST_TEST(refusal_of([&](pack_draft& d) { d.contains = quantity::thousandths(wrong); }) ==
                   "product.contains_invalid");
    BOOST_TEST(refusal_of([](pack_draft& d) { d.price = rupiah(-1); }) == "product.price_negative");
    BOOST_TEST(refused([](unit_of_work& uow) { add_pack(uow, id<product>(9), {}); }) ==
               "product.not_found");
    auto const first = tea.first_pack.number;
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_pack(uow, first, {.contains = quantity::whole(2)});
               }) == "product.first_pack");
    BOOST_TEST(refused([&](unit_of_work& uow) { delete_pack(uow, first); }) ==
               "product.first_pack");
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_product(uow, rice.number, {.fractional = false});
               }) == "product.contains_invalid");
    BOOST_TEST(test::difference(before, dump()) == "");

    import("placed_at,sku,unit_price\n2026-09-03,BRS,100\n");
    run("update order_lines set pack_id = " + std::to_string(sack.which.number.value()));
    BOOST_TEST(test::refusal([&] {
                   transact([&](unit_of_work& uow) { delete_pack(uow, sack.which.number); });
               }) == "product.pack_in_use: BRS-25|1");
}

BOOST_AUTO_TEST_CASE(an_old_order_keeps_what_was_agreed)
{
    import("order,placed_at,sku,product,unit_price\n7,2026-09-03,TEH,Teh,3000\n");
    edit(named("TEH"), {.name = "Teh Hitam", .sku = "TH", .price = rupiah(4'000)});
    auto const lines = order("1").lines;
    BOOST_TEST(lines.at(0).name == "Teh");
    BOOST_TEST(lines.at(0).sku == "TEH");
    BOOST_TEST(lines.at(0).unit_price->minor() == 3'000);
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(edits_at_once_lose_no_change)
{
    constexpr int rounds = 20;
    auto const tea = add("Teh", "TEH");
    std::barrier together(2);
    // Each has a database of its own, as two programs have.
    auto const edits = [&](std::function<product_changes(int)> change) {
        database own(url, env);
        for (int round = 1; round <= rounds; ++round) {
            together.arrive_and_wait();
            tokocrm::transact(own, owner{}, [&](unit_of_work& uow) {
                edit_product(uow, tea.number, change(round));
            });
        }
    };
    std::thread other(edits, [](int round) {
        return product_changes{.description = "ke-" + std::to_string(round)};
    });
    edits([](int round) { return product_changes{.price = rupiah(round)}; });
    other.join();
    auto const now = named("TEH");
    BOOST_TEST(now.description == "ke-20");
    BOOST_TEST(now.first_pack.price->minor() == rounds);
    BOOST_TEST(now.version == 1 + 2 * rounds);
}

BOOST_AUTO_TEST_CASE(of_two_who_looked_at_the_same_version_the_second_is_told)
{
    auto const tea = add("Teh", "TEH");
    std::atomic<int> done = 0, told = 0;
    std::barrier together(2);
    auto const edits = [&](std::int64_t price) {
        database own(url, env);
        together.arrive_and_wait();
        try {
            tokocrm::transact(own, owner{}, [&](unit_of_work& uow) {
                edit_product(uow, tea.number,
                             {.price = rupiah(price), .seen_version = tea.version});
            });
            ++done;
        } catch (error const& failure) {
            if (failure.code() == errc::conflict && failure.reason() == "product.changed")
                ++told;
        }
    };
    std::thread other(edits, 1);
    edits(2);
    other.join();
    BOOST_TEST(done == 1);
    BOOST_TEST(told == 1);
    BOOST_TEST(named("TEH").version == 2);
    auto const first = tea.first_pack.number;
    BOOST_TEST(refused([&](unit_of_work& uow) {
                   edit_pack(uow, first, {.price = rupiah(3), .seen_version = tea.version});
               }) == "product.changed");
}

BOOST_AUTO_TEST_SUITE_END()
