#ifndef TOKOCRM_LIB_SALE_STAGE_HPP
#define TOKOCRM_LIB_SALE_STAGE_HPP

#include "../db/spool.hpp"
#include "../import/stage.hpp"
#include "import_rules.hpp"

#include <tokocrm/sale.hpp>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace tokocrm {

/// What a file says of one product.
struct product_facts
{
    std::string sku, name, category; ///< each as its first row has it
    std::int64_t sku_line = 0, name_line = 0, category_line = 0;
    std::int64_t fractional = 0;
    std::optional<std::int64_t> price; ///< the latest unit price
    std::int64_t price_at = 0, price_line = 0;

    /// Take in what another row says: the first names count, and the latest price.
    void merge(product_facts const& other);
};

template <class Archive, class Facts>
void pack_product(Archive& with, Facts& facts)
{
    with(facts.sku);
    with(facts.name);
    with(facts.category);
    with(facts.sku_line);
    with(facts.name_line);
    with(facts.category_line);
    with(facts.fractional);
    with(facts.price);
    with(facts.price_at);
    with(facts.price_line);
}

struct order_stage::contents : import_stage::contents
{
    tokocrm::currency currency = currency::idr;
    std::string source;

    db::spool orders;   ///< by instant placed, then by line
    db::spool products; ///< by SKU, then those known by name alone

    /// Where its orders come from; no more are noted than `most_sources`.
    std::set<std::string> sources;
    static constexpr std::size_t most_sources = 100;
    void note_source(std::string const& name);

    std::int64_t order_count = 0;
    std::int64_t line_count = 0;
    std::int64_t rejected_orders = 0;

    /// The orders, the earliest first.
    void for_each_order(std::function<void(staged_order const&)> const& take);
    /// The products, those with a SKU first.
    void for_each_product(std::function<void(product_facts const&)> const& take);

private:
    std::string last_source_;
};

} // namespace tokocrm

#endif
