#include "../order/service.hpp"

#include "../core/business_date.hpp"
#include "../core/digest.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "../customer/service.hpp"
#include "../payment/service.hpp"
#include "../sales_summary/service.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"
#include "stage.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace tokocrm {

namespace {

constexpr std::array bases{report_basis::paid, report_basis::placed};

timestamp instant(std::int64_t microseconds)
{
    return timestamp(std::chrono::microseconds(microseconds));
}

std::optional<std::string> present(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

/// Remembers what was looked up, within bounded memory.
template <class Key, class Value, std::size_t most, class Hash = std::hash<Key>>
class lookup_cache
{
public:
    Value const* find(Key const& key) const
    {
        auto const found = known_.find(key);
        return found == known_.end() ? nullptr : &found->second;
    }
    Value const& keep(Key key, Value value)
    {
        if (known_.size() >= most)
            known_.clear();
        return known_.insert_or_assign(std::move(key), std::move(value)).first->second;
    }

private:
    std::unordered_map<Key, Value, Hash> known_;
};

/// The products that an import's lines mean.
class product_resolver
{
public:
    product_resolver(unit_of_work& uow, currency c) : uow_(uow), currency_(c) {}

    /// Make the products that are not there.
    std::int64_t add_missing(order_stage::contents& stage, id<import_batch> batch)
    {
        std::int64_t made = 0;
        stage.for_each_product([&](product_facts const& facts) {
            if (facts.sku.empty() ? find_product_by_name(uow_, facts.name).has_value()
                                  : find_product(uow_, facts.sku).has_value())
                return;
            product_draft draft;
            draft.name = facts.name.empty() ? facts.sku : facts.name;
            draft.sku = present(facts.sku);
            draft.category = present(facts.category);
            if (facts.price)
                draft.price = money(*facts.price, currency_);
            draft.fractional = facts.fractional != 0;
            draft.active = facts.price.has_value();
            draft.batch = batch;
            add_product(uow_, draft);
            ++made;
        });
        return made;
    }

    product const& find(staged_line const& line)
    {
        auto key = line.sku.empty() ? '\0' + line.product : line.sku;
        if (auto const* known = cache_.find(key))
            return *known;
        auto found = line.sku.empty() ? find_product_by_name(uow_, line.product)
                                      : find_product(uow_, line.sku);
        if (!found)
            throw error(errc::internal, "import.product_lost",
                        mark("a product of the import is not there"));
        return cache_.keep(std::move(key), *std::move(found));
    }

private:
    unit_of_work& uow_;
    currency currency_;
    lookup_cache<std::string, product, 50'000> cache_;
};

/// The customers that an import's orders mean, made where they are not there.
class customer_resolver
{
public:
    explicit customer_resolver(unit_of_work& uow) : uow_(uow) {}

    std::optional<id<customer>> find(staged_order const& order, id<import_batch> batch)
    {
        auto const& reach = order.reach;
        if (order.guest != 0 || (order.customer.empty() && !reach.phone && !reach.email))
            return std::nullopt;
        digester said;
        said.add(order.customer);
        for (auto const& each :
             {&reach.phone, &reach.email, &reach.address, &reach.city, &reach.postal_code})
            said.add(*each ? std::string_view(**each) : std::string_view());
        auto const key = said.finish_bytes();
        if (auto const* known = cache_.find(key)) {
            ambiguous_ += known->several;
            return known->who;
        }
        if (auto const match = match_customer(uow_, order.customer, reach)) {
            complete_imported_customer(uow_, match->who, reach, batch);
            ambiguous_ += match->several;
            return cache_.keep(key, {match->who.number, match->several}).who;
        }
        customer_draft draft;
        draft.name = !order.customer.empty() ? order.customer
                     : reach.phone           ? *reach.phone
                                             : *reach.email;
        draft.reach = reach;
        draft.registered_at = instant(order.placed_at);
        draft.batch = batch;
        auto const made = add_customer(uow_, draft);
        ++made_;
        return cache_.keep(key, {made.number, false}).who;
    }
    std::int64_t made() const noexcept { return made_; }
    std::int64_t ambiguous() const noexcept { return ambiguous_; }

private:
    struct found
    {
        id<customer> who{0};
        bool several = false;
    };
    unit_of_work& uow_;
    struct first_bytes
    {
        std::size_t operator()(digest_bytes const& key) const noexcept
        {
            std::size_t number;
            std::memcpy(&number, key.data(), sizeof number);
            return number;
        }
    };
    // What an order says of its customer is remembered as a digest, so that many find room.
    lookup_cache<digest_bytes, found, 400'000, first_bytes> cache_;
    std::int64_t made_ = 0;
    std::int64_t ambiguous_ = 0;
};

order_line made_of(staged_line const& staged, product const& sold, std::int64_t position,
                   currency c)
{
    order_line line;
    line.position = position;
    line.sold = sold.number;
    line.in_pack = sold.first_pack.number;
    line.sku = staged.sku.empty() ? sold.first_pack.sku : staged.sku;
    line.name = staged.product.empty() ? sold.name : staged.product;
    line.pack_name = staged.pack.empty() ? sold.first_pack.name : staged.pack;
    line.contains = sold.first_pack.contains;
    if (staged.contains) {
        line.contains = quantity::thousandths(*staged.contains);
        for (auto const& other : sold.other_packs)
            if (folded(other.sku) == folded(line.sku))
                line.in_pack = other.number;
    }
    line.amount = quantity::thousandths(staged.amount);
    line.base_amount = quantity::thousandths(staged.base_amount);
    if (staged.unit_price)
        line.unit_price = money(*staged.unit_price, c);
    line.gross = money(staged.gross, c);
    if (staged.rate)
        line.discount_rate = percentage::ppm(*staged.rate);
    line.discount = money(staged.discount, c);
    line.coupon_share = money(staged.coupon_share, c);
    line.total = money(staged.total, c);
    return line;
}

/// Writes orders and gathers what they change in the summary.
class importer
{
public:
    importer(unit_of_work& uow, order_stage::contents& stage, id<import_batch> batch)
        : uow_(uow), stage_(stage), batch_(batch), products_(uow, stage.currency), customers_(uow),
          orders_(uow), payments_(uow)
    {
        products_made_ = products_.add_missing(stage, batch);
    }

    void add(staged_order const& staged, std::int64_t number)
    {
        write(staged, id<order>(number), number, batch_, customers_.find(staged, batch_));
    }

    /** Put another order's contents in the place of what was imported before.

        Its row, its number and its batch stay.
    */
    void replace(staged_order const& staged, imported_order const& old)
    {
        auto const before = get_order(uow_, old.row).header;
        std::array<std::vector<std::int64_t>, bases.size()> days_of_old, days_of_new;
        auto const days = [&](report_basis basis, std::optional<id<customer>> who) {
            return who ? buying_days(uow_, basis, *who) : std::vector<std::int64_t>();
        };
        auto const new_buyer =
            is_merged_buyer(staged, before) ? before.buyer : customers_.find(staged, batch_);
        bool const two = new_buyer != before.buyer;
        for (std::size_t i = 0; i < bases.size(); ++i) {
            days_of_old[i] = days(bases[i], before.buyer);
            if (two)
                days_of_new[i] = days(bases[i], new_buyer);
        }
        take_out(uow_, changes_, before);
        remove_payments(uow_, {old.row, old.row});
        remove_booking_entries(uow_, old.row, old.row);
        auto const earlier = sale_repository::batches_that_updated(uow_, old.row);
        sale_repository::remove_updates(uow_, old.row);
        remove_orders(uow_, {old.row, old.row});
        write(staged, old.row, old.number, *old.batch, new_buyer);
        for (auto const each : earlier)
            sale_repository::insert_update(uow_, each, old.row);
        for (std::size_t i = 0; i < bases.size(); ++i) {
            changes_.customer_days(bases[i], days_of_old[i], days(bases[i], before.buyer));
            if (two)
                changes_.customer_days(bases[i], days_of_new[i], days(bases[i], new_buyer));
        }
        sale_repository::insert_update(uow_, batch_, old.row);
    }

    /// Take an order and its entries out of the summary; customers aside.
    static void take_out(unit_of_work& uow, summary_changes& changes, order_header const& header)
    {
        take_out_order(changes, header);
        for (auto const& entry : booking_entries(uow, header.row, header.row))
            changes.add(entry.basis, entry.booked_on, -entry.figures);
    }
    static void take_out_order(summary_changes& changes, order_header const& header)
    {
        auto const figures = -figures_of(header);
        if (header.booked_paid_on)
            changes.add(report_basis::paid, *header.booked_paid_on, figures);
        if (header.booked_placed_on)
            changes.add(report_basis::placed, *header.booked_placed_on, figures);
    }

    /** Where more orders come than are there, each index is cheaper made anew, in its own order,
        than kept up. They are needed again for `count_customers`.
    */
    void put_off_indexes()
    {
        orders_.put_off_indexes();
        payments_.put_off_indexes();
    }
    void make_indexes()
    {
        orders_.make_indexes();
        payments_.make_indexes();
    }

    /// The customers' part for the batch's own orders: in sets, from the orders' indexes.
    void count_customers() { count_batch_customers(uow_, changes_, batch_, true); }

    /// New and returning customers before and after a batch comes or goes.
    static void count_batch_customers(unit_of_work& uow, summary_changes& changes,
                                      id<import_batch> batch, bool comes)
    {
        for (auto const basis : bases) {
            std::vector<std::int64_t> with, without;
            std::optional<std::int64_t> current;
            auto const finish = [&] {
                comes ? changes.customer_days(basis, without, with)
                      : changes.customer_days(basis, with, without);
                with.clear();
                without.clear();
            };
            for_each_buying_day(uow, basis, batch, [&](buying_day const& each) {
                if (current && *current != each.customer)
                    finish();
                current = each.customer;
                with.push_back(each.day);
                if (each.without_batch)
                    without.push_back(each.day);
            });
            finish();
        }
    }

    summary_changes const& changes() const noexcept { return changes_; }
    std::int64_t products_made() const noexcept { return products_made_; }
    std::int64_t customers_made() const noexcept { return customers_.made(); }
    std::int64_t ambiguous() const noexcept { return customers_.ambiguous(); }

private:
    void write(staged_order const& staged, id<order> row, std::int64_t number,
               id<import_batch> batch, std::optional<id<customer>> buyer)
    {
        auto const c = stage_.currency;
        auto const who = to_record(uow_.actor());
        order whole;
        auto& head = whole.header;
        head.row = row;
        head.number = number;
        head.buyer = buyer;
        head.customer_name = present(staged.customer);
        head.deliver_to = staged.reach;
        head.placed_at = instant(staged.placed_at);
        head.placed_on = from_number(staged.placed_on);
        head.states = states_of(staged.what());
        if (!staged.refunds.empty())
            head.states.payment = refunded_of(staged) == staged.total
                                      ? payment_state::refunded
                                      : payment_state::part_refunded;
        if (staged.was_paid()) {
            head.paid_at = instant(staged.paid_at);
            head.paid_on = from_number(staged.paid_on);
        }
        auto const booked = booking_days_of(head.states, head.placed_on, head.paid_on);
        head.booked_placed_on = booked.placed;
        head.booked_paid_on = booked.paid;
        head.payment_method = present(staged.payment_method);
        head.line_count = static_cast<std::int64_t>(staged.lines.size());
        head.units = quantity::thousandths(staged.units);
        head.gross = money(staged.gross, c);
        head.product_discount = money(staged.product_discount, c);
        head.coupon_code = present(staged.coupon);
        head.coupon_discount = money(staged.coupon_amount, c);
        head.shipping = money(staged.shipping, c);
        head.other = money(staged.other, c);
        head.total = money(staged.total, c);
        head.paid = staged.was_paid() ? head.total : money(0, c);
        auto const refunds = refunds_of(staged, head, who);
        head.refunded = money(0, c);
        for (auto const& each : refunds)
            head.refunded += each.amount;

        std::int64_t position = 0;
        whole.lines.reserve(staged.lines.size());
        for (auto const& line : staged.lines)
            whole.lines.push_back(made_of(line, products_.find(line), ++position, c));
        if (staged.coupon_amount > 0)
            whole.adjustments.push_back(
                {adjustment_kind::coupon, staged.coupon, -head.coupon_discount});
        if (staged.shipping > 0)
            whole.adjustments.push_back(
                {adjustment_kind::shipping, staged.reach.city.value_or(""), head.shipping});
        if (staged.other > 0)
            whole.adjustments.push_back({adjustment_kind::unique_code, {}, head.other});
        whole.history.push_back(
            {.graph = "imported",
             .from = {},
             .to = std::string(staged.refunds.empty() ? name(staged.what())
                                                      : name(head.states.payment)),
             .actor = who,
             .at = uow_.now(),
             .reason = {}});
        orders_.add(whole,
                    {.source = staged.source,
                     .reference = present(staged.reference),
                     .fingerprint = staged.fingerprint,
                     .occurrence = staged.reference.empty() ? staged.occurrence : std::nullopt,
                     .batch = batch});
        auto const figures = figures_of(head);
        if (head.booked_placed_on)
            changes_.add(report_basis::placed, *head.booked_placed_on, figures);
        if (head.booked_paid_on)
            changes_.add(report_basis::paid, *head.booked_paid_on, figures);
        if (staged.was_paid())
            payments_.add(row, 1,
                          payment{.method = head.payment_method,
                                  .amount = head.total,
                                  .received_at = *head.paid_at,
                                  .received_on = *head.paid_on,
                                  .actor = who});
        std::int64_t position_of_refund = 0;
        for (auto const& given : refunds) {
            payments_.add(row, ++position_of_refund, given);
            for (auto const basis : bases) {
                booking_entry const entry{row, basis, "refund", given.refunded_on,
                                          figures_of(given)};
                add_booking_entry(uow_, entry);
                changes_.add(basis, entry.booked_on, entry.figures);
            }
        }
    }

    /// The file names the buyer as before, and that may be how a card was known that was merged
    /// into theirs: nobody would be found by it.
    bool is_merged_buyer(staged_order const& staged, order_header const& before)
    {
        return before.buyer && staged.guest == 0 &&
               before.customer_name == present(staged.customer) &&
               before.deliver_to.phone == staged.reach.phone &&
               before.deliver_to.email == staged.reach.email &&
               ids_of_customer(uow_, *before.buyer).size() > 1;
    }

    static std::int64_t refunded_of(staged_order const& staged)
    {
        std::int64_t sum = 0;
        for (auto const& each : staged.refunds)
            sum += each.goods + each.shipping + each.other;
        return sum;
    }

    /// What was given back, as the file says; without that all of it on the day it was paid.
    std::vector<refund> refunds_of(staged_order const& staged, order_header const& head,
                                   std::string const& who) const
    {
        auto const c = stage_.currency;
        std::vector<refund> given;
        for (auto const& each : staged.refunds)
            given.push_back({.goods = money(each.goods, c),
                             .shipping = money(each.shipping, c),
                             .other = money(each.other, c),
                             .amount = money(each.goods + each.shipping + each.other, c),
                             .reason = "imported",
                             .actor = who,
                             .refunded_at = instant(each.at),
                             .refunded_on = from_number(each.on)});
        if (given.empty() && staged.what() == import_status::refunded)
            given.push_back(whole_refund(head, "imported", who));
        return given;
    }

    unit_of_work& uow_;
    order_stage::contents& stage_;
    id<import_batch> batch_;
    product_resolver products_;
    customer_resolver customers_;
    order_writer orders_;
    payment_writer payments_;
    summary_changes changes_;
    std::int64_t products_made_ = 0;
};

/// Which of a stage's orders are there already.
class known_orders
{
public:
    known_orders(unit_of_work& uow, order_stage::contents const& stage)
        : uow_(uow), own_(get_shop(uow).public_id)
    {
        any_ = stage.sources.size() >= order_stage::contents::most_sources;
        for (auto const& each : stage.sources)
            any_ = any_ || each == own_ || knows_source(uow, each);
    }
    bool any() const noexcept { return any_; }
    std::optional<imported_order> find(staged_order const& staged)
    {
        if (!any_)
            return std::nullopt;
        if (staged.reference.empty())
            return find_imported(uow_, staged.source, staged.fingerprint,
                                 staged.occurrence.value_or(1));
        if (auto found = find_imported(uow_, staged.source, staged.reference))
            return found;
        return staged.source == own_ ? find_own(staged) : std::nullopt;
    }

private:
    /// An order that was placed here: it comes back, and is more than a file says of it.
    std::optional<imported_order> find_own(staged_order const& staged)
    {
        auto const number = row_number(staged.reference);
        auto const head = number ? find_order_header(uow_, *number) : std::nullopt;
        if (!head)
            return std::nullopt;
        return imported_order{.row = head->row,
                              .number = head->number,
                              .batch = {},
                              .fingerprint = staged.fingerprint,
                              .version = head->version};
    }

    unit_of_work& uow_;
    std::string own_;
    bool any_ = false;
};

/// A figure that becomes too large is told with the line of the order that did it.
void naming_the_line(staged_order const& staged, auto&& work)
{
    try {
        work();
    } catch (error const& why) {
        if (why.reason() != "money.overflow")
            throw;
        throw error(errc::invalid_input, "import.figure_too_large",
                    mark("line {0}: with this order a figure of the reports is too large"),
                    {std::to_string(staged.line)});
    }
}

bool differs(staged_order const& staged, imported_order const& old)
{
    return !staged.reference.empty() && staged.fingerprint != old.fingerprint;
}

[[noreturn]] void refuse_existing(staged_order const& staged)
{
    if (staged.reference.empty())
        throw error(errc::already_exists, "import.order_exists",
                    mark("line {0}: this order is there already"), {std::to_string(staged.line)});
    throw error(errc::already_exists, "import.order_exists",
                mark("line {0}: order {1} is there already"),
                {std::to_string(staged.line), staged.reference});
}

std::string audit_detail(order_import_result const& result)
{
    return "{\"orders\":" + std::to_string(result.orders) +
           ",\"lines\":" + std::to_string(result.lines) +
           ",\"skipped\":" + std::to_string(result.skipped) +
           ",\"updated\":" + std::to_string(result.updated) +
           ",\"rejected\":" + std::to_string(result.rejected) + "}";
}

std::string listed(std::vector<std::int64_t> const& numbers)
{
    constexpr std::size_t most = 20;
    std::string text;
    for (std::size_t i = 0; i < numbers.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
    return numbers.size() > most ? text + " …" : text;
}

} // namespace

order_import_result import_orders(unit_of_work& uow, order_stage& stage, on_conflict policy,
                                  bool keep_rejects)
{
    require(uow, right::import_records);
    auto& staged = stage.inside();
    if (staged.rejected_orders > 0 && !keep_rejects)
        throw error(errc::invalid_input, "import.bad_rows",
                    mark("{0} orders have bad rows, so nothing was imported"),
                    {std::to_string(staged.rejected_orders)});
    order_import_result result;
    result.rejected = staged.rejected_orders;
    result.rounded = staged.rounded;

    known_orders known(uow, staged);
    std::int64_t fresh = staged.order_count, changed = 0;
    if (known.any()) {
        fresh = 0;
        staged.for_each_order([&](staged_order const& each) {
            auto const old = known.find(each);
            if (!old) {
                ++fresh;
                return;
            }
            if (policy == on_conflict::fail)
                refuse_existing(each);
            if (policy == on_conflict::update && differs(each, *old)) {
                if (old->version != first_order_version)
                    throw error(errc::conflict, "import.order_changed",
                                mark("order {0} was changed here since it was imported"),
                                {std::to_string(old->number)});
                ++changed;
            } else
                ++result.skipped;
        });
    }
    if (fresh == 0 && changed == 0)
        return result;

    result.batch = sale_repository::insert_batch(uow, staged.source);
    importer imports(uow, staged, result.batch);
    if (fresh > 0) {
        auto number = reserve_order_numbers(uow, fresh);
        constexpr std::int64_t many = 2'000;
        bool const anew = !known.any() && fresh >= many && fresh >= number - 1;
        if (anew)
            imports.put_off_indexes();
        staged.for_each_order([&](staged_order const& each) {
            if (known.find(each))
                return;
            naming_the_line(each, [&] { imports.add(each, number); });
            ++number;
            ++result.orders;
            result.lines += static_cast<std::int64_t>(each.lines.size());
        });
        if (anew)
            imports.make_indexes();
        imports.count_customers();
    }
    if (changed > 0)
        staged.for_each_order([&](staged_order const& each) {
            auto const old = known.find(each);
            if (old && old->batch != result.batch && differs(each, *old)) {
                naming_the_line(each, [&] { imports.replace(each, *old); });
                ++result.updated;
            }
        });
    book(uow, imports.changes());
    result.products = imports.products_made();
    if (result.skipped > 0) // products that only orders already there would have needed
        result.products -= remove_imported_products(uow, result.batch);
    result.customers = imports.customers_made();
    result.ambiguous = imports.ambiguous();
    sale_repository::finish_batch(uow, result.batch, result);
    record_audit_event(uow, "order.import", "batch:" + std::to_string(result.batch.value()),
                       audit_detail(result));
    return result;
}

import_undo_result undo_import(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    if (!sale_repository::has_batch(uow, batch))
        throw error(errc::not_found, "import.batch_not_found", mark("there is no import {0}"),
                    {std::to_string(batch.value())});
    import_undo_result result;
    for (auto const changed : sale_repository::updated_by(uow, batch))
        result.kept.push_back(get_order(uow, changed).header.number);

    auto const own = orders_of_batch(uow, batch);
    auto changed_since = own ? own->changed : std::vector<std::int64_t>();
    if (own)
        for (auto const changed :
             sale_repository::updated_among(uow, own->rows.first, own->rows.last))
            changed_since.push_back(get_order(uow, changed).header.number);
    if (!changed_since.empty())
        throw error(errc::conflict, "import.changed_since",
                    mark("import {0} cannot be taken back; these orders, by number, have changed "
                         "since: {1}"),
                    {std::to_string(batch.value()), listed(changed_since)});
    if (own) {
        summary_changes changes;
        for_each_order_of_batch(
            uow, batch, [&](order_header const& each) { importer::take_out_order(changes, each); });
        for (auto const& entry : booking_entries(uow, own->rows.first, own->rows.last))
            changes.add(entry.basis, entry.booked_on, -entry.figures);
        importer::count_batch_customers(uow, changes, batch, false);
        book(uow, changes);
        remove_payments(uow, own->rows);
        remove_booking_entries(uow, own->rows.first, own->rows.last);
        remove_orders(uow, own->rows);
        result.orders = own->count;
    }
    result.customers = remove_imported_customers(uow, batch);
    keep_imported_customers(uow, batch);
    result.products = remove_imported_products(uow, batch);
    keep_imported_products(uow, batch);
    if (result.kept.empty())
        sale_repository::remove_batch(uow, batch);
    else // what it changed stays changed, so the trace of it stays
        sale_repository::finish_batch(uow, batch,
                                      {.updated = static_cast<std::int64_t>(result.kept.size())});
    record_audit_event(uow, "order.import_undone", "batch:" + std::to_string(batch.value()),
                       "{\"orders\":" + std::to_string(result.orders) + "}");
    return result;
}

} // namespace tokocrm
