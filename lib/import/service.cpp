#include "../shipping/service.hpp"

#include "../catalog/imported.hpp"
#include "../customer/imported.hpp"
#include "../staff/service.hpp"
#include "record_rules.hpp"
#include "repository.hpp"
#include "stage.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/stock.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

/// What became of a row.
enum class outcome { added, added_pack, updated, skipped };

/// What a row is about is there already, and is not to be.
[[noreturn]] void refuse_existing(std::int64_t line, std::string const& named)
{
    throw error(errc::already_exists, "import.record_exists",
                mark("line {0}: {1} is there already"), {std::to_string(line), named});
}

/// Whether the shop refuses a row, rather than the whole work.
bool is_about_the_row(error const& why)
{
    switch (why.code()) {
    case errc::invalid_input:
    case errc::not_found:
    case errc::already_exists:
    case errc::rule_violation:
    case errc::conflict:
        break;
    default:
        return false;
    }
    return why.reason() != "import.record_exists" && why.reason() != "shop.not_founded" &&
           !why.reason().starts_with("db.");
}

/// Our column that a refusal is about; empty where it is about the row as a whole.
std::string column_of(error const& why)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 17> columns{
        {{"product.name_invalid", "name"},
         {"category.name_invalid", "category"},
         {"product.sku_exists", "sku"},
         {"product.barcode_exists", "barcode"},
         {"product.discount_invalid", "discount_percent"},
         {"product.unit_invalid", "unit"},
         {"product.stock_moved", "unit"},
         {"stock.quantity_invalid", "low_stock"},
         {"stock.fraction", "low_stock"},
         {"product.pack_name_invalid", "pack"},
         {"product.contains_invalid", "contains"},
         {"product.first_pack", "contains"},
         {"import.no_product", "pack_of"},
         {"import.pack_elsewhere", "pack_of"},
         {"customer.name_invalid", "name"},
         {"customer.contact_invalid", "phone"},
         {"import.fee_missing", "fee"}}};
    auto const found = std::find_if(columns.begin(), columns.end(),
                                    [&](auto const& each) { return each.first == why.reason(); });
    return found == columns.end() ? std::string() : std::string(found->second);
}

/// What all three imports share: the batch, the policy, and which columns the file has.
class importer
{
public:
    importer(unit_of_work& uow, record_stage::contents const& stage, on_conflict policy)
        : uow_(uow), stage_(stage), policy_(policy)
    {}
    virtual ~importer() = default;

    virtual outcome take(cell_reader& reader, std::int64_t line) = 0;

    bool began() const noexcept { return batch_.has_value(); }
    id<import_batch> batch()
    {
        if (!batch_)
            batch_ = import_repository::insert_batch(uow_, std::string(name(stage_.kind)));
        return *batch_;
    }
    std::int64_t ambiguous() const noexcept { return ambiguous_; }

protected:
    template <class Column>
    bool has(Column column) const
    {
        return stage_.has[static_cast<std::size_t>(column)];
    }
    /// What an update makes of a column: nothing where the file does not have it.
    template <class Column, class Value>
    std::optional<Value> told(Column column, Value value) const
    {
        if (!has(column))
            return std::nullopt;
        return std::optional<Value>(std::in_place, std::move(value)); // itself optional, mostly
    }
    /// Where something is there already: whether to update it.
    bool is_to_be_updated(std::int64_t line, std::string const& named) const
    {
        if (policy_ == on_conflict::fail)
            refuse_existing(line, named);
        return policy_ == on_conflict::update;
    }
    outcome updated(std::int64_t record, std::int64_t version_before, std::int64_t version_now)
    {
        if (version_before == version_now)
            return outcome::skipped;
        import_repository::insert_update(uow_, batch(), record);
        return outcome::updated;
    }

    unit_of_work& uow_;
    record_stage::contents const& stage_;
    std::int64_t ambiguous_ = 0;

private:
    on_conflict policy_;
    std::optional<id<import_batch>> batch_;
};

class product_importer : public importer
{
public:
    using importer::importer;

    outcome take(cell_reader& reader, std::int64_t line) override
    {
        auto const row = read_product(reader, stage_.terms);
        if (row.pack_of)
            return take_pack(row, line);
        auto const known =
            row.sku ? find_product(uow_, *row.sku) : find_product_by_name(uow_, *row.name);
        if (!known)
            return add(row);
        if (row.sku)
            if (auto const one = get_pack(uow_, *row.sku);
                one.which.number != one.of.first_pack.number)
                return change(one, row, line);
        if (!is_to_be_updated(line, known->first_pack.sku))
            return outcome::skipped;
        return change(*known, row);
    }

private:
    using column = product_column;

