#include "history.hpp"

#include "assortment.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <random>
#include <span>

namespace toko::demo {

namespace {

namespace gregorian = boost::gregorian;
using tokocrm::date;

constexpr std::uint64_t seed = 20230320; // the day of the paper's last order

/// Dice that fall alike everywhere: the standard's distributions differ between libraries.
class dice
{
public:
    /// From 0 to `sides` − 1.
    std::int64_t below(std::int64_t sides)
    {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(sides));
    }
    bool percent(std::int64_t chance) { return below(100) < chance; }

    /// An index, each as likely as its weight is large.
    template <class Item, class Weight>
    std::size_t index(std::span<Item const> among, Weight weight)
    {
        std::int64_t sum = 0;
        for (auto const& one : among)
            sum += weight(one);
        auto left = below(sum);
        std::size_t at = 0;
        while (left >= weight(among[at]))
            left -= weight(among[at++]);
        return at;
    }

private:
    std::mt19937_64 engine_{seed};
};

/** The Julian day on which the fasting month ends, in the Islamic year `year`.

    Source: the arithmetical calendar with 11 leap years in 30; the moon may differ by a day.
*/
long feast_of(long year)
{
    constexpr long days_before_shawwal = 266;
    constexpr long epoch = 1948439;
    return epoch + 1 + days_before_shawwal + (year - 1) * 354 + (3 + 11 * year) / 30;
}

/// Days from `on` to the next feast; 0 on the feast itself.
long days_to_feast(date on)
{
    auto const day = static_cast<long>(on.julian_day());
    // a year of 354.37 days, taken early enough that the loop only counts up
    long year = (day - 1948439) * 100 / 35437 - 1;
    while (feast_of(year) < day)
        ++year;
    return feast_of(year) - day;
}

/// Orders to be expected on a day, in hundredths.
std::int64_t expected_orders(date on)
{
    constexpr std::array<std::int64_t, 7> by_weekday{500, 355, 365, 385, 420, 465, 570};
    constexpr std::int64_t whole = 100;
    auto expected = by_weekday[on.day_of_week().as_number()];
    // wages come at the end of a month
    if (on.day() >= 26 || on.day() <= 4)
        expected = expected * 118 / whole;
    if (on.month() == 12 && on.day() >= 18)
        expected = expected * 125 / whole;
    auto const ahead = days_to_feast(on);
    if (ahead == 0 || days_to_feast(on - gregorian::days(1)) == 0)
        return 0; // closed for the feast
    if (ahead <= 12)
        expected = expected * 235 / whole;
    else if (ahead <= 29)
        expected = expected * 135 / whole;
    return expected;
}

std::string folded_for_email(std::string_view name)
{
    std::string address;
    for (char const letter : name) {
        if (letter == ' ')
            address += '.';
        else if (letter >= 'A' && letter <= 'Z')
            address += static_cast<char>(letter - 'A' + 'a');
        else
            address += letter;
    }
    return address + "@example.com";
}

struct home
{
    std::string street;
    std::string city;
};

home invent_home(dice& luck, person const& of)
{
    if (luck.percent(75))
        return {std::string(of.street) + ", " + of.village,
                std::string(half_of_kisaran(of.village))};
    auto const elsewhere =
        luck.index(destinations(), [](destination const& one) { return std::int64_t{one.demand}; });
    return {of.street, destinations()[elsewhere].city};
}

std::vector<buyer> invent_buyers(dice& luck, tokocrm::date_range days)
{
    auto const all = people();
    auto const regulars = all.size() * 2 / 5; // known from the first weeks on
    auto const length = (days.last - days.first).days() + 1;
    std::vector<buyer> buyers;
    for (std::size_t at = 0; at < all.size(); ++at) {
        auto const& one = all[at];
        auto const [street, city] = invent_home(luck, one);
        std::array<char, 16> phone{};
        std::snprintf(phone.data(), phone.size(), "08120000%04d", static_cast<int>(at + 1));
        auto const late = at < regulars ? luck.below(std::min<std::int64_t>(length, 14))
                                        : length * static_cast<std::int64_t>(at - regulars + 1) /
                                              static_cast<std::int64_t>(all.size() - regulars + 2);
        buyers.push_back({one.name, phone.data(),
                          one.has_email ? folded_for_email(one.name) : std::string(), street, city,
                          days.first + gregorian::days(late)});
    }
    std::stable_sort(buyers.begin(), buyers.end(),
                     [](buyer const& a, buyer const& b) { return a.since < b.since; });
    return buyers;
}

std::string quoted(std::string const& text)
{
    return text.find(',') == text.npos ? text : '"' + text + '"';
}

std::string thousandths_text(std::int64_t thousandths)
{
    auto text = std::to_string(thousandths / 1000);
    if (auto const rest = thousandths % 1000; rest != 0) {
        auto digits = std::to_string(1000 + rest).substr(1);
        digits.erase(digits.find_last_not_of('0') + 1);
        text += '.' + digits;
    }
    return text;
}

/// One line of an order, as far as money goes.
struct line
{
    product const* sold;
    std::int64_t thousandths;
    std::int64_t total; ///< after the product's discount, rounded half up as the shop does it
};

line invent_line(dice& luck, product const& sold)
{
    auto thousandths = (1 + luck.below(sold.most_at_once)) * 1000;
    if (sold.fractional && luck.percent(45))
        thousandths -= 250 * (1 + luck.below(3));
    auto const gross = (sold.price * thousandths + 500) / 1000;
    auto const discount = (gross * sold.discount_percent + 50) / 100;
    return {&sold, thousandths, gross - discount};
}

std::vector<line> invent_lines(dice& luck)
{
    constexpr std::array<std::int64_t, 6> by_count{24, 27, 21, 14, 9, 5};
    auto const count = 1 + luck.index(std::span<std::int64_t const>(by_count),
                                      [](std::int64_t weight) { return weight; });
    std::vector<line> lines;
    while (lines.size() < count) {
        auto const& sold = products()[luck.index(
            products(), [](product const& one) { return std::int64_t{one.demand}; })];
        bool const twice = std::any_of(lines.begin(), lines.end(),
                                       [&](line const& one) { return one.sold == &sold; });
        if (!twice)
            lines.push_back(invent_line(luck, sold));
    }
    return lines;
}

std::string clock_text(date on, std::int64_t minute)
{
    std::array<char, 8> clock{};
    std::snprintf(clock.data(), clock.size(), "%02d:%02d", static_cast<int>(minute / 60),
                  static_cast<int>(minute % 60));
    return tokocrm::to_iso(on) + ' ' + clock.data();
}

constexpr std::int64_t opening_minute = 7 * 60;
constexpr std::int64_t closing_minute = 21 * 60;

/// How an order of some age stands by now.
char const* invent_status(dice& luck, long age)
{
    auto const draw = luck.below(100);
    if (age < 5) // the last days' transfers are still on their way
        return draw < 32 ? "awaiting" : draw < 60 ? "submitted" : "paid";
    return draw < 2 ? "cancelled" : draw < 4 ? "expired" : draw < 6 ? "refunded" : "paid";
}

class writer
{
public:
    writer(dice& luck, history& to) : luck_(luck), to_(to)
    {
        to_.csv = "order,placed_at,paid_at,customer,phone,email,address,city,sku,quantity,"
                  "unit_price,discount_percent,coupon,coupon_amount,shipping,payment_method,"
                  "status\n";
    }

