// labels: long
#include "tests/support/shop_program.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/import.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace tokocrm;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

constexpr record_kind kinds[] = {record_kind::products, record_kind::customers,
                                 record_kind::shipping_rates};

char const* noun_of(record_kind kind)
{
    char const* const nouns[] = {"product", "customer", "shipping"};
    return nouns[static_cast<std::size_t>(kind)];
}

struct import_fixture : test::sales_fixture
{
    record_stage stage(record_kind kind, std::string const& csv, import_options options = {})
    {
        auto const of = read([](unit_of_work& uow) { return get_shop(uow); });
        std::istringstream in(csv);
        return record_stage(in, of, kind, std::move(options));
    }
    record_import_result import(record_stage& staged, on_conflict policy = on_conflict::skip,
                                bool keep_rejects = false)
    {
        return transact(
            [&](unit_of_work& uow) { return import_records(uow, staged, policy, keep_rejects); });
    }
    record_import_result import(record_kind kind, std::string const& csv,
                                on_conflict policy = on_conflict::skip)
    {
        auto staged = stage(kind, csv);
        return import(staged, policy);
    }
    record_undo_result undo(record_kind kind, id<import_batch> batch)
    {
        return transact([&](unit_of_work& uow) { return undo_record_import(uow, kind, batch); });
    }
    static strings faults_of(record_stage const& staged)
    {
        strings found;
        staged.for_each_bad_row([&](bad_row const& each) {
            found.push_back(std::to_string(each.line) + " " + each.column + " " +
                            each.why.reason());
        });
        return found;
    }
    /// What is bad, whether the file alone shows it or the shop refuses it.
    strings faults(record_kind kind, std::string const& csv, on_conflict policy = on_conflict::skip)
    {
        auto staged = stage(kind, csv);
        BOOST_TEST(refused_because([&] { import(staged, policy); }) == "import.bad_rows");
        return faults_of(staged);
    }
    product product_of(std::string_view sku)
    {
        return read([&](unit_of_work& uow) { return get_product(uow, sku); });
    }
    customer customer_of(std::string_view named)
    {
        return read([&](unit_of_work& uow) { return get_customer(uow, named); });
    }
    std::optional<quantity> low_stock_of(id<product> number)
    {
        return read([&](unit_of_work& uow) { return stock_of(uow, number).low_stock; });
    }
    shipping_rate rate_of(std::string_view city)
    {
        return read([&](unit_of_work& uow) { return get_shipping_rate(uow, city); });
    }
    void check_clean() { BOOST_TEST(findings() == strings(), boost::test_tools::per_element()); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(record_imports, import_fixture)

BOOST_AUTO_TEST_CASE(a_product_has_every_column_and_its_packs)
{
    auto const made = import(
        record_kind::products,
        "pack_of,sku,pack,contains,name,category,unit,fractional,price,discount_percent,barcode,"
        "active,archived_at,low_stock,description\n"
        "beras,KARUNG,karung,25,,,,,300000,,899-2,,,,\n"
        ",BERAS,,,Beras Curah,Sembako,kg,ya,13500,2.5,899-1,FALSE,2026-01-02T03:04:05+07:00,12.5,"
        "\" satu\r\ndua \"\n");
    BOOST_TEST(made.added == 1);
    BOOST_TEST(made.packs == 1);
    auto const one = product_of("karung");
    BOOST_TEST(one.name == "Beras Curah");
    BOOST_TEST(one.in->name == "Sembako");
    BOOST_TEST(one.unit == "kg");
    BOOST_TEST(one.fractional);
    BOOST_TEST(one.discount.ppm() == 25'000);
    BOOST_TEST(!one.active);
    BOOST_TEST(time_zone("Asia/Jakarta").to_iso(*one.archived_at) == "2026-01-02T03:04:05+07:00");
    BOOST_TEST(one.description == " satu\r\ndua ");
    BOOST_TEST(low_stock_of(one.number)->thousandths() == 12'500);
    BOOST_TEST(*one.first_pack.barcode == "899-1");
    BOOST_TEST(one.first_pack.price->minor() == 13'500);
    BOOST_TEST(one.version == 1);
    BOOST_REQUIRE(one.other_packs.size() == 1);
    auto const& sack = one.other_packs.front();
    BOOST_TEST(sack.sku == "KARUNG");
    BOOST_TEST(sack.name == "karung");
    BOOST_TEST(sack.contains.thousandths() == 25'000);
    BOOST_TEST(*sack.barcode == "899-2");
    BOOST_TEST(sack.price->minor() == 300'000);
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_counts_as_little_is_updated_and_a_wrong_one_told)
{
    auto const update = on_conflict::update;
    import(record_kind::products, "sku,name,low_stock\nTEH,Teh,5\nKOPI,Kopi,\n");
    auto const tea = product_of("TEH").number;
    auto const coffee = product_of("KOPI").number;
    BOOST_TEST(low_stock_of(tea)->thousandths() == 5'000);
    BOOST_TEST(!low_stock_of(coffee));
    auto const same = import(record_kind::products, "sku,low_stock\nTEH,5\nKOPI,\n", update);
    BOOST_TEST(same.updated == 0);
    auto const other = import(record_kind::products, "sku,low_stock\nTEH,\nKOPI,0\n", update);
    BOOST_TEST(other.updated == 2);
    BOOST_TEST(!low_stock_of(tea));
    BOOST_TEST(low_stock_of(coffee)->thousandths() == 0);
    import(record_kind::products, "sku,price\nKOPI,9000\n", update);
    BOOST_TEST(low_stock_of(coffee)->thousandths() == 0);
    strings const refused{"2 low_stock stock.quantity_invalid", "3 low_stock stock.fraction"};
    BOOST_TEST(faults(record_kind::products, "sku,name,low_stock\nA,A,-1\nB,B,2.5\n") == refused,
               boost::test_tools::per_element());
    strings const unread{"2 low_stock quantity.invalid"};
    BOOST_TEST(faults(record_kind::products, "sku,name,low_stock\nA,A,much\n") == unread,
               boost::test_tools::per_element());
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_a_file_says_wrongly_is_told_by_line_and_column)
{
    strings const products{"2 price money.invalid",       "3 active import.flag_invalid",
                           "4 contains quantity.invalid", "5  import.product_missing",
                           "6  import.product_missing",   "8  import.pack_of_missing",
                           "9  import.cell_count",        "10 archived_at date.invalid",
                           "11 price import.negative",    "12 discount_percent percentage.invalid",
                           "13 sku import.said_twice"};
    BOOST_TEST(faults(record_kind::products,
                      "sku,name,price,active,contains,pack_of,archived_at,discount_percent\n"
                      "A,Teh,x,,,,,\n"
                      "B,Teh,1,maybe,,,,\n"
                      "C,Teh,1,,viel,,,\n"
                      ",,1,,,,,\n"
                      ",Teh,1,,,A,,\n"
                      "Z,Teh,1,,,,,\n"
                      "D,Teh,1,,12,,,\n"
                      "E,Teh\n"
                      "F,Teh,1,,,,2026-02-30,\n"
                      "G,Teh,-1,,,,,\n"
                      "H,Teh,1,,,,,a\n"
                      "z,Teh,1,,,,,\n") == products,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_the_shop_refuses_is_told_by_line_and_column)
{
    import(record_kind::products, "sku,name,barcode\nA,Teh,899\nB,Kopi,\nC,Susu,\n");
    strings const refused{
        "2 barcode product.barcode_exists", "3 name product.name_invalid",
        "4 pack_of import.no_product",      "5 pack_of import.pack_elsewhere",
        "6 pack product.pack_name_invalid", "7 contains product.contains_invalid"};
    BOOST_TEST(faults(record_kind::products,
                      "sku,name,barcode,pack_of,pack,contains,discount_percent\n"
                      "D,Garam,899,,,,\n"
                      "E,,,,,,\n"
                      "F,,,NONE,dus,12,\n"
                      "B,,,A,dus,12,\n"
                      "G,,,A,,12,\n"
                      "H,,,A,dus,1.5,\n") == refused,
               boost::test_tools::per_element());
    BOOST_TEST(number("select count(*) from products") == 3);
    BOOST_TEST(number("select count(*) from import_batches") == 1);
}

BOOST_AUTO_TEST_CASE(good_rows_are_taken_where_the_bad_ones_are_kept_and_mended_ones_follow)
{
    import_options keeping;
    keeping.keep_rejects = true;
    auto staged = stage(record_kind::products,
                        "Kode,name,barcode,line\nA,Teh,899,x\nB,Kopi,899,\nC,Susu,1,\nD,,,\n", [&] {
                            auto options = keeping;
                            options.columns = {{"sku", "Kode"}};
                            return options;
                        }());
    BOOST_TEST(staged.ignored_columns() == strings{"line"}, boost::test_tools::per_element());
    auto const made = import(staged, on_conflict::skip, true);
    BOOST_TEST(made.added == 2);
    BOOST_TEST(made.rejected == 2);
    std::ostringstream rejects;
    staged.write_rejects(rejects, language::en);
    BOOST_TEST(rejects.str() ==
               "Kode,name,barcode,line,toko_line,toko_reason\r\n"
               "B,Kopi,899,,3,barcode: there is a product with the barcode 899 already\r\n"
               "D,,,,5,name: a product's name must have 1 to 200 characters\r\n");
    auto mended = rejects.str();
    mended.replace(mended.find("B,Kopi,899"), 10, "B,Kopi,898");
    mended.replace(mended.find("D,,"), 3, "D,Dadar,");
    auto again = stage(record_kind::products, mended, [] {
        import_options options;
        options.columns = {{"sku", "Kode"}};
        return options;
    }());
    BOOST_TEST(import(again).added == 2);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_update_changes_the_columns_that_are_there)
{
    import(record_kind::products,
           "sku,name,price,description,barcode\nA,Teh,7500,enak,899\nB,Kopi,15000,,\n");
    auto const made = import(record_kind::products, "sku,price,barcode\na,8000,\nb,15000,\n",
                             on_conflict::update);
    BOOST_TEST(made.updated == 1);
    BOOST_TEST(made.skipped == 1);
    auto const one = product_of("A");
    BOOST_TEST(one.first_pack.price->minor() == 8'000);
    BOOST_TEST(!one.first_pack.barcode);
    BOOST_TEST(one.description == "enak");
    BOOST_TEST(one.name == "Teh");
    BOOST_TEST(refused_because([&] {
                   import(record_kind::products, "sku,price\nA,1\n", on_conflict::fail);
               }) == "import.record_exists");

    auto const undone = undo(record_kind::products, made.batch);
    BOOST_TEST(undone.removed == 0);
    BOOST_TEST(undone.kept == strings{"A"}, boost::test_tools::per_element());
    BOOST_TEST(product_of("A").first_pack.price->minor() == 8'000);
    check_clean();
}

BOOST_DATA_TEST_CASE_F(import_fixture, an_undone_import_leaves_nothing,
                       boost::unit_test::data::xrange(std::size(kinds)), which)
{
    auto const kind = kinds[which];
    import(kind, "sku,name,category,city,fee\nX,Ada,Lama,Medan,1\n");
    auto const before = dump(test::kept_by_undo);
    auto const made = import(kind, "sku,name,category,city,fee,pack_of,pack,contains\n"
                                   "A,Teh,Baru,Kisaran,1000,,,\nB,Kopi,Lama,Binjai,2000,,,\n");
    BOOST_TEST(made.added == 2);
    auto const undone = undo(kind, made.batch);
    BOOST_TEST(undone.removed == 2);
    BOOST_TEST(undone.kept.empty());
    BOOST_TEST(test::difference(before, dump(test::kept_by_undo)) == "");
    BOOST_TEST(refused_because([&] { undo(kind, made.batch); }) == "import.batch_not_found");
    check_clean();
}

BOOST_AUTO_TEST_CASE(what_is_used_or_changed_since_keeps_the_whole_import)
{
    auto const products =
        import(record_kind::products, "sku,name,price\nA,Teh,1\nB,Kopi,2\n").batch;
    auto const customers =
        import(record_kind::customers, "name,phone\nSiti,081200000001\nBudi,081200000002\n").batch;
    auto const rates = import(record_kind::shipping_rates, "city,fee\nMedan,1\nBinjai,2\n").batch;
    order_import_options none;
    std::istringstream orders("placed_at,sku,phone,unit_price\n2026-01-05,B,081200000002,2\n");
    auto history = test::sales_fixture::stage(orders, none);
    test::sales_fixture::import(history);
    transact([&](unit_of_work& uow) {
        edit_shipping_rate(uow, get_shipping_rate(uow, "Binjai").number,
                           {.fee = money(3, currency::idr)});
    });
    auto const refusal = [&](record_kind kind, id<import_batch> batch) {
        try {
            undo(kind, batch);
            return std::string();
        } catch (error const& why) {
            BOOST_TEST(why.reason() == "import.records_in_use");
            return why.arguments().at(1);
        }
    };
    BOOST_TEST(refusal(record_kind::products, products) == "B");
    BOOST_TEST(refusal(record_kind::customers, customers) == "2");
    BOOST_TEST(refusal(record_kind::shipping_rates, rates) == "Binjai");
    BOOST_TEST(refused_because([&] { undo(record_kind::customers, products); }) ==
               "import.batch_not_found");
}

BOOST_AUTO_TEST_CASE(customers_match_by_phone_then_e_mail_then_name)
{
    import(record_kind::customers, "name,phone,email\nSiti,0812-0000-0001,siti@example.com\n"
                                   "Budi,,budi@example.com\nAndi,,\n");
    auto const made = import(record_kind::customers,
                             "name,phone,email,city\n"
                             "Orang Lain,+6281200000001,lain@example.com,A\n" // the phone
                             "Orang Lain,,BUDI@example.com,B\n"               // the e-mail
                             "ANDI,081200000005,,C\n"                         // the name
                             "Andi,081200000006,,D\n",                        // contradicted
                             on_conflict::update);
    BOOST_TEST(made.updated == 3);
    BOOST_TEST(made.added == 1);
    BOOST_TEST(customer_of("081200000001").number.value() == 1);
    BOOST_TEST(customer_of("1").name == "Orang Lain");
    BOOST_TEST(*customer_of("2").reach.city == "B");
    BOOST_TEST(*customer_of("3").reach.phone == "+6281200000005");
    BOOST_TEST(*customer_of("4").reach.city == "D");
}

BOOST_AUTO_TEST_CASE(a_phone_that_cannot_be_read_is_kept_as_it_is)
{
    import(record_kind::customers, "name,phone,email\nSiti,belum ada,bukan alamat\n");
    BOOST_TEST(*customer_of("1").reach.phone == "belum ada");
    BOOST_TEST(import(record_kind::customers, "name,phone,email,city\nSiti,belum ada,tanya,Medan\n",
                      on_conflict::update)
                   .updated == 1);
    BOOST_TEST(*customer_of("1").reach.email == "tanya");
}

BOOST_AUTO_TEST_CASE(rows_about_one_customer_of_one_file_complete_each_other)
{
    auto const made = import(record_kind::customers, "name,phone,city\nSiti,081200000001,\n"
                                                     "Siti A.,081200000001,Medan\n");
    BOOST_TEST(made.added == 1);
    BOOST_TEST(made.skipped == 1);
    BOOST_TEST(*customer_of("1").reach.city == "Medan");
    BOOST_TEST(customer_of("1").version == 1);
}

BOOST_AUTO_TEST_CASE(an_import_is_one_event)
{
    import(record_kind::products, "sku,name,category,pack_of,pack\nA,Teh,Minuman,,\nB,,,A,dus\n");
    BOOST_TEST(texts("select action || ' ' || subject || ' ' || detail from audit_events"
                     " where action like 'product%' or action like 'category%'") ==
                   strings{"product.import batch:1 {\"added\":1,\"packs\":1,\"updated\":0,"
                           "\"skipped\":0,\"rejected\":0}"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

// --- round trips, through the real program

namespace {

/// Makes shops of whatever may stand in a cell.
class inventor
{
public:
    explicit inventor(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t end)
    {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }
    bool maybe() { return below(2) == 0; }
    std::string name()
    {
        static char const* const pieces[] = {"=",       "+",  "-",  "@", "'",   "\"", ",",
                                             ";",       "Ré", "米", "ß", "1.5", " ",  "a",
                                             "SUM(A1)", "\\", "|",  "0", "\t",  "Teh"};
        std::string made;
        for (auto left = 1 + below(5); left > 0; --left)
            made += pieces[below(std::size(pieces))];
        return made + std::to_string(++count_);
    }
    std::string text()
    {
        static char const* const pieces[] = {"\n", "\r\n", " ", "\t",   "=1+1",
                                             "'",  "\"",   ",", "baris"};
        std::string made;
        for (auto left = below(6); left > 0; --left)
            made += pieces[below(std::size(pieces))];
        return made;
    }
    std::string phone() { return "08120000" + std::to_string(1000 + below(12)); }
    money amount() { return {static_cast<std::int64_t>(below(1'000'000)), currency::idr}; }
    timestamp instant()
    {
        return timestamp(std::chrono::microseconds(1'700'000'000'000'000 +
                                                   static_cast<std::int64_t>(below(1'000'000'000)) *
                                                       (maybe() ? 1'000'000 : 1)));
    }
    template <class Value>
    std::optional<Value> perhaps(Value value)
    {
        return maybe() ? std::optional(std::move(value)) : std::nullopt;
    }

private:
    std::mt19937 random_;
    std::size_t count_ = 0;
};

void fill_products(unit_of_work& uow, inventor& any)
{
    for (int i = 0; i < 3; ++i)
        add_category(uow, any.name());
    auto const categories = list_categories(uow).items;
    for (int i = 0; i < 20; ++i) {
        product_draft draft;
        draft.name = any.name();
        draft.sku = any.perhaps(any.name());
        draft.barcode = any.perhaps(any.name());
        draft.category = any.perhaps(categories[any.below(categories.size())].shelf.name);
        draft.price = any.perhaps(any.amount());
        draft.description = any.text();
        draft.unit = any.maybe() ? "pcs" : any.name();
        draft.fractional = any.maybe();
        draft.discount = percentage::ppm(static_cast<std::int64_t>(any.below(1'000'001)));
        draft.active = any.maybe();
        auto const added = add_product(uow, draft);
        for (auto left = any.below(3); left > 0; --left) {
            pack_draft extra;
            extra.sku = any.name();
            extra.name = any.name();
            extra.contains = quantity::thousandths(static_cast<std::int64_t>(1 + any.below(50)) *
                                                   (added.fractional ? 125 : 1'000));
            extra.barcode = any.perhaps(any.name());
            extra.price = any.perhaps(any.amount());
            add_pack(uow, added.number, extra);
        }
        if (any.maybe())
            set_low_stock(uow, added.number,
                          quantity::thousandths(static_cast<std::int64_t>(any.below(50)) *
                                                (added.fractional ? 125 : 1'000)));
        if (any.maybe())
            edit_product(uow, added.number, {.archived = true});
        if (any.maybe())
            edit_pack(uow, added.first_pack.number, {.name = any.name()});
    }
}

void fill_customers(unit_of_work& uow, inventor& any)
{
    static char const* const names[] = {"Siti", "=Budi", "SITI", "Ré\"né, \tx"};
    for (int i = 0; i < 40; ++i) {
        customer_draft draft;
        draft.name = any.maybe() ? names[any.below(std::size(names))] : any.name();
        draft.reach = {.phone = any.perhaps(any.phone()),
                       .email = any.perhaps("a" + std::to_string(any.below(12)) + "@example.com"),
                       .address = any.perhaps(any.name() + "\n" + any.name()),
                       .city = any.perhaps(any.name()),
                       .postal_code = any.perhaps(std::string("021221"))};
        draft.registered_at = any.perhaps(any.instant());
        draft.sex = any.perhaps(any.maybe() ? customer_sex::female : customer_sex::male);
        draft.known_contact = true;
        add_customer(uow, draft);
    }
}

void fill_rates(unit_of_work& uow, inventor& any)
{
    for (int i = 0; i < 15; ++i)
        add_shipping_rate(
            uow, {.city = any.name(), .fee = any.amount(), .free_from = any.perhaps(any.amount())});
}

std::string orders_of(inventor& any)
{
    auto const quoted = [](std::string const& text) {
        std::string made = "\"";
        for (auto const letter : text)
            made += letter == '"' ? std::string("\"\"") : std::string(1, letter);
        return made + "\"";
    };
    std::string csv = "order,placed_at,paid_at,customer,phone,city,sku,product,category,quantity,"
                      "unit_price,discount_percent,line_total,coupon,coupon_amount,shipping,"
                      "payment_method,status,other,pack,contains,refunded_at,refunded\n";
    static char const* const statuses[] = {"awaiting",  "submitted", "paid",
                                           "cancelled", "expired",   "refunded"};
    for (int i = 0; i < 40; ++i) {
        bool const numbered = any.maybe();
        auto const* const status = statuses[any.below(std::size(statuses))];
        bool const paid = status == std::string_view("paid");
        auto const order = numbered ? quoted("N" + any.name()) : std::string();
        auto const day = std::to_string(10 + any.below(18));
        for (auto left = numbered ? 1 + any.below(3) : 1; left > 0; --left) {
            auto const product = any.below(8);
            bool const priced = any.maybe();
            csv += order + ",2026-01-" + day +
                   (any.maybe() ? " 10:1" + std::to_string(any.below(10)) : "") + "," +
                   (paid && left == 1 && any.maybe() ? "2026-02-" + day : "") + "," +
                   (left == 1 ? quoted(any.maybe() ? "Siti" : any.name()) : "") + "," +
                   (left == 1 && any.maybe() ? any.phone() : "") + "," +
                   (left == 1 ? quoted("=Kota") : "") + "," +
                   (any.maybe() ? "S" + std::to_string(product) : "") + ",'=Produk " +
                   std::to_string(product) + "," + (product % 2 == 0 ? "Rak" : "") + "," +
                   std::to_string(1 + any.below(9)) + "," + (priced ? "1250" : "") + "," +
                   (priced && any.maybe() ? "12.5" : "") + "," + (priced ? "" : "4321") + "," +
                   (left == 1 && any.maybe() ? "HEMAT" : "") + "," +
                   (left == 1 && any.maybe() ? "100" : "") + "," +
                   (left == 1 && any.maybe() ? "10000" : "") + "," +
                   (left == 1 && any.maybe() ? "transfer" : "") + "," + (left == 1 ? status : "") +
                   "," + (left == 1 && any.maybe() ? "123" : "") +
                   (any.maybe() ? ",dus,12" : ",,") + ",,\n";
        }
        if (paid && numbered)
            for (auto left = any.below(3); left > 0; --left)
                csv += order + ",,,,,,,,,,,,,,,,,,,,,2026-03-0" + std::to_string(left) + ",50\n";
    }
    return csv;
}

struct round_trip_fixture : test::shop_program
{
    std::string other(std::string const& words) const
    {
        return test::quoted_word(test::toko_program()) + " --lang en -q --db other.db " + words;
    }
    /// Export, into an empty shop, export: the same bytes; into the same shop: nothing.
    void must_come_back(std::string const& noun)
    {
        auto const done =
            shell("rm -f other.db*; " + line(noun + " export") + " > a.csv && " +
                  other("init --name Other") + " > /dev/null && " + other(noun + " import a.csv") +
                  " > /dev/null && " + other(noun + " export") + " > b.csv && cmp a.csv b.csv && " +
                  other("check"));
        BOOST_TEST(done.status == 0);
        BOOST_TEST(done.err == "");
        BOOST_TEST_MESSAGE(done.out);
        auto const again = toko(noun + " import a.csv --json -q");
        BOOST_TEST(again.err == "");
        BOOST_TEST(again.out.substr(0, 14) == "{\"batch\":null,");
    }
    void must_report_the_same()
    {
        for (auto const* const report :
             {"report daily 2026", "report monthly 2026", "report daily 2026 --basis placed",
              "report monthly 2026 --basis placed"}) {
            auto const words = std::string(report) + " --json --now 2026-12-31T10:00:00Z -q";
            BOOST_TEST(toko(words).out == shell(other(words)).out);
        }
    }
};

int rounds()
{
    return test::long_form() ? 200 : 5;
}

} // namespace

BOOST_AUTO_TEST_SUITE(round_trips)

BOOST_AUTO_TEST_CASE(whatever_stands_in_a_shop_comes_out_and_in_again)
{
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    for (int i = 0; i < rounds(); ++i) {
        round_trip_fixture shop;
        inventor any(seed + static_cast<std::uint32_t>(i));
        BOOST_TEST_CONTEXT("seed " << seed << " + " << i)
        {
            shop.transact([&](unit_of_work& uow) {
                fill_products(uow, any);
                fill_customers(uow, any);
                fill_rates(uow, any);
            });
            for (auto const kind : kinds)
                shop.must_come_back(noun_of(kind));
        }
    }
}

BOOST_AUTO_TEST_CASE(orders_come_out_and_in_again_with_the_same_reports)
{
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << '\n';
    for (int i = 0; i < rounds(); ++i) {
        round_trip_fixture shop;
        inventor any(seed + static_cast<std::uint32_t>(i));
        BOOST_TEST_CONTEXT("seed " << seed << " + " << i)
        {
            test::write_file(shop.folder / "orders.csv", orders_of(any));
            shop.db();
            auto const made =
                shop.toko("order import orders.csv --rejects bad.csv -q --source buku");
            BOOST_TEST(made.err == "");
            BOOST_TEST(made.status == 0);
            shop.must_come_back("order");
            shop.must_report_the_same();
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