    outcome add(product_row const& row)
    {
        product_draft draft;
        draft.name = row.name.value_or("");
        draft.sku = row.sku;
        draft.barcode = row.barcode;
        draft.category = row.category;
        draft.price = row.price;
        draft.description = row.description;
        draft.unit = row.unit.value_or(draft.unit);
        draft.fractional = row.fractional.value_or(draft.fractional);
        draft.discount = row.discount.value_or(draft.discount);
        draft.active = row.active.value_or(draft.active);
        draft.batch = batch();
        auto const added = add_imported_product(
            uow_, draft, {.archived_at = row.archived_at, .pack_name = row.pack});
        if (row.low_stock)
            set_low_stock(uow_, added.number, row.low_stock);
        if (!first_added_)
            first_added_ = added.number;
        return outcome::added;
    }

    outcome change(product const& known, product_row const& row)
    {
        product_changes changes;
        changes.name = row.name;
        changes.barcode = told(column::barcode, row.barcode);
        changes.category = told(column::category, row.category);
        changes.price = told(column::price, row.price);
        changes.description = told(column::description, row.description);
        changes.unit = row.unit;
        changes.fractional = row.fractional;
        changes.discount =
            told(column::discount_percent, row.discount.value_or(percentage::ppm(0)));
        changes.active = row.active;
        changes.archived = told(column::archived_at, row.archived_at.has_value());
        if (row.category && !find_category(uow_, *row.category))
            add_category(uow_, *row.category, batch());
        auto const now = edit_product(uow_, known.number, changes);
        bool const marked = change_low_stock(known.number, row);
        return updated(known.number.value(), known.version, now.version + (marked ? 1 : 0));
    }

    /// Whether what counts as little is another now; the product's version does not tell.
    bool change_low_stock(id<product> of, product_row const& row)
    {
        if (!has(column::low_stock) || stock_of(uow_, of).low_stock == row.low_stock)
            return false;
        set_low_stock(uow_, of, row.low_stock);
        return true;
    }

    /// What a pack has of its own: a row of a list of prices may well be about one.
    outcome change(product_pack const& known, product_row const& row, std::int64_t line)
    {
        if (!is_to_be_updated(line, known.which.sku))
            return outcome::skipped;
        pack_changes changes;
        changes.name = row.pack; // its name may be the product's here
        changes.contains = row.contains;
        changes.barcode = told(column::barcode, row.barcode);
        changes.price = told(column::price, row.price);
        auto const now = edit_pack(uow_, known.which.number, changes);
        return updated(known.of.number.value(), known.of.version, now.of.version);
    }

    outcome take_pack(product_row const& row, std::int64_t line)
    {
        auto const of = find_product(uow_, *row.pack_of);
        if (!of)
            throw error(errc::not_found, "import.no_product",
                        mark("there is no product with the SKU {0}"), {*row.pack_of});
        if (auto const known = find_product(uow_, *row.sku)) {
            if (known->number != of->number)
                throw error(errc::rule_violation, "import.pack_elsewhere",
                            mark("{0} is a pack of {1}, not of {2}"),
                            {*row.sku, known->first_pack.sku, of->first_pack.sku});
            return change(get_pack(uow_, *row.sku), row, line);
        }
        bool const of_this_import = first_added_ && of->number >= *first_added_;
        pack_draft draft;
        draft.sku = *row.sku;
        draft.name = row.pack.value_or(row.name.value_or(""));
        draft.contains = row.contains.value_or(draft.contains);
        draft.barcode = row.barcode;
        draft.price = row.price;
        if (of_this_import)
            draft.batch = batch();
        add_pack(uow_, of->number, draft);
        if (!of_this_import) // the import cannot take it back: the product was there
            import_repository::insert_update(uow_, batch(), of->number.value());
        return outcome::added_pack;
    }

    std::optional<id<product>> first_added_;
};

class customer_importer : public importer
{
public:
    using importer::importer;

    outcome take(cell_reader& reader, std::int64_t line) override
    {
        auto const row = read_customer(reader, stage_.terms);
        auto const known = find(row);
        if (!known)
            return add(row);
        if (first_added_ && known->number >= *first_added_) {
            complete_imported_customer(uow_, *known, row.reach, batch());
            return outcome::skipped;
        }
        if (!is_to_be_updated(line, known->name))
            return outcome::skipped;
        return change(*known, row);
    }

private:
    using column = customer_column;

