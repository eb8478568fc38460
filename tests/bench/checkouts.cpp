// Checkouts through the library, by threads and processes at the same time.
// checkouts prepare SHOP                        the tables that `place` needs, into a shop
// checkouts run SHOP PROCESSES THREADS COUNT    so many in all, and what they took
#include "checkout.hpp"
#include "lib/db/session.hpp"

#include <tokocrm/database.hpp>
#include <tokocrm/soci.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace bench {

namespace {

using std::chrono::steady_clock;
using tokocrm::unit_of_work;

// --- what is measured: one durable checkout

/// The statements of the yardstick, on tables of the program's own.
struct placing
{
    std::int64_t product = 0, price = 0, stock = 0, amount = 0, taken = 0, order = 0, customer = 0,
                 items = 0, gross = 0, shipping = 0, net = 0;
    std::string at, day;
    soci::statement select_price, take, insert_order, insert_line, insert_movement, book;

    explicit placing(soci::session& session)
        : select_price(
              (session.prepare << "select price, stock from bench_products where id = :product",
               soci::use(product), soci::into(price), soci::into(stock))),
          take((session.prepare << "update bench_products set stock = stock - :amount"
                                   " where id = :product and stock >= :enough",
                soci::use(amount), soci::use(product), soci::use(amount))),
          insert_order((session.prepare
                            << "insert into bench_orders (customer_id, placed_at, status, items,"
                               " gross, discount, shipping, net) values (:customer, :at, 3, :items,"
                               " :gross, 0, :shipping, :net) returning id",
                        soci::use(customer), soci::use(at), soci::use(items), soci::use(gross),
                        soci::use(shipping), soci::use(net), soci::into(order))),
          insert_line((session.prepare
                           << "insert into bench_order_lines (order_id, product_id, quantity,"
                              " unit_price) values (:order, :product, :amount, :price)",
                       soci::use(order), soci::use(product), soci::use(amount), soci::use(price))),
          insert_movement((session.prepare
                               << "insert into bench_stock_movements (product_id, order_id, delta,"
                                  " at) values (:product, :order, :taken, :at)",
                           soci::use(product), soci::use(order), soci::use(taken), soci::use(at))),
          book((session.prepare
                    << "insert into bench_daily_sales values (:day, 1, :items, :gross, 0,"
                       " :shipping, :net) on conflict (day) do update set orders = orders + 1,"
                       " items = items + excluded.items, gross = gross + excluded.gross,"
                       " shipping = shipping + excluded.shipping, net = net + excluded.net",
                soci::use(day), soci::use(items), soci::use(gross), soci::use(shipping),
                soci::use(net)))
    {}
};

void place(unit_of_work& uow, checkout_choice const& of)
{
    auto& it = tokocrm::db::cached<placing>(uow);
    std::int64_t prices[lines_of_checkout];
    it.items = it.gross = 0;
    for (int line = 0; line < lines_of_checkout; ++line) {
        it.product = of.product[line];
        if (!tokocrm::db::fetch_one(it.select_price) || it.stock < of.amount[line])
            throw std::runtime_error("there is too little of a product");
        prices[line] = it.price;
        it.items += of.amount[line];
        it.gross += of.amount[line] * it.price;
    }
    for (int line = 0; line < lines_of_checkout; ++line) {
        it.product = of.product[line];
        it.amount = of.amount[line];
        if (tokocrm::db::run(it.take) != 1)
            throw std::runtime_error("there is too little of a product");
    }
    it.customer = of.customer;
    it.at = of.at;
    it.day = of.day;
    it.shipping = shipping_of(it.gross);
    it.net = it.gross + it.shipping;
    tokocrm::db::fetch_one(it.insert_order);
    for (int line = 0; line < lines_of_checkout; ++line) {
        it.product = of.product[line];
        it.amount = of.amount[line];
        it.taken = -of.amount[line];
        it.price = prices[line];
        tokocrm::db::run(it.insert_line);
        tokocrm::db::run(it.insert_movement);
    }
    tokocrm::db::run(it.book);
}

void prepare(std::string const& shop)
{
    tokocrm::database opened(shop);
    tokocrm::transact_alone(opened, tokocrm::owner{}, [](unit_of_work& uow) {
        for (auto const& each : checkout_tables("bench_"))
            tokocrm::native(uow) << each;
    });
}

// --- how it is measured

/// What the processes share.
struct shared_counts
{
    pthread_barrier_t together;
    std::atomic<std::int64_t> next;
    std::atomic<std::int64_t> done[64]; ///< by process

