#include "measurements.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace bench {

namespace {

/// What `order list` asks for without options.
constexpr char const* newest_orders =
    "select id, number, customer_id, placed_at, placed_on, paid_at, paid_on, booked_placed_on,"
    " booked_paid_on, order_state, payment_state, fulfilment_state, payment_method,"
    " customer_name, phone, email, address, city, postal_code, line_count, units, gross,"
    " product_discount, coupon_code, coupon_discount, shipping, other, total, paid, refunded,"
    " expires_at, source, reference from orders where 1 = 1"
    " order by placed_at desc, number desc limit 20";

constexpr char const* months = "2023-01..2025-12";

constexpr char const* monthly_sales =
    "select period, sum(orders), sum(units), sum(gross), sum(discounts), sum(refunds),"
    " sum(shipping), sum(other), sum(new_customers), sum(returning_customers) from sales_summary"
    " where basis = 'paid' and granularity = 'month' and period between 202301 and 202512"
    " group by period order by period";

int always(shop_size const&)
{
    return 400;
}

int few(shop_size const& of)
{
    return of.orders > 1'000'000 ? 1 : of.orders > 100'000 ? 3 : 5;
}

command list_orders(scene const& at)
{
    return {at.run.toko, "--db", at.of.shop(), "order", "list"};
}

command report_months_of(scene const& at, shop_size const& size)
{
    return {at.run.toko, "--db", size.shop(), "report", "monthly", months};
}

command report_months(scene const& at)
{
    return report_months_of(at, at.of);
}

void require_same_output(std::string const& what, command const& toko, command const& shell)
{
    auto const here = output_of(toko), there = output_of(shell);
    if (here.empty())
        throw std::runtime_error(what + ": toko writes nothing");
    std::istringstream ours(here), theirs(there);
    for (std::string one, other; ours || theirs;) {
        bool const more = bool(std::getline(ours, one)), others = bool(std::getline(theirs, other));
        if (more != others || (more && one != other))
            throw std::runtime_error(
                what + ": toko and the yardstick disagree: " + (more ? one : "no more") + " and " +
                (others ? other : "no more"));
    }
}

void require_same_orders(scene const& at)
{
    auto toko = list_orders(at);
    toko.insert(toko.end(),
                {"--limit", "20", "--format", "tsv", "--fields", "number,total,gross,customer"});
    require_same_output("order list", toko,
                        {at.run.shell, "-batch", "-header", "-tabs", at.of.shop(),
                         std::string("select number, total, gross, customer_name as customer"
                                     " from (") +
                             newest_orders + ")"});
}

void require_same_months(scene const& at)
{
    auto toko = report_months(at);
    toko.insert(toko.end(), {"--format", "tsv"});
    // The report has quantities with their decimals, and sums of its own.
    require_same_output(
        "report monthly", toko,
        {at.run.shell, "-batch", "-header", "-tabs", at.of.shop(),
         std::string(
             "select substr(period, 1, 4) || '-' || substr(period, 5) as period, orders,"
             " rtrim(rtrim(printf('%d.%03d', units / 1000, units % 1000), '0'), '.') as"
             " units, gross, discounts, refunds, gross - discounts - refunds as net,"
             " shipping, other, gross - discounts - refunds + shipping + other as total,"
             " (2 * (gross - discounts - refunds) + orders) / (2 * orders) as average_order,"
             " new_customers,"
             " returning_customers from (select period, sum(orders) as orders,"
             " sum(units) as units, sum(gross) as gross, sum(discounts) as discounts,"
             " sum(refunds) as refunds, sum(shipping) as shipping, sum(other) as other,"
             " sum(new_customers) as new_customers, sum(returning_customers) as"
             " returning_customers from sales_summary where basis = 'paid' and"
             " granularity = 'month' and period between 202301 and 202512"
             " group by period order by period)")});
}

void copy_empty_shops(scene const& at)
{
    for (auto const& copy : {at.of.fresh_of_toko(), at.of.fresh_of_yardstick()}) {
        for (auto const* rest : {"", "-wal", "-shm"})
            std::filesystem::remove(copy + rest);
        std::filesystem::copy_file(at.of.empty(), copy);
    }
}

void require_same_rows(scene const& at)
{
    run({at.run.yardstick, "compare", at.of.fresh_of_toko(), at.of.fresh_of_yardstick()});
}

std::vector<measurement> own_measurements()
{
    return {
        {.name = "order-list",
         .what = "`toko order list`, the 20 newest",
         .beside = "`sqlite3`, the same query",
         .most_times = 1.5,
         .most_mib = 16,
         .times_run = always,
         .toko = list_orders,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.shell, "-batch", at.of.shop(), newest_orders};
             },
         .require_agreement = require_same_orders},
        {.name = "order-list-floor",
         .what = "`toko order list`, the 20 newest",
         .beside = "a process of nothing but SQLite, the same query",
         .times_run = always,
         .toko = list_orders,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.raw_query, at.of.shop(), newest_orders};
             }},
        {.name = "report-monthly",
         .what = "`toko report monthly`, 36 months",
         .beside = "`sqlite3`, reading the same 36 rows",
         .most_times = 1.5,
         .most_mib = 16,
         .times_run = always,
         .toko = report_months,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.shell, "-batch", at.of.shop(), monthly_sales};
             },
         .require_agreement = require_same_months},
        {.name = "report-monthly-floor",
         .what = "`toko report monthly`, 36 months",
         .beside = "a process of nothing but SQLite, reading the same 36 rows",
         .times_run = always,
         .toko = report_months,
         .yardstick =
             [](scene const& at) {
                 return command{at.run.raw_query, at.of.shop(), monthly_sales};
             }},
        {.name = "report-monthly-growth",
         .what = "`toko report monthly`, 36 months",
         .beside = "itself at the smallest size",
         .most_times = 1.2,
         .times_run = always,
         .toko = report_months,
         .yardstick = [](scene const& at) { return report_months_of(at, at.smallest); },
         .only_beyond_smallest = true},
        {.name = "order-import",
         .what = "`toko order import` of the whole history",
         .beside = "the same rows by prepared inserts, indexes last",
         .most_times = 2,
         .most_mib = 256,
         .times_run = few,
         .toko =
             [](scene const& at) {
                 return command{at.run.toko, "--db",   at.of.fresh_of_toko(),
                                "order",     "import", at.of.history()};
             },
         .yardstick =
             [](scene const& at) {
                 return command{at.run.yardstick, "import", at.of.fresh_of_yardstick(),
                                at.of.history()};
             },
         .prepare = copy_empty_shops,
         .require_agreement = require_same_rows},
    };
}

