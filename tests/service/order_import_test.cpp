#include "tests/support/sales_fixture.hpp"
#include "tests/support/sales_model.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/payment.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <vector>

using namespace tokocrm;
using test::difference;
using test::kept_by_undo;
using test::refusal;
using test::refused_because;
using strings = std::vector<std::string>;

namespace {

struct import_fixture : test::sales_fixture
{
    product product_of(std::string_view sku)
    {
        auto found = read([&](unit_of_work& uow) { return find_product(uow, sku); });
        BOOST_REQUIRE_MESSAGE(found, "no product " << sku);
        return *found;
    }
    customer customer_of(std::int64_t number)
    {
        auto found =
            read([&](unit_of_work& uow) { return find_customer(uow, id<customer>(number)); });
        BOOST_REQUIRE_MESSAGE(found, "no customer " << number);
        return *found;
    }
    void check_clean()
    {
        for (auto const& each : findings())
            BOOST_ERROR(each);
    }
    /// Every figure of every day and month on both bases.
    std::string figures()
    {
        std::string all;
        for (auto const& row : texts("select basis || granularity || period || ' ' || orders || ' '"
                                     " || units || ' ' || gross || ' ' || discounts || ' ' ||"
                                     " refunds || ' ' || shipping || ' ' || new_customers || ' '"
                                     " || returning_customers from sales_summary order by 1"))
            all += row + "\n";
        return all;
    }
    /// Every order without what depends on the order of a file's lines.
    strings contents()
    {
        return texts("select o.reference || ' ' || o.placed_at || ' ' || coalesce(o.paid_at, '-')"
                     " || ' ' || o.customer_name || ' ' || o.total || ' ' || o.payment_state ||"
                     " ' ' || o.coupon_discount || ' ' || l.sku || ' ' || l.quantity || ' ' ||"
                     " l.gross || ' ' || l.discount from orders o join order_lines l on"
                     " l.order_id = o.id order by 1");
    }
    strings faults(std::string const& csv, order_import_options options = {})
    {
        return faults_of(stage(csv, std::move(options)));
    }
};

order_import_options with(std::map<std::string, std::string> columns,
                          std::map<std::string, std::string> constants = {})
{
    order_import_options options;
    options.columns = std::move(columns);
    options.constants = std::move(constants);
    return options;
}

order_import_options keeping_rejects()
{
    order_import_options options;
    options.keep_rejects = true;
    return options;
}

std::string joined(strings const& lines)
{
    std::string all;
    for (auto const& each : lines)
        all += each + "\n";
    return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(reading_a_file, import_fixture)

BOOST_AUTO_TEST_CASE(every_column)
{
    auto const made =
        import("order,placed_at,paid_at,customer,phone,email,address,city,sku,product,category,"
               "quantity,unit_price,discount_percent,line_total,coupon,coupon_amount,shipping,"
               "payment_method,total,status\n"
               "A1,2026-01-05T09:30,2026-01-06,Siti,081234567890,Siti@Example.COM,Jl. Gurame 3,"
               "Kisaran,SK1,Beras,Sembako,2.5,10000,10,22500,HEMAT,500,7000,transfer,29000,paid\n");
    BOOST_TEST(made.orders == 1);
    BOOST_TEST(made.lines == 1);
    BOOST_TEST(made.customers == 1);
    BOOST_TEST(made.products == 1);
    BOOST_TEST(made.skipped + made.updated + made.rejected + made.ambiguous + made.rounded == 0);

    auto const whole = order("A1");
    auto const& head = whole.header;
    BOOST_TEST(head.number == 1);
    BOOST_TEST(*head.customer_name == "Siti");
    BOOST_TEST(*head.deliver_to.phone == "+6281234567890");
    BOOST_TEST(*head.deliver_to.email == "siti@example.com");
    BOOST_TEST(*head.deliver_to.address == "Jl. Gurame 3");
    BOOST_TEST(*head.deliver_to.city == "Kisaran");
    auto const zone = time_zone("Asia/Jakarta");
    BOOST_TEST(zone.to_iso(head.placed_at) == "2026-01-05T09:30:00+07:00");
    BOOST_TEST(zone.to_iso(*head.paid_at) == "2026-01-06T12:00:00+07:00");
    BOOST_TEST(to_iso(head.placed_on) == "2026-01-05");
    BOOST_TEST(to_iso(*head.paid_on) == "2026-01-06");
    BOOST_TEST(to_iso(*head.booked_placed_on) == "2026-01-05");
    BOOST_TEST(to_iso(*head.booked_paid_on) == "2026-01-06");
    BOOST_TEST(name(head.label()) == "OK");
    BOOST_TEST(name(head.states.fulfilment) == "delivered");
    BOOST_TEST(*head.payment_method == "transfer");
    BOOST_TEST(head.line_count == 1);
    BOOST_TEST(head.units.thousandths() == 2'500);
    BOOST_TEST(head.gross.minor() == 25'000);
    BOOST_TEST(head.product_discount.minor() == 2'500);
    BOOST_TEST(*head.coupon_code == "HEMAT");
    BOOST_TEST(head.coupon_discount.minor() == 500);
    BOOST_TEST(head.shipping.minor() == 7'000);
    BOOST_TEST(head.total.minor() == 29'000);
    BOOST_TEST(head.paid.minor() == 29'000);
    BOOST_TEST(head.refunded.minor() == 0);
    BOOST_TEST(!head.expires_at);
    BOOST_TEST(*head.reference == "A1");

    BOOST_REQUIRE(whole.lines.size() == 1u);
    auto const& line = whole.lines.front();
    BOOST_TEST(line.sku == "SK1");
    BOOST_TEST(line.name == "Beras");
    BOOST_TEST(line.base_amount.thousandths() == 2'500);
    BOOST_TEST(line.unit_price->minor() == 10'000);
    BOOST_TEST(line.discount_rate->ppm() == 100'000);
    BOOST_TEST(line.coupon_share.minor() == 500);
    BOOST_TEST(line.total.minor() == 22'500);
    BOOST_REQUIRE(whole.adjustments.size() == 2u);
    BOOST_TEST(whole.adjustments[0].label == "HEMAT");
    BOOST_TEST(whole.adjustments[0].amount.minor() == -500);
    BOOST_TEST(whole.adjustments[1].label == "Kisaran");
    BOOST_TEST(whole.adjustments[1].amount.minor() == 7'000);
    BOOST_REQUIRE(whole.history.size() == 1u);
    BOOST_TEST(whole.history[0].graph == "imported");
    BOOST_TEST(whole.history[0].to == "paid");
    BOOST_TEST(whole.history[0].actor == "owner");
    auto const paid = read([&](unit_of_work& uow) { return payments_of(uow, head.row); });
    BOOST_REQUIRE(paid.size() == 1u);
    BOOST_TEST(paid[0].amount.minor() == 29'000);
    BOOST_TEST(to_iso(paid[0].received_on) == "2026-01-06");

    auto const sold = product_of("sk1");
    BOOST_TEST(sold.name == "Beras");
    BOOST_TEST(sold.in->name == "Sembako");
    BOOST_TEST(sold.fractional);
    BOOST_TEST(sold.active);
    BOOST_TEST(sold.first_pack.price->minor() == 10'000);
    auto const buyer = customer_of(1);
    BOOST_TEST(buyer.name == "Siti");
    BOOST_TEST(*buyer.reach.phone == "+6281234567890");
    BOOST_TEST((buyer.registered_at == head.placed_at));
    BOOST_TEST(number("select count(*) from stock_movements") == 0);

    auto const events = read([](unit_of_work& uow) { return audit_trail(uow, "batch:1"); });
    BOOST_REQUIRE(events.size() == 1u);
    BOOST_TEST(events[0].action == "order.import");
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_least_that_is_enough)
{
    import("placed_at,product,line_total\n2026-01-05,Sabun,7000\n");
    auto const whole = order("1");
    BOOST_TEST(whole.header.units.thousandths() == 1'000);
    BOOST_TEST(whole.header.total.minor() == 7'000);
    BOOST_TEST((whole.header.paid_on == whole.header.placed_on));
    BOOST_TEST((*whole.header.paid_at == whole.header.placed_at));
    BOOST_TEST(!whole.header.buyer);
    BOOST_TEST(!whole.header.reference);
    BOOST_TEST(!whole.lines[0].unit_price);
    check_clean();
}

BOOST_AUTO_TEST_CASE(their_columns_constants_and_dates)
{
    auto options = with({{"customer", "Kunde"}, {"placed_at", "wann"}, {"line_total", "summe"}},
                        {{"product", "CD"}, {"city", "Medan"}});
    options.date_format = "%d/%m/%Y %H:%M %z";
    auto staged = stage("wann,KUNDE,summe,farbe\n31/12/2025 20:00 -0500,Ana,12,rot\n", options);
    BOOST_TEST(staged.ignored_columns() == strings{"farbe"}, boost::test_tools::per_element());
    import(staged);
    auto const whole = order("1");
    // Eight in the evening in New York is the next morning in Jakarta.
    BOOST_TEST(to_iso(whole.header.placed_on) == "2026-01-01");
    BOOST_TEST(*whole.header.customer_name == "Ana");
    BOOST_TEST(*whole.header.deliver_to.city == "Medan");
    BOOST_TEST(whole.lines[0].name == "CD");
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_column_of_our_name_can_be_said_to_be_another)
{
    auto const staged = stage("placed_at,product,line_total,total\n2026-01-05,Sabun,7000,1\n",
                              with({{"total", ""}}));
    BOOST_TEST(staged.orders() == 1);
    BOOST_TEST(staged.ignored_columns() == strings{"total"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(semicolons_mark_carriage_returns_and_commas)
{
    order_import_options options;
    options.decimal_comma = true;
    auto const csv = "\xEF\xBB\xBForder;placed_at;product;quantity;unit_price;discount_percent\r\n"
                     "\r\n"
                     "A;2026-01-05;\"Kopi; bubuk\";0,25;10.000;12,5\r\n"
                     "B;2026-01-05;Teh;1;x;\r\n";
    auto const staged = stage(csv, options);
    BOOST_TEST(faults_of(staged) == strings{"4 unit_price money.invalid"},
               boost::test_tools::per_element());
    import(std::string(csv).substr(0, std::string(csv).find("B;")), options);
    auto const whole = order("A");
    BOOST_TEST(whole.lines[0].name == "Kopi; bubuk");
    BOOST_TEST(whole.header.gross.minor() == 2'500);
    BOOST_TEST(whole.header.product_discount.minor() == 313); // 312.5
    check_clean();
}

BOOST_AUTO_TEST_CASE(decimals_of_a_currency)
{
    profile.currency = currency::usd;
    import("order,placed_at,product,unit_price,quantity,line_total\n"
           "A,2026-01-05,CD,11.77,3,35.31\nB,2026-01-05,CD,,2,0.01\n");
    BOOST_TEST(order("A").header.total.minor() == 3'531);
    BOOST_TEST(order("B").header.total.minor() == 1);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_line_total_alone_is_exact)
{
    import("order,placed_at,product,quantity,line_total\nA,2026-01-05,CD,3,100\n"
           "B,2026-01-05,CD,0.333,0\n");
    auto const whole = order("A");
    BOOST_TEST(whole.lines[0].gross.minor() == 100);
    BOOST_TEST(whole.lines[0].discount.minor() == 0);
    BOOST_TEST(!whole.lines[0].unit_price);
    // A line of zero money counts.
    BOOST_TEST(order("B").header.units.thousandths() == 333);
    auto const row = report("2026-01-01", "2026-01-31").rows.at(0).figures;
    BOOST_TEST(row.orders == 2);
    BOOST_TEST(row.units.thousandths() == 3'333);
    BOOST_TEST(row.gross.minor() == 100);
    check_clean();
}

BOOST_AUTO_TEST_CASE(lines_are_counted_as_an_editor_counts_them)
{
    // A quoted line break, an empty line, a line of blanks, a quote that opens with a break.
    BOOST_TEST(faults("order,placed_at,product,line_total\n"       // 1
                      "A,2026-01-05,\"Sabun\nmandi\r\nwangi\",1\n" // 2 to 4
                      "B,x,Sabun,1\n"                              // 5
                      "\n"                                         // 6
                      "C,x,Sabun,1\n"                              // 7
                      "   \n"                                      // 8
                      "\"\nD\",x,Sabun,1\n"                        // 9 and 10
                      "\"\n\nE\",x,Sabun,1\n"                      // 11 to 13
                      "F,x,Sabun,1") ==                            // 14
                   strings({"5 placed_at date.invalid", "7 placed_at date.invalid",
                            "9 placed_at date.invalid", "11 placed_at date.invalid",
                            "14 placed_at date.invalid"}),
               boost::test_tools::per_element());
    BOOST_TEST(faults("order,placed_at,product,line_total\rA,2026-01-05,S,1\rB,x,S,1\rC,x,S,1") ==
                   strings({"3 placed_at date.invalid", "4 placed_at date.invalid"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(lines_are_right_beyond_a_buffer)
{
    std::string csv = "order,placed_at,product,line_total\n";
    strings expected;
    for (int line = 2; line < 9'000; ++line) {
        bool const bad = line % 1'000 == 0;
        csv += "R" + std::to_string(line) + (bad ? ",x," : ",2026-01-05,") + "Sabun batang,1" +
               (line % 2 ? "\r\n" : "\n");
        if (bad)
            expected.push_back(std::to_string(line) + " placed_at date.invalid");
    }
    BOOST_TEST(faults(csv) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_that_are_no_history)
{
    auto const reason = [&](std::string const& csv, order_import_options options = {}) {
        return refused_because([&] { stage(csv, std::move(options)); });
    };
    std::ifstream missing("there/is/no/such.csv");
    BOOST_TEST(refused_because([&] { stage(missing); }) == "import.read_failed");
    BOOST_TEST(reason("") == "import.empty");
    BOOST_TEST(reason("\n\n") == "import.empty");
    BOOST_TEST(reason("placed_at,\xFF,line_total\n") == "import.not_text");
    BOOST_TEST(reason(std::string("placed_at\0,product,line_total\n", 31)) == "import.not_text");
    BOOST_TEST(reason("product,line_total\n") == "import.column_missing");
    BOOST_TEST(reason("placed_at,line_total\n") == "import.column_missing");
    BOOST_TEST(reason("placed_at,product\n") == "import.column_missing");
    BOOST_TEST(reason("placed_at,product,line_total,Product,PRODUCT\n") == "");
    BOOST_TEST(reason("placed_at,product,line_total,product\n") == "import.column_twice");
    BOOST_TEST(reason("placed_at,product,line_total\n", with({{"colour", "x"}})) ==
               "import.column_unknown");
    BOOST_TEST(reason("placed_at,product,line_total\n", with({}, {{"colour", "x"}})) ==
               "import.column_unknown");
    BOOST_TEST(reason("placed_at,product,line_total\n", with({{"sku", "artikel"}})) ==
               "import.column_missing");
    BOOST_TEST(reason("placed_at,product,line_total\n",
                      with({{"city", "product"}}, {{"city", "x"}})) == "import.column_conflict");
    order_import_options options;
    options.date_format = "%H:%M";
    BOOST_TEST(reason("placed_at,product,line_total\n", options) == "date.format_invalid");
    auto const open = refusal([&] {
        stage(std::string("placed_at,product,line_total\n2026-01-05,S,1\n2026-01-05,\"S,1\n"));
    });
    BOOST_TEST(open == "import.quote_open: 3");
    auto const endless = refusal([&] {
        stage("placed_at,product,line_total\n2026-01-05,S,1\n2026-01-05,\"" +
              std::string(2'000'000, 'x') + "\",1\n");
    });
    BOOST_TEST(endless == "import.row_too_long: 3");
    // A header alone is a file with no orders.
    BOOST_TEST(import("placed_at,product,line_total\n").batch.value() == 0);
    BOOST_TEST(number("select count(*) from import_batches") == 0);
}

struct bad_file
{
    char const* csv;
    strings faults;
};

std::ostream& operator<<(std::ostream& out, bad_file const& file)
{
    return out << file.csv;
}

bad_file const bad_files[] = {
    {"placed_at,product,line_total\n,S,1\n", {"2 placed_at import.date_missing"}},
    {"placed_at,product,line_total\n05.01.2026,S,1\n", {"2 placed_at date.invalid"}},
    {"placed_at,product,line_total\n0000-01-01,S,1\n9999-01-01,S,1\n2026-02-30,S,1\n",
     {"2 placed_at date.out_of_range", "3 placed_at date.out_of_range",
      "4 placed_at date.invalid"}},
    {"placed_at,paid_at,product,line_total\n2026-01-05,x,S,1\n", {"2 paid_at date.invalid"}},
    {"placed_at,sku,product,line_total\n2026-01-05,,,1\n", {"2  import.product_missing"}},
    {"placed_at,product,unit_price,line_total\n2026-01-05,S,,\n", {"2  import.amount_missing"}},
    {"placed_at,product,line_total\n2026-01-05,S,-1\n2026-01-05,S,1e3\n",
     {"2 line_total import.negative", "3 line_total money.invalid"}},
    {"placed_at,product,line_total\n2026-01-05,S,2000.00\n2026-01-05,S,2000.50\n",
     {"3 line_total money.too_fine"}},
    {"placed_at,product,line_total\n2026-01-05,S,9223372036854775808\n",
     {"2 line_total money.overflow"}},
    {"placed_at,product,quantity,unit_price\n2026-01-05,S,3,5000000000000000000\n",
     {"2 unit_price money.overflow"}},
    {"order,placed_at,product,line_total\nA,2026-01-05,S,5000000000000000000\n"
     "B,2026-01-05,S,1\nA,2026-01-05,S,5000000000000000000\n",
     {"2  money.overflow"}},
    {"placed_at,product,line_total,shipping\n2026-01-05,S,9223372036854775807,1\n",
     {"2  money.overflow"}},
    {"placed_at,product,quantity,line_total\n2026-01-05,S,0,1\n2026-01-05,S,-2,1\n"
     "2026-01-05,S,0.0005,1\n2026-01-05,S,zwei,1\n2026-01-05,S,9223372036854775808,1\n",
     {"2 quantity import.quantity_not_positive", "3 quantity import.quantity_not_positive",
      "4 quantity quantity.too_fine", "5 quantity quantity.invalid",
      "6 quantity quantity.overflow"}},
    {"placed_at,product,line_total,discount_percent\n2026-01-05,S,1,10\n",
     {"2 discount_percent import.discount_without_price"}},
    {"placed_at,product,unit_price,discount_percent\n2026-01-05,S,1,101\n2026-01-05,S,1,-1\n",
     {"2 discount_percent percentage.invalid", "3 discount_percent percentage.invalid"}},
    {"placed_at,product,quantity,unit_price,discount_percent,line_total\n"
     "2026-01-05,S,3,100,15,255\n2026-01-05,S,3,100,15,300\n",
     {"3 line_total import.line_total_differs"}},
    {"placed_at,product,line_total,coupon_amount\n2026-01-05,S,100,101\n",
     {"2  import.coupon_exceeds"}},
    {"order,placed_at,product,line_total,shipping,coupon_amount,total\nA,2026-01-05,S,100,20,,\n"
     "A,,S,100,,30,191\nB,2026-01-05,S,100,20,30,90\n",
     {"3 total import.total_differs"}},
    {"placed_at,product,line_total,status\n2026-01-05,S,1,shipped\n",
     {"2 status import.status_unknown"}},
    {"placed_at,paid_at,product,line_total,status\n2026-01-05,2026-01-06,S,1,awaiting\n"
     "2026-01-05,,S,1,awaiting\n",
     {"2 paid_at import.paid_at_unpaid"}},
    {"placed_at,product,line_total\n2026-01-05,S\n2026-01-05,S,1,2\n2026-01-05,S,1,\n",
     {"2  import.cell_count", "3  import.cell_count"}},
    {"placed_at,product,line_total\n2026-01-05,\xFF,1\n", {"2  import.not_text"}},
    // What belongs to the order, contradicted; the line is the later one.
    {"order,placed_at,product,line_total\nA,2026-01-05,S,1\nB,2026-01-05,S,1\nA,2026-01-06,S,1\n",
     {"4 placed_at import.contradiction"}},
    {"order,placed_at,paid_at,product,line_total\nA,2026-01-05,2026-01-05,S,1\n"
     "A,2026-01-05,2026-01-06,S,1\n",
     {"3 paid_at import.contradiction"}},
    {"order,placed_at,product,line_total,customer\nA,2026-01-05,S,1,Ani\nA,,S,1,ANI\nA,,S,1,Budi\n",
     {"4 customer import.contradiction"}},
    {"order,placed_at,product,line_total,phone,email,address,city\n"
     "A,2026-01-05,S,1,0812345678,a@x.id,Jl 1,Medan\nA,,S,1,+62812345678,A@x.id,JL 1,medan\n"
     "A,,S,1,0812345679,b@x.id,Jl 2,Binjai\n",
     {"4 phone import.contradiction"}},
    {"order,placed_at,product,line_total,shipping,coupon,coupon_amount,total,status,payment_"
     "method\n"
     "A,2026-01-05,S,100,5,X,1,204,paid,cash\nA,,S,100,,,,,,\nA,,S,100,6,,,,,\n"
     "B,2026-01-05,S,100,,X,,,,\nB,,S,100,,Y,,,,\nC,2026-01-05,S,100,,,1,,,\nC,,S,100,,,2,,,\n"
     "D,2026-01-05,S,100,,,,100,,\nD,,S,100,,,,200,,\nE,2026-01-05,S,100,,,,,paid,\n"
     "E,,S,100,,,,,expired,\nF,2026-01-05,S,100,,,,,,cash\nF,,S,100,,,,,,cod\n",
     {"4 shipping import.contradiction", "6 coupon import.contradiction",
      "8 coupon_amount import.contradiction", "10 total import.contradiction",
      "12 status import.contradiction", "14 payment_method import.contradiction"}},
    {"order,placed_at,product,line_total\nA,,S,1\nA,,S,1\n", {"2 placed_at import.date_missing"}},
};

BOOST_DATA_TEST_CASE(a_bad_row_is_named_by_line_and_column, boost::unit_test::data::make(bad_files),
                     file)
{
    auto const before = dump();
    auto staged = stage(file.csv);
    BOOST_TEST(faults_of(staged) == file.faults, boost::test_tools::per_element());
    BOOST_TEST(refused_because([&] { import(staged); }) == "import.bad_rows");
    BOOST_TEST(difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(long_and_broken_texts)
{
    auto const row = [](std::string order, std::string customer, std::string sku) {
        return "order,placed_at,customer,sku,line_total\n" + order + ",2026-01-05," + customer +
               "," + sku + ",1\n";
    };
    std::string const long_name(201, 'x'), long_sku(65, 'x');
    BOOST_TEST(faults(row(long_name, "", "S")) == strings{"2  import.order_invalid"},
               boost::test_tools::per_element());
    BOOST_TEST(faults(row("A", long_name, "S")) == strings{"2 customer import.text_too_long"},
               boost::test_tools::per_element());
    BOOST_TEST(faults(row("A", "", long_sku)) == strings{"2 sku import.text_too_long"},
               boost::test_tools::per_element());
    BOOST_TEST(faults(row(std::string("A\0", 2), "", "S")) == strings{"2  import.not_text"},
               boost::test_tools::per_element());
    BOOST_TEST(
        faults(row(std::string(200, 'x'), std::string(200, 'y'), std::string(64, 'z'))).empty());
}

BOOST_AUTO_TEST_CASE(an_order_has_at_most_ten_thousand_rows)
{
    std::string csv = "order,placed_at,sku,line_total\n";
    for (int i = 0; i < 10'003; ++i)
        csv += "A,2026-01-05,S,1\n";
    csv += "B,2026-01-05,S,1\n";
    auto const staged = stage(csv, keeping_rejects());
    BOOST_TEST(staged.orders() == 1);
    BOOST_TEST(staged.rejected_orders() == 1);
    BOOST_TEST(staged.rejected_rows() == 10'003);
    auto const found = faults_of(staged);
    BOOST_REQUIRE(!found.empty());
    BOOST_TEST(found.front() == "10002  import.order_too_long");
}

BOOST_AUTO_TEST_CASE(rounding_is_asked_for_and_counted)
{
    order_import_options options;
    options.round = true;
    auto const made =
        import("order,placed_at,product,line_total,shipping\n"
               "A,2026-01-05,S,10.5,1000.4\nB,2026-01-05,S,10.49,\nC,2026-01-05,S,10.00,\n",
               options);
    BOOST_TEST(made.rounded == 3);
    BOOST_TEST(order("A").header.gross.minor() == 11);
    BOOST_TEST(order("A").header.shipping.minor() == 1'000);
    BOOST_TEST(order("B").header.gross.minor() == 10);
    check_clean();
}

BOOST_AUTO_TEST_CASE(figures_that_do_not_fit_a_report)
{
    auto const before = dump();
    auto const csv = "order,placed_at,product,line_total\nA,2026-01-05,S,9000000000000000000\n"
                     "B,2026-01-06,S,9000000000000000000\n";
    BOOST_TEST(refusal([&] { import(csv); }) == "import.figure_too_large: 3");
    BOOST_TEST(difference(before, dump()) == "");

    // One is fine; the second, in an import of its own, meets the first in the month's figure.
    import("order,placed_at,product,line_total\nA,2026-01-05,S,9000000000000000000\n");
    auto const with_one = dump();
    BOOST_TEST(refused_because([&] { import(csv); }) == "money.overflow");
    BOOST_TEST(difference(with_one, dump()) == "");
    check_clean();
}

BOOST_AUTO_TEST_CASE(the_earliest_clock_time_of_a_day_counts)
{
    import("order,placed_at,product,line_total\nA,2026-01-05T10:00,S,1\n"
           "A,2026-01-05T08:15:30,S,1\nA,2026-01-05T02:00:00Z,S,1\n");
    auto const head = order("A").header;
    BOOST_TEST(time_zone("Asia/Jakarta").to_iso(head.placed_at) == "2026-01-05T08:15:30+07:00");
    BOOST_TEST(head.line_count == 3);
}

BOOST_AUTO_TEST_CASE(a_time_with_an_offset_falls_on_the_shops_date)
{
    import("order,placed_at,product,line_total\nA,2026-01-05T17:30:00Z,S,1\n"
           "B,2026-01-06T23:30,S,1\nC,2026-01-07,S,1\n");
    BOOST_TEST(to_iso(order("A").header.placed_on) == "2026-01-06");
    BOOST_TEST(to_iso(order("B").header.placed_on) == "2026-01-06");
    BOOST_TEST(to_iso(order("C").header.placed_on) == "2026-01-07");
    check_clean();
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(what_becomes_of_it, import_fixture)

BOOST_AUTO_TEST_CASE(rows_of_an_order_stand_anywhere)
{
    auto const made = import("order,placed_at,customer,product,line_total,shipping\n"
                             "A,2026-01-05,Ani,Sabun,100,5\nB,2026-01-05,Budi,Teh,200,\n"
                             ",2026-01-05,Cici,Kopi,300,\nA,,,Teh,50,5\n");
    BOOST_TEST(made.orders == 3);
    BOOST_TEST(made.lines == 4);
    auto const whole = order("A");
    BOOST_TEST(whole.header.total.minor() == 155);
    BOOST_REQUIRE(whole.lines.size() == 2u);
    BOOST_TEST(whole.lines[0].name == "Sabun");
    BOOST_TEST(whole.lines[1].name == "Teh");
    check_clean();
}

BOOST_AUTO_TEST_CASE(shuffled_lines_say_the_same)
{
    std::uint64_t const seed = 20261124;
    BOOST_TEST_MESSAGE("seed " << seed);
    test::model_maker make(seed);
    std::vector<test::model_order> orders;
    for (int i = 0; i < 120; ++i)
        orders.push_back(make.order("R" + std::to_string(i), 25, 9));
    strings rows;
    for (auto const& each : orders)
        for (auto const& row : test::order_rows(each))
            rows.push_back(row);
    auto const in_order = test::order_csv(orders);
    make.shuffle(rows);
    auto shuffled = test::model_header;
    for (auto const& row : rows)
        shuffled += row;

    auto const first = import(in_order);
    auto const figures_in_order = figures();
    auto const contents_in_order = contents();
    check_clean();
    undo(first.batch);
    BOOST_TEST(number("select count(*) from orders") == 0);
    auto const second = import(shuffled);
    BOOST_TEST(second.orders == first.orders);
    BOOST_TEST(second.lines == first.lines);
    BOOST_TEST(second.customers == first.customers);
    BOOST_TEST(second.products == first.products);
    BOOST_TEST(figures() == figures_in_order);
    BOOST_TEST(joined(contents()) == joined(contents_in_order));
    check_clean();

    // And the shuffled file knows the orders of the other one again.
    BOOST_TEST(import(in_order).skipped == first.orders);
    BOOST_TEST(import(in_order, {}, on_conflict::update).updated == 0);
}

BOOST_AUTO_TEST_CASE(indexes_put_off_by_a_large_import_are_there_again)
{
    auto const schema = [&] {
        return read([](unit_of_work& uow) {
            return sales_fixture::texts(
                uow, "select name || ': ' || sql from sqlite_schema where sql is not null "
                     "order by name");
        });
    };
    auto const history = [](int first, int count) {
        std::string csv = "order,placed_at,customer,sku,unit_price\n";
        for (int i = first; i < first + count; ++i)
            csv += std::to_string(i) + ",2026-01-" + std::to_string(i % 19 + 10) + ",C" +
                   std::to_string(i % 300) + ",S" + std::to_string(i % 70) + ",1000\n";
        return csv;
    };
    auto const before = schema();
    order_import_options there;
    there.source = "there";
    auto staged = stage(history(0, 5'000));
    tokocrm::rehearse(db(), owner{}, [&](unit_of_work& uow) {
        import_orders(uow, staged, on_conflict::fail, false);
    });
    BOOST_TEST(schema() == before, boost::test_tools::per_element());
    auto const first = import(history(0, 5'000));
    BOOST_TEST(first.orders == 5'000);
    BOOST_TEST(schema() == before, boost::test_tools::per_element());
    BOOST_TEST(import(history(0, 6'000), there).orders == 6'000); // as many are there: anew
    BOOST_TEST(import(history(0, 5'500)).orders == 500);          // a few more: kept up
    BOOST_TEST(schema() == before, boost::test_tools::per_element());
    check_clean();
    undo(first.batch);
    check_clean();
}

BOOST_AUTO_TEST_CASE(statuses)
{
    import("order,placed_at,product,line_total,shipping,status\nawait,2026-01-05,S,100,5,awaiting\n"
           "submit,2026-01-05,S,100,5,Submitted\nok,2026-01-05,S,100,5,PAID\n"
           "cancel,2026-01-05,S,100,5,cancelled\nexpire,2026-01-05,S,100,5,expired\n"
           "refund,2026-01-05,S,100,5,refunded\nnone,2026-01-05,S,100,5,\n");
    auto const label = [&](char const* reference) {
        return std::string(name(order(reference).header.label()));
    };
    BOOST_TEST(label("await") == "New");
    BOOST_TEST(label("submit") == "Pending");
    BOOST_TEST(label("ok") == "OK");
    BOOST_TEST(label("cancel") == "Cancelled");
    BOOST_TEST(label("expire") == "Expired");
    BOOST_TEST(label("refund") == "Refunded");
    BOOST_TEST(label("none") == "OK");
    for (auto const* unpaid : {"await", "submit", "cancel", "expire"}) {
        auto const head = order(unpaid).header;
        BOOST_TEST(!head.paid_on);
        BOOST_TEST(!head.booked_paid_on);
        BOOST_TEST(head.paid.minor() == 0);
        BOOST_TEST(!head.expires_at);
    }
    BOOST_TEST(!order("cancel").header.booked_placed_on);
    BOOST_TEST(!order("expire").header.booked_placed_on);
    auto const refunded = order("refund").header;
    BOOST_TEST(refunded.refunded.minor() == 105);
    auto const given = read([&](unit_of_work& uow) { return refunds_of(uow, refunded.row); });
    BOOST_REQUIRE(given.size() == 1u);
    BOOST_TEST(given[0].goods.minor() == 100);
    BOOST_TEST(given[0].shipping.minor() == 5);
    BOOST_TEST(given[0].amount.minor() == 105);

    auto const paid = report("2026-01-01", "2026-01-31").rows.at(0).figures;
    BOOST_TEST(paid.orders == 3);
    BOOST_TEST(paid.gross.minor() == 300);
    BOOST_TEST(paid.refunds.minor() == 100);
    BOOST_TEST(paid.net().minor() == 200);
    BOOST_TEST(paid.shipping.minor() == 10);
    BOOST_TEST(paid.total().minor() == 210);
    auto const placed =
        report("2026-01-01", "2026-01-31", report_granularity::month, report_basis::placed)
            .rows.at(0)
            .figures;
    BOOST_TEST(placed.orders == 5);
    BOOST_TEST(placed.total().minor() == 5 * 105 - 105);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_coupon_is_shared_by_its_lines)
{
    import("order,placed_at,sku,line_total,coupon,coupon_amount,shipping\n"
           "A,2026-01-05,S1,100,LBR,10,7\nA,,S2,100,lbr,,\nA,,S3,100,,10,\n"
           "B,2026-01-05,S1,0,,,\nB,,S2,50,,50,\n");
    auto const whole = order("A");
    std::int64_t sum = 0;
    for (auto const& line : whole.lines)
        sum += line.coupon_share.minor();
    BOOST_TEST(sum == 10);
    BOOST_TEST(whole.lines[0].coupon_share.minor() == 4); // ties go to the earlier line
    BOOST_TEST(whole.lines[1].coupon_share.minor() == 3);
    BOOST_TEST(whole.lines[2].coupon_share.minor() == 3);
    BOOST_TEST(whole.header.total.minor() == 297);
    auto const all_off = order("B");
    BOOST_TEST(all_off.header.total.minor() == 0);
    BOOST_TEST(all_off.lines[0].coupon_share.minor() == 0);
    BOOST_TEST(number("select count(*) from coupon_uses") == 0);
    check_clean();
}

BOOST_AUTO_TEST_CASE(customers_are_known_by_phone_then_mail_then_name)
{
    transact([](unit_of_work& uow) {
        auto const add = [&](char const* name, std::optional<std::string> phone,
                             std::optional<std::string> email) {
            contact reach;
            reach.phone = std::move(phone);
            reach.email = std::move(email);
            customer_draft draft{name, reach, {}, {}};
            draft.known_contact = true;
            add_customer(uow, draft);
        };
        add("Ani", "081200000001", "ani@x.id");            // 1
        add("Budi", "081200000002", std::nullopt);         // 2
        add("Ani", std::nullopt, "lain@x.id");             // 3
        add("Dewi", "081200000004", std::nullopt);         // 4
        add("Dewi", "081200000004", std::nullopt);         // 5
        add("Siti Nurhaliza", std::nullopt, std::nullopt); // 6
    });
    auto const made =
        import("order,placed_at,sku,line_total,customer,phone,email\n"
               "phone,2026-01-01,S,1,Orang Lain,0812 0000 0002,ani@x.id\n" // the phone is stronger
               "mail,2026-01-01,S,1,Orang Lain,0812-99,LAIN@x.id\n"        // then the e-mail
               "name,2026-01-01,S,1, SITI  nurhaliza,,\n"                  // then the name
               "fills,2026-01-01,S,1,Siti Nurhaliza,081200000006,\n"       // nothing contradicts
               "contradicts,2026-01-01,S,1,Budi,081200000009,\n" // another phone: somebody else
               "several,2026-01-01,S,1,,081200000004,\n"         // the lowest id
               "names,2026-01-01,S,1,ani,,\n"
               "nobody,2026-01-01,S,1,,,\n"
               "contact,2026-01-01,S,1,,,baru@x.id\n"
               "odd,2026-01-01,S,1,Odd,12-ab,\n");
    auto const buyer = [&](char const* reference) {
        auto const found = order(reference).header.buyer;
        return found ? found->value() : 0;
    };
    BOOST_TEST(buyer("phone") == 2);
    BOOST_TEST(buyer("mail") == 3);
    BOOST_TEST(buyer("name") == 6);
    BOOST_TEST(buyer("fills") == 6);
    BOOST_TEST(buyer("contradicts") > 6);
    BOOST_TEST(buyer("several") == 4);
    BOOST_TEST(buyer("names") == 1);
    BOOST_TEST(buyer("nobody") == 0);
    BOOST_TEST(customer_of(buyer("contact")).name == "baru@x.id");
    BOOST_TEST(*customer_of(buyer("odd")).reach.phone == "12-ab");
    BOOST_TEST(made.ambiguous == 2);
    BOOST_TEST(made.customers == 3);
    // Cards from elsewhere stay as they are; the order keeps what was agreed.
    BOOST_TEST(!customer_of(6).reach.phone);
    BOOST_TEST(*order("fills").header.deliver_to.phone == "+6281200000006");
    check_clean();
}

BOOST_AUTO_TEST_CASE(two_rows_complete_one_card)
{
    auto const made =
        import("order,placed_at,sku,line_total,customer,phone,email,city\n"
               "A,2026-01-01,S,1,Ani,,ani@x.id,\nB,2026-01-02,S,1,Ani,081200000001,,Medan\n"
               "C,2026-01-03,S,1,,081200000001,,\nD,2026-01-04,S,1,Ani,081200000002,,\n");
    BOOST_TEST(made.customers == 2);
    auto const card = customer_of(1);
    BOOST_TEST(*card.reach.phone == "+6281200000001");
    BOOST_TEST(*card.reach.email == "ani@x.id");
    BOOST_TEST(*card.reach.city == "Medan");
    BOOST_TEST(order("C").header.buyer->value() == 1);
    BOOST_TEST(order("D").header.buyer->value() == 2);
    auto const row = report("2026-01-01", "2026-01-31").rows.at(0).figures;
    BOOST_TEST(row.new_customers == 2);
    check_clean();
}

BOOST_AUTO_TEST_CASE(products_are_known_by_sku_then_by_name)
{
    transact([](unit_of_work& uow) {
        product_draft draft;
        draft.name = "Sabun";
        draft.sku = "Sb1";
        draft.price = money(9'000, currency::idr);
        add_product(uow, draft);
    });
    auto const made = import("order,placed_at,sku,product,unit_price,line_total,category\n"
                             "A,2026-01-02,sB1,Sabun mandi,500,,\n" // there already
                             "A,,,SABUN,600,,\n"                    // by its name
                             "A,,K1,Kopi,100,,Minuman\n"            // one SKU, several names
                             "A,,k1,Kopi bubuk,150,,\n"
                             "A,,T1,Teh,10,,\nA,,T2,Teh,20,,\n" // one name, several SKUs
                             "A,,Z9,,,30,\n"                    // a SKU alone
                             "A,,,Gula Aren,,40,\n"             // a name alone
                             "B,2026-01-01,K1,Kopi,999,,\n");   // earlier: not the price
    BOOST_TEST(made.products == 5);
    auto const whole = order("A");
    BOOST_TEST(whole.lines[0].name == "Sabun mandi");
    BOOST_TEST((whole.lines[0].sold == whole.lines[1].sold));
    BOOST_TEST(whole.lines[1].sku == "Sb1");
    BOOST_TEST(product_of("SB1").name == "Sabun");
    BOOST_TEST(product_of("SB1").first_pack.price->minor() == 9'000);
    auto const coffee = product_of("K1");
    BOOST_TEST(coffee.name == "Kopi");
    BOOST_TEST(coffee.in->name == "Minuman");
    BOOST_TEST(coffee.first_pack.price->minor() == 150);
    BOOST_TEST(whole.lines[3].name == "Kopi bubuk");
    BOOST_TEST((whole.lines[2].sold == whole.lines[3].sold));
    BOOST_TEST((whole.lines[4].sold != whole.lines[5].sold));
    auto const bare = product_of("Z9");
    BOOST_TEST(bare.name == "Z9");
    BOOST_TEST(!bare.first_pack.price);
    BOOST_TEST(!bare.active);
    BOOST_TEST(whole.lines[6].name == "Z9");
    auto const sugar = product_of("GULA-AREN");
    BOOST_TEST(sugar.name == "Gula Aren");
    BOOST_TEST(!sugar.active);
    BOOST_TEST((whole.lines[7].sold == sugar.number));
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_sku_alone_takes_the_name_that_the_file_has_for_it)
{
    import("order,placed_at,sku,product,unit_price\nA,2026-01-02,K1,,100\n"
           "B,2026-01-03,K1,Kopi,110\n");
    BOOST_TEST(product_of("K1").name == "Kopi");
    BOOST_TEST(order("A").lines[0].name == "Kopi");
}

BOOST_AUTO_TEST_CASE(the_first_name_in_the_file_is_the_products)
{
    // Also where an order that begins earlier comes to the product later.
    import("order,placed_at,sku,product,line_total\nA,2026-01-02,S1,Sabun,1\n"
           "B,2026-01-02,K1,Kopi,1\nA,,K1,Kopi bubuk,1\n");
    BOOST_TEST(product_of("K1").name == "Kopi");
    check_clean();
}

BOOST_AUTO_TEST_CASE(names_with_escapes_are_kept_as_they_are)
{
    import(
        "order,placed_at,sku,line_total,customer\nA,2026-01-02,S1,1,\"\x1b[31mAni\xE2\x80\xAE\"\n");
    BOOST_TEST(*order("A").header.customer_name == "\x1b[31mAni\xE2\x80\xAE");
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// A history with everything that an undo has to take back.
char const* const some_history =
    "order,placed_at,paid_at,customer,phone,sku,product,category,quantity,unit_price,line_total,"
    "coupon,coupon_amount,shipping,status\n"
    "A,2026-01-05,2026-02-01,Ani,081200000001,S1,Sabun,Rumah,2,500,,HEMAT,100,50,\n"
    "A,,,,,T1,Teh,Minuman,0.5,700,,,,,\n"
    "B,2026-01-06,,Budi,,S1,Sabun,,1,500,,,,,refunded\n"
    "C,2026-01-07,,Budi,,,Kopi,,1,,900,,,,cancelled\n"
    ",2026-03-05,,Ani,081200000001,,Kopi,,1,,900,,,,\n"
    ",2026-03-05,,Ani,081200000001,,Kopi,,1,,900,,,,\n"
    "D,2026-03-06,,,,,Kopi,,1,,900,,,,awaiting\n";

} // namespace

BOOST_FIXTURE_TEST_SUITE(again_and_back, import_fixture)

BOOST_AUTO_TEST_CASE(the_same_file_again_adds_nothing)
{
    auto const first = import(some_history);
    BOOST_TEST(first.orders == 6);
    auto const before = dump();
    for (auto const policy : {on_conflict::skip, on_conflict::update}) {
        auto const again = import(some_history, {}, policy);
        BOOST_TEST(again.batch.value() == 0);
        BOOST_TEST(again.orders == 0);
        BOOST_TEST(again.skipped == 6);
        BOOST_TEST(again.products == 0);
        BOOST_TEST(again.customers == 0);
        BOOST_TEST(difference(before, dump()) == "");
    }
    auto const refused = refusal([&] { import(some_history, {}, on_conflict::fail); });
    BOOST_TEST(refused == "import.order_exists: 2|A");
    BOOST_TEST(difference(before, dump()) == "");
    check_clean();
}

BOOST_AUTO_TEST_CASE(only_what_is_new_is_added)
{
    import(some_history);
    auto const more =
        import(std::string(some_history) + "E,2026-03-07,,Cici,,S9,Sikat,Rumah,1,300,,,,,\n"
                                           ",2026-03-05,,Ani,081200000001,,Kopi,,1,,900,,,,\n");
    BOOST_TEST(more.orders == 2); // E, and a third of the equal ones
    BOOST_TEST(more.skipped == 6);
    BOOST_TEST(more.products == 1);
    BOOST_TEST(more.customers == 1);
    BOOST_TEST(number("select count(*) from products where import_batch_id = 2") == 1);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_source_tells_histories_apart)
{
    order_import_options other;
    other.source = "pasar";
    import(some_history);
    BOOST_TEST(import(some_history, other).orders == 6);
    BOOST_TEST(import(some_history, other).skipped == 6);
    BOOST_TEST(refused_because([&] { order("A"); }) == "order.ambiguous");
    BOOST_TEST(report("2026-01-01", "2026-12-31").totals.orders == 8);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_number_of_blanks_is_no_number)
{
    // No-break spaces; the two rows differ and are two orders, whoever imports what when.
    auto const header = std::string("order,placed_at,sku,line_total\n");
    import(header + "\xC2\xA0,2026-01-05,S,1\n");
    auto const second = import(header + "\xC2\xA0,2026-01-06,S,2\n");
    BOOST_TEST(second.orders == 1);
    BOOST_TEST(import(header + ",2026-01-06,S,2\n").skipped == 1);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_update_corrects_the_figures)
{
    auto const first = import(some_history);
    auto const old = order("A").header;
    auto const changed = import("order,placed_at,customer,sku,quantity,unit_price,status\n"
                                "A,2026-01-04,Budi,S1,3,500,\n" // another customer, day and lines
                                "B,2026-01-06,Budi,S1,1,500,\n" // not refunded any more
                                "C,2026-01-07,Budi,S1,1,500,\n" // nor cancelled
                                "D,2026-03-06,,S1,1,500,expired\n"
                                "N,2026-03-09,Nina,S7,1,500,\n",
                                {}, on_conflict::update);
    BOOST_TEST(changed.updated == 4);
    BOOST_TEST(changed.orders == 1);
    BOOST_TEST(changed.skipped == 0);
    auto const head = order("A").header;
    BOOST_TEST(head.number == old.number);
    BOOST_TEST((head.row == old.row));
    BOOST_TEST(head.total.minor() == 1'500);
    BOOST_TEST(*head.customer_name == "Budi");
    check_clean();

    auto const rows = report("2026-01-01", "2026-03-31").rows;
    BOOST_TEST(rows.at(0).figures.orders == 3);
    BOOST_TEST(rows.at(0).figures.gross.minor() == 2'500);
    BOOST_TEST(rows.at(0).figures.refunds.minor() == 0);
    BOOST_TEST(rows.at(0).figures.new_customers == 1);
    BOOST_TEST(rows.at(1).figures.orders == 0);
    BOOST_TEST(rows.at(1).figures.shipping.minor() == 0);
    BOOST_TEST(rows.at(2).figures.orders == 3);
    BOOST_TEST(rows.at(2).figures.new_customers == 2); // Ani is new only now, and Nina

    // The first import cannot be taken back as long as the second stands; that one leaves what it
    // updated.
    auto const refused = refusal([&] { undo(first.batch); });
    for (auto const* each : {"A", "B", "C", "D"})
        BOOST_TEST(refused.find(std::to_string(order(each).header.number)) != std::string::npos);
    BOOST_TEST(refused.starts_with("import.changed_since: 1|"));
    auto const back = undo(changed.batch);
    BOOST_TEST(back.orders == 1);
    BOOST_TEST(back.kept.size() == 4u);
    BOOST_TEST(back.customers == 1);
    BOOST_TEST(back.products == 1);
    check_clean();
    BOOST_TEST(order("A").header.total.minor() == 1'500);
}

BOOST_AUTO_TEST_CASE(an_update_can_be_updated)
{
    auto const header = std::string("order,placed_at,customer,sku,unit_price\n");
    auto const first = import(header + "A,2026-01-04,Ani,S1,500\n");
    auto const second = import(header + "A,2026-01-04,Ani,S1,600\n", {}, on_conflict::update);
    auto const third = import(header + "A,2026-01-04,Ani,S1,700\n", {}, on_conflict::update);
    BOOST_TEST(second.updated == 1);
    BOOST_TEST(third.updated == 1);
    BOOST_TEST(order("A").header.total.minor() == 700);
    check_clean();
    BOOST_TEST(undo(third.batch).kept.size() == 1u);
    BOOST_TEST(refused_because([&] { undo(first.batch); }) == "import.changed_since");
    BOOST_TEST(undo(second.batch).kept.size() == 1u);
    BOOST_TEST(refused_because([&] { undo(first.batch); }) == "import.changed_since");
    BOOST_TEST(order("A").header.total.minor() == 700);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_updated_order_counts_its_ambiguous_customer_once)
{
    transact([](unit_of_work& uow) {
        for (int i = 0; i < 2; ++i)
            add_customer(uow, {"Ani", {}, {}, {}});
    });
    auto const header = std::string("order,placed_at,customer,sku,unit_price\n");
    BOOST_TEST(import(header + "A,2026-01-04,Ani,S1,500\n").ambiguous == 1);
    BOOST_TEST(import(header + "A,2026-01-04,Ani,S1,600\n", {}, on_conflict::update).ambiguous ==
               1);
}

BOOST_AUTO_TEST_CASE(what_was_done_here_is_not_overwritten_or_taken_back)
{
    auto const first = import(some_history);
    transact([](unit_of_work& uow) {
        native(uow) << "update orders set version = 2 where reference = 'B'";
    });
    auto const before = dump();
    auto const number_of_b = std::to_string(order("B").header.number);
    auto const overwrites = refusal([&] {
        import("order,placed_at,customer,sku,unit_price\nB,2026-01-06,Budi,S1,1\n", {},
               on_conflict::update);
    });
    BOOST_TEST(overwrites == "import.order_changed: " + number_of_b);
    auto const takes_back = refusal([&] { undo(first.batch); });
    BOOST_TEST(takes_back ==
               "import.changed_since: " + std::to_string(first.batch.value()) + "|" + number_of_b);
    BOOST_TEST(difference(before, dump()) == "");
    BOOST_TEST(refused_because([&] { undo(id<import_batch>(99)); }) == "import.batch_not_found");
}

BOOST_AUTO_TEST_CASE(taking_it_back_leaves_nothing)
{
    auto const before = dump(kept_by_undo);
    auto const made = import(some_history);
    auto const back = undo(made.batch);
    BOOST_TEST(back.orders == 6);
    BOOST_TEST(back.customers == made.customers);
    BOOST_TEST(back.products == made.products);
    BOOST_TEST(back.kept.empty());
    BOOST_TEST(difference(before, dump(kept_by_undo)) == "");
    check_clean();
    auto const events = read([](unit_of_work& uow) { return audit_trail(uow, "batch:1"); });
    BOOST_REQUIRE(events.size() == 2u);
    BOOST_TEST(events[1].action == "order.import_undone");
    // Numbers are not given twice.
    import(some_history);
    BOOST_TEST(orders().front().number == 7);
}

BOOST_AUTO_TEST_CASE(taking_it_back_among_others_leaves_the_others)
{
    // Known customers and products, days before, between and after.
    import("order,placed_at,customer,phone,sku,unit_price\n"
           "X1,2026-01-07,Ani,081200000001,S1,10\nX2,2026-02-03,Budi,,K7,20\n"
           "X3,2026-03-05,Ani,081200000001,S1,10\nX4,2026-01-06,Dodi,,S1,10\n");
    auto const before = dump(kept_by_undo);
    auto const made = import(some_history);
    check_clean();
    BOOST_TEST(report("2026-01-01", "2026-01-31").rows.at(0).figures.new_customers == 3);
    BOOST_TEST(report("2026-02-01", "2026-02-28").rows.at(0).figures.returning_customers.value() ==
               2);
    undo(made.batch);
    check_clean();
    BOOST_TEST(difference(before, dump(kept_by_undo)) == "");
}

BOOST_AUTO_TEST_CASE(what_others_use_stays)
{
    auto const first =
        import("order,placed_at,customer,sku,product,category,unit_price\n"
               "A,2026-01-05,Ani,S1,Sabun,Rumah,500\nB,2026-01-05,Budi,S2,Teh,,500\n");
    auto const second =
        import("order,placed_at,customer,sku,unit_price\nC,2026-01-04,Ani,S1,600\n");
    auto const back = undo(first.batch);
    BOOST_TEST(back.customers == 1);
    BOOST_TEST(back.products == 1);
    BOOST_TEST(customer_of(1).name == "Ani");
    BOOST_TEST(product_of("S1").in->name == "Rumah");
    check_clean();
    BOOST_TEST(report("2026-01-01", "2026-01-31").rows.at(0).figures.new_customers == 1);
    undo(second.batch);
    check_clean();
    BOOST_TEST(number("select count(*) from sales_summary") == 0);
}

BOOST_AUTO_TEST_CASE(a_rehearsal_changes_nothing)
{
    import(some_history);
    auto const csv = "order,placed_at,customer,sku,unit_price\nZ,2026-01-05,Zaki,Z1,500\n"
                     "A,2026-01-05,Ani,S1,1\n";
    auto staged = stage(csv);
    soci::session watcher("sqlite3", folder / "shop.db");
    auto const data_version = [&] {
        std::int64_t version = 0;
        watcher << "pragma data_version", soci::into(version);
        return version;
    };
    auto const listing = [&] {
        std::map<std::string, std::uintmax_t> files;
        for (auto const& entry : std::filesystem::directory_iterator(folder.path()))
            files[entry.path().filename().string()] = entry.file_size();
        return files;
    };
    auto const version = data_version();
    auto const before = dump();
    auto const files = listing();
    auto const rehearsed = rehearse(db(), who, [&](unit_of_work& uow) {
        return import_orders(uow, staged, on_conflict::update);
    });
    auto const undone = rehearse(
        db(), who, [](unit_of_work& uow) { return undo_import(uow, id<import_batch>(1)); });
    BOOST_TEST(undone.orders == 6);
    BOOST_TEST((files == listing()));
    BOOST_TEST(version == data_version());
    BOOST_TEST(difference(before, dump()) == "");

    auto const real = import(staged, on_conflict::update);
    BOOST_TEST(real.batch.value() == rehearsed.batch.value());
    BOOST_TEST(real.orders == rehearsed.orders);
    BOOST_TEST(real.updated == rehearsed.updated);
    BOOST_TEST(real.customers == rehearsed.customers);
    BOOST_TEST(version != data_version());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(rejects, import_fixture)

BOOST_AUTO_TEST_CASE(orders_with_a_bad_row_are_set_aside_and_mended)
{
    std::string const csv = "nr,wann,artikel,betrag,anzahl,egal\r\n"        // 1
                            "A,2026-01-05,Sabun,100,1,\"x, \"\"y\"\"\"\r\n" // 2
                            "B,2026-01-05,Sabun,100,1,b\r\n"                // 3
                            ",2026-01-06,Teh,50,0,c\r\n"                    // 4
                            "A,2026-01-05,Kopi,1.5,1,\" d\"\r\n"            // 5
                            ",2026-01-06,Teh,50,0,c\r\n"                    // 6
                            ",2026-01-06,Teh,50,1,\r\n";                    // 7
    auto options = with({{"order", "nr"},
                         {"placed_at", "wann"},
                         {"product", "artikel"},
                         {"line_total", "betrag"},
                         {"quantity", "anzahl"}});
    options.keep_rejects = true;
    auto staged = stage(csv, options);
    BOOST_TEST(faults_of(staged) == strings({"4 quantity import.quantity_not_positive",
                                             "5 line_total money.too_fine",
                                             "6 quantity import.quantity_not_positive"}),
               boost::test_tools::per_element());
    BOOST_TEST(staged.rejected_orders() == 3);
    BOOST_TEST(staged.rejected_rows() == 4);
    BOOST_TEST(staged.orders() == 2);
    std::ostringstream out;
    staged.write_rejects(out, language::en);
    auto const made = import(staged, on_conflict::skip, true);
    BOOST_TEST(made.orders == 2);
    BOOST_TEST(made.rejected == 3);
    check_clean();

    auto const written = out.str();
    BOOST_TEST(
        written.starts_with("nr,wann,artikel,betrag,anzahl,egal,line,reason,occurrence\r\n"));
    BOOST_TEST(written.find("A,2026-01-05,Sabun,100,1,\"x, \"\"y\"\"\",2,") != std::string::npos);
    BOOST_TEST(written.find("line 5 of the same order is bad") != std::string::npos);
    BOOST_TEST(written.find("line_total: ") != std::string::npos);
    BOOST_TEST(written.find(",\" d\",5,") != std::string::npos);

    // The same answer from the rejects as they are, with their lines and occurrences.
    auto const unmended = stage(written, options);
    BOOST_TEST(unmended.orders() == 0);
    BOOST_TEST(unmended.ignored_columns() == strings{"egal"}, boost::test_tools::per_element());
    std::ostringstream again;
    unmended.write_rejects(again, language::en);
    BOOST_TEST(
        again.str().starts_with("nr,wann,artikel,betrag,anzahl,egal,line,reason,occurrence"));

    auto mended = written;
    auto const mend = [&](std::string const& bad, std::string const& good) {
        auto const at = mended.find(bad);
        BOOST_REQUIRE_MESSAGE(at != std::string::npos, bad << " in\n" << mended);
        mended.replace(at, bad.size(), good);
    };
    mend("Kopi,1.5", "Kopi,2");
    mend("Teh,50,0,c", "Teh,50,2,c");
    mend("Teh,50,0,c", "Teh,50,2,c");
    auto const rest = import(mended, options);
    BOOST_TEST(rest.orders == 3);
    BOOST_TEST(order("A").header.total.minor() == 102);
    BOOST_TEST(number("select max(occurrence) from orders") == 2);
    BOOST_TEST(import(mended, options).skipped == 3);
    check_clean();
}

BOOST_AUTO_TEST_CASE(an_occurrence_said_twice_is_refused)
{
    auto const head = std::string("placed_at,sku,line_total,line,reason,occurrence\n");
    BOOST_TEST(faults(head + "2026-01-05,S,1,2,r,2\n2026-01-05,S,1,3,r,2\n") ==
                   strings{"3 occurrence import.occurrence_twice"},
               boost::test_tools::per_element());
    BOOST_TEST(faults(head + "2026-01-05,S,1,2,r,0\n2026-01-05,S,2,3,r,x\n") ==
                   strings({"2  import.occurrence_invalid", "3  import.occurrence_invalid"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(columns_of_their_own_named_as_ours_are_kept)
{
    auto const staged = stage("placed_at,sku,line_total,line\nx,S,1,theirs\n", keeping_rejects());
    std::ostringstream out;
    staged.write_rejects(out, language::en);
    BOOST_TEST(out.str().starts_with(
        "placed_at,sku,line_total,line,toko_line,toko_reason,toko_occurrence\r\nx,S,1,theirs,2,"));
}

BOOST_AUTO_TEST_SUITE_END()
