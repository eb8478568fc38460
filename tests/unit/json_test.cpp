#include <tokocrm/json.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace tokocrm;

namespace {

shop some_shop()
{
    shop made{.profile = {},
              .public_id = "00ff",
              .created_at = timestamp(std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}),
              .zone = time_zone("Asia/Jakarta")};
    made.profile.name = "Toko \"Eka\"";
    made.profile.currency = currency::usd;
    return made;
}

money cents(std::int64_t minor)
{
    return {minor, currency::usd};
}

std::string text(boost::json::object const& value)
{
    return boost::json::serialize(value);
}

/// The keys in their order; nested ones with a point.
std::string keys(boost::json::object const& value)
{
    std::string all;
    for (auto const& [key, inside] : value) {
        if (!all.empty())
            all += ' ';
        all += std::string(key);
        if (inside.is_object())
            all += '(' + keys(inside.as_object()) + ')';
    }
    return all;
}

order_header some_order()
{
    order_header head;
    head.number = 17;
    head.placed_at = timestamp(std::chrono::sys_days{std::chrono::year{2026} / 1 / 5}) +
                     std::chrono::microseconds{500'000};
    head.placed_on = parse_date("2026-01-05");
    head.units = quantity::thousandths(2'500);
    for (auto* amount : {&head.gross, &head.product_discount, &head.coupon_discount, &head.shipping,
                         &head.other, &head.total, &head.paid, &head.refunded})
        *amount = cents(0);
    head.gross = head.total = cents(1'177);
    return head;
}

} // namespace

BOOST_AUTO_TEST_SUITE(json)

BOOST_AUTO_TEST_CASE(a_shop)
{
    BOOST_TEST(
        text(to_json(some_shop())) ==
        R"({"name":"Toko \"Eka\"","currency":"USD","timezone":"Asia/Jakarta","country":"ID",)"
        R"("language":"id","public_id":"00ff","created_at":"2026-01-01T07:00:00+07:00"})");
}

BOOST_AUTO_TEST_CASE(a_shop_with_its_details)
{
    using namespace std::chrono_literals;
    shop_details details{
        .about = {},
        .address = "Kisaran",
        .phone = "+6281",
        .whatsapp = {},
        .email = {},
        .hours = {{std::chrono::Monday, 7h, 21h}, {std::chrono::Sunday, 8h + 5min, 24h}},
        .accounts = {{"BSI", "7123", "Eka"}}};
    auto const whole = to_json(some_shop(), details);
    BOOST_TEST(keys(whole) == "name currency timezone country language public_id created_at about "
                              "address phone whatsapp email hours accounts payment_hours "
                              "unique_codes version");
    BOOST_TEST(whole.at("whatsapp").is_null());
    BOOST_TEST(boost::json::serialize(whole.at("hours")) ==
               R"([{"day":"mon","opens":"07:00","closes":"21:00"},)"
               R"({"day":"sun","opens":"08:05","closes":"24:00"}])");
    BOOST_TEST(boost::json::serialize(whole.at("accounts")) ==
               R"([{"bank":"BSI","number":"7123","holder":"Eka"}])");
}

BOOST_AUTO_TEST_CASE(a_category)
{
    category const shelf{.number = id<category>(1), .name = "Minuman", .slug = "minuman"};
    BOOST_TEST(text(to_json(counted_category{.shelf = shelf, .products = 3})) ==
               R"({"id":1,"name":"Minuman","slug":"minuman","products":3,"version":1})");
}

BOOST_AUTO_TEST_CASE(a_shipping_rate)
{
    shipping_rate made{"Medan", cents(1'050), {}};
    BOOST_TEST(text(to_json(made)) == R"({"id":0,"city":"Medan","fee":1050,"free_from":null,)"
                                      R"("currency":"USD","version":1})");
    made.free_from = cents(5'000);
    BOOST_TEST(to_json(made).at("free_from").as_int64() == 5'000);
}

BOOST_AUTO_TEST_CASE(a_coupon)
{
    coupon made;
    made.code = "LBR01";
    made.discount = percentage::ppm(125'000);
    auto const bare = to_json(made, {}, some_shop());
    BOOST_TEST(keys(bare) == "id code name percent amount currency starts_at ends_at minimum_spend "
                             "discount_cap usage_limit usage_limit_per_customer times_used enabled "
                             "note products categories version");
    BOOST_TEST(bare.at("percent").as_string() == "12.5");
    BOOST_TEST(bare.at("amount").is_null());
    BOOST_TEST(bare.at("products").as_array().empty());
    made.discount = cents(500);
    made.ends_at = timestamp{};
    made.usage_limit = 3;
    coupon_scope scope;
    scope.products.emplace_back().first_pack.sku = "K1";
    scope.categories.push_back({.number = id<category>(1), .name = "Minuman", .slug = {}});
    auto const full = to_json(made, scope, some_shop());
    BOOST_TEST(full.at("percent").is_null());
    BOOST_TEST(full.at("amount").as_int64() == 500);
    BOOST_TEST(full.at("usage_limit").as_int64() == 3);
    BOOST_TEST(full.at("ends_at").as_string() == "1970-01-01T07:00:00+07:00");
    BOOST_TEST(boost::json::serialize(full.at("products")) == R"([{"id":0,"sku":"K1","name":""}])");
    BOOST_TEST(boost::json::serialize(full.at("categories")) == R"([{"id":1,"name":"Minuman"}])");
}

BOOST_AUTO_TEST_CASE(a_product)
{
    product made;
    made.number = id<product>(3);
    made.name = "Kopi";
    made.slug = "kopi";
    made.discount = percentage::ppm(125'000);
    made.first_pack.sku = "K1";
    auto const bare = to_json(made, some_shop());
    BOOST_TEST(keys(bare) == "id sku name category unit price currency discount_percent barcode "
                             "active archived_at description slug fractional created_at packs "
                             "version image review_count average_stars");
    BOOST_TEST(bare.at("review_count").as_int64() == 0);
    BOOST_TEST(bare.at("average_stars").is_null());
    BOOST_TEST(bare.at("price").is_null());
    BOOST_TEST(bare.at("category").is_null());
    BOOST_TEST(bare.at("discount_percent").as_string() == "12.5");
    made.first_pack.price = cents(1'050);
    made.in = category{id<category>(1), "Minuman", "minuman"};
    auto const full = to_json(made, some_shop());
    BOOST_TEST(full.at("price").as_int64() == 1'050);
    BOOST_TEST(full.at("category").as_string() == "Minuman");
    BOOST_TEST(full.at("active").as_bool());
    made.rated = {.reviews = 2, .stars = 9};
    BOOST_TEST(to_json(made, some_shop()).at("average_stars").as_string() == "4.5");
    made.other_packs.push_back({.number = id<pack>(2),
                                .name = "dus",
                                .contains = quantity::whole(12),
                                .sku = "K1-DUS",
                                .barcode = "899",
                                .price = {}});
    made.version = 4;
    auto const carton = text(to_json(product_pack{made, made.other_packs[0]}, some_shop()));
    BOOST_TEST(text(to_json(made, some_shop()).at("packs").as_array()[1].as_object()) ==
               R"({"id":2,"sku":"K1-DUS","name":"dus","contains":"12","price":null,)"
               R"("barcode":"899"})");
    BOOST_TEST(carton == R"({"id":2,"sku":"K1-DUS","name":"dus","contains":"12","price":null,)"
                         R"("barcode":"899","unit":"pcs","currency":"USD","product":"Kopi",)"
                         R"("product_id":3,"version":4})");
}

BOOST_AUTO_TEST_CASE(a_review)
{
    review made;
    made.number = id<review>(7);
    made.order_number = 3;
    made.line = 2;
    made.about = id<product>(5);
    made.sku = "K1";
    made.product_name = "Kopi";
    made.by = id<customer>(4);
    made.customer_name = "Siti";
    made.stars = 4;
    made.text = "bagus";
    BOOST_TEST(text(to_json(made, some_shop())) ==
               R"({"id":7,"order":3,"line":2,"sku":"K1","product":"Kopi","product_id":5,)"
               R"("customer":"Siti","customer_id":4,"stars":4,"text":"bagus",)"
               R"("written_at":"1970-01-01T07:00:00+07:00","edited_at":null,"reply":null,)"
               R"("replied_at":null,"replied_by":null,"hidden_reason":null,"hidden_at":null,)"
               R"("hidden_by":null,"version":1})");
    made.edited_at = timestamp{};
    made.reply = review_reply{.text = "makasih", .written_at = {}, .actor = "owner"};
    made.hidden = review_hiding{.reason = "kasar", .hidden_at = {}, .actor = "staff:1"};
    auto const full = to_json(made, some_shop());
    BOOST_TEST(full.at("edited_at").as_string() == "1970-01-01T07:00:00+07:00");
    BOOST_TEST(full.at("reply").as_string() == "makasih");
    BOOST_TEST(full.at("replied_at").as_string() == "1970-01-01T07:00:00+07:00");
    BOOST_TEST(full.at("replied_by").as_string() == "owner");
    BOOST_TEST(full.at("hidden_reason").as_string() == "kasar");
    BOOST_TEST(full.at("hidden_by").as_string() == "staff:1");

    public_review const shown{.number = id<review>(7),
                              .stars = 4,
                              .text = "bagus",
                              .written_at = {},
                              .shown_name = "Siti",
                              .hidden = true};
    BOOST_TEST(text(to_json(shown, some_shop())) ==
               R"({"id":7,"stars":4,"text":"bagus","name":"Siti",)"
               R"("written_at":"1970-01-01T07:00:00+07:00","edited_at":null,"reply":null,)"
               R"("replied_at":null,"hidden":true})");
}

BOOST_AUTO_TEST_CASE(a_customer)
{
    customer made;
    made.number = id<customer>(4);
    made.name = "Siti";
    made.reach.phone = "+6281";
    made.reach.city = "Kisaran";
    made.registered_at = timestamp{};
    BOOST_TEST(
        text(to_json(made, some_shop())) ==
        R"({"id":4,"name":"Siti","phone":"+6281","email":null,"address":{"street":null,)"
        R"("city":"Kisaran","postal_code":null},"registered_at":"1970-01-01T07:00:00+07:00",)"
        R"("sex":null,"version":1,"erased_at":null})");
}

BOOST_AUTO_TEST_CASE(an_order)
{
    auto head = some_order();
    auto const bare = to_json(head, some_shop());
    BOOST_TEST(keys(bare) ==
               "number label state(order payment fulfilment) placed_at placed_on paid_at paid_on "
               "customer_id customer phone email address(street city postal_code) payment_method "
               "line_count units gross product_discount coupon_code coupon_discount shipping other "
               "total paid refunded currency expires_at source reference");
    BOOST_TEST(bare.at("label").as_string() == "New");
    BOOST_TEST(bare.at("placed_at").as_string() == "2026-01-05T07:00:00.5+07:00");
    BOOST_TEST(bare.at("units").as_string() == "2.5");
    BOOST_TEST(bare.at("total").as_int64() == 1'177);
    BOOST_TEST(bare.at("currency").as_string() == "USD");
    BOOST_TEST(bare.at("paid_on").is_null());
    BOOST_TEST(bare.at("customer_id").is_null());
    head.buyer = id<customer>(9);
    head.paid_on = parse_date("2026-01-06");
    auto const full = to_json(head, some_shop());
    BOOST_TEST(full.at("customer_id").as_int64() == 9);
    BOOST_TEST(full.at("paid_on").as_string() == "2026-01-06");
}

BOOST_AUTO_TEST_CASE(a_whole_order)
{
    order whole{.header = some_order(), .lines = {}, .adjustments = {}, .history = {}};
    order_line line;
    line.position = 1;
    line.sku = "K1";
    line.amount = line.base_amount = quantity::thousandths(2'500);
    whole.lines.push_back(line);
    whole.adjustments.push_back({adjustment_kind::coupon, "HEMAT", cents(-5)});
    whole.history.push_back({.graph = "payment",
                             .from = "awaiting",
                             .to = "paid",
                             .actor = "owner",
                             .at = timestamp{},
                             .reason = {}});
    payment received{
        .method = {}, .amount = cents(5), .received_at = {}, .received_on = {}, .actor = "owner"};
    received.received_on = parse_date("1970-01-01");
    refund given{.goods = cents(4),
                 .shipping = cents(1),
                 .other = cents(0),
                 .amount = cents(5),
                 .reason = "rusak",
                 .actor = "owner",
                 .refunded_at = {},
                 .refunded_on = {}};
    given.refunded_on = parse_date("1970-01-01");
    given.position = 1;
    given.lines = {{.line = 1,
                    .amount = quantity::thousandths(500),
                    .base_amount = quantity::thousandths(500),
                    .given = cents(4),
                    .restocked = true}};
    payment_submission said;
    said.order_number = 5;
    said.position = 1;
    said.sender = "Ani";
    said.bank = "BSI";
    said.amount = cents(5);
    said.paid_on = parse_date("1970-01-01");
    said.same_proof_on = {3, 4};
    said.submitted_by = "customer:9";
    auto const all = to_json(whole, {received}, {said}, {given}, some_shop());
    BOOST_TEST(keys(all).ends_with(
        "reference due lines adjustments payments submissions refunds history"));
    BOOST_TEST(text(all.at("submissions").at(0).as_object()) ==
               R"({"order":5,"position":1,"sender":"Ani","bank":"BSI","amount":5,)"
               R"("currency":"USD","paid_on":"1970-01-01","proof":null,"same_proof_on":[3,4],)"
               R"("state":"open","submitted_at":"1970-01-01T07:00:00+07:00",)"
               R"("submitted_by":"customer:9","decided_at":null,"decided_by":null,)"
               R"("reason":null})");
    BOOST_TEST(text(all.at("refunds").at(0).at("lines").at(0).as_object()) ==
               R"({"line":1,"sku":"K1","name":"","quantity":"0.5","base_quantity":"0.5",)"
               R"("amount":4,"restocked":true})");
    BOOST_TEST(keys(all.at("lines").at(0).as_object()) ==
               "position product_id sku name pack contains quantity base_quantity unit_price gross "
               "discount_percent discount coupon_share total");
    BOOST_TEST(all.at("lines").at(0).at("quantity").as_string() == "2.5");
    BOOST_TEST(all.at("lines").at(0).at("unit_price").is_null());
    BOOST_TEST(text(all.at("adjustments").at(0).as_object()) ==
               R"({"kind":"coupon","label":"HEMAT","amount":-5})");
    BOOST_TEST(text(all.at("payments").at(0).as_object()) ==
               R"({"received_at":"1970-01-01T07:00:00+07:00","received_on":"1970-01-01",)"
               R"("method":null,"amount":5,"actor":"owner","position":0,"submission":null})");
    BOOST_TEST(all.at("refunds").at(0).at("goods").as_int64() == 4);
    BOOST_TEST(all.at("refunds").at(0).at("reason").as_string() == "rusak");
    BOOST_TEST(text(all.at("history").at(0).as_object()) ==
               R"({"at":"1970-01-01T07:00:00+07:00","graph":"payment","from":"awaiting",)"
               R"("to":"paid","actor":"owner","reason":null})");
}

BOOST_AUTO_TEST_CASE(an_import)
{
    order_import_result made;
    BOOST_TEST(to_json(made).at("batch").is_null());
    made.batch = id<import_batch>(3);
    made.orders = 2;
    made.lines = 4;
    BOOST_TEST(text(to_json(made)) ==
               R"({"batch":3,"orders":2,"lines":4,"skipped":0,"updated":0,"rejected":0,)"
               R"("customers":0,"products":0,"ambiguous":0,"rounded":0})");
    BOOST_TEST(text(to_json(import_undo_result{
                   .orders = 1, .customers = 2, .products = 3, .kept = {7, 8}})) ==
               R"({"orders":1,"customers":2,"products":3,"kept":[7,8]})");
}

BOOST_AUTO_TEST_CASE(a_report)
{
    sales_figures figures(currency::usd);
    figures.orders = 2;
    figures.units = quantity::thousandths(2'500);
    figures.gross = cents(1'001);
    figures.returning_customers = 1;
    sales_report report{.granularity = report_granularity::month,
                        .basis = report_basis::placed,
                        .period = {parse_date("2026-01-01"), parse_date("2026-01-31")},
                        .currency = currency::usd,
                        .time_zone = "Asia/Jakarta",
                        .rows = {},
                        .totals = sales_figures(currency::usd)};
    report.rows.push_back({report.period, figures});
    report.totals.returning_customers.reset();
    BOOST_TEST(text(to_json(report)) ==
               R"({"schema_version":1,"report":"monthly","currency":"USD",)"
               R"("timezone":"Asia/Jakarta","basis":"placed",)"
               R"("period":{"from":"2026-01-01","to":"2026-01-31"},"rows":[{"period":"2026-01",)"
               R"("orders":2,"units":"2.5","gross":1001,"discounts":0,"refunds":0,"net":1001,)"
               R"("shipping":0,"other":0,"total":1001,"average_order":501,"new_customers":0,)"
               R"("returning_customers":1}],"totals":{"orders":0,"units":"0","gross":0,)"
               R"("discounts":0,"refunds":0,"net":0,"shipping":0,"other":0,"total":0,)"
               R"("average_order":null,"new_customers":0,"returning_customers":null}})");
    report.granularity = report_granularity::day;
    auto const daily = to_json(report);
    BOOST_TEST(daily.at("report").as_string() == "daily");
    BOOST_TEST(daily.at("rows").at(0).at("period").as_string() == "2026-01-01");
}

BOOST_AUTO_TEST_CASE(parts_and_findings)
{
    figure_part part{.booked_on = parse_date("2026-01-05"),
                     .order_number = 7,
                     .customer_name = {},
                     .what = "order",
                     .amount = {},
                     .units = {},
                     .count = 1};
    BOOST_TEST(text(to_json(part)) ==
               R"({"booked_on":"2026-01-05","order_number":7,"customer":null,"what":"order",)"
               R"("amount":null,"currency":null,"units":null,"count":1})");
    part.count.reset();
    part.amount = cents(5);
    part.customer_name = "Ani";
    BOOST_TEST(to_json(part).at("amount").as_int64() == 5);
    BOOST_TEST(to_json(part).at("currency").as_string() == "USD");
    BOOST_TEST(text(to_json(finding{"order.total", "order 17", "1", "2"})) ==
               R"({"invariant":"order.total","subject":"order 17","expected":"1","actual":"2"})");
}

BOOST_AUTO_TEST_CASE(an_error)
{
    error const why(errc::not_found, "order.not_found", "there is no order {0}", {"17"});
    BOOST_TEST(text(to_json(why, language::en)) ==
               R"({"code":"not_found","reason":"order.not_found",)"
               R"("message":"there is no order 17"})");
    BOOST_TEST(to_json(why, language::id).at("message").as_string() == why.message(language::id));
}

BOOST_AUTO_TEST_SUITE_END()
