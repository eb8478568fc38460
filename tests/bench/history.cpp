#include "history.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <memory>
#include <random>
#include <string_view>
#include <system_error>
#include <vector>

namespace bench {

namespace {

using namespace std::chrono;

constexpr sys_days first_day = year(2023) / January / 1;
constexpr sys_days behind_last_day = year(2026) / January / 1;

constexpr std::string_view header =
    "order,placed_at,paid_at,customer,phone,email,address,city,sku,product,category,quantity,"
    "unit_price,discount_percent,coupon,coupon_amount,shipping,payment_method,total,status\n";

constexpr std::array<std::string_view, 40> given_names{
    "Adi",    "Agus",   "Andi",  "Ani",   "Ayu",     "Bambang", "Bayu",  "Budi",  "Citra", "Dedi",
    "Dewi",   "Dian",   "Dimas", "Eka",   "Endang",  "Fajar",   "Fitri", "Galih", "Gita",  "Hadi",
    "Hendra", "Indah",  "Intan", "Joko",  "Kartika", "Lestari", "Lia",   "Maya",  "Nita",  "Nur",
    "Putri",  "Rahmat", "Rina",  "Rizki", "Sari",    "Siti",    "Sri",   "Tono",  "Wahyu", "Yanti"};

constexpr std::array<std::string_view, 32> family_names{
    "Aminah",  "Anggraini", "Gunawan", "Halim",   "Harahap",    "Hasibuan", "Hidayat", "Irawan",
    "Kurnia",  "Kusuma",    "Lubis",   "Maulana", "Nainggolan", "Nasution", "Nugroho", "Permana",
    "Pohan",   "Pratama",   "Purnama", "Rahayu",  "Ramadhan",   "Santoso",  "Saputra", "Setiawan",
    "Siregar", "Sitompul",  "Suryadi", "Susanti", "Tanjung",    "Utami",    "Wibowo",  "Wijaya"};

constexpr std::array<std::string_view, 16> cities{
    "Kisaran Barat", "Kisaran Timur", "Air Joman",   "Tanjungbalai",   "Medan",     "Binjai",
    "Lima Puluh",    "Indrapura",     "Meranti",     "Simpang Empat",  "Sei Balai", "Talawi",
    "Rantauprapat",  "Aek Kanopan",   "Perdagangan", "Pematangsiantar"};

constexpr std::array<std::string_view, 20> categories{
    "Sembako",    "Minuman", "Makanan Ringan", "Bumbu",   "Sabun",       "Perawatan", "Bayi",
    "Alat Tulis", "Dapur",   "Kebersihan",     "Obat",    "Rokok",       "Roti",      "Beku",
    "Sayur",      "Buah",    "Daging",         "Listrik", "Pertukangan", "Mainan"};

constexpr std::array<std::string_view, 16> goods{
    "Beras", "Gula", "Kopi",  "Teh",   "Minyak", "Sabun", "Mie",    "Kecap",
    "Susu",  "Roti", "Sirup", "Garam", "Tepung", "Lilin", "Pensil", "Gelas"};

constexpr std::array<std::string_view, 10> kinds{"Besar", "Kecil",   "Curah",  "Botol", "Premium",
                                                 "Merah", "Kemasan", "Sachet", "Super", "Asli"};

constexpr std::array<std::string_view, 4> methods{"tunai", "transfer", "QRIS", "COD"};

/// A number that belongs to another one, and looks as if it did not.
std::uint64_t scattered(std::uint64_t number)
{
    number *= 0xD6E8FEB86659FD93U;
    number ^= number >> 32U;
    number *= 0xD6E8FEB86659FD93U;
    return number ^ number >> 32U;
}

class chances
{
public:
    std::int64_t below(std::int64_t most)
    {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(most));
    }
    bool percent(std::int64_t share) { return below(100) < share; }
    /// Some are taken far more often than others.
    std::int64_t skewed(std::int64_t most)
    {
        constexpr std::int64_t steps = 4096;
        return below(most) * (below(steps) + 1) / steps;
    }

private:
    std::mt19937_64 engine_{20230101};
};

struct bought
{
    std::int64_t product, thousandths, unit_price, percent, total;
};

class writer
{
public:
    writer(std::string const& file, std::int64_t orders)
        : file_(std::fopen(file.c_str(), "w"), &std::fclose), name_(file), orders_(orders),
          customers_(std::max<std::int64_t>(orders / 5, 1)), products_(orders <= 10'000    ? 1'000
                                                                       : orders <= 100'000 ? 5'000
                                                                                           : 20'000)
    {
        if (!file_)
            fail();
    }

    void write()
    {
        text_ = header;
        for (std::int64_t i = 0; i < orders_; ++i) {
            order(i);
            if (text_.size() > 1'000'000)
                flush();
        }
        flush();
        if (std::fclose(file_.release()) != 0)
            fail();
    }

private:
    [[noreturn]] void fail() const
    {
        throw std::system_error(errno, std::generic_category(), name_);
    }
    void flush()
    {
        if (std::fwrite(text_.data(), 1, text_.size(), file_.get()) != text_.size())
            fail();
        text_.clear();
    }

    writer& operator<<(std::string_view text)
    {
        text_ += text;
        return *this;
    }
    writer& operator<<(std::int64_t number)
    {
        text_ += std::to_string(number);
        return *this;
    }
    void padded(std::int64_t number, std::size_t width)
    {
        auto const digits = std::to_string(number);
        text_.append(width - std::min(width, digits.size()), '0');
        text_ += digits;
    }
    void moment(sys_seconds at)
    {
        auto const day = floor<days>(at);
        year_month_day const date(day);
        hh_mm_ss const time(at - day);
        padded(int(date.year()), 4);
        text_ += '-';
        padded(unsigned(date.month()), 2);
        text_ += '-';
        padded(unsigned(date.day()), 2);
        text_ += ' ';
        padded(time.hours().count(), 2);
        text_ += ':';
        padded(time.minutes().count(), 2);
        text_ += ':';
        padded(time.seconds().count(), 2);
    }

    /// 3.8 in the mean.
    std::int64_t line_count()
    {
        constexpr std::array<std::int64_t, 8> shares{13, 17, 19, 16, 13, 10, 7, 5};
        auto chance = random_.below(100);
        std::int64_t count = 1;
        for (auto const share : shares) {
            if (chance < share)
                break;
            chance -= share;
            ++count;
        }
        return count;
    }

    bought line(std::int64_t year_of_order)
    {
        bought one{};
        one.product = random_.skewed(products_);
        auto const facts = scattered(static_cast<std::uint64_t>(one.product));
        bool const by_weight = facts % 10 == 0;
        one.thousandths = random_.percent(70) ? 1'000 : 1'000 * (1 + random_.below(6));
        if (by_weight)
            one.thousandths = 250 * (1 + random_.below(20));
        // Prices grow by 4 % a year, to full hundreds.
        auto const base = 500 + 100 * static_cast<std::int64_t>(facts / 16 % 900);
        one.unit_price = (base * (100 + 4 * year_of_order) / 100 + 50) / 100 * 100;
        one.percent = random_.percent(10) ? 5 * (1 + random_.below(3)) : 0;
        auto const gross = (one.unit_price * one.thousandths + 500) / 1'000;
        one.total = gross - (gross * one.percent * 10'000 + 500'000) / 1'000'000;
        return one;
    }

    std::string_view status()
    {
        auto const chance = random_.below(200);
        return chance < 190   ? "paid"
               : chance < 193 ? "refunded"
               : chance < 196 ? "cancelled"
               : chance < 198 ? "awaiting"
               : chance < 199 ? "submitted"
                              : "expired";
    }

    /// Name, phone, e-mail, address and city; returns whether there is an address.
    bool customer()
    {
        if (random_.percent(15)) {
            *this << ",,,,";
            return false;
        }
        auto const number = random_.below(customers_);
        auto const facts = scattered(static_cast<std::uint64_t>(number) + 1'000'000'007U);
        *this << given_names[facts % given_names.size()] << " "
              << family_names[facts / 64 % family_names.size()];
        if (facts / 4096 % 4 == 0) { // known by name alone: the name must tell them apart
            *this << " RT " << number << ",,,,";
            return false;
        }
        *this << " " << family_names[facts / 16384 % family_names.size()] << ",08";
        padded(1'200'000'000 + number, 10);
        text_ += ',';
        if (facts / 1'048'576 % 5 < 3)
            *this << "pelanggan" << number << "@contoh.example";
        if (facts / 8'388'608 % 5 == 0) {
            *this << ",,";
            return false;
        }
        *this << ",Jalan Merdeka " << static_cast<std::int64_t>(facts / 67'108'864 % 300) << ","
              << cities[facts / 17'179'869'184U % cities.size()];
        return true;
    }

    void product(bought const& one)
    {
        auto const facts = scattered(static_cast<std::uint64_t>(one.product) + 7);
        *this << "SKU";
        padded(one.product, 5);
        *this << "," << goods[facts % goods.size()] << " " << kinds[facts / 16 % kinds.size()]
              << " ";
        padded(one.product, 5);
        *this << "," << categories[facts / 256 % categories.size()] << ","
              << one.thousandths / 1'000;
        if (auto const rest = one.thousandths % 1'000; rest != 0) {
            text_ += '.';
            padded(rest, 3);
        }
        *this << "," << one.unit_price << ",";
        if (one.percent != 0)
            *this << one.percent;
    }

    void order(std::int64_t index)
    {
        constexpr seconds span = behind_last_day - first_day;
        auto const from = first_day + seconds(span.count() * index / orders_);
        auto const room = std::max<std::int64_t>(span.count() / orders_, 1);
        sys_seconds const placed = from + seconds(random_.below(room));
        year_month_day const date(floor<days>(placed));
        auto const what = status();

        lines_.clear();
        std::int64_t total = 0;
        for (auto count = line_count(); count > 0; --count) {
            lines_.push_back(line(int(date.year()) - 2023));
            total += lines_.back().total;
        }

        *this << index + 1 << ",";
        moment(placed);
        text_ += ',';
        if ((what == "paid" || what == "refunded") && random_.percent(25)) {
            auto const paid = placed + days(1 + random_.below(3));
            if (paid < behind_last_day)
                moment(paid);
        }
        text_ += ',';
        bool const delivered = customer() && random_.percent(40);
        text_ += ',';
        product(lines_.front());
        text_ += ',';
        if (random_.percent(6) && total >= 10'000) {
            auto const coupon = total / 10 / 100 * 100;
            *this << "HEMAT" << 1 + random_.below(20) << "," << coupon;
            total -= coupon;
        } else
            text_ += ',';
        text_ += ',';
        if (delivered) {
            auto const fee = 5'000 * (1 + random_.below(4));
            *this << fee;
            total += fee;
        }
        *this << "," << methods[static_cast<std::size_t>(random_.below(methods.size()))] << ","
              << total << "," << what << "\n";
        for (std::size_t i = 1; i < lines_.size(); ++i) {
            *this << index + 1 << ",,,,,,,,";
            product(lines_[i]);
            *this << ",,,,,,\n";
        }
    }

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::string name_;
    std::int64_t orders_, customers_, products_;
    chances random_;
    std::string text_;
    std::vector<bought> lines_;
};

} // namespace

void write_history(std::string const& file, std::int64_t orders)
{
    writer(file, orders).write();
}

} // namespace bench