/// What is looked for, and what a person would give FTS5 for it.
struct searched
{
    char const* kind;
    char const* typed;
    char const* match;
    char const* like; ///< decides about what the index gives
};

command search(scene const& at, char const* noun, char const* typed)
{
    return {at.run.toko, "--db", at.of.records(), noun, "list", "--search", typed};
}

std::string product_query(searched const& what)
{
    return std::string("select p.id, k.sku, p.name, c.name, p.unit, k.price, p.discount_ppm,"
                       " p.active, p.archived_at, p.description, p.slug, p.fractional,"
                       " p.created_at, k.id, k.name, k.contains, k.barcode, p.version"
                       " from product_search join products p on p.id = product_search.rowid"
                       " join product_packs k on k.product_id = p.id and k.position = 1"
                       " left join categories c on c.id = p.category_id"
                       " where product_search match '") +
           what.match + "' and p.search_text like '" + what.like +
           "' and p.archived_at is null order by p.name_folded, p.id limit 20";
}

std::string customer_query(searched const& what)
{
    return std::string("select c.id, c.name, c.phone, c.email, c.address, c.city, c.postal_code,"
                       " c.registered_at, c.sex, c.version"
                       " from customer_search join customers c on c.id = customer_search.rowid"
                       " where customer_search match '") +
           what.match + "' and c.search_text like '" + what.like +
           "' order by customer_search.rowid limit 20";
}

