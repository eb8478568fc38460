// Checkouts through the library, by threads and processes at the same time.
// checkouts prepare SHOP ORDERS                 goods, customers and so many orders, into a shop
// checkouts run SHOP PROCESSES THREADS COUNT    so many in all, and what they took
// checkouts price SHOP COUNT                    carts of 20 lines, so many times
#include "checkout.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/stock.hpp>
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

constexpr char const* city = "Kisaran";

std::string sku_of(std::int64_t product)
{
    return "B" + std::to_string(product);
}

tokocrm::quantity whole(std::int64_t number)
{
    return tokocrm::quantity::thousandths(number * 1'000);
}

tokocrm::money rupiah(std::int64_t amount)
{
    return tokocrm::money(amount, tokocrm::currency::idr);
}

tokocrm::order_request request_for(checkout_choice const& of)
{
    tokocrm::order_request wish{.buyer = tokocrm::id<tokocrm::customer>(of.customer)};
    for (int line = 0; line < lines_of_checkout; ++line)
        wish.items.push_back({.sku = sku_of(of.product[line]), .amount = whole(of.amount[line])});
    wish.city = city;
    return wish;
}

void place(tokocrm::database& opened, checkout_choice const& of, std::string key)
{
    auto wish = request_for(of);
    wish.key = std::move(key);
    tokocrm::transact(opened, tokocrm::owner{}, [&](unit_of_work& uow) { place_order(uow, wish); });
}

/// The goods, customers and earlier orders of `make_raw_checkout_file`, in an empty shop.
void prepare(std::string const& shop, std::int64_t earlier_orders)
{
    tokocrm::database opened(shop);
    tokocrm::transact_alone(opened, tokocrm::owner{}, [&](unit_of_work& uow) {
        add_shipping_rate(uow, {.city = city,
                                .fee = rupiah(fee_of_shipping),
                                .free_from = rupiah(shipping_free_from)});
        for (std::int64_t number = 1; number <= products_of_checkout; ++number) {
            tokocrm::product_draft draft;
            draft.name = "Barang " + std::to_string(number);
            draft.sku = sku_of(number);
            draft.price = rupiah(price_of_product(number));
            receive_stock(uow, add_product(uow, draft).number, whole(stock_of_product));
        }
        for (std::int64_t number = 1; number <= customers_of_checkout; ++number)
            add_customer(uow, {.name = "Pelanggan " + std::to_string(number)});
        checkout_choices choices(1);
        for (std::int64_t number = 0; number < earlier_orders; ++number) {
            auto wish = request_for(choices.next(number));
            wish.pay = tokocrm::payment_method::cash;
            place_order(uow, wish);
        }
    });
}

/// A cart of 20 lines with a coupon, so many times.
void price_carts(std::string const& shop, std::int64_t count)
{
    constexpr std::int64_t lines = 20;
    tokocrm::database opened(shop);
    tokocrm::pricing_input input;
    tokocrm::read(opened, tokocrm::owner{}, [&](unit_of_work& uow) {
        for (std::int64_t line = 1; line <= lines; ++line) {
            auto found = get_goods(uow, sku_of(line));
            input.items.push_back({std::move(found.of), std::move(found.which), whole(line)});
        }
        input.rate = find_shipping_rate(uow, city);
    });
    tokocrm::coupon tenth;
    tenth.code = "SEPULUH";
    tenth.discount = tokocrm::percentage::ppm(100'000);
    input.with = tenth;
    std::int64_t sum = 0;
    for (std::int64_t number = 0; number < count; ++number)
        sum += tokocrm::price(input).total.minor();
    if (sum <= 0)
        throw std::runtime_error("carts of nothing were priced");
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
                auto key = "checkout-" + std::to_string(number);
                auto const began = steady_clock::now();
                place(opened, choice, std::move(key));
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
    if (told.size() == 3 && told[0] == "prepare")
        bench::prepare(told[1], std::stoll(told[2]));
    else if (told.size() == 3 && told[0] == "price")
        bench::price_carts(told[1], std::stoll(told[2]));
    else if (told.size() == 5 && told[0] == "run")
        bench::run(told[1], static_cast<unsigned>(std::stoul(told[2])),
                   static_cast<unsigned>(std::stoul(told[3])), std::stoll(told[4]));
    else {
        std::fputs("usage: checkouts prepare SHOP ORDERS | run SHOP PROCESSES THREADS COUNT |"
                   " price SHOP COUNT\n",
                   stderr);
        return 64;
    }
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "checkouts: %s\n", why.what());
    return 1;
}
