// labels: threads
#include "lib/stock/service.hpp"
#include "tests/support/shop_program.hpp"

#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using strings = std::vector<std::string>;
using order_id = id<order>; // a fixture has a function of that name

namespace {

quantity units(std::int64_t count)
{
    return quantity::thousandths(count * 1'000);
}

struct busy_shelves : test::shop_program
{
    id<product> add(std::string const& sku, std::int64_t received)
    {
        return transact([&](unit_of_work& uow) {
            product_draft draft;
            draft.sku = sku;
            draft.name = sku;
            auto const number = add_product(uow, draft).number;
            if (received > 0)
                receive_stock(uow, number, units(received));
            return number;
        });
    }
    std::vector<order_id> add_orders(int count)
    {
        std::string csv = "order,placed_at,product,unit_price\n";
        for (int i = 0; i < count; ++i)
            csv += "S" + std::to_string(i) + ",2026-09-03,Jasa,1000\n";
        import(csv);
        return read([&](unit_of_work& uow) {
            std::vector<order_id> rows;
            for (int i = 0; i < count; ++i)
                rows.push_back(get_order(uow, "S" + std::to_string(i)).header.row);
            return rows;
        });
    }
    stock_level level(id<product> of)
    {
        return read([&](unit_of_work& uow) { return stock_of(uow, of); });
    }
    void must_add_up() { BOOST_TEST(findings() == strings(), boost::test_tools::per_element()); }
};

/// Does something from many threads at once.
template <class Work>
void from_threads(int count, Work const& work)
{
    std::barrier start(count);
    std::vector<std::thread> running;
    for (int i = 0; i < count; ++i)
        running.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    for (auto& each : running)
        each.join();
}

/// What a product should have, told apart from how it is kept.
struct shelf_model
{
    std::int64_t on_hand = 0;
    std::map<int, std::int64_t> reserved, sold; ///< by order

    std::int64_t reserved_by_all() const
    {
        std::int64_t sum = 0;
        for (auto const& [by, count] : reserved)
            sum += count;
        return sum;
    }
};

/// Everything that can happen to two shelves, one thing after the other.
struct random_shop
{
    busy_shelves& shop;
    std::vector<id<product>> products;
    std::vector<order_id> orders;
    std::vector<shelf_model> models;
    std::set<int> has_reserved;
    std::mt19937_64 random;

    std::int64_t below(std::int64_t bound)
    {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    }
    /// Whether the shop takes it.
    template <class Work>
    bool takes(Work work)
    {
        return test::refused_because([&] { shop.transact(work); }).empty();
    }

    void owner_moves(shelf_model& shelf, id<product> of)
    {
        auto const count = below(6);
        switch (below(3)) {
        case 0:
            if (takes([&](auto& uow) { receive_stock(uow, of, units(count)); }) != (count > 0))
                BOOST_FAIL("received " << count);
            shelf.on_hand += count;
            break;
        case 1: {
            auto const difference = count - 3;
            bool const may = difference != 0 && shelf.on_hand + difference >= 0;
            if (takes([&](auto& uow) { adjust_stock(uow, of, units(difference), "uji"); }) != may)
                BOOST_FAIL("adjusted by " << difference);
            shelf.on_hand += may ? difference : 0;
            break;
        }
        default:
            if (!takes([&](auto& uow) { count_stock(uow, of, units(count)); }))
                BOOST_FAIL("counted " << count);
            shelf.on_hand = count;
        }
    }

    /// One or two lines, of both products or twice of one.
    std::vector<stock_demand> demand(std::vector<std::int64_t>& sums)
    {
        std::vector<stock_demand> lines;
        sums.assign(models.size(), 0);
        for (std::int64_t line = 1; line <= 1 + below(2); ++line) {
            auto const which = static_cast<std::size_t>(below(2));
            auto const count = 1 + below(3);
            lines.push_back({line, products[which], units(count)});
            sums[which] += count;
        }
        return lines;
    }
    bool are_available(std::vector<std::int64_t> const& sums) const
    {
        for (std::size_t i = 0; i < models.size(); ++i)
            if (sums[i] > 0 && models[i].on_hand - models[i].reserved_by_all() < sums[i])
                return false;
        return true;
    }

    void order_moves(int which)
    {
        auto const by = orders[static_cast<std::size_t>(which)];
        std::vector<std::int64_t> sums;
        auto const lines = demand(sums);
        switch (below(5)) {
        case 0: {
            if (has_reserved.contains(which))
                break;
            bool const may = are_available(sums);
            BOOST_REQUIRE(takes([&](auto& uow) { reserve_stock(uow, by, lines); }) == may);
            for (std::size_t i = 0; may && i < models.size(); ++i)
                models[i].reserved[which] = sums[i];
            if (may)
                has_reserved.insert(which);
            break;
        }
        case 1: {
            bool const may = are_available(sums);
            BOOST_REQUIRE(takes([&](auto& uow) { sell_stock(uow, by, lines); }) == may);
            for (std::size_t i = 0; may && i < models.size(); ++i) {
                models[i].on_hand -= sums[i];
                models[i].sold[which] += sums[i];
            }
            break;
        }
        case 2: {
            bool may = true;
            for (auto& shelf : models)
                may = may && shelf.on_hand >= shelf.reserved[which];
            BOOST_REQUIRE(takes([&](auto& uow) { sell_reserved(uow, by); }) == may);
            for (auto& shelf : models)
                if (may) {
                    shelf.on_hand -= shelf.reserved[which];
                    shelf.sold[which] += std::exchange(shelf.reserved[which], 0);
                }
            break;
        }
        case 3:
            BOOST_REQUIRE(takes([&](auto& uow) { release_stock(uow, by, "cancelled"); }));
            for (auto& shelf : models)
                shelf.reserved[which] = 0;
            break;
        default: {
            bool may = true;
            for (std::size_t i = 0; i < models.size(); ++i)
                may = may && sums[i] <= models[i].sold[which];
            BOOST_REQUIRE(takes([&](auto& uow) { return_stock(uow, by, lines, "uji"); }) == may);
            for (std::size_t i = 0; may && i < models.size(); ++i) {
                models[i].on_hand += sums[i];
                models[i].sold[which] -= sums[i];
            }
        }
        }
    }

    void compare()
    {
        for (std::size_t i = 0; i < models.size(); ++i) {
            auto const is = shop.level(products[i]);
            BOOST_REQUIRE((is.on_hand == units(models[i].on_hand)));
            BOOST_REQUIRE((is.reserved == units(models[i].reserved_by_all())));
        }
    }
};

std::uint64_t seed_of(std::uint64_t usual)
{
    auto const* const told = std::getenv("TOKO_SEED");
    return told ? std::stoull(told) : usual;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(stock_of_many_callers, busy_shelves)

BOOST_AUTO_TEST_CASE(the_last_one_is_sold_to_exactly_one)
{
    constexpr int callers = 16, rounds = 5;
    auto const orders = add_orders(callers * rounds);
    for (int round = 0; round < rounds; ++round) {
        auto const last = add("P" + std::to_string(round), 1);
        std::atomic<int> sold = 0, told = 0;
        from_threads(callers, [&](int caller) {
            auto const by = orders[static_cast<std::size_t>(round * callers + caller)];
            std::vector const wanted{stock_demand{1, last, units(1)}};
            auto const refused = test::refused_because([&] {
                transact([&](unit_of_work& uow) {
                    if (caller % 2 == 0)
                        reserve_stock(uow, by, wanted);
                    else
                        sell_stock(uow, by, wanted);
                });
            });
            sold += refused.empty();
            told += refused == "stock.insufficient";
        });
        BOOST_TEST(sold == 1);
        BOOST_TEST(told == callers - 1);
        BOOST_TEST((level(last).available() == units(0)));
    }
    must_add_up();
}

BOOST_AUTO_TEST_CASE(one_order_is_sold_given_back_and_returned_once)
{
    constexpr int callers = 8;
    auto const orders = add_orders(3);
    auto const gate = add("PG16", 30);
    for (auto const by : orders)
        transact([&](unit_of_work& uow) {
            reserve_stock(uow, by, std::vector{stock_demand{1, gate, units(4)}});
        });
    from_threads(callers, [&](int) {
        transact([&](unit_of_work& uow) { sell_reserved(uow, orders[0]); });
        transact([&](unit_of_work& uow) { release_stock(uow, orders[1], "expired"); });
    });
    from_threads(callers, [&](int caller) {
        transact([&](unit_of_work& uow) {
            if (caller % 2 == 0)
                sell_reserved(uow, orders[2]);
            else
                release_stock(uow, orders[2], "cancelled");
        });
    });
    std::atomic<int> returned = 0;
    from_threads(callers, [&](int) {
        returned += test::refused_because([&] {
                        transact([&](unit_of_work& uow) {
                            return_stock(uow, orders[0],
                                         std::vector{stock_demand{0, gate, units(3)}}, "rusak");
                        });
                    }).empty();
    });
    BOOST_TEST(returned == 1);
    auto const now = level(gate);
    BOOST_TEST((now.reserved == units(0)));
    BOOST_TEST((now.on_hand == units(29) || now.on_hand == units(25)));
    must_add_up();
}

BOOST_AUTO_TEST_CASE(whatever_happens_the_figures_are_the_models)
{
    auto const seed = seed_of(20261125);
    BOOST_TEST_CONTEXT("TOKO_SEED=" << seed)
    {
        constexpr int orders = 12;
        auto const rows = add_orders(orders);
        random_shop all{.shop = *this,
                        .products = {add("PG16", 0), add("LAMPU", 0)},
                        .orders = rows,
                        .models = std::vector<shelf_model>(2),
                        .has_reserved = {},
                        .random = std::mt19937_64(seed)};
        int const steps = test::long_form() ? 20'000 : 600;
        for (int step = 0; step < steps; ++step) {
            if (all.below(3) == 0) {
                auto const which = static_cast<std::size_t>(all.below(2));
                all.owner_moves(all.models[which], all.products[which]);
            } else {
                all.order_moves(static_cast<int>(all.below(orders)));
            }
            all.compare();
        }
        must_add_up();
    }
}

BOOST_AUTO_TEST_CASE(from_many_threads_it_still_adds_up)
{
    auto const seed = seed_of(20261126);
    BOOST_TEST_CONTEXT("TOKO_SEED=" << seed)
    {
        constexpr int callers = 4, orders_of_each = 20;
        auto const rows = add_orders(callers * orders_of_each);
        std::vector const products{add("PG16", 20), add("LAMPU", 20)};
        std::atomic<int> unexpected = 0;
        int const steps = test::long_form() ? 2'000 : 60;
        from_threads(callers, [&](int caller) {
            std::mt19937_64 numbers(seed + static_cast<std::uint64_t>(caller));
            auto const below = [&](int bound) {
                return static_cast<int>(numbers() % static_cast<std::uint64_t>(bound));
            };
            std::set<int> reserved;
            for (int step = 0; step < steps; ++step) {
                auto const own = below(orders_of_each);
                auto const by = rows[static_cast<std::size_t>(caller * orders_of_each + own)];
                auto const any = rows[static_cast<std::size_t>(below(callers * orders_of_each))];
                auto const of = products[static_cast<std::size_t>(below(2))];
                auto const other = products[static_cast<std::size_t>(below(2))];
                auto const count = units(1 + below(4)), more = units(1 + below(4));
                auto const deed = below(7);
                if (deed == 0 && !reserved.insert(own).second)
                    continue;
                auto const refused = test::refused_because([&] {
                    transact([&](unit_of_work& uow) {
                        std::vector const lines{stock_demand{1, of, count},
                                                stock_demand{2, other, more}};
                        switch (deed) {
                        case 0:
                            return reserve_stock(uow, by, lines);
                        case 1:
                            return sell_stock(uow, by, lines);
                        case 2:
                            return sell_reserved(uow, any);
                        case 3:
                            return release_stock(uow, any, "cancelled");
                        case 4:
                            return return_stock(uow, any, sold_of(uow, any), "uji");
                        case 5:
                            return void(receive_stock(uow, of, count));
                        default:
                            return void(count_stock(uow, of, count));
                        }
                    });
                });
                if (deed == 0 && !refused.empty())
                    reserved.erase(own);
                if (!refused.empty() && refused != "stock.insufficient")
                    ++unexpected;
            }
        });
        BOOST_TEST(unexpected == 0);
        must_add_up();
    }
}

BOOST_AUTO_TEST_CASE(several_processes_take_what_is_there_and_no_more)
{
    constexpr int processes = 4, tries = 8, there = 20;
    auto const gate = add("PG16", there);
    std::string all;
    for (int i = 0; i < processes; ++i)
        all += "(for i in $(seq " + std::to_string(tries) + "); do " +
               line("stock adjust PG16 -1 --reason uji --format ids") + " || true; done) & ";
    auto const done = shell(all + "wait");
    BOOST_TEST(std::count(done.out.begin(), done.out.end(), '\n') == there);
    BOOST_TEST((level(gate).on_hand == units(0)));
    must_add_up();
}

BOOST_AUTO_TEST_SUITE_END()