constexpr searched in_products[] = {
    {"rare", "sku49", R"("sku" AND "ku4" AND "u49")", "%sku49%"},
    {"common", "sembako", R"("sem" AND "emb" AND "mba" AND "bak" AND "ako")", "%sembako%"},
    {"short", "be", R"("  b" AND " be")", "%  be%"},
    {"several", "beras mawar 12",
     R"("ber" AND "era" AND "ras" AND "maw" AND "awa" AND "war" AND "  1" AND " 12")",
     "%beras%mawar%  12%"},
};

constexpr searched in_customers[] = {
    {"rare", "akun498", R"("aku" AND "kun" AND "un4" AND "n49" AND "498")", "%akun498%"},
    {"common", "kisaran", R"("kis" AND "isa" AND "sar" AND "ara" AND "ran")", "%kisaran%"},
    {"short", "si", R"("  s" AND " si")", "%  si%"},
    {"phone", "0812345",
     R"(("081" AND "812" AND "123" AND "234" AND "345") OR ("  6" AND " 62" AND "628" AND "281" )"
     R"(AND "812" AND "123" AND "234" AND "345"))",
     "%  62812345%"},
};

measurement search_measurement(char const* noun, searched const& what,
                               std::string (*query)(searched const&))
{
    return {.name = std::string(noun) + "-search-" + what.kind,
            .what = std::string("`toko ") + noun + " list --search \"" + what.typed + "\"`",
            .beside = "`sqlite3`, the same words in the same index",
            .most_times = 1.5,
            .most_mib = 32,
            .times_run = [](shop_size const&) { return 100; },
            .toko = [noun, &what](scene const& at) { return search(at, noun, what.typed); },
            .yardstick =
                [&what, query](scene const& at) {
                    return command{at.run.shell, "-batch", at.of.records(), query(what)};
                },
            .require_agreement =
                [noun, &what, query](scene const& at) {
                    auto toko = search(at, noun, what.typed);
                    toko.insert(toko.end(), {"--limit", "20", "--format", "tsv", "--fields", "id"});
                    require_same_output(std::string(noun) + " search", toko,
                                        {at.run.shell, "-batch", at.of.records(),
                                         "select 'id' union all select * from (select id from (" +
                                             query(what) + "))"});
                }};
}

/// A list's last page beside its first. What comes before the last page is found once.
measurement last_page(char const* noun, char const* sort, std::string (*shop)(shop_size const&),
                      std::int64_t rows_a_page)
{
    auto const list = [noun, sort, shop](scene const& at) {
        return command{at.run.toko, "--db", shop(at.of), noun, "list", "--sort", sort};
    };
    auto const cursor = [list, rows_a_page](scene const& at) {
        static std::map<command, std::string> known;
        auto before = list(at);
        auto& found = known[before];
        if (found.empty()) {
            before.insert(before.end(), {"--lang", "en", "--limit", std::to_string(rows_a_page),
                                         "--page", std::to_string(at.of.orders / rows_a_page - 1)});
            std::string line = "exec";
            for (auto const& word : before)
                line += " '" + word + "'";
            auto const said = output_of({"sh", "-c", line + " 2>&1 >/dev/null"});
            auto const at_cursor = said.rfind("--after ");
            if (at_cursor == said.npos)
                throw std::runtime_error("a list tells no cursor: " + said);
            found = said.substr(at_cursor + 8, said.find_last_not_of('\n') - at_cursor - 7);
        }
        return found;
    };
    return {.name = std::string(noun) + "-last-page-" + sort,
            .what = std::string("`toko ") + noun + " list --sort " + sort +
                    " --after …`, the last page",
            .beside = "its first page",
            .most_times = 1.2,
            .times_run = always,
            .toko =
                [list, cursor](scene const& at) {
                    auto last = list(at);
                    last.insert(last.end(), {"--after", cursor(at)});
                    return last;
                },
            .yardstick = list};
}

std::string history_shop(shop_size const& of)
{
    return of.shop();
}

std::string records_shop(shop_size const& of)
{
    return of.records();
}

void add_lists(std::vector<measurement>& to)
{
    for (auto const& what : in_products)
        to.push_back(search_measurement("product", what, product_query));
    for (auto const& what : in_customers)
        to.push_back(search_measurement("customer", what, customer_query));
    constexpr std::int64_t rows_of_a_table = 20;
    for (auto const* const sort : {"id", "name", "registered_at"})
        to.push_back(last_page("customer", sort, records_shop, rows_of_a_table));
    for (auto const* const sort : {"-placed_at", "total", "customer", "number"})
        to.push_back(last_page("order", sort, history_shop, rows_of_a_table));
}