    std::optional<customer> find(customer_row const& row)
    {
        if (row.occurrence)
            return find_equal_customer(uow_, row.name, row.reach, *row.occurrence);
        auto const match = match_customer(uow_, row.name, row.reach);
        if (!match)
            return std::nullopt;
        ambiguous_ += match->several;
        return match->who;
    }

    outcome add(customer_row const& row)
    {
        customer_draft draft;
        draft.name = row.name;
        draft.reach = row.reach;
        draft.registered_at = row.registered_at;
        draft.sex = row.sex;
        draft.batch = batch();
        auto const added = add_customer(uow_, draft);
        if (!first_added_)
            first_added_ = added.number;
        return outcome::added;
    }

    outcome change(customer const& known, customer_row const& row)
    {
        customer_changes changes;
        if (row.has_name)
            changes.name = row.name;
        changes.phone = told(column::phone, row.reach.phone);
        changes.email = told(column::email, row.reach.email);
        changes.address = told(column::address, row.reach.address);
        changes.city = told(column::city, row.reach.city);
        changes.postal_code = told(column::postal_code, row.reach.postal_code);
        changes.sex = told(column::sex, row.sex);
        changes.registered_at = row.registered_at;
        changes.known_contact = true;
        changes.unreadable_contact = true;
        auto const now = edit_customer(uow_, known.number, changes);
        return updated(known.number.value(), known.version, now.version);
    }

    std::optional<id<customer>> first_added_;
};

class rate_importer : public importer
{
public:
    using importer::importer;

    outcome take(cell_reader& reader, std::int64_t line) override
    {
        auto const row = read_rate(reader, stage_.terms);
        auto const known = find_shipping_rate(uow_, row.city);
        if (known && !is_to_be_updated(line, known->city))
            return outcome::skipped;
        if (!row.fee && (!known || has(rate_column::fee)))
            throw error(errc::invalid_input, "import.fee_missing",
                        mark("the row does not say what bringing goods there costs"));
        if (!known) {
            add_shipping_rate(uow_, {.city = row.city, .fee = *row.fee, .free_from = row.free_from},
                              batch());
            return outcome::added;
        }
        shipping_rate_changes changes;
        changes.fee = row.fee;
        changes.free_from = told(rate_column::free_from, row.free_from);
        auto const now = edit_shipping_rate(uow_, known->number, changes);
        return updated(known->number.value(), known->version, now.version);
    }
};

std::unique_ptr<importer> importer_of(unit_of_work& uow, record_stage::contents const& stage,
                                      on_conflict policy)
{
    switch (stage.kind) {
    case record_kind::products:
        return std::make_unique<product_importer>(uow, stage, policy);
    case record_kind::customers:
        return std::make_unique<customer_importer>(uow, stage, policy);
    case record_kind::shipping_rates:
        break;
    }
    return std::make_unique<rate_importer>(uow, stage, policy);
}

void count(outcome became, record_import_result& into)
{
    switch (became) {
    case outcome::added:
        ++into.added;
        return;
    case outcome::added_pack:
        ++into.packs;
        return;
    case outcome::updated:
        ++into.updated;
        return;
    case outcome::skipped:
        ++into.skipped;
        return;
    }
}

[[noreturn]] void refuse_bad_rows(std::int64_t count)
{
    throw error(errc::invalid_input, "import.bad_rows",
                mark("{0} rows are bad, so nothing was imported"), {std::to_string(count)});
}

/// `customer.import`, and so on.
std::string action_of(record_kind kind, char const* verb)
{
    char const* const nouns[] = {"product.", "customer.", "shipping."};
    return std::string(nouns[static_cast<std::size_t>(kind)]) + verb;
}

std::string subject_of(id<import_batch> batch)
{
    return "batch:" + std::to_string(batch.value());
}

std::string detail_of(record_import_result const& result)
{
    return "{\"added\":" + std::to_string(result.added) +
           ",\"packs\":" + std::to_string(result.packs) +
           ",\"updated\":" + std::to_string(result.updated) +
           ",\"skipped\":" + std::to_string(result.skipped) +
           ",\"rejected\":" + std::to_string(result.rejected) + "}";
}