    void add_day(date on)
    {
        // the year's rhythm, and chance around it
        auto const drawn = expected_orders(on) * (60 + luck_.below(81)) / 100;
        auto count = drawn / 100 + (luck_.below(100) < drawn % 100 ? 1 : 0);
        std::vector<std::int64_t> minutes;
        for (; count > 0; --count)
            minutes.push_back(opening_minute + luck_.below(closing_minute - opening_minute));
        std::sort(minutes.begin(), minutes.end());
        for (auto const minute : minutes)
            add_order(on, minute);
    }

private:
    void add_order(date on, std::int64_t minute)
    {
        auto const lines = invent_lines(luck_);
        auto const* const who = luck_.percent(30) ? nullptr : somebody(on);
        bool const delivered = who && luck_.percent(62);
        char const* const status =
            delivered ? invent_status(luck_, (to_.days.last - on).days()) : "paid";
        std::string head = order_number() + ',' + clock_text(on, minute) + ',' +
                           (delivered ? paid_at(status, on, minute) : clock_text(on, minute));
        if (who)
            head += ',' + who->name + ',' + who->phone + ',' + who->email;
        else
            head += ",,,";
        head += delivered ? ',' + quoted(who->street) + ',' + who->city : ",,";

        std::int64_t goods = 0;
        for (auto const& one : lines)
            goods += one.total;
        std::string tail = coupon_of(on, who, goods);
        tail += ',' + std::to_string(delivered ? fee_to(who->city) : 0);
        tail += delivered ? ",transfer," : ",cash,";
        tail += status;
        for (auto const& one : lines) {
            to_.csv += head + ',' + one.sold->sku + ',' + thousandths_text(one.thousandths) + ',' +
                       std::to_string(one.sold->price) + ',' +
                       std::to_string(one.sold->discount_percent) + ',' + tail + '\n';
        }
    }

