#ifndef TOKOCRM_TESTS_BENCH_CHECKOUT_HPP
#define TOKOCRM_TESTS_BENCH_CHECKOUT_HPP

// What both sides of the checkout's measurement do, and how they tell what it took.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {

constexpr int products_of_checkout = 5'000, customers_of_checkout = 20'000, lines_of_checkout = 3;

constexpr std::int64_t stock_of_product = 1'000'000;
constexpr std::int64_t fee_of_shipping = 590, shipping_free_from = 50'000;

constexpr std::int64_t price_of_product(std::int64_t number)
{
    return 190 + number * 7'919 % 9'800;
}

/// Three products, from three thirds of all, and who buys them.
struct checkout_choice
{
    std::int64_t product[lines_of_checkout], amount[lines_of_checkout], customer;
    std::string at, day;
};

class checkout_choices
{
public:
    explicit checkout_choices(std::uint64_t seed) : state_(seed) {}
    checkout_choice next(std::int64_t number)
    {
        checkout_choice made{};
        constexpr int third = products_of_checkout / lines_of_checkout;
        for (int line = 0; line < lines_of_checkout; ++line) {
            made.product[line] = line * third + 1 + below(third);
            made.amount[line] = 1 + below(2);
        }
        made.customer = 1 + below(customers_of_checkout);
        char text[32];
        std::snprintf(text, sizeof text, "2026-01-%02d 12:%02d:%02d",
                      static_cast<int>(1 + number % 28), static_cast<int>(number / 60 % 60),
                      static_cast<int>(number % 60));
        made.at = text;
        made.day = made.at.substr(0, 10);
        return made;
    }

private:
    std::int64_t below(std::uint32_t most)
    {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return static_cast<std::int64_t>((state_ >> 33U) % most);
    }
    std::uint64_t state_;
};

constexpr std::int64_t shipping_of(std::int64_t gross)
{
    return gross >= shipping_free_from ? 0 : fee_of_shipping;
}

/// Writes what the runner reads: a name and microseconds, or a share, a line.
inline void tell_latencies(std::vector<std::int64_t> microseconds)
{
    std::sort(microseconds.begin(), microseconds.end());
    auto const at = [&](std::size_t hundredth) {
        return microseconds.empty() ? 0 : microseconds[(microseconds.size() - 1) * hundredth / 100];
    };
    std::printf("median %lld\np99 %lld\nlongest %lld\n", static_cast<long long>(at(50)),
                static_cast<long long>(at(99)), static_cast<long long>(at(100)));
}

} // namespace bench

#endif
