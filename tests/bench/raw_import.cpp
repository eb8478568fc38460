#include "raw_import.hpp"

#include "history.hpp"
#include "sqlite.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bench {

namespace {

using namespace std::chrono;

/// The columns of `write_history`.
enum cell : std::size_t {
    reference,
    placed_at,
    paid_at,
    customer,
    phone,
    email,
    address,
    city,
    sku,
    product,
    category,
    amount,
    unit_price,
    discount_percent,
    coupon,
    coupon_amount,
    shipping,
    payment_method,
    total,
    status,
    cell_count
};

using cells = std::array<std::string_view, cell_count>;

cells split(std::string_view line)
{
    cells found;
    std::size_t i = 0;
    for (; i + 1 < cell_count; ++i) {
        auto const comma = line.find(',');
        if (comma == line.npos)
            break;
        found[i] = line.substr(0, comma);
        line.remove_prefix(comma + 1);
    }
    if (i + 1 != cell_count || line.find(',') != line.npos)
        throw std::runtime_error("a row of the history has another number of cells");
    found[i] = line;
    return found;
}

std::int64_t number(std::string_view text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// "2.250" as 2250.
std::int64_t thousandths(std::string_view text)
{
    auto const point = text.find('.');
    auto const whole = number(text.substr(0, point)) * 1'000;
    return point == text.npos ? whole : whole + number(text.substr(point + 1));
}

std::string lower(std::string_view text)
{
    std::string out(text);
    for (auto& each : out)
        if (each >= 'A' && each <= 'Z')
            each = static_cast<char>(each - 'A' + 'a');
    return out;
}

std::string slug(std::string_view text)
{
    auto out = lower(text);
    std::replace(out.begin(), out.end(), ' ', '-');
    return out;
}

/// What is searched: words of small letters and digits, two blanks before each.
void add_words(std::string& to, std::string_view text)
{
    bool in_word = false;
    for (char each : text) {
        each = each >= 'A' && each <= 'Z' ? static_cast<char>(each - 'A' + 'a') : each;
        bool const fits = (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9');
        if (fits && !in_word)
            to += "  ";
        if (fits)
            to += each;
        in_word = fits;
    }
}

struct moment
{
    std::int64_t at;  ///< microseconds UTC
    std::int64_t day; ///< YYYYMMDD in the shop's zone
};

/// "2023-01-31 08:15:30" in a zone seven hours east, which knows no summer time.
moment read_moment(std::string_view text)
{
    auto const part = [&](std::size_t from, std::size_t size) {
        return static_cast<int>(number(text.substr(from, size)));
    };
    int const y = part(0, 4), m = part(5, 2), d = part(8, 2);
    sys_days const day = year(y) / m / d;
    seconds const local =
        day.time_since_epoch() + hours(part(11, 2)) + minutes(part(14, 2)) + seconds(part(17, 2));
    return {microseconds(local - hours(7)).count(), y * 10'000 + m * 100 + d};
}

/// As long as the product's digest, and no two orders alike.
std::string fingerprint(std::string_view text)
{
    std::string out;
    for (std::uint64_t hash : {14695981039346656037U, 10775087112186014093U}) {
        for (auto const each : text)
            hash = (hash ^ static_cast<unsigned char>(each)) * 1099511628211U;
        std::array<char, 17> digits{};
        std::snprintf(digits.data(), digits.size(), "%016llx",
                      static_cast<unsigned long long>(hash));
        out += digits.data();
    }
    return out;
}

/// A prepared insert; texts must live until the row is written.
class insertion
{
public:
    insertion(sqlite_file& into, std::string const& table, std::string const& columns) : into_(into)
    {
        std::string marks = "?";
        for (auto const each : columns)
            if (each == ',')
                marks += ", ?";
        insert_ =
            into.prepare("insert into " + table + " (" + columns + ") values (" + marks + ")");
    }
    insertion& operator<<(std::integral auto value)
    {
        sqlite3_bind_int64(insert_.get(), ++at_, value);
        return *this;
    }
    insertion& operator<<(std::string_view value)
    {
        sqlite3_bind_text(insert_.get(), ++at_, value.data() ? value.data() : "",
                          static_cast<int>(value.size()), SQLITE_STATIC);
        return *this;
    }
    insertion& operator<<(char const* value) { return *this << std::string_view(value); }
    insertion& operator<<(std::string const& value) { return *this << std::string_view(value); }
    insertion& operator<<(std::nullopt_t)
    {
        sqlite3_bind_null(insert_.get(), ++at_);
        return *this;
    }
    template <class Value>
    insertion& operator<<(std::optional<Value> const& value)
    {
        return value ? *this << *value : *this << std::nullopt;
    }
    void end()
    {
        if (at_ != sqlite3_bind_parameter_count(insert_.get()))
            throw std::logic_error("a row of another width");
        at_ = 0;
        if (sqlite3_step(insert_.get()) != SQLITE_DONE)
            into_.fail("insert");
        sqlite3_reset(insert_.get());
    }

private:
    sqlite_file& into_;
    statement insert_;
    int at_ = 0;
};

std::optional<std::string_view> present(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

struct text_hash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>()(text);
    }
};

template <class Value>
using by_text = std::unordered_map<std::string, Value, text_hash, std::equal_to<>>;

struct known_product
{
    std::int64_t id, category_id;
    std::string name;
    std::int64_t price = 0;
    bool fractional = false;
};

struct figures
{
    std::int64_t orders = 0, units = 0, gross = 0, discounts = 0, refunds = 0, shipping = 0,
                 new_customers = 0, returning_customers = 0;
};

struct order_row
{
    std::string text; ///< the cells point into it
    cells facts;
    std::int64_t product_id = 0, quantity = 0, price = 0, gross = 0, rate = 0, discount = 0,
                 coupon_share = 0, sum = 0;
};

constexpr std::array bases{"placed", "paid"};

class importer
{
public:
    importer(sqlite_file& into, std::int64_t now) : into_(into), now_(now) {}

    void row(std::string_view line)
    {
        auto const order = line.substr(0, line.find(','));
        if (used_ > 0 && order != rows_.front().facts[reference])
            finish_order();
        if (used_ == rows_.size())
            rows_.emplace_back();
        auto& one = rows_[used_++];
        one.text = line;
        one.facts = split(one.text);
    }

    void finish()
    {
        if (used_ > 0)
            finish_order();
        for (auto const& [name, id] : category_ids_) {
            auto const lowered = lower(name);
            categories_ << id << name << lowered << slug_ref(name) << now_ << batch_;
            categories_.end();
        }
        for (auto const& [code, each] : product_ids_) {
            auto const lowered = lower(each.name), code_lowered = lower(code);
            words_.clear();
            add_words(words_, each.name);
            add_words(words_, code);
            for (auto const& [name, id] : category_ids_)
                if (id == each.category_id)
                    add_words(words_, name);
            products_ << each.id << each.category_id << each.name << lowered << slug_ref(each.name)
                      << ""
                      << "pcs" << std::int64_t(each.fractional) << 0 << 1 << 0 << now_ << 1
                      << batch_ << words_;
            products_.end();
            product_words_ << each.id << words_;
            product_words_.end();
            packs_ << each.id << each.id << 1 << "" << 1'000 << code << code_lowered << each.price;
            packs_.end();
            levels_ << each.id << 0 << 0;
            levels_.end();
        }
        count_customers();
        for (auto const& [key, f] : summary_) {
            auto const& [basis, granularity, period] = key;
            summaries_ << bases[basis] << granularity << period << 0 << f.orders << f.units
                       << f.gross << f.discounts << f.refunds << f.shipping << 0 << f.new_customers
                       << f.returning_customers;
            summaries_.end();
        }
        insertion batches(into_, "import_batches",
                          "id, kind, source, actor, imported_at, orders, lines, skipped, updated,"
                          " rejected");
        batches << batch_ << "orders"
                << ""
                << "owner" << now_ << orders_made_ << lines_made_ << 0 << 0 << 0;
        batches.end();
        auto const detail = "{\"orders\":" + std::to_string(orders_made_) +
                            ",\"lines\":" + std::to_string(lines_made_) +
                            ",\"skipped\":0,\"updated\":0,\"rejected\":0}";
        insertion events(into_, "audit_events", "at, actor, action, subject, detail");
        events << now_ << "owner"
               << "order.import"
               << "batch:1" << detail;
        events.end();
    }

private:
    std::string const& slug_ref(std::string_view name) { return slug_ = slug(name); }

    known_product& product_of(order_row const& row)
    {
        auto const found = product_ids_.find(row.facts[sku]);
        if (found != product_ids_.end())
            return found->second;
        auto known_category = category_ids_.find(row.facts[category]);
        if (known_category == category_ids_.end())
            known_category = category_ids_
                                 .emplace(row.facts[category],
                                          static_cast<std::int64_t>(category_ids_.size()) + 1)
                                 .first;
        return product_ids_
            .emplace(row.facts[sku],
                     known_product{static_cast<std::int64_t>(product_ids_.size()) + 1,
                                   known_category->second, std::string(row.facts[product])})
            .first->second;
    }

    std::optional<std::int64_t> customer_of(cells const& facts, moment placed)
    {
        if (facts[customer].empty())
            return std::nullopt;
        auto const key = facts[phone].empty() ? facts[customer] : facts[phone];
        if (auto const known = customer_ids_.find(key); known != customer_ids_.end())
            return known->second;
        auto const id = static_cast<std::int64_t>(customer_ids_.size()) + 1;
        customer_ids_.emplace(key, id);
        auto const lowered = lower(facts[customer]);
        auto const city_lowered = lower(facts[city]);
        words_.clear();
        for (auto const text :
             {facts[customer], std::string_view(phone_ ? *phone_ : ""), facts[email], facts[city]})
            add_words(words_, text);
        customers_ << id << facts[customer] << lowered << phone_ << present(facts[email])
                   << present(facts[address]) << present(facts[city]) << present(city_lowered)
                   << placed.at << 1 << batch_ << words_;
        customers_.end();
        customer_words_ << id << words_;
        customer_words_.end();
        return id;
    }

    /// By the largest remainder, the first of equal ones first.
    void share_coupon(std::int64_t off, std::int64_t goods)
    {
        if (off == 0)
            return;
        rests_.clear();
        auto left = off;
        for (std::size_t i = 0; i < used_; ++i) {
            rows_[i].coupon_share = off * rows_[i].sum / goods;
            left -= rows_[i].coupon_share;
            rests_.emplace_back(-(off * rows_[i].sum % goods), i);
        }
        std::sort(rests_.begin(), rests_.end());
        for (std::size_t i = 0; left > 0; ++i, --left)
            ++rows_[rests_[i].second].coupon_share;
    }

    void finish_order()
    {
        auto const& facts = rows_.front().facts;
        auto const id = ++orders_made_;
        auto const count = static_cast<std::int64_t>(used_);
        lines_made_ += count;
        text_.clear();
        std::int64_t units = 0, gross = 0, discount = 0;
        for (std::size_t i = 0; i < used_; ++i) {
            auto& row = rows_[i];
            text_ += row.text;
            row.quantity = thousandths(row.facts[amount]);
            row.price = number(row.facts[unit_price]);
            row.rate = number(row.facts[discount_percent]) * 10'000;
            row.gross = (row.price * row.quantity + 500) / 1'000;
            row.discount = (row.gross * row.rate + 500'000) / 1'000'000;
            row.sum = row.gross - row.discount;
            row.coupon_share = 0;
            auto& known = product_of(row);
            known.price = row.price;
            known.fractional |= row.quantity % 1'000 != 0;
            row.product_id = known.id;
            units += row.quantity;
            gross += row.gross;
            discount += row.discount;
        }
        auto const off = number(facts[coupon_amount]), fee = number(facts[shipping]);
        share_coupon(off, gross - discount);
        auto const goods = gross - discount - off, sum = goods + fee;
        if (sum != number(facts[total]))
            throw std::runtime_error("order " + std::string(facts[reference]) +
                                     " has another total than its lines make");

        auto const placed = read_moment(facts[placed_at]);
        auto const paid = facts[paid_at].empty() ? placed : read_moment(facts[paid_at]);
        bool const refunded = facts[status] == "refunded";
        bool const was_paid = refunded || facts[status] == "paid";
        bool const cancelled = facts[status] == "cancelled" || facts[status] == "expired";
        phone_.reset();
        if (!facts[phone].empty())
            phone_ = "+62" + std::string(facts[phone].substr(1));
        auto const buyer = customer_of(facts, placed);
        std::optional<std::int64_t> when_paid, day_paid, day_booked;
        if (was_paid) {
            when_paid = paid.at;
            day_paid = paid.day;
        }
        if (!cancelled)
            day_booked = placed.day;
        auto const print = fingerprint(text_);
        auto const city_lowered = lower(facts[city]);
        words_.clear();
        add_words(words_, std::to_string(id));
        for (auto const text : {facts[reference], facts[customer],
                                std::string_view(phone_ ? *phone_ : ""), facts[email]})
            add_words(words_, text);

        order_heads_ << id << id << buyer << placed.at << placed.day << when_paid << day_paid
                     << day_booked << day_paid
                     << (was_paid    ? "completed"
                         : cancelled ? "cancelled"
                                     : "placed")
                     << facts[status] << (was_paid ? "delivered" : "unfulfilled")
                     << present(facts[payment_method]) << facts[customer] << phone_
                     << present(facts[email]) << present(facts[address]) << present(facts[city])
                     << count << units << gross << discount << present(facts[coupon]) << off << fee
                     << 0 << sum << (was_paid ? sum : 0) << (refunded ? sum : 0) << ""
                     << facts[reference] << print << batch_ << 1 << words_ << present(city_lowered);
        order_heads_.end();
        order_words_ << id << words_;
        order_words_.end();
        for (std::size_t i = 0; i < used_; ++i) {
            auto const& row = rows_[i];
            lines_ << id << std::int64_t(i + 1) << row.product_id << row.product_id
                   << row.facts[sku] << row.facts[product] << "" << 1'000 << row.quantity
                   << row.quantity << row.price << row.gross
                   << (row.rate != 0 ? std::optional(row.rate) : std::nullopt) << row.discount
                   << row.coupon_share << row.sum;
            lines_.end();
        }
        std::int64_t position = 0;
        if (off > 0) {
            adjustments_ << id << ++position << "coupon" << facts[coupon] << -off;
            adjustments_.end();
        }
        if (fee > 0) {
            adjustments_ << id << ++position << "shipping" << facts[city] << fee;
            adjustments_.end();
        }
        transitions_ << id << 1 << "imported" << facts[status] << "owner" << now_;
        transitions_.end();
        if (was_paid) {
            payments_ << id << 1 << present(facts[payment_method]) << sum << paid.at << paid.day
                      << "owner";
            payments_.end();
        }
        figures const booked{1, units, gross, discount + off, 0, fee, 0, 0};
        std::array const days{day_booked, day_paid};
        for (std::size_t basis = 0; basis < bases.size(); ++basis) {
            if (!days[basis])
                continue;
            book(basis, *days[basis], booked);
            if (buyer)
                buying_days_[basis].emplace_back(*buyer, *days[basis]);
        }
        if (refunded) {
            refunds_ << id << 1 << goods << fee << 0 << sum << "imported"
                     << "owner" << paid.at << paid.day;
            refunds_.end();
            for (std::size_t const basis : {1U, 0U}) {
                entries_ << id << bases[basis] << "refund" << paid.day << 0 << 0 << 0 << 0 << goods
                         << -fee << 0;
                entries_.end();
                book(basis, paid.day, {0, 0, 0, 0, goods, -fee, 0, 0});
            }
        }
        used_ = 0;
    }

    void book(std::size_t basis, std::int64_t day, figures const& more)
    {
        for (auto const& [granularity, period] :
             {std::pair("day", day), std::pair("month", day / 100)}) {
            auto& of = summary_[{basis, granularity, period}];
            of.orders += more.orders;
            of.units += more.units;
            of.gross += more.gross;
            of.discounts += more.discounts;
            of.refunds += more.refunds;
            of.shipping += more.shipping;
        }
    }

    void count_customers()
    {
        for (std::size_t basis = 0; basis < bases.size(); ++basis) {
            auto& days = buying_days_[basis];
            std::sort(days.begin(), days.end());
            days.erase(std::unique(days.begin(), days.end()), days.end());
            std::int64_t of = 0, first = 0, month = 0;
            for (auto const& [who, day] : days) {
                if (who != of) {
                    of = who;
                    first = day;
                    month = 0;
                }
                auto const kind =
                    day == first ? &figures::new_customers : &figures::returning_customers;
                ++(summary_[{basis, "day", day}].*kind);
                if (day / 100 == month)
                    continue;
                month = day / 100;
                ++(summary_[{basis, "month", month}].*kind);
            }
        }
    }

    static constexpr std::int64_t batch_ = 1;
    sqlite_file& into_;
    std::int64_t now_;
    insertion categories_{into_, "categories",
                          "id, name, name_folded, slug, created_at, import_batch_id"};
    insertion products_{into_, "products",
                        "id, category_id, name, name_folded, slug, description, unit, fractional,"
                        " discount_ppm, active, stock_moved, created_at, version,"
                        " import_batch_id, search_text"};
    insertion packs_{into_, "product_packs",
                     "id, product_id, position, name, contains, sku, sku_folded, price"};
    insertion product_words_{into_, "product_search", "rowid, search_text"};
    insertion customer_words_{into_, "customer_search", "rowid, search_text"};
    insertion order_words_{into_, "order_search", "rowid, search_text"};
    insertion levels_{into_, "stock_levels", "product_id, on_hand, reserved"};
    insertion customers_{into_, "customers",
                         "id, name, name_folded, phone, email, address, city, city_folded,"
                         " registered_at, version, import_batch_id, search_text"};
    insertion order_heads_{
        into_, "orders",
        "id, number, customer_id, placed_at, placed_on, paid_at, paid_on, booked_placed_on,"
        " booked_paid_on, order_state, payment_state, fulfilment_state, payment_method,"
        " customer_name, phone, email, address, city, line_count, units, gross, product_discount,"
        " coupon_code, coupon_discount, shipping, other, total, paid, refunded, source, reference,"
        " fingerprint, import_batch_id, version, search_text, city_folded"};
    insertion lines_{into_, "order_lines",
                     "order_id, position, product_id, pack_id, sku, name, pack_name, contains,"
                     " quantity, base_quantity, unit_price, gross, discount_ppm, discount,"
                     " coupon_share, total"};
    insertion adjustments_{into_, "order_adjustments", "order_id, position, kind, label, amount"};
    insertion transitions_{into_, "order_transitions",
                           "order_id, position, graph, to_state, actor, at"};
    insertion payments_{into_, "payments",
                        "order_id, position, method, amount, received_at, received_on, actor"};
    insertion refunds_{into_, "refunds",
                       "order_id, position, goods, shipping, other, amount, reason, actor,"
                       " refunded_at, refunded_on"};
    insertion entries_{into_, "booking_entries",
                       "order_id, basis, kind, booked_on, orders, units, gross, discounts, refunds,"
                       " shipping, other"};
    insertion summaries_{into_, "sales_summary",
                         "basis, granularity, period, stripe, orders, units, gross, discounts,"
                         " refunds, shipping, other, new_customers, returning_customers"};

    by_text<std::int64_t> category_ids_, customer_ids_;
    by_text<known_product> product_ids_;
    std::map<std::tuple<std::size_t, std::string_view, std::int64_t>, figures> summary_;
    std::array<std::vector<std::pair<std::int64_t, std::int64_t>>, bases.size()> buying_days_;
    std::int64_t orders_made_ = 0, lines_made_ = 0;

    std::vector<order_row> rows_; ///< of the order at hand; only `used_` of them are of it
    std::size_t used_ = 0;
    std::vector<std::pair<std::int64_t, std::size_t>> rests_;
    std::optional<std::string> phone_;
    std::string text_, slug_, words_;
};

/// When the shop was founded, which is when all of this happens.
std::int64_t founded_at(sqlite_file& shop)
{
    auto const select = shop.prepare("select created_at from shop");
    if (sqlite3_step(select.get()) != SQLITE_ROW)
        shop.fail("the shop has no row");
    return sqlite3_column_int64(select.get(), 0);
}

std::vector<std::string> take_indexes_away(sqlite_file& shop)
{
    std::vector<std::string> names, made;
    {
        auto const select = shop.prepare(
            "select name, sql from sqlite_master where type = 'index' and sql is not null");
        while (sqlite3_step(select.get()) == SQLITE_ROW) {
            names.emplace_back(text(select.get(), 0));
            made.emplace_back(text(select.get(), 1));
        }
    }
    for (auto const& name : names)
        shop.run("drop index " + name);
    return made;
}

void read_file(std::string const& csv, importer& into)
{
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(csv.c_str(), "r"),
                                                               &std::fclose);
    if (!file)
        throw std::system_error(errno, std::generic_category(), csv);
    std::setvbuf(file.get(), nullptr, _IOFBF, 1 << 20);
    char* line = nullptr;
    std::size_t room = 0;
    bool header = true;
    for (ssize_t size = 0; (size = ::getline(&line, &room, file.get())) > 0;) {
        if (!std::exchange(header, false))
            into.row(std::string_view(line, static_cast<std::size_t>(size - 1)));
    }
    std::free(line);
}

} // namespace

void raw_import(std::string const& file, std::string const& csv, bool indexes_last)
{
    sqlite_file shop(file);
    shop.run("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off;"
             "pragma cache_size = -262144; pragma wal_autocheckpoint = 0;"
             "pragma temp_store = memory; begin immediate");
    auto const indexes = indexes_last ? take_indexes_away(shop) : std::vector<std::string>();
    {
        importer into(shop, founded_at(shop));
        read_file(csv, into);
        into.finish();
    }
    for (auto const& each : indexes)
        shop.run(each);
    shop.run("commit; pragma wal_checkpoint(truncate)");
}

namespace {

std::vector<std::string> names(sqlite_file& in, std::string const& sql)
{
    std::vector<std::string> found;
    auto const select = in.prepare(sql);
    while (sqlite3_step(select.get()) == SQLITE_ROW)
        found.emplace_back(text(select.get(), 0));
    return found;
}

/// One number a column, and the number of rows before them.
std::map<std::string, std::string> summed(sqlite_file& shop, std::string const& table)
{
    auto const columns = names(shop, "select name from pragma_table_info('" + table + "')");
    // A sum that knows which row it comes from, where rows have the same key in both shops.
    std::string weight = "0";
    for (auto const* key : {"order_id", "number", "period"})
        if (std::find(columns.begin(), columns.end(), key) != columns.end()) {
            weight = std::string(key) + " % 1009";
            break;
        }
    std::string wanted = "count(*)";
    for (auto const& each : columns)
        wanted += ", count(" + each + ") || ' values, sum ' || coalesce(sum((case typeof(" + each +
                  ") when 'integer' then " + each + " else length(" + each +
                  ") end) % 1000003 * (1 + " + weight + ")), 0)";
    auto select = shop.prepare("select " + wanted + " from " + table);
    if (sqlite3_step(select.get()) != SQLITE_ROW)
        shop.fail(table);
    std::map<std::string, std::string> found{{table, std::string(text(select.get(), 0)) + " rows"}};
    for (std::size_t i = 0; i < columns.size(); ++i)
        found[table + "." + columns[i]] = text(select.get(), static_cast<int>(i) + 1);
    return found;
}

} // namespace

void require_equal_shops(std::string const& one, std::string const& other)
{
    sqlite_file first(one), second(other);
    constexpr char const* schema =
        "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master"
        " where name not like 'sqlite_%' order by 1";
    if (names(first, schema) != names(second, schema))
        throw std::runtime_error("the shops have different tables or indexes");
    // Products get their ids in the order in which they are first seen: each has its own.
    constexpr std::array<std::string_view, 3> own{"order_lines.product_id", "order_lines.pack_id",
                                                  "products.category_id"};
    std::string differences;
    // What an index of words is made of depends on when which row came.
    for (auto const& table : names(first, "select name from pragma_table_list where schema = 'main'"
                                          " and type = 'table' and name not in"
                                          " ('schema_migrations', 'sqlite_schema') order by 1")) {
        auto const here = summed(first, table), there = summed(second, table);
        for (auto const& [what, value] : here)
            if (value != there.at(what) && std::find(own.begin(), own.end(), what) == own.end())
                differences += "\n  " + what + ": " + value + " and " + there.at(what);
    }
    if (!differences.empty())
        throw std::runtime_error("the shops differ" + differences);
}

} // namespace bench