constexpr std::int64_t many_reviews = 100'000, few_reviews = 10;

void write_reviews(scene const& at)
{
    if (std::filesystem::exists(at.of.reviews()))
        return;
    auto const of_product = [](std::string const& product, std::int64_t count) {
        return "insert into reviews (order_id, line, product_id, customer_id, stars, text,"
               " written_at, version) with recursive n (i) as (select 1 union all select i + 1"
               " from n where i < " +
               std::to_string(count) + ") select " + product + ", i, " + product +
               ", 1, 1 + i % 5, 'sesuai pesanan', 0, 1 from n; update products set"
               " review_count = " +
               std::to_string(count) + ", review_stars = (select sum(stars) from reviews where" +
               " product_id = " + product + ") where id = " + product + "; ";
    };
    std::filesystem::copy_file(at.of.shop(), at.of.reviews());
    run({at.run.shell, "-batch", at.of.reviews(),
         of_product("1", many_reviews) + of_product("2", few_reviews)});
}

/// Other stars for a review at each call.
command edit_review(scene const& at, std::int64_t number)
{
    static std::int64_t turn = 0;
    return {at.run.toko,
            "--db",
            at.of.reviews(),
            "review",
            "edit",
            std::to_string(number),
            "--stars",
            std::to_string(1 + ++turn / 2 % 5),
            "-q"};
}

void add_reviews(std::vector<measurement>& to)
{
    to.push_back({.name = "review-average",
                  .what = "`toko review edit --stars` of a product with 100,000 reviews",
                  .beside = "the same of a product with 10",
                  .most_times = 1.2,
                  .times_run = [](shop_size const&) { return 100; },
                  .toko = [](scene const& at) { return edit_review(at, many_reviews / 2); },
                  .yardstick = [](scene const& at) { return edit_review(at, many_reviews + 1); },
                  .prepare = write_reviews,
                  .only_at_smallest = true});
}

void give_orders_to_one(scene const& at)
{
    if (std::filesystem::exists(at.of.cards()))
        return;
    std::filesystem::copy_file(at.of.shop(), at.of.cards());
    run({at.run.shell, "-batch", at.of.cards(),
         "create temp table every as select max(1, max(number) / 1000) as nth from orders;"
         " update orders set customer_id = 2 where customer_id = 1; update orders set customer_id"
         " = 1 where number % (select nth from every) = 0"});
}

/// The parts of a timeline that a history has; those of reviews, messages and notes are empty.
constexpr char const* newest_events =
    "select order_number as 'order', number, amount from (select registered_at as at, 0 as source,"
    " 0 as a, 0 as b, null as order_number, null as number, null as amount, 'registered' as what,"
    " null as said, null as actor from customers where id = 1"
    " union all select t.at, 1, o.number, t.position, o.number, t.position,"
    " case when t.position = 1 then o.total end, t.to_state, t.reason, t.actor from orders o"
    " join order_transitions t on t.order_id = o.id where o.customer_id = 1"
    " union all select s.submitted_at, 2, o.number, s.position, o.number, s.position, s.amount,"
    " s.state, s.reason, s.submitted_by from orders o join payment_submissions s"
    " on s.order_id = o.id where o.customer_id = 1"
    " union all select p.received_at, 4, o.number, p.position, o.number, p.position, p.amount,"
    " p.method, null, p.actor from orders o join payments p on p.order_id = o.id"
    " where o.customer_id = 1"
    " union all select r.refunded_at, 5, o.number, r.position, o.number, r.position, r.amount,"
    " 'refunded', r.reason, r.actor from orders o join refunds r on r.order_id = o.id"
    " where o.customer_id = 1) order by at desc, source desc, a desc, b desc limit 20";