    std::string order_number()
    {
        auto const digits = std::to_string(++to_.orders);
        return "NOTA-" + std::string(digits.size() < 5 ? 5 - digits.size() : 0, '0') + digits;
    }

    /// A transfer arrives some hours later; what is not paid has no time for it.
    std::string paid_at(std::string_view status, date on, std::int64_t minute)
    {
        if (status != "paid" && status != "refunded")
            return {};
        minute += 20 + luck_.below(600);
        if (minute < closing_minute)
            return clock_text(on, minute);
        if (on == to_.days.last)
            return clock_text(on, closing_minute);
        return clock_text(on + gregorian::days(1), opening_minute + luck_.below(120));
    }

    /// The coupon's two columns: regular customers use it before the feast.
    std::string coupon_of(date on, buyer const* who, std::int64_t goods)
    {
        constexpr std::int64_t worth_it = 50'000;
        auto const ahead = days_to_feast(on);
        if (!who || goods < worth_it || ahead == 0 || ahead > 14 || !luck_.percent(35))
            return ",";
        return std::string(coupon_code) + ',' + std::to_string((goods * coupon_percent + 50) / 100);
    }

    /// One of those who have come by then; the first ones come most often.
    buyer const* somebody(date on)
    {
        auto const end = std::find_if(to_.buyers.begin(), to_.buyers.end(),
                                      [&](buyer const& one) { return one.since > on; });
        std::span const known(to_.buyers.data(),
                              static_cast<std::size_t>(end - to_.buyers.begin()));
        if (known.empty())
            return nullptr;
        auto const first = known.data();
        return &known[luck_.index(std::span<buyer const>(known), [&](buyer const& one) {
            return 400 / (8 + (&one - first)) + 2;
        })];
    }

    static std::int64_t fee_to(std::string_view city)
    {
        auto const all = destinations();
        return std::find_if(all.begin(), all.end(),
                            [&](destination const& one) { return one.city == city; })
            ->fee;
    }

    dice& luck_;
    history& to_;
};

} // namespace

history invent_history(date last)
{
    constexpr long days_of_a_year = 365;
    auto const reach =
        std::min<long>(days_of_a_year - 1, (last - tokocrm::first_business_date()).days());
    history past{.days = {last - gregorian::days(reach), last}, .buyers = {}, .csv = {}};
    dice luck;
    past.buyers = invent_buyers(luck, past.days);
    writer write(luck, past);
    for (auto on = past.days.first; on <= last; on += gregorian::days(1))
        write.add_day(on);
    return past;
}

} // namespace toko::demo
