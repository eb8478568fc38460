#ifndef TOKOCRM_TESTS_SUPPORT_SELLING_FIXTURE_HPP
#define TOKOCRM_TESTS_SUPPORT_SELLING_FIXTURE_HPP

#include "sales_fixture.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/selling.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/stock.hpp>

#include <boost/test/unit_test.hpp>

namespace test {

/// The paper's shop, ready to sell: a gate at Rp 19.000 less 1 %, rice by the kilo, two cities.
class selling_fixture : public sales_fixture
{
public:
    static tokocrm::money rupiah(std::int64_t minor) { return {minor, tokocrm::currency::idr}; }
    static tokocrm::quantity whole(std::int64_t count)
    {
        return tokocrm::quantity::thousandths(count * 1'000);
    }

    tokocrm::product add(std::string sku, std::int64_t price, std::int64_t discount_percent = 0,
                         std::int64_t stock = 0, bool fractional = false)
    {
        tokocrm::product_draft draft;
        draft.sku = sku;
        draft.name = "Barang " + sku;
        draft.price = rupiah(price);
        draft.discount = tokocrm::percentage::ppm(discount_percent * 10'000);
        draft.fractional = fractional;
        return transact([&](tokocrm::unit_of_work& uow) {
            auto made = tokocrm::add_product(uow, draft);
            if (stock > 0)
                tokocrm::receive_stock(uow, made.number, whole(stock));
            return made;
        });
    }
    void stock_up()
    {
        add("PG16", 19'000, 1, 5);
        add("BERAS", 14'500, 0, 50, true);
        serve("Kisaran Timur", 10'000);
        serve("Air Joman", 30'000, 100'000);
        buyer = transact([](tokocrm::unit_of_work& uow) {
                    tokocrm::customer_draft draft;
                    draft.name = "Pembeli";
                    draft.reach.phone = "081234567890";
                    draft.reach.address = "Jln Gurame No 3";
                    draft.reach.city = "Kisaran Timur";
                    return tokocrm::add_customer(uow, draft);
                }).number;
    }
    void serve(std::string city, std::int64_t fee, std::optional<std::int64_t> free_from = {})
    {
        transact([&](tokocrm::unit_of_work& uow) {
            tokocrm::shipping_rate rate{
                .city = std::move(city), .fee = rupiah(fee), .free_from = {}};
            if (free_from)
                rate.free_from = rupiah(*free_from);
            tokocrm::add_shipping_rate(uow, rate);
        });
    }
    tokocrm::coupon offer(tokocrm::coupon draft)
    {
        return transact(
            [&](tokocrm::unit_of_work& uow) { return tokocrm::add_coupon(uow, draft); });
    }

    /// The paper's order: one gate to Kisaran Timur, by transfer.
    tokocrm::order_request wish(std::string sku = "PG16", std::int64_t count = 1)
    {
        tokocrm::order_request made;
        made.buyer = buyer;
        made.items = {{std::move(sku), whole(count)}};
        made.city = "kisaran timur";
        return made;
    }
    tokocrm::order_request over_the_counter(std::string sku, std::int64_t count)
    {
        tokocrm::order_request made;
        made.items = {{std::move(sku), whole(count)}};
        made.pay = tokocrm::payment_method::cash;
        return made;
    }
    tokocrm::order place(tokocrm::order_request const& request)
    {
        return transact(
            [&](tokocrm::unit_of_work& uow) { return tokocrm::place_order(uow, request); });
    }
    /// What a refused order is refused for.
    std::string refused(tokocrm::order_request const& request)
    {
        return refused_because([&] { place(request); });
    }
    template <class Step>
    tokocrm::order after(Step step)
    {
        return transact([&](tokocrm::unit_of_work& uow) { return step(uow); });
    }

    /// `on hand/reserved` of a product, in its unit.
    std::string shelf(std::string const& sku)
    {
        return read([&](tokocrm::unit_of_work& uow) {
            auto const of = tokocrm::get_product(uow, sku);
            auto const level = tokocrm::stock_of(uow, of.number);
            return to_decimal(level.on_hand) + "/" + to_decimal(level.reserved);
        });
    }
    static std::string states(tokocrm::order const& of)
    {
        auto const& s = of.header.states;
        return std::string(name(s.order)) + " " + std::string(name(s.payment)) + " " +
               std::string(name(s.fulfilment));
    }
    void check_clean()
    {
        auto const found = findings();
        BOOST_TEST(found.empty(), (found.empty() ? std::string() : found.front()));
    }

    std::optional<tokocrm::id<tokocrm::customer>> buyer;
};

} // namespace test

#endif