    /// Of each checkout, in microseconds; behind this object.
    std::int64_t* latencies() { return reinterpret_cast<std::int64_t*>(this + 1); }
};

shared_counts& share(unsigned participants, std::int64_t count)
{
    auto const size =
        sizeof(shared_counts) + static_cast<std::size_t>(count) * sizeof(std::int64_t);
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::runtime_error("there is no memory to be shared");
    auto& made = *new (memory) shared_counts;
    pthread_barrierattr_t attributes;
    ::pthread_barrierattr_init(&attributes);
    ::pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    ::pthread_barrier_init(&made.together, &attributes, participants);
    return made;
}

/// All threads of all processes take the next one until all are done.
void work(shared_counts& shared, std::string const& shop, unsigned process, unsigned threads,
          std::int64_t count)
{
    tokocrm::database opened(shop);
    std::vector<std::thread> running;
    for (unsigned thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            checkout_choices choices(42 + 1'000 * process + thread);
            ::pthread_barrier_wait(&shared.together);
            for (std::int64_t number; (number = shared.next++) < count;) {
                auto const choice = choices.next(number);
                auto const began = steady_clock::now();
                tokocrm::transact(opened, tokocrm::owner{},
                                  [&](unit_of_work& uow) { place(uow, choice); });
                shared.latencies()[number] = std::chrono::duration_cast<std::chrono::microseconds>(
                                                 steady_clock::now() - began)
                                                 .count();
                ++shared.done[process];
            }
        });
    for (auto& each : running)
        each.join();
}

void run(std::string const& shop, unsigned processes, unsigned threads, std::int64_t count)
{
    if (processes == 0 || processes > 64 || threads == 0 || count <= 0)
        throw std::invalid_argument("so many cannot be measured");
    auto& shared = share(processes * threads, count);
    std::vector<pid_t> children;
    for (unsigned process = 0; process < processes; ++process) {
        auto const child = ::fork();
        if (child < 0)
            throw std::runtime_error("fork failed");
        if (child == 0) {
            int status = 1;
            try {
                work(shared, shop, process, threads, count);
                status = 0;
            } catch (std::exception const& why) {
                std::fprintf(stderr, "checkouts: %s\n", why.what());
            }
            ::_exit(status);
        }
        children.push_back(child);
    }
    for (auto const child : children) {
        int status = -1;
        if (::waitpid(child, &status, 0) != child || status != 0)
            throw std::runtime_error("a process failed");
    }
    tell_latencies({shared.latencies(), shared.latencies() + count});
    std::int64_t least = count, most = 0;
    for (unsigned process = 0; process < processes; ++process) {
        least = std::min(least, shared.done[process].load());
        most = std::max(most, shared.done[process].load());
    }
    std::printf("fairness %.3f\n", static_cast<double>(least) / static_cast<double>(most));
}

} // namespace

} // namespace bench

int main(int count, char** words)
try {
    std::vector<std::string> const told(words + 1, words + count);
    if (told.size() == 2 && told[0] == "prepare")
        bench::prepare(told[1]);
    else if (told.size() == 5 && told[0] == "run")
        bench::run(told[1], static_cast<unsigned>(std::stoul(told[2])),
                   static_cast<unsigned>(std::stoul(told[3])), std::stoll(told[4]));
    else {
        std::fputs("usage: checkouts prepare SHOP | run SHOP PROCESSES THREADS COUNT\n", stderr);
        return 64;
    }
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "checkouts: %s\n", why.what());
    return 1;
}