constexpr char const* card_of_one =
    "select * from customers where id = 1;"
    " select paid_on, sum(orders), sum(net) from (select o.paid_on, 1 as orders,"
    " o.gross - o.product_discount - o.coupon_discount as net from orders o"
    " where o.customer_id = 1 and o.booked_paid_on is not null"
    " union all select o.paid_on, e.orders, e.gross - e.discounts - e.refunds from orders o"
    " join booking_entries e on e.order_id = o.id where o.customer_id = 1"
    " and e.basis = 'paid') group by paid_on order by paid_on;"
    " select count(*) from orders where customer_id = 1 and order_state = 'placed'";

command show_card(scene const& at, char const* verb)
{
    return {at.run.toko, "--db", at.of.cards(), "customer", verb, "1"};
}

void add_cards(std::vector<measurement>& to)
{
    auto const shell = [](char const* query) {
        return [query](scene const& at) {
            return command{at.run.shell, "-batch", at.of.cards(), query};
        };
    };
    to.push_back({.name = "customer-show",
                  .what = "`toko customer show` of one with 1,000 orders",
                  .beside = "`sqlite3`, reading the same rows",
                  .most_times = 1.5,
                  .most_mib = 20,
                  .times_run = always,
                  .toko = [](scene const& at) { return show_card(at, "show"); },
                  .yardstick = shell(card_of_one),
                  .prepare = give_orders_to_one});
    to.push_back({.name = "customer-timeline",
                  .what = "`toko customer timeline` of one with 1,000 orders, the 20 newest events",
                  .beside = "`sqlite3`, reading the same rows",
                  .most_times = 1.5,
                  .most_mib = 20,
                  .times_run = always,
                  .toko = [](scene const& at) { return show_card(at, "timeline"); },
                  .yardstick = shell(newest_events),
                  .prepare = give_orders_to_one,
                  .require_agreement =
                      [](scene const& at) {
                          auto toko = show_card(at, "timeline");
                          toko.insert(toko.end(), {"--limit", "20", "--format", "tsv", "--fields",
                                                   "order,number,amount"});
                          require_same_output("customer timeline", toko,
                                              {at.run.shell, "-batch", "-header", "-tabs",
                                               at.of.cards(), newest_events});
                      }});
}

/// What a command costs where there is nothing to do.
measurement start_of(command const& words)
{
    std::string told, name = "start";
    for (auto const& word : words) {
        told += ' ' + word;
        name += '-' + word;
    }
    return {.name = name,
            .what = "`toko" + told + "` of an empty shop",
            .beside = "`sqlite3`, opening it and selecting nothing",
            .most_times = 1.5,
            .times_run = always,
            .toko =
                [words](scene const& at) {
                    command whole{at.run.toko, "--db", at.of.empty()};
                    whole.insert(whole.end(), words.begin(), words.end());
                    return whole;
                },
            .yardstick =
                [](scene const& at) {
                    return command{at.run.shell, "-batch", at.of.empty(),
                                   "select 1 from shop where id = 0"};
                },
            .only_at_smallest = true};
}

void add_starts(std::vector<measurement>& to)
{
    for (auto const& words : {command{"shop", "show"}, command{"product", "list"},
                              command{"stock", "list"}, command{"order", "list"}})
        to.push_back(start_of(words));
}