std::vector<std::string> in_use(unit_of_work& uow, record_kind kind, id<import_batch> batch)
{
    switch (kind) {
    case record_kind::products:
        return imported_products_in_use(uow, batch);
    case record_kind::customers:
        return imported_customers_in_use(uow, batch);
    case record_kind::shipping_rates:
        break;
    }
    return imported_rates_in_use(uow, batch);
}

std::int64_t remove_added(unit_of_work& uow, record_kind kind, id<import_batch> batch)
{
    switch (kind) {
    case record_kind::products: {
        auto const removed = remove_whole_import(uow, batch);
        keep_imported_products(uow, batch); // categories that others use by now
        return removed;
    }
    case record_kind::customers:
        return remove_whole_customer_import(uow, batch);
    case record_kind::shipping_rates:
        break;
    }
    return remove_whole_rate_import(uow, batch);
}

/// How people name a record; none where it is gone by now.
std::optional<std::string> name_of(unit_of_work& uow, record_kind kind, std::int64_t record)
{
    switch (kind) {
    case record_kind::products: {
        auto const found = find_product(uow, id<product>(record));
        return found ? std::optional(found->first_pack.sku) : std::nullopt;
    }
    case record_kind::customers:
        return find_customer(uow, id<customer>(record)) ? std::optional(std::to_string(record))
                                                        : std::nullopt;
    case record_kind::shipping_rates:
        break;
    }
    try {
        return get_shipping_rate(uow, std::to_string(record)).city;
    } catch (error const& why) {
        if (why.reason() != "shipping.not_found")
            throw;
        return std::nullopt;
    }
}

std::string listed(std::vector<std::string> const& names)
{
    constexpr std::size_t most = 20;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    return names.size() > most ? text + " …" : text;
}

} // namespace

record_import_result import_records(unit_of_work& uow, record_stage& stage, on_conflict policy,
                                    bool keep_rejects)
{
    require(uow, right::import_records);
    auto& staged = stage.inside();
    staged.begin_import();
    if (staged.rejected_rows > 0 && !keep_rejects)
        refuse_bad_rows(staged.rejected_rows);
    record_import_result result;
    auto const imports = importer_of(uow, staged, policy);
    staged.for_each([&](staged_record const& each) {
        std::vector<std::string_view> const cells(each.cells.begin(), each.cells.end());
        cell_reader reader(cells, staged.terms);
        try {
            count(imports->take(reader, each.line), result);
        } catch (error const& why) {
            if (!is_about_the_row(why))
                throw;
            staged.refuse({each.line, column_of(why), why}, each.original);
        }
    });
    if (staged.refused_rows > 0 && !keep_rejects)
        refuse_bad_rows(staged.refused_rows);
    result.rejected = stage.rejected_rows();
    result.rounded = staged.rounded;
    result.ambiguous = imports->ambiguous();
    if (!imports->began())
        return result;
    auto const batch = imports->batch();
    if (result.added + result.packs + result.updated == 0) { // only refused rows had begun it
        import_repository::remove_batch(uow, batch);
        return result;
    }
    result.batch = batch;
    import_repository::finish_batch(uow, batch, result);
    record_audit_event(uow, action_of(stage.kind(), "import"), subject_of(batch),
                       detail_of(result));
    return result;
}

record_undo_result undo_record_import(unit_of_work& uow, record_kind kind, id<import_batch> batch)
{
    require(uow, right::import_records);
    auto const what = import_repository::kind_of(uow, batch);
    if (!what || *what != name(kind))
        throw error(errc::not_found, "import.batch_not_found",
                    mark("there is no import {0} of this kind"), {std::to_string(batch.value())});
    auto const used = in_use(uow, kind, batch);
    if (!used.empty())
        throw error(errc::conflict, "import.records_in_use",
                    mark("import {0} cannot be taken back; these have been changed or used since: "
                         "{1}"),
                    {std::to_string(batch.value()), listed(used)});
    record_undo_result result;
    for (auto const record : import_repository::updated_by(uow, batch))
        if (auto named = name_of(uow, kind, record))
            result.kept.push_back(*std::move(named));
    result.removed = remove_added(uow, kind, batch);
    if (result.kept.empty())
        import_repository::remove_batch(uow, batch);
    else // what it changed stays changed, so the trace of it stays
        import_repository::finish_batch(uow, batch,
                                        {.updated = static_cast<std::int64_t>(result.kept.size())});
    record_audit_event(uow, action_of(kind, "import_undone"), subject_of(batch),
                       "{\"removed\":" + std::to_string(result.removed) + "}");
    return result;
}

} // namespace tokocrm
