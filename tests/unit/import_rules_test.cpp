#include "because.hpp"
#include "lib/import/csv.hpp"
#include "lib/sale/import_rules.hpp"
#include "lib/sale/stage.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <vector>

using namespace tokocrm;
using test::because;
using column = import_column;
using cells = std::map<import_column, std::string>;
using rows = std::vector<std::vector<std::string>>;

namespace {

import_terms terms(currency c = currency::idr)
{
    return {.currency = c,
            .zone = time_zone("Asia/Jakarta"),
            .country = "ID",
            .date_format = {},
            .decimal_point = '.',
            .round = false};
}

/// What a row is understood as, or `column reason` of what is wrong.
struct understood
{
    import_row row;
    std::string fault;
};

understood read_row(cells const& given, import_terms const& how = terms(), std::int64_t line = 7)
{
    import_cells all{};
    for (auto const& [which, text] : given)
        all[static_cast<std::size_t>(which)] = text;
    understood out;
    if (auto const fault = read_import_row(line, all, how, "print", out.row)) {
        BOOST_TEST(fault->line == line);
        out.fault = fault->column + " " + fault->why.reason();
    }
    return out;
}

/// A row that says enough, and what else is given.
cells enough(cells more = {})
{
    more.insert({{column::placed_at, "2026-01-05"}, {column::sku, "S1"}});
    if (!more.contains(column::unit_price))
        more.insert({column::line_total, "100"});
    return more;
}

import_row good(cells const& given, std::int64_t line = 7)
{
    auto out = read_row(given, terms(), line);
    BOOST_TEST(out.fault == "");
    return out.row;
}

struct assembled
{
    staged_order order;
    std::vector<std::string> faults;
};

assembled assemble(std::vector<import_row> const& all)
{
    assembled out;
    for (auto const& fault : assemble_order(all, terms(), out.order))
        out.faults.push_back(std::to_string(fault.line) + " " + fault.column + " " +
                             fault.why.reason());
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(import_rules)

BOOST_AUTO_TEST_CASE(columns_have_names)
{
    auto const& names = order_import_columns();
    BOOST_TEST(names.size() == 31u);
    BOOST_TEST(names.front() == "order");
    BOOST_TEST(names.back() == "refunded_other");
    BOOST_TEST(name(column::occurrence) == "occurrence");
    BOOST_TEST(name(column::discount_percent) == "discount_percent");
}

BOOST_AUTO_TEST_CASE(a_row_that_says_enough)
{
    auto const row = good(enough());
    BOOST_TEST(row.line == 7);
    BOOST_TEST(row.reference == "");
    BOOST_TEST(row.fingerprint == "print");
    BOOST_TEST(row.amount == 1'000);
    BOOST_TEST(row.gross == 100);
    BOOST_TEST(row.line_total == 100);
    BOOST_TEST(*row.placed_on == 20260105);
    BOOST_TEST(!row.paid_on.has_value());
    BOOST_TEST(!row.unit_price.has_value());
    BOOST_TEST(!row.status.has_value());
}

BOOST_AUTO_TEST_CASE(the_lines_money)
{
    auto const row = good(enough({{column::quantity, "2.5"},
                                  {column::unit_price, "333"},
                                  {column::discount_percent, "12.5"}}));
    BOOST_TEST(row.gross == 833);    // 832.5
    BOOST_TEST(row.discount == 104); // 104.125
    BOOST_TEST(row.line_total == 729);
    BOOST_TEST(*row.rate == 125'000);
    auto const agreeing = cells{{column::quantity, "2.5"},
                                {column::unit_price, "333"},
                                {column::discount_percent, "12.5"},
                                {column::line_total, "729"}};
    BOOST_TEST(read_row(enough(agreeing)).fault == "");
    auto differing = agreeing;
    differing[column::line_total] = "728";
    BOOST_TEST(read_row(enough(differing)).fault == "line_total import.line_total_differs");
    // The example of the shop's rules.
    BOOST_TEST(
        good(enough({{column::unit_price, "19000"}, {column::discount_percent, "1"}})).line_total ==
        18'810);
}

BOOST_AUTO_TEST_CASE(decimal_commas_and_rounding)
{
    auto how = terms();
    how.decimal_point = ',';
    auto const row = read_row(enough({{column::quantity, "0,5"},
                                      {column::unit_price, "19.000"},
                                      {column::discount_percent, "0,5"}}),
                              how);
    BOOST_TEST(row.fault == "");
    BOOST_TEST(row.row.gross == 9'500);
    BOOST_TEST(row.row.discount == 48); // 47.5
    auto const fine = enough({{column::shipping, "0.5"}, {column::line_total, "0.49"}});
    BOOST_TEST(read_row(fine).fault == "line_total money.too_fine");
    how = terms();
    how.round = true;
    auto const rounded = read_row(fine, how);
    BOOST_TEST(rounded.fault == "");
    BOOST_TEST(rounded.row.rounded == 2);
    BOOST_TEST(*rounded.row.shipping == 1);
    BOOST_TEST(rounded.row.gross == 0);
    BOOST_TEST(read_row(enough({{column::line_total, "11.77"}}), terms(currency::usd)).row.gross ==
               1'177);
}

BOOST_AUTO_TEST_CASE(what_a_faulty_row_still_tells)
{
    auto const row = read_row({{column::order, " A "}, {column::placed_at, "x"}});
    BOOST_TEST(row.fault == "placed_at date.invalid");
    BOOST_TEST(row.row.line == 7);
    BOOST_TEST(row.row.reference == "A");
    auto const told = read_row(enough({{column::occurrence, "3"}, {column::status, "lost"}}));
    BOOST_TEST(told.fault == "status import.status_unknown");
    BOOST_TEST(told.row.occurrence.value() == 3);
}

BOOST_AUTO_TEST_CASE(occurrences)
{
    BOOST_TEST(good(enough({{column::occurrence, "12"}})).occurrence.value() == 12);
    // An order with a number is known by it.
    BOOST_TEST(
        !good(enough({{column::occurrence, "12"}, {column::order, "A"}})).occurrence.has_value());
    for (auto const* bad : {"0", "-1", "1.5", "99999999999999999999", "1x"})
        BOOST_TEST(read_row(enough({{column::occurrence, bad}})).fault ==
                   " import.occurrence_invalid");
}

BOOST_AUTO_TEST_CASE(a_date_may_be_missing_where_the_order_has_rows)
{
    auto given = enough({{column::order, "A"}});
    given.erase(column::placed_at);
    BOOST_TEST(read_row(given).fault == "");
    given.erase(column::order);
    BOOST_TEST(read_row(given).fault == "placed_at import.date_missing");
}

BOOST_AUTO_TEST_CASE(statuses_and_states)
{
    for (int i = 0; i < 6; ++i) {
        auto const status = static_cast<import_status>(i);
        auto const row = good(enough({{column::status, std::string(name(status))}}));
        BOOST_TEST(row.status.value() == i);
        staged_order order;
        order.status = i;
        BOOST_TEST(order.was_paid() == (name(status) == "paid" || name(status) == "refunded"));
        auto const states = states_of(status);
        auto const wanted =
            status == import_status::expired ? "expired" : std::string(name(status));
        BOOST_TEST(name(states.payment) == wanted);
    }
    BOOST_TEST((states_of(import_status::cancelled).order == order_state::cancelled));
    BOOST_TEST((states_of(import_status::expired).order == order_state::cancelled));
    BOOST_TEST((states_of(import_status::awaiting).order == order_state::placed));
    BOOST_TEST((states_of(import_status::paid).fulfilment == fulfilment_state::delivered));
}

BOOST_AUTO_TEST_CASE(rows_make_an_order)
{
    auto const made = assemble({good(enough({{column::order, "A"},
                                             {column::customer, "Ani"},
                                             {column::shipping, "7"},
                                             {column::placed_at, "2026-01-05T10:00"}}),
                                     2),
                                good(enough({{column::order, "A"},
                                             {column::customer, "ANI"},
                                             {column::coupon_amount, "3"},
                                             {column::placed_at, "2026-01-05T09:00"},
                                             {column::total, "204"}}),
                                     5)});
    BOOST_TEST(made.faults.empty());
    auto const& order = made.order;
    BOOST_TEST(order.line == 2);
    BOOST_TEST(order.reference == "A");
    BOOST_TEST(order.customer == "Ani");
    BOOST_TEST(order.total == 204);
    BOOST_TEST(order.gross == 200);
    BOOST_TEST(order.units == 2'000);
    BOOST_REQUIRE(order.lines.size() == 2u);
    BOOST_TEST(order.lines[0].line == 2);
    BOOST_TEST(order.lines[1].line == 5);
    BOOST_TEST(order.lines[0].coupon_share == 2);
    BOOST_TEST(order.lines[1].coupon_share == 1);
    BOOST_TEST(order.placed_at ==
               *good(enough({{column::placed_at, "2026-01-05T09:00"}})).placed_at);
    BOOST_TEST(order.paid_at == order.placed_at);
    BOOST_TEST(order.was_paid());
}

BOOST_AUTO_TEST_CASE(contradictions_are_all_named)
{
    auto const made = assemble(
        {good(enough({{column::order, "A"}, {column::shipping, "7"}}), 2),
         good(enough({{column::order, "A"}, {column::city, "Medan"}}), 3),
         good(enough({{column::order, "A"}, {column::shipping, "8"}, {column::city, "Binjai"}}),
              4)});
    BOOST_TEST(made.faults == std::vector<std::string>({"4 city import.contradiction",
                                                        "4 shipping import.contradiction"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_order_of_the_lines_does_not_change_what_is_said)
{
    auto const one = good(enough({{column::order, "A"}, {column::line_total, "1"}}), 2);
    auto const two = good(enough({{column::order, "A"}, {column::line_total, "2"}}), 3);
    auto const three = good(enough({{column::order, "A"}, {column::line_total, "3"}}), 3);
    auto const print = assemble({one, two}).order.fingerprint;
    BOOST_TEST(print == assemble({two, one}).order.fingerprint);
    BOOST_TEST(print != assemble({one, three}).order.fingerprint);
    BOOST_TEST(print != assemble({one}).order.fingerprint);
    BOOST_TEST(print != assemble({one, two, two}).order.fingerprint);
    for (auto const& [which, text] : cells{{column::paid_at, "2026-01-06"},
                                           {column::customer, "Ani"},
                                           {column::phone, "081200000001"},
                                           {column::email, "a@x.id"},
                                           {column::address, "Jl. 1"},
                                           {column::city, "Medan"},
                                           {column::coupon, "HEMAT"},
                                           {column::coupon_amount, "1"},
                                           {column::shipping, "1"},
                                           {column::payment_method, "cash"},
                                           {column::status, "refunded"}}) {
        auto const changed =
            good(enough({{column::order, "A"}, {column::line_total, "1"}, {which, text}}), 2);
        BOOST_TEST(print != assemble({changed, two}).order.fingerprint, name(which));
    }
}

BOOST_AUTO_TEST_CASE(facts_of_a_product_do_not_depend_on_their_order)
{
    product_facts const facts[] = {{.sku = "k1",
                                    .name = "",
                                    .category = "",
                                    .sku_line = 2,
                                    .name_line = 2,
                                    .category_line = 2,
                                    .fractional = 0,
                                    .price = 10,
                                    .price_at = 5,
                                    .price_line = 2},
                                   {.sku = "K1",
                                    .name = "Kopi",
                                    .category = "",
                                    .sku_line = 5,
                                    .name_line = 5,
                                    .category_line = 5,
                                    .fractional = 1,
                                    .price = 20,
                                    .price_at = 9,
                                    .price_line = 5},
                                   {.sku = "K1",
                                    .name = "Kopi bubuk",
                                    .category = "Minuman",
                                    .sku_line = 9,
                                    .name_line = 9,
                                    .category_line = 9,
                                    .fractional = 0,
                                    .price = {},
                                    .price_at = 10,
                                    .price_line = 9},
                                   {.sku = "K1",
                                    .name = "Lain",
                                    .category = "Lain",
                                    .sku_line = 11,
                                    .name_line = 11,
                                    .category_line = 11,
                                    .fractional = 0,
                                    .price = 30,
                                    .price_at = 9,
                                    .price_line = 11}};
    std::vector<int> order{0, 1, 2, 3};
    do {
        auto all = facts[order[0]];
        for (std::size_t i = 1; i < order.size(); ++i)
            all.merge(facts[order[i]]);
        BOOST_TEST(all.sku == "k1");
        BOOST_TEST(all.name == "Kopi");
        BOOST_TEST(all.category == "Minuman");
        BOOST_TEST(all.fractional == 1);
        BOOST_TEST(all.price.value() == 30);
    } while (std::next_permutation(order.begin(), order.end()));
}

BOOST_AUTO_TEST_CASE(records_survive_packing)
{
    auto const made = assemble({good(enough({{column::order, "A"},
                                             {column::customer, "Ani"},
                                             {column::unit_price, "500"},
                                             {column::discount_percent, "5"},
                                             {column::phone, "12-ab"}}))})
                          .order;
    packer bytes;
    pack_order(bytes, made);
    unpacker from(bytes.bytes());
    staged_order back;
    pack_order(from, back);
    packer again;
    pack_order(again, back);
    BOOST_TEST((again.bytes() == bytes.bytes()));
    BOOST_TEST(back.lines.at(0).unit_price.value() == 500);
    BOOST_TEST(back.reach.phone.value() == "12-ab");
    auto const least = std::numeric_limits<std::int64_t>::min(),
               most = std::numeric_limits<std::int64_t>::max();
    std::int64_t const ascending[] = {least, -256, -1, 0, 1, 255, 256, most};
    for (std::size_t i = 1; i < std::size(ascending); ++i)
        BOOST_TEST((sortable(ascending[i - 1]) < sortable(ascending[i])));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(csv_files)

namespace {

rows read_all(std::string const& text, std::vector<std::int64_t>* lines = nullptr)
{
    std::istringstream in(text);
    rows all;
    read_csv(
        in,
        [&](std::int64_t line, std::vector<std::string>& row) {
            all.push_back(row);
            if (lines)
                lines->push_back(line);
        },
        nullptr);
    return all;
}

} // namespace

BOOST_AUTO_TEST_CASE(cells_and_quotes)
{
    BOOST_TEST((read_all("a,b\n\"x, \"\"y\"\"\",\"\"\r\n,\n") ==
                rows{{"a", "b"}, {"x, \"y\"", ""}, {"", ""}}));
    BOOST_TEST(
        (read_all("\xEF\xBB\xBF\"a\";b,c;\nd;e;f\n") == rows{{"a", "b,c", ""}, {"d", "e", "f"}}));
    BOOST_TEST((read_all(" \"a\" ,\"b\"\t\n") == rows{{"a", "b"}}));
    BOOST_TEST((read_all("\"a;b;c\",d\n") == rows{{"a;b;c", "d"}}));
    BOOST_TEST(read_all("").empty());
    BOOST_TEST((read_all("a") == rows{{"a"}}));
}

BOOST_AUTO_TEST_CASE(lines_of_rows)
{
    std::vector<std::int64_t> lines;
    read_all("a\n\n\nb\n\"c\n\n\"\n \t\nd\r\n\r\ne", &lines);
    BOOST_TEST(lines == std::vector<std::int64_t>({1, 4, 5, 9, 11}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_open_quote)
{
    for (auto const* text : {"a\nb,\"c\n", "a\nb,\"", "a\n\"b\n\n\n"})
        BOOST_CHECK_EXCEPTION(read_all(text), error, [](error const& e) {
            return e.reason() == "import.quote_open" && e.arguments().at(0) == "2";
        });
    // A quote in the middle of a cell opens nothing, and one that was closed is closed.
    BOOST_TEST((read_all("a,5\" lang\nb,\"c\"") == rows{{"a", "5\" lang"}, {"b", "c"}}));
}

// Such a cell would swallow rows, or a part of the next one, and nobody would know.
BOOST_AUTO_TEST_CASE(text_behind_a_closing_quote)
{
    for (auto const* text : {"a,b,c\nA,\"Sabun\" mandi,1\nB,\"Teh\",2\n", "a\n\"b\"c\n",
                             "a\n\"b\" \"c\"\n", "a\n\"b\n\nc\" d"})
        BOOST_CHECK_EXCEPTION(read_all(text), error, [](error const& e) {
            return e.reason() == "import.quote_stray" && e.arguments().at(0) == "2";
        });
    // The other cell of the header is not the separator here.
    BOOST_CHECK_EXCEPTION(read_all("a,b\n\"c\";d\n"), error, because("import.quote_stray"));
    std::string wide = "a,b\n";
    for (int i = 0; i < 20'000; ++i)
        wide += "5\" lang,\"x\"\"\r\n,\"\r\n";
    BOOST_TEST(read_all(wide).size() == 20'001u);
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again)
{
    rows const all{{"a", "b;c", " d "}, {"\"", "e\r\nf", ""}, {"", "", "g,h"}};
    std::ostringstream out;
    for (auto const& row : all)
        write_csv_row(out, row);
    BOOST_TEST((read_all(out.str()) == all));
    std::ostringstream single;
    write_csv_row(single, {""});
    BOOST_TEST(single.str() == "\"\"\r\n");
}

BOOST_AUTO_TEST_SUITE_END()