void copy_shops_for_checkouts(scene const& at)
{
    using std::filesystem::exists;
    if (!exists(at.of.checkouts_of_toko())) {
        std::filesystem::copy_file(at.of.empty(), at.of.checkouts_of_toko());
        auto const earlier = std::to_string(std::min<std::int64_t>(at.of.orders, 20'000));
        run({at.run.checkouts, "prepare", at.of.checkouts_of_toko(), earlier});
        run({at.run.yardstick, "checkout-file", at.of.checkouts_of_yardstick(), earlier});
    }
    for (auto const& [copy, of] :
         {std::pair(at.of.fresh_of_toko(), at.of.checkouts_of_toko()),
          std::pair(at.of.fresh_of_yardstick(), at.of.checkouts_of_yardstick())}) {
        for (auto const* rest : {"", "-wal", "-shm"})
            std::filesystem::remove(copy + rest);
        std::filesystem::copy_file(of, copy);
    }
}

std::string count_of_checkouts(scene const& at)
{
    return at.of.orders < 10'000 ? "400" : "10000";
}

std::function<command(scene const&)> checkouts(std::string processes, std::string threads)
{
    return [=](scene const& at) {
        return command{at.run.checkouts, "run",   at.of.fresh_of_toko(),
                       processes,        threads, count_of_checkouts(at)};
    };
}

/// On the yardstick's copy, so that both begin alike.
command checkouts_of_one_process(scene const& at)
{
    std::filesystem::copy_file(at.of.checkouts_of_toko(), at.of.fresh_of_yardstick(),
                               std::filesystem::copy_options::overwrite_existing);
    return {at.run.checkouts, "run", at.of.fresh_of_yardstick(), "1", "1", count_of_checkouts(at)};
}

command priced_carts(scene const& at)
{
    return {at.run.checkouts, "price", at.of.fresh_of_toko(), count_of_checkouts(at)};
}

command raw_checkouts(scene const& at)
{
    return {at.run.yardstick, "checkouts", at.of.fresh_of_yardstick(), count_of_checkouts(at)};
}

int some(shop_size const&)
{
    return 7;
}

void add_checkouts(std::vector<measurement>& to)
{
    std::vector<measurement> const all{
        {.name = "checkout-one-caller",
         .what = "Durable checkouts by one caller",
         .beside = "the same by SQLite's C API, one commit each",
         .most_times = 1 / 0.8,
         .tells = true,
         .most_p99_times = 1,
         .times_run = some,
         .toko = checkouts("1", "1"),
         .yardstick = raw_checkouts,
         .prepare = copy_shops_for_checkouts,
         .only_at_smallest = true},
        {.name = "checkout-sixteen-callers",
         .what = "As many by 16 threads of one process",
         .beside = "the same by SQLite's C API, one commit each",
         .most_times = 1 / 1.6,
         .tells = true,
         .times_run = some,
         .toko = checkouts("1", "16"),
         .yardstick = raw_checkouts,
         .prepare = copy_shops_for_checkouts,
         .only_at_smallest = true},
        {.name = "checkout-four-processes",
         .what = "As many by four processes together",
         .beside = "one process",
         .most_times = 1 / 0.5,
         .tells = true,
         .least_fairness = 0.7,
         .times_run = some,
         .toko = checkouts("4", "1"),
         .yardstick = checkouts_of_one_process,
         .prepare = copy_shops_for_checkouts,
         .only_at_smallest = true},
        {.name = "checkout-eight-processes",
         .what = "As many by eight processes without a pause",
         .beside = "one process",
         .tells = true,
         .most_seconds = 1,
         .times_run = some,
         .toko = checkouts("8", "1"),
         .yardstick = checkouts_of_one_process,
         .prepare = copy_shops_for_checkouts,
         .only_at_smallest = true},
        {.name = "checkout-pricing",
         .what = "As many carts of 20 lines priced, with rate and coupon",
         .beside = "as many checkouts by one caller",
         .most_times = 0.1,
         .times_run = some,
         .toko = priced_carts,
         .yardstick = checkouts_of_one_process,
         .prepare = copy_shops_for_checkouts,
         .only_at_smallest = true},
    };
    to.insert(to.end(), all.begin(), all.end());
}

void add_chats(std::vector<measurement>& to)
{
    constexpr char const* messages = "40";
    to.push_back(
        {.name = "chat-follow",
         .what = "`toko chat follow`, 40 messages",
         .beside = "as many rows, looked for as often",
         .tells = true,
         .told_as = "A message is told of after",
         .most_median_seconds = 0.2,
         .most_idle_share = 0.01,
         .times_run = [](shop_size const&) { return 3; },
         .toko =
             [](scene const& at) {
                 return command{at.run.following, "toko", at.of.empty(), at.run.toko, messages};
             },
         .yardstick =
             [](scene const& at) {
                 return command{at.run.following, "raw", at.of.said_by_yardstick(), messages};
             },
         .only_at_smallest = true});
}

} // namespace

std::vector<measurement> const& measurements()
{
    static auto const all = [] {
        std::vector<measurement> found = own_measurements();
        add_starts(found);
        add_lists(found);
        add_reviews(found);
        add_cards(found);
        add_chats(found);
        add_checkouts(found);
        return found;
    }();
    return all;
}

} // namespace bench
