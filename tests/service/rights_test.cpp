// Every use case asks for its right before anything else. tests/layers/rights.sh finds one that is
// missing here.
#include "lib/staff/rules.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/cart.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/consent.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/crm.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/import.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/review.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/staff.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

/// A shop with two customers, an order of each, and somebody of each role.
struct staffed_shop : test::sales_fixture
{
    staffed_shop()
    {
        import("order,placed_at,customer,sku,product,quantity,unit_price\n"
               "A,2026-11-20,Ani,S1,Sabun,2,500\n"
               "B,2026-11-21,Budi,S1,Sabun,1,500\n");
        transact([&](unit_of_work& uow) {
            add_staff_member(uow, {.name = "Eka", .role = staff_role::owner});
            add_staff_member(uow, {.name = "Siti", .role = staff_role::cashier});
            add_shipping_rate(uow, {"Medan", money(10'000, currency::idr), {}});
            coupon draft;
            draft.code = "HEMAT";
            draft.discount = percentage::percent(10);
            add_coupon(uow, draft);
        });
    }

    id<customer> const ani{1}, budi{2};
    std::vector<std::pair<actor, acting>> const everybody{{owner{}, acting::owner},
                                                          {id<staff_member>(1), acting::owner},
                                                          {id<staff_member>(2), acting::cashier},
                                                          {budi, acting::customer},
                                                          {visitor{}, acting::visitor},
                                                          {system_job{}, acting::system}};

    /// Why somebody may not; empty where they may, whatever else is wrong.
    std::string denied(actor const& by, std::function<void(unit_of_work&)> const& work)
    {
        auto const reason = refused_because([&] { tokocrm::rehearse(db(), by, work); });
        return reason.starts_with("staff.not_permitted") ? reason : "";
    }
};

/// A use case at somebody else's expense: of things that are nobody's, or Ani's.
struct use_case
{
    char const* name;
    right what;
    std::function<void(unit_of_work&)> run;
};

id<customer> const ani{1};
id<order> const order_of_ani{1};
/// What is not there: the right is asked for first.
constexpr std::int64_t nothing = 99;

template <class Entity>
id<Entity> const none{nothing};

prepared_picture any_picture()
{
    return prepare_picture(test::png_file(test::quarters(8, 8)));
}

quantity const one_piece = quantity::thousandths(1'000);

date on(char const* text)
{
    return parse_date(text);
}

std::vector<use_case> const& use_cases()
{
    static std::vector<use_case> const all{
        {"found_shop", right::edit_shop,
         [](auto& uow) { found_shop(uow, test::sales_fixture::profile_named("Lain")); }},
        {"get_shop", right::read_catalog, [](auto& uow) { get_shop(uow); }},
        {"get_shop_details", right::read_catalog, [](auto& uow) { get_shop_details(uow); }},
        {"edit_shop", right::edit_shop, [](auto& uow) { edit_shop(uow, {.name = "Lain"}); }},

        {"add_category", right::edit_catalog, [](auto& uow) { add_category(uow, "Beras"); }},
        {"find_category by name", right::read_catalog, [](auto& uow) { find_category(uow, "x"); }},
        {"find_category", right::read_catalog,
         [](auto& uow) { find_category(uow, none<category>); }},
        {"get_category", right::read_catalog, [](auto& uow) { get_category(uow, "x"); }},
        {"list_categories", right::read_catalog, [](auto& uow) { list_categories(uow); }},
        {"edit_category", right::edit_catalog,
         [](auto& uow) { edit_category(uow, none<category>, {}); }},
        {"delete_category", right::edit_catalog,
         [](auto& uow) { delete_category(uow, none<category>); }},
        {"add_product", right::edit_catalog,
         [](auto& uow) {
             product_draft draft;
             draft.name = "Beras";
             add_product(uow, draft);
         }},
        {"edit_product", right::edit_catalog,
         [](auto& uow) { edit_product(uow, none<product>, {}); }},
        {"delete_product", right::edit_catalog,
         [](auto& uow) { delete_product(uow, none<product>); }},
        {"get_product", right::read_catalog, [](auto& uow) { get_product(uow, "x"); }},
        {"find_product by SKU", right::read_catalog, [](auto& uow) { find_product(uow, "x"); }},
        {"find_product", right::read_catalog, [](auto& uow) { find_product(uow, none<product>); }},
        {"find_product_by_name", right::read_catalog,
         [](auto& uow) { find_product_by_name(uow, "x"); }},
        {"list_products", right::read_catalog, [](auto& uow) { list_products(uow, {}, {}); }},
        {"count_products", right::read_catalog, [](auto& uow) { count_products(uow, {}); }},
        {"add_pack", right::edit_catalog, [](auto& uow) { add_pack(uow, none<product>, {}); }},
        {"edit_pack", right::edit_catalog, [](auto& uow) { edit_pack(uow, none<pack>, {}); }},
        {"delete_pack", right::edit_catalog, [](auto& uow) { delete_pack(uow, none<pack>); }},
        {"get_pack", right::read_catalog, [](auto& uow) { get_pack(uow, "x"); }},
        {"remove_imported_products", right::import_records,
         [](auto& uow) { remove_imported_products(uow, none<import_batch>); }},
        {"keep_imported_products", right::import_records,
         [](auto& uow) { keep_imported_products(uow, none<import_batch>); }},

        {"add_coupon", right::edit_coupons, [](auto& uow) { add_coupon(uow, {}); }},
        {"find_coupon", right::read_coupons, [](auto& uow) { find_coupon(uow, "HEMAT"); }},
        {"get_coupon", right::read_coupons, [](auto& uow) { get_coupon(uow, "HEMAT"); }},
        {"list_coupons", right::read_coupons, [](auto& uow) { list_coupons(uow); }},
        {"scope_of", right::read_coupons, [](auto& uow) { scope_of(uow, {}); }},
        {"edit_coupon", right::edit_coupons, [](auto& uow) { edit_coupon(uow, none<coupon>, {}); }},
        {"delete_coupon", right::edit_coupons, [](auto& uow) { delete_coupon(uow, none<coupon>); }},

        {"add_review", right::write_reviews,
         [](auto& uow) {
             review_draft draft;
             draft.by = ani;
             add_review(uow, draft);
         }},
        {"edit_review", right::write_reviews,
         [](auto& uow) { edit_review(uow, none<review>, {}); }},
        {"get_review", right::write_reviews, [](auto& uow) { get_review(uow, none<review>); }},
        {"list_reviews", right::write_reviews, [](auto& uow) { list_reviews(uow, {}, {}); }},
        {"list_reviews of one", right::write_reviews,
         [](auto& uow) { list_reviews(uow, {.by = ani}, {}); }},
        {"count_reviews", right::write_reviews, [](auto& uow) { count_reviews(uow, {}); }},
        {"reply_to_review", right::answer_customers,
         [](auto& uow) { reply_to_review(uow, none<review>, "makasih"); }},
        {"hide_review", right::hide_reviews,
         [](auto& uow) { hide_review(uow, none<review>, "kasar"); }},
        {"unhide_review", right::hide_reviews, [](auto& uow) { unhide_review(uow, none<review>); }},
        {"list_public_reviews", right::read_catalog,
         [](auto& uow) { list_public_reviews(uow, none<product>, {}); }},

        {"send_message", right::answer_customers,
         [](auto& uow) { send_message(uow, {.with = ani}); }},
        {"send_message of the customer", right::converse,
         [](auto& uow) { send_message(uow, {.with = ani, .from = chat_side::customer}); }},
        {"find_conversation", right::converse, [](auto& uow) { find_conversation(uow, ani); }},
        {"list_conversations", right::converse, [](auto& uow) { list_conversations(uow); }},
        {"count_conversations", right::converse, [](auto& uow) { count_conversations(uow, {}); }},
        {"list_messages", right::converse, [](auto& uow) { list_messages(uow, {}); }},
        {"list_messages of one", right::converse,
         [](auto& uow) { list_messages(uow, {.with = ani}); }},
        {"count_messages", right::converse, [](auto& uow) { count_messages(uow, {}); }},
        {"mark_messages_read", right::answer_customers,
         [](auto& uow) { mark_messages_read(uow, ani, chat_side::shop); }},
        {"mark_messages_read of the customer", right::converse,
         [](auto& uow) { mark_messages_read(uow, ani, chat_side::customer); }},
        {"newest_message", right::converse, [](auto& uow) { newest_message(uow); }},
        {"add_quick_answer", right::answer_customers, [](auto& uow) { add_quick_answer(uow, {}); }},
        {"get_quick_answer", right::answer_customers,
         [](auto& uow) { get_quick_answer(uow, "salam"); }},
        {"list_quick_answers", right::answer_customers, [](auto& uow) { list_quick_answers(uow); }},
        {"edit_quick_answer", right::answer_customers,
         [](auto& uow) { edit_quick_answer(uow, none<quick_answer>, {}); }},
        {"delete_quick_answer", right::answer_customers,
         [](auto& uow) { delete_quick_answer(uow, none<quick_answer>); }},

        {"add_shipping_rate", right::edit_rates,
         [](auto& uow) {
             add_shipping_rate(uow, {"Binjai", money(1, currency::idr), {}});
         }},
        {"find_shipping_rate", right::read_catalog,
         [](auto& uow) { find_shipping_rate(uow, "Medan"); }},
        {"get_shipping_rate", right::read_catalog,
         [](auto& uow) { get_shipping_rate(uow, "Medan"); }},
        {"list_shipping_rates", right::read_catalog, [](auto& uow) { list_shipping_rates(uow); }},
        {"edit_shipping_rate", right::edit_rates,
         [](auto& uow) { edit_shipping_rate(uow, none<shipping_rate>, {}); }},
        {"delete_shipping_rate", right::edit_rates,
         [](auto& uow) { delete_shipping_rate(uow, none<shipping_rate>); }},

        {"add_customer", right::add_customers,
         [](auto& uow) { add_customer(uow, {.name = "Cici", .reach = {}}); }},
        {"erase_customer", right::erase_customers,
         [](auto& uow) { erase_customer(uow, ani, "diminta"); }},
        {"erase_customer of nobody", right::erase_customers,
         [](auto& uow) { erase_customer(uow, none<customer>, ""); }},
        {"erased_traces_remain", right::read_customers,
         [](auto& uow) { erased_traces_remain(uow); }},
        {"find_customer_erasure", right::read_customers,
         [](auto& uow) { find_customer_erasure(uow, ani); }},
        {"write_customer_data", right::take_customer_data,
         [](auto& uow) { write_customer_data(uow, ani, [](std::string_view) {}); }},
        {"write_customer_data of nobody", right::take_customer_data,
         [](auto& uow) { write_customer_data(uow, none<customer>, [](std::string_view) {}); }},
        {"merge_conflicts", right::merge_customers,
         [](auto& uow) { merge_conflicts(uow, ani, none<customer>); }},
        {"merge_customers", right::merge_customers,
         [](auto& uow) { merge_customers(uow, ani, none<customer>); }},
        {"merge_customers of itself", right::merge_customers,
         [](auto& uow) { merge_customers(uow, ani, ani); }},
        {"list_customer_merges", right::read_customers,
         [](auto& uow) { list_customer_merges(uow, none<customer>); }},
        {"edit_customer", right::edit_customers, [](auto& uow) { edit_customer(uow, ani, {}); }},
        {"edit_customer of nobody", right::edit_customers,
         [](auto& uow) { edit_customer(uow, none<customer>, {}); }},
        {"find_customer", right::read_customers, [](auto& uow) { find_customer(uow, ani); }},
        {"get_customer", right::read_customers, [](auto& uow) { get_customer(uow, "1"); }},
        {"get_customer_card", right::read_customers,
         [](auto& uow) { get_customer_card(uow, ani); }},
        {"customer_timeline", right::read_customers,
         [](auto& uow) { customer_timeline(uow, ani, {}, {}); }},
        {"customer_timeline of notes", right::annotate_customers,
         [](auto& uow) { customer_timeline(uow, ani, {.kinds = {timeline_kind::note}}, {}); }},
        {"add_customer_note", right::annotate_customers,
         [](auto& uow) { add_customer_note(uow, ani, "suka teh"); }},
        {"list_customer_notes", right::annotate_customers,
         [](auto& uow) { list_customer_notes(uow, ani, {}); }},
        {"add_customer_tag", right::annotate_customers,
         [](auto& uow) { add_customer_tag(uow, ani, "grosir"); }},
        {"remove_customer_tag", right::annotate_customers,
         [](auto& uow) { remove_customer_tag(uow, ani, "grosir"); }},
        {"tags_of", right::annotate_customers, [](auto& uow) { tags_of(uow, ani); }},
        {"list_customer_tags", right::annotate_customers,
         [](auto& uow) { list_customer_tags(uow, {}); }},
        {"count_customer_tags", right::annotate_customers,
         [](auto& uow) { count_customer_tags(uow); }},
        {"record_consent", right::keep_consents,
         [](auto& uow) {
             record_consent(uow, ani, {consent_channel::email, true, "di toko"});
         }},
        {"consents_of", right::keep_consents, [](auto& uow) { consents_of(uow, ani); }},
        {"consent_history", right::keep_consents, [](auto& uow) { consent_history(uow, ani); }},
        {"make_unsubscribe_token", right::keep_consents,
         [](auto& uow) { make_unsubscribe_token(uow, ani, consent_channel::email); }},
        {"list_customers", right::read_customers, [](auto& uow) { list_customers(uow, {}, {}); }},
        {"count_customers", right::read_customers, [](auto& uow) { count_customers(uow, {}); }},
        {"match_customer", right::read_customers,
         [](auto& uow) { match_customer(uow, "Ani", {}); }},
        {"complete_imported_customer", right::import_records,
         [](auto& uow) { complete_imported_customer(uow, {}, {}, none<import_batch>); }},
        {"remove_imported_customers", right::import_records,
         [](auto& uow) { remove_imported_customers(uow, none<import_batch>); }},
        {"keep_imported_customers", right::import_records,
         [](auto& uow) { keep_imported_customers(uow, none<import_batch>); }},

        {"get_order", right::read_orders, [](auto& uow) { get_order(uow, 1); }},
        {"get_order of nothing", right::read_orders, [](auto& uow) { get_order(uow, nothing); }},
        {"get_order by name", right::read_orders, [](auto& uow) { get_order(uow, "A"); }},
        {"get_order by number", right::read_orders, [](auto& uow) { get_order(uow, "1"); }},
        {"list_orders", right::read_orders, [](auto& uow) { list_orders(uow, {}, {}); }},
        {"list_orders of somebody", right::read_orders,
         [](auto& uow) {
             order_query query;
             query.buyer = ani;
             list_orders(uow, query, {});
         }},
        {"for_each_order", right::read_orders,
         [](auto& uow) { for_each_order(uow, {}, {}, [](auto const&) {}); }},
        {"count_orders", right::read_orders, [](auto& uow) { count_orders(uow, {}); }},
        {"payments_of", right::read_orders, [](auto& uow) { payments_of(uow, order_of_ani); }},
        {"refunds_of", right::read_orders, [](auto& uow) { refunds_of(uow, order_of_ani); }},
        {"undo_import", right::import_records,
         [](auto& uow) { undo_import(uow, none<import_batch>); }},

        {"set_product_picture", right::edit_catalog,
         [](auto& uow) { set_product_picture(uow, none<product>, any_picture()); }},
        {"remove_product_picture", right::edit_catalog,
         [](auto& uow) { remove_product_picture(uow, none<product>); }},
        {"product_picture", right::read_catalog,
         [](auto& uow) { product_picture(uow, none<product>); }},
        {"find_pack", right::read_catalog, [](auto& uow) { find_pack(uow, none<pack>); }},
        {"product_skus", right::read_catalog, [](auto& uow) { product_skus(uow, "S", 9); }},
        {"customer_cities", right::read_customers, [](auto& uow) { customer_cities(uow, "M", 9); }},

        {"receive_stock", right::change_stock,
         [](auto& uow) { receive_stock(uow, none<product>, one_piece); }},
        {"adjust_stock", right::change_stock,
         [](auto& uow) { adjust_stock(uow, none<product>, one_piece, "rusak"); }},
        {"count_stock", right::change_stock,
         [](auto& uow) { count_stock(uow, none<product>, one_piece); }},
        {"set_low_stock", right::change_stock,
         [](auto& uow) { set_low_stock(uow, none<product>, one_piece); }},
        {"stock_of", right::read_stock, [](auto& uow) { stock_of(uow, none<product>); }},
        {"list_stock", right::read_stock, [](auto& uow) { list_stock(uow, {}); }},
        {"count_stock_levels", right::read_stock, [](auto& uow) { count_stock_levels(uow, {}); }},
        {"stock_history", right::read_stock, [](auto& uow) { stock_history(uow, std::nullopt); }},
        {"get_goods", right::read_catalog, [](auto& uow) { get_goods(uow, "x"); }},

        {"show_cart", right::keep_cart, [](auto& uow) { show_cart(uow, ani); }},
        {"mark_cart_seen", right::keep_cart, [](auto& uow) { mark_cart_seen(uow, ani); }},
        {"add_to_cart", right::keep_cart,
         [](auto& uow) { add_to_cart(uow, ani, "S1", one_piece); }},
        {"set_in_cart", right::keep_cart,
         [](auto& uow) { set_in_cart(uow, ani, "S1", one_piece); }},
        {"remove_from_cart", right::keep_cart, [](auto& uow) { remove_from_cart(uow, ani, "S1"); }},
        {"clear_cart", right::keep_cart, [](auto& uow) { clear_cart(uow, ani); }},
        {"merge_carts", right::keep_cart,
         [](auto& uow) { merge_carts(uow, {std::string(64, 'a')}, ani); }},
        {"remove_stale_carts", right::maintain,
         [](auto& uow) { remove_stale_carts(uow, uow.now()); }},

        {"place_order", right::sell, [](auto& uow) { place_order(uow, {.buyer = ani}); }},
        {"place_order over the counter", right::sell, [](auto& uow) { place_order(uow, {}); }},
        {"pack_order", right::change_fulfilment, [](auto& uow) { pack_order(uow, 1); }},
        {"ship_order", right::change_fulfilment, [](auto& uow) { ship_order(uow, 1); }},
        {"deliver_order", right::change_fulfilment, [](auto& uow) { deliver_order(uow, 1); }},
        {"return_order", right::change_fulfilment,
         [](auto& uow) { return_order(uow, 1, "rusak"); }},
        {"refuse_order", right::change_fulfilment,
         [](auto& uow) { refuse_order(uow, 1, "tidak di rumah"); }},
        {"cancel_order", right::cancel_orders, [](auto& uow) { cancel_order(uow, 1, "salah"); }},
        {"overdue_orders", right::expire_orders, [](auto& uow) { overdue_orders(uow); }},
        {"expire_order", right::expire_orders, [](auto& uow) { expire_order(uow, 1); }},
        {"submit_payment", right::submit_payments, [](auto& uow) { submit_payment(uow, 1, {}); }},
        {"accept_payment", right::accept_payments,
         [](auto& uow) { accept_payment(uow, 1, {.amount = money(1, currency::idr)}); }},
        {"reject_payment", right::accept_payments,
         [](auto& uow) { reject_payment(uow, 1, "tidak cocok"); }},
        {"refund_order", right::refund,
         [](auto& uow) {
             refund_request asked;
             asked.all = true;
             asked.reason = "rusak";
             refund_order(uow, 1, asked);
         }},
        {"submissions_of", right::read_orders,
         [](auto& uow) { submissions_of(uow, order_of_ani); }},
        {"list_submissions", right::read_orders, [](auto& uow) { list_submissions(uow, {}, {}); }},
        {"count_submissions", right::read_orders, [](auto& uow) { count_submissions(uow, {}); }},
        {"payment_proof", right::read_orders,
         [](auto& uow) { payment_proof(uow, order_of_ani, 1); }},

        {"export_orders", right::export_records,
         [](auto& uow) { export_orders(uow, {}, [](auto const&) {}); }},
        {"undo_record_import", right::import_records,
         [](auto& uow) { undo_record_import(uow, record_kind::customers, none<import_batch>); }},
        {"export_records", right::export_records,
         [](auto& uow) { export_records(uow, record_kind::customers, [](auto const&) {}); }},

        {"report_sales", right::read_reports,
         [](auto& uow) {
             report_sales(uow, {on("2026-11-23"), on("2026-11-23")}, report_granularity::day);
         }},
        {"report_sales until today", right::read_reports,
         [](auto& uow) {
             report_sales(uow, {on("2026-11-23"), on("2026-11-24")}, report_granularity::day);
         }},
        {"report_sales of the month", right::read_reports,
         [](auto& uow) {
             report_sales(uow, {on("2026-11-24"), on("2026-11-24")}, report_granularity::month);
         }},
        {"report_sales of today", right::read_todays_report,
         [](auto& uow) {
             report_sales(uow, {on("2026-11-24"), on("2026-11-24")}, report_granularity::day);
         }},
        {"booked_period", right::read_todays_report,
         [](auto& uow) { booked_period(uow, report_basis::paid); }},
        {"explain_figure", right::read_reports,
         [](auto& uow) {
             explain_figure(uow, {on("2026-11-01"), on("2026-11-24")}, report_column::gross,
                            report_basis::paid, [](auto const&) {});
         }},
        {"explain_figure of today", right::read_todays_report,
         [](auto& uow) {
             explain_figure(uow, {on("2026-11-24"), on("2026-11-24")}, report_column::gross,
                            report_basis::paid, [](auto const&) {});
         }},
        {"check_shop", right::maintain, [](auto& uow) { check_shop(uow, [](auto const&) {}); }},

        {"add_staff_member", right::manage_staff,
         [](auto& uow) { add_staff_member(uow, {.name = "Wati"}); }},
        {"find_staff_member", right::manage_staff,
         [](auto& uow) { find_staff_member(uow, none<staff_member>); }},
        {"get_staff_member", right::manage_staff, [](auto& uow) { get_staff_member(uow, "x"); }},
        {"list_staff", right::manage_staff, [](auto& uow) { list_staff(uow); }},
        {"edit_staff_member", right::manage_staff,
         [](auto& uow) { edit_staff_member(uow, none<staff_member>, {}); }},
        {"set_staff_password", right::manage_staff,
         [](auto& uow) { set_staff_password(uow, none<staff_member>, "rahasia toko"); }},
        {"disable_staff_member", right::manage_staff,
         [](auto& uow) { disable_staff_member(uow, none<staff_member>); }},
        {"enable_staff_member", right::manage_staff,
         [](auto& uow) { enable_staff_member(uow, none<staff_member>); }},
    };
    return all;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(rights, staffed_shop)

BOOST_AUTO_TEST_CASE(each_use_case_is_for_those_who_have_its_right_and_for_nobody_else)
{
    auto const before = dump();
    for (auto const& each : use_cases())
        for (auto const& [by, kind] : everybody) {
            bool const allowed = reach_of(kind, each.what) == reach::all;
            BOOST_TEST((denied(by, each.run) == "") == allowed,
                       each.name << " by " << to_record(by));
        }
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(a_refusal_changes_nothing)
{
    auto const before = dump();
    for (auto const& each : use_cases())
        for (auto const& [by, kind] : everybody)
            if (reach_of(kind, each.what) != reach::all)
                BOOST_CHECK_THROW(tokocrm::transact(db(), by, each.run), error);
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(an_import_is_the_owners)
{
    auto const before = dump();
    for (auto const& [by, kind] : everybody) {
        auto staged = stage("order,placed_at,sku,unit_price\nC,2026-11-22,S1,500\n");
        auto const work = [&](unit_of_work& uow) { import_orders(uow, staged); };
        BOOST_TEST((denied(by, work) == "") == (kind == acting::owner), to_record(by));
        std::istringstream csv("name\nDedi\n");
        record_stage records(csv, read([](auto& uow) { return get_shop(uow); }),
                             record_kind::customers, {});
        auto const other = [&](unit_of_work& uow) { import_records(uow, records); };
        BOOST_TEST((denied(by, other) == "") == (kind == acting::owner), to_record(by));
    }
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(a_customer_sees_and_changes_what_is_theirs)
{
    who = budi;
    BOOST_TEST(read([&](auto& uow) { return find_customer(uow, budi); })->name == "Budi");
    BOOST_TEST(transact([&](auto& uow) {
                   return edit_customer(uow, budi, {.city = std::optional<std::string>("Medan")});
               }).version == 2);
    BOOST_TEST(order("2").header.number == 2);
    order_query mine;
    mine.buyer = budi;
    BOOST_TEST(read([&](auto& uow) { return list_orders(uow, mine, {}); }).items.size() == 1U);
    BOOST_TEST(read([&](auto& uow) { return count_orders(uow, mine); }) == 1);
    auto const row = order("2").header.row;
    BOOST_TEST(read([&](auto& uow) { return payments_of(uow, row); }).size() == 1U);
    BOOST_TEST(read([&](auto& uow) { return refunds_of(uow, row); }).empty());
}

BOOST_AUTO_TEST_CASE(whoever_signs_in_needs_no_right)
{
    for (auto const& [by, kind] : everybody)
        BOOST_TEST(denied(by, [](auto& uow) {
                       check_staff_password(uow, "Siti", "no password");
                       display_name(uow, "staff:1");
                       shop_currency(uow);
                       make_cart_token(uow);
                       record_audit_event(uow, "host.greeted", "host:1");
                       audit_trail(uow, "host:1");
                   }) == "");
}

BOOST_AUTO_TEST_CASE(copies_of_a_shop_are_the_owners_and_the_nightly_jobs)
{
    db();
    for (auto const& [by, kind] : everybody) {
        bool const allowed = reach_of(kind, right::maintain) == reach::all;
        auto const file = folder / ("copy of " + to_record(by));
        auto const expected = allowed ? "" : "staff.not_permitted";
        BOOST_TEST(refused_because([&, &by = by] { backup_database(url, file, by, env); }) ==
                   expected);
        BOOST_TEST(std::filesystem::exists(file) == allowed);
    }
    close();
    auto const backup = folder / "copy of owner";
    auto const before = dump();
    close();
    for (auto const& [by, kind] : everybody) {
        bool const allowed = reach_of(kind, right::maintain) == reach::all;
        auto const expected = allowed ? "" : "staff.not_permitted";
        auto const fresh = folder / ("restored by " + to_record(by));
        BOOST_TEST(refused_because([&, &by = by] {
                       restore_database("sqlite:" + fresh, backup, false, by, env);
                   }) == expected);
        BOOST_TEST(std::filesystem::exists(fresh) == allowed);
        if (!allowed)
            BOOST_TEST(refused_because([&, &by = by] {
                           restore_database(url, backup, true, by, env);
                       }) == expected);
    }
    BOOST_TEST(test::difference(before, dump()) == "");
}

BOOST_AUTO_TEST_CASE(whoever_replaces_a_shop_has_the_right_in_both)
{
    auto const backup = folder / "backup.db";
    db();
    backup_database(url, backup, who, env);
    id<staff_member> const eka{1}, siti{2};
    transact([&](auto& uow) {
        edit_staff_member(uow, eka, {.role = staff_role::cashier});
        edit_staff_member(uow, siti, {.role = staff_role::owner});
    });
    close();
    // An owner in the backup, but a cashier by now; and the other way round.
    for (auto const each : {eka, siti})
        BOOST_TEST(refused_because([&] { restore_database(url, backup, true, each, env); }) ==
                   "staff.not_permitted");
    id<staff_member> const newer = transact([&](auto& uow) {
        edit_staff_member(uow, eka, {.role = staff_role::owner});
        return add_staff_member(uow, {.name = "Wati", .role = staff_role::owner}).number;
    });
    close();
    BOOST_TEST(refused_because([&] { restore_database(url, backup, true, newer, env); }) ==
               "staff.unknown");
    BOOST_TEST(refused_because([&] { restore_database(url, backup, true, eka, env); }) == "");
    transact([&](auto& uow) { disable_staff_member(uow, eka); });
    close();
    BOOST_TEST(refused_because([&] { restore_database(url, backup, true, eka, env); }) ==
               "staff.disabled");
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(whoever_was_sent_a_link_may_unsubscribe)
{
    auto const link = transact(
        [&](auto& uow) { return make_unsubscribe_token(uow, ani, consent_channel::email); });
    for (auto const& [by, acting_as] : everybody)
        BOOST_TEST(denied(by, [&](auto& uow) { unsubscribe(uow, link); }).empty());
}

BOOST_AUTO_TEST_SUITE_END()
