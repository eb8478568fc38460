// labels: threads long
#include "tests/support/selling_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <exception>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;

namespace {

/// Somebody at the counter, on the phone and in the store room at once, who knows no order in it.
class busy_hands
{
public:
    busy_hands(database& shop, std::uint64_t seed, id<customer> buyer)
        : shop_(shop), random_(seed), buyer_(buyer)
    {}

    void work(int steps)
    {
        for (int i = 0; i < steps; ++i)
            try {
                step();
            } catch (error const& refused) {
                // Whatever the shop's law refuses is fine; what it does not know is not.
                if (refused.code() != errc::rule_violation &&
                    refused.code() != errc::invalid_input && refused.code() != errc::conflict)
                    faults.push_back(refused.reason() + ": " + refused.what());
            } catch (std::exception const& other) {
                faults.push_back(other.what());
            }
    }

    std::vector<std::string> faults;

private:
    std::int64_t below(std::int64_t bound)
    {
        return std::uniform_int_distribution<std::int64_t>(0, bound - 1)(random_);
    }
    bool chance(int percent) { return below(100) < percent; }
    money rupiah(std::int64_t minor) { return {minor, currency::idr}; }

    template <class Work>
    void write(Work work)
    {
        transact(shop_, owner{}, [&](unit_of_work& uow) { work(uow); });
    }

    order_request some_wish()
    {
        constexpr std::array skus{"PG16", "BERAS", "BERAS", "GULA"};
        order_request wish;
        if (chance(70))
            wish.buyer = buyer_;
        auto const lines = 1 + below(3);
        for (int i = 0; i < lines; ++i)
            wish.items.push_back(
                {skus[static_cast<std::size_t>(below(skus.size()))],
                 quantity::thousandths((1 + below(4)) * (chance(80) ? 1'000 : 250))});
        if (chance(30))
            wish.coupon = chance(50) ? "LBR01" : "RP5000";
        if (chance(60))
            wish.city = chance(90) ? "Kisaran Timur" : "Medan";
        wish.pay = static_cast<payment_method>(below(3));
        if (chance(30))
            wish.key = "kunci" + std::to_string(below(20));
        return wish;
    }

    void step()
    {
        // Mostly one of the latest orders, so that several work on the same one.
        auto const latest = read(shop_, owner{}, [](unit_of_work& uow) {
            auto const found = list_orders(uow, {}, {.limit = 12, .after = {}}).items;
            std::vector<std::int64_t> numbers;
            for (auto const& each : found)
                numbers.push_back(each.number);
            return numbers;
        });
        auto const what = below(14);
        if (latest.empty() || what < 4)
            return write([&](unit_of_work& uow) { place_order(uow, some_wish()); });
        auto const number =
            latest[static_cast<std::size_t>(below(static_cast<std::int64_t>(latest.size())))];
        switch (what) {
        case 4:
            return write([&](unit_of_work& uow) {
                submit_payment(uow, number,
                               {.sender = "Pembeli",
                                .bank = "BSI",
                                .amount = rupiah(1 + below(60'000)),
                                .paid_on = parse_date("2026-11-24")});
            });
        case 5:
        case 6:
            return write([&](unit_of_work& uow) {
                auto const due = get_order(uow, number).header;
                auto const amount = chance(70) ? (due.total - due.paid).minor() : below(40'000);
                acceptance came{.amount = rupiah(std::max<std::int64_t>(amount, 1))};
                if (chance(50))
                    came.key = "uang" + std::to_string(below(5));
                accept_payment(uow, number, came);
            });
        case 7:
            return write(
                [&](unit_of_work& uow) { reject_payment(uow, number, "jumlah tidak cocok"); });
        case 8:
            return write([&](unit_of_work& uow) {
                refund_request back{.restock = chance(50), .reason = "rusak"};
                if (chance(40))
                    back.all = true;
                else
                    back.items = {
                        {get_order(uow, number).lines.front().sku, quantity::thousandths(1'000)}};
                refund_order(uow, number, back);
            });
        case 9:
            return write([&](unit_of_work& uow) { cancel_order(uow, number, "batal"); });
        case 10:
            return write([&](unit_of_work& uow) {
                pack_order(uow, number);
                ship_order(uow, number);
            });
        case 11:
            return write([&](unit_of_work& uow) {
                if (chance(70))
                    deliver_order(uow, number);
                else
                    refuse_order(uow, number, "tidak ada orang");
            });
        case 12:
            return write([&](unit_of_work& uow) {
                auto const of = get_product(uow, chance(50) ? "PG16" : "GULA").number;
                if (chance(60))
                    receive_stock(uow, of, quantity::thousandths(1'000 * (1 + below(10))));
                else
                    count_stock(uow, of, quantity::thousandths(1'000 * below(30)), "opname");
            });
        default:
            return write([&](unit_of_work& uow) {
                for (auto const overdue : overdue_orders(uow))
                    expire_order(uow, overdue);
            });
        }
    }

    database& shop_;
    std::mt19937_64 random_;
    id<customer> buyer_;
};

std::uint64_t seed_of_run()
{
    if (auto const* const told = std::getenv("TOKO_SEED"))
        return std::strtoull(told, nullptr, 10);
    return std::random_device()();
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(selling_random, test::selling_fixture)

/// `TOKO_SEED=…` does the same again, as far as threads do anything again.
BOOST_AUTO_TEST_CASE(whatever_several_do_to_the_same_orders_it_adds_up)
{
    auto const seed = seed_of_run();
    BOOST_TEST_MESSAGE("seed " << seed);
    stock_up();
    add("GULA", 15'000, 3, 40);
    coupon draft;
    draft.code = "LBR01";
    draft.discount = percentage::ppm(100'000);
    draft.usage_limit = 25;
    offer(draft);
    draft.code = "RP5000";
    draft.discount = rupiah(5'000);
    draft.usage_limit_per_customer = 7;
    offer(draft);

    constexpr int hands = 4;
    auto const rounds = std::getenv("TOKO_LONG") ? 60 : 3;
    auto const steps = std::getenv("TOKO_LONG") ? 200 : 60;
    for (int round = 0; round < rounds; ++round) {
        std::vector<busy_hands> all;
        for (int i = 0; i < hands; ++i)
            all.emplace_back(db(), seed + static_cast<std::uint64_t>(round * hands + i), *buyer);
        std::vector<std::thread> running;
        for (auto& each : all)
            running.emplace_back([&each, steps] { each.work(steps); });
        for (auto& each : running)
            each.join();
        for (auto const& each : all)
            for (auto const& fault : each.faults)
                BOOST_ERROR("with TOKO_SEED=" << seed << ": " << fault);
        for (auto const& found : findings())
            BOOST_ERROR("with TOKO_SEED=" << seed << " in round " << round << ": " << found);
        clk.advance(std::chrono::hours(7)); // some of what waits becomes overdue
    }
    BOOST_TEST(orders().size() > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
