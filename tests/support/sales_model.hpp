#ifndef TOKOCRM_TESTS_SUPPORT_SALES_MODEL_HPP
#define TOKOCRM_TESTS_SUPPORT_SALES_MODEL_HPP

// Orders as a test knows them, and what reports must say of them, written without the library.

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace test {

struct model_line
{
    std::string sku;
    std::int64_t amount = 1'000; ///< thousandths
    std::optional<std::int64_t> unit_price;
    std::int64_t percent = 0;
    std::int64_t exact_total = 0; ///< where there is no unit price

    std::int64_t gross() const
    {
        return unit_price ? (*unit_price * amount + 500) / 1'000 : exact_total;
    }
    std::int64_t discount() const { return unit_price ? (gross() * percent + 50) / 100 : 0; }
};

struct model_order
{
    std::string reference;
    std::int64_t placed_on = 0, paid_on = 0; ///< YYYYMMDD
    std::string customer;                    ///< empty: nobody known
    std::vector<model_line> lines;
    std::int64_t coupon = 0, shipping = 0;
    std::string status = "paid";

    bool was_paid() const { return status == "paid" || status == "refunded"; }
    bool stands() const { return status != "cancelled" && status != "expired"; }
    std::int64_t goods() const
    {
        std::int64_t sum = 0;
        for (auto const& line : lines)
            sum += line.gross() - line.discount();
        return sum;
    }
};

/// orders, units, gross, discounts, refunds, shipping, new, returning
struct model_figures
{
    std::int64_t orders = 0, units = 0, gross = 0, discounts = 0, refunds = 0, shipping = 0,
                 fresh = 0, known = 0;
    friend bool operator==(model_figures const&, model_figures const&) = default;

    std::string text() const
    {
        std::string out;
        for (auto const each : {orders, units, gross, discounts, refunds, shipping, fresh, known})
            out += std::to_string(each) + " ";
        return out;
    }
};

/// By period: a day's YYYYMMDD or a month's YYYYMM.
inline std::map<std::int64_t, model_figures>
expected_figures(std::vector<model_order> const& orders, bool paid_basis, bool by_month)
{
    std::map<std::int64_t, model_figures> expected;
    std::map<std::string, std::set<std::int64_t>> days_of;
    auto const period = [&](std::int64_t day) { return by_month ? day / 100 : day; };
    for (auto const& order : orders) {
        if (paid_basis ? !order.was_paid() : !order.stands())
            continue;
        auto const day = paid_basis ? order.paid_on : order.placed_on;
        auto& figures = expected[period(day)];
        ++figures.orders;
        figures.shipping += order.shipping;
        figures.discounts += order.coupon;
        for (auto const& line : order.lines) {
            figures.units += line.amount;
            figures.gross += line.gross();
            figures.discounts += line.discount();
        }
        if (order.status == "refunded") {
            auto& given_back = expected[period(order.paid_on)];
            given_back.refunds += order.goods() - order.coupon;
            given_back.shipping -= order.shipping;
        }
        if (!order.customer.empty())
            days_of[order.customer].insert(day);
    }
    for (auto const& [customer, days] : days_of) {
        std::set<std::int64_t> periods;
        for (auto const day : days)
            periods.insert(period(day));
        for (auto const each : periods)
            ++(each == *periods.begin() ? expected[each].fresh : expected[each].known);
    }
    return expected;
}

/// Our own columns, as `order_csv` writes them.
inline std::string const model_header = "order,placed_at,paid_at,customer,sku,quantity,unit_price,"
                                        "discount_percent,line_total,coupon,coupon_amount,shipping,"
                                        "status\n";

inline std::string iso_day(std::int64_t day)
{
    auto const two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return std::to_string(day / 10'000) + "-" + two(day / 100 % 100) + "-" + two(day % 100);
}

inline std::string thousandths_text(std::int64_t amount)
{
    auto const rest = std::to_string(amount % 1'000 + 1'000).substr(1);
    return std::to_string(amount / 1'000) + "." + rest;
}

/// The rows of an order; amounts are whole units of a currency without decimals.
inline std::vector<std::string> order_rows(model_order const& order)
{
    std::vector<std::string> rows;
    for (auto const& line : order.lines)
        rows.push_back(order.reference + "," + iso_day(order.placed_on) + "," +
                       (order.was_paid() ? iso_day(order.paid_on) : "") + "," + order.customer +
                       "," + line.sku + "," + thousandths_text(line.amount) + "," +
                       (line.unit_price ? std::to_string(*line.unit_price) : "") + "," +
                       (line.unit_price && line.percent ? std::to_string(line.percent) : "") + "," +
                       (line.unit_price ? "" : std::to_string(line.exact_total)) + "," +
                       (order.coupon ? "HEMAT," + std::to_string(order.coupon) : ",") + "," +
                       (order.shipping ? std::to_string(order.shipping) : "") + "," + order.status +
                       "\n");
    return rows;
}

inline std::string order_csv(std::vector<model_order> const& orders)
{
    auto csv = model_header;
    for (auto const& order : orders)
        for (auto const& row : order_rows(order))
            csv += row;
    return csv;
}

/// Invents orders: the same seed gives the same ones.
class model_maker
{
public:
    explicit model_maker(std::uint64_t seed) : engine_(seed) {}

    std::int64_t pick(std::int64_t least, std::int64_t most)
    {
        return least +
               static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most - least + 1));
    }

    /// @param months 202601 and so many after it, all of one year.
    model_order order(std::string reference, std::int64_t customers, std::int64_t months)
    {
        static constexpr char const* statuses[] = {"paid",     "paid",      "paid",
                                                   "refunded", "cancelled", "awaiting",
                                                   "expired",  "submitted", "paid"};
        model_order made;
        made.reference = std::move(reference);
        auto const month = pick(1, months), day = pick(1, 27);
        made.placed_on = 20260000 + month * 100 + day;
        made.paid_on = pick(0, 2) ? made.placed_on : 20260000 + (month + 1) * 100 + pick(1, 27);
        if (auto const who = pick(0, customers); who > 0)
            made.customer = "Pembeli " + std::to_string(who);
        made.status = statuses[pick(0, 8)];
        auto const lines = pick(1, 4);
        for (std::int64_t i = 0; i < lines; ++i) {
            model_line line;
            line.sku = "S" + std::to_string(pick(1, 12));
            line.amount = pick(0, 3) ? pick(1, 9) * 1'000 : pick(1, 9'999);
            if (pick(0, 3)) {
                line.unit_price = pick(0, 40'000);
                line.percent = pick(0, 1) ? pick(1, 30) : 0;
            } else
                line.exact_total = pick(0, 90'000);
            made.lines.push_back(line);
        }
        if (pick(0, 3) == 0)
            made.coupon = made.goods() / pick(2, 9);
        if (pick(0, 1))
            made.shipping = pick(1, 30) * 1'000;
        return made;
    }

    template <class Items>
    void shuffle(Items& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1],
                      items[static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(i) - 1))]);
    }

private:
    std::mt19937_64 engine_;
};

} // namespace test

#endif
