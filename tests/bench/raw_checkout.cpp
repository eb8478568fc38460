#include "raw_checkout.hpp"

#include "checkout.hpp"
#include "sqlite.hpp"

#include <chrono>
#include <fstream>
#include <vector>

namespace bench {

namespace {

using std::chrono::steady_clock;

class raw_checkout
{
public:
    explicit raw_checkout(sqlite_file& file) : file_(file) {}

    void place(checkout_choice const& of)
    {
        run(begin_);
        std::int64_t items = 0, gross = 0, price[lines_of_checkout];
        for (int line = 0; line < lines_of_checkout; ++line) {
            bind(price_, 1, of.product[line]);
            require(sqlite3_step(price_.get()) == SQLITE_ROW);
            price[line] = sqlite3_column_int64(price_.get(), 0);
            require(sqlite3_column_int64(price_.get(), 1) >= of.amount[line]);
            sqlite3_reset(price_.get());
            items += of.amount[line];
            gross += of.amount[line] * price[line];
        }
        for (int line = 0; line < lines_of_checkout; ++line) {
            bind(take_, 1, of.amount[line]);
            bind(take_, 2, of.product[line]);
            run(take_);
            require(sqlite3_changes(sqlite3_db_handle(take_.get())) == 1);
        }
        auto const shipping = shipping_of(gross);
        bind(order_, 1, of.customer);
        bind(order_, 2, of.at);
        bind(order_, 3, items);
        bind(order_, 4, gross);
        bind(order_, 5, shipping);
        bind(order_, 6, gross + shipping);
        run(order_);
        auto const order = sqlite3_last_insert_rowid(sqlite3_db_handle(order_.get()));
        for (int line = 0; line < lines_of_checkout; ++line) {
            bind(line_, 1, order);
            bind(line_, 2, of.product[line]);
            bind(line_, 3, of.amount[line]);
            bind(line_, 4, price[line]);
            run(line_);
            bind(movement_, 1, of.product[line]);
            bind(movement_, 2, order);
            bind(movement_, 3, -of.amount[line]);
            bind(movement_, 4, of.at);
            run(movement_);
        }
        bind(summary_, 1, of.day);
        bind(summary_, 2, items);
        bind(summary_, 3, gross);
        bind(summary_, 4, shipping);
        bind(summary_, 5, gross + shipping);
        run(summary_);
        run(commit_);
    }

private:
    void require(bool holds)
    {
        if (!holds)
            file_.fail("a checkout");
    }
    static void bind(statement const& to, int position, std::int64_t value)
    {
        sqlite3_bind_int64(to.get(), position, value);
    }
    static void bind(statement const& to, int position, std::string const& value)
    {
        sqlite3_bind_text(to.get(), position, value.data(), static_cast<int>(value.size()),
                          SQLITE_STATIC);
    }
    void run(statement const& prepared)
    {
        require(sqlite3_step(prepared.get()) == SQLITE_DONE);
        sqlite3_reset(prepared.get());
    }

    sqlite_file& file_;
    statement begin_ = file_.prepare("begin immediate"), commit_ = file_.prepare("commit");
    statement price_ = file_.prepare("select price, stock from products where id = ?");
    statement take_ =
        file_.prepare("update products set stock = stock - ?1 where id = ?2 and stock >= ?1");
    statement order_ = file_.prepare("insert into orders (customer_id, placed_at, status, items,"
                                     " gross, discount, shipping, net)"
                                     " values (?, ?, 3, ?, ?, 0, ?, ?)");
    statement line_ = file_.prepare("insert into order_lines (order_id, product_id, quantity,"
                                    " unit_price) values (?, ?, ?, ?)");
    statement movement_ = file_.prepare("insert into stock_movements (product_id, order_id, delta,"
                                        " at) values (?, ?, ?, ?)");
    statement summary_ =
        file_.prepare("insert into daily_sales values (?, 1, ?, ?, 0, ?, ?) on conflict (day)"
                      " do update set orders = orders + 1, items = items + excluded.items,"
                      " gross = gross + excluded.gross, shipping = shipping + excluded.shipping,"
                      " net = net + excluded.net");
};

/// The tables of a checkout, with goods and so many orders in them.
std::vector<std::string> checkout_tables(std::int64_t earlier_orders)
{
    auto const before = std::to_string(earlier_orders);
    return {
        "create table products (id integer primary key, name text not null, price bigint not null,"
        " stock bigint not null)",
        "create table orders (id integer primary key, customer_id bigint not null,"
        " placed_at text not null, status bigint not null, items bigint not null,"
        " gross bigint not null, discount bigint not null, shipping bigint not null,"
        " net bigint not null)",
        "create table order_lines (id integer primary key, order_id bigint not null,"
        " product_id bigint not null, quantity bigint not null, unit_price bigint not null)",
        "create table stock_movements (id integer primary key, product_id bigint not null,"
        " order_id bigint not null, delta bigint not null, at text not null)",
        "create table daily_sales (day text primary key, orders bigint not null,"
        " items bigint not null, gross bigint not null, discount bigint not null,"
        " shipping bigint not null, net bigint not null)",
        "insert into products with recursive n(i) as (select 1 union all select i + 1 from n"
        " where i < " +
            std::to_string(products_of_checkout) +
            ") select i, 'Barang ' || i,"
            " 190 + i * 7919 % 9800, 1000000 from n",
        "insert into orders with recursive n(i) as (select 1 union all select i + 1 from n"
        " where i < " +
            before + ") select i, 1 + i * 7919 % " + std::to_string(customers_of_checkout) +
            ", '2025-' || printf('%02d-%02d', 1 + i * 12 / (" + before +
            " + 1), 1 + i % 28) || ' 12:00:00', 3, 4, 20000, 0, 590, 20590 from n",
        "insert into order_lines (order_id, product_id, quantity, unit_price)"
        " select o.id, 1 + (o.id * 31 + l.i * 1657) % " +
            std::to_string(products_of_checkout) +
            ", 1, 5000 from orders o, (select 1 as i union select 2 union select 3) l",
        "insert into stock_movements (product_id, order_id, delta, at)"
        " select product_id, order_id, -quantity, '2025-06-01 12:00:00' from order_lines",
        "create index orders_placed on orders (placed_at)",
        "create index orders_customer on orders (customer_id)",
        "create index orders_of_day on orders (placed_at, status, items, gross, discount,"
        " shipping, net)",
        "create index lines_order on order_lines (order_id)",
        "create index lines_product on order_lines (product_id)",
        "create index movements_product on stock_movements (product_id)",
    };
}

} // namespace

void make_raw_checkout_file(std::string const& file, std::int64_t earlier_orders)
{
    std::ofstream(file, std::ios::binary); // an empty file is an empty database
    sqlite_file opened(file);
    opened.run("pragma journal_mode=wal");
    opened.run("begin");
    for (auto const& each : checkout_tables(earlier_orders))
        opened.run(each);
    opened.run("commit");
}

void raw_checkouts(std::string const& file, std::int64_t count)
{
    sqlite_file opened(file);
    opened.run("pragma journal_mode=wal");
    opened.run("pragma synchronous=full");
    opened.run("pragma cache_size=-65536");
    raw_checkout checkout(opened);
    checkout_choices choices(42);
    std::vector<std::int64_t> latencies;
    for (std::int64_t number = 0; number < count; ++number) {
        auto const choice = choices.next(number);
        auto const began = steady_clock::now();
        checkout.place(choice);
        latencies.push_back(
            std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - began)
                .count());
    }
    tell_latencies(std::move(latencies));
}

} // namespace bench
