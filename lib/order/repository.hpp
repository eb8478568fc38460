#ifndef TOKOCRM_LIB_ORDER_REPOSITORY_HPP
#define TOKOCRM_LIB_ORDER_REPOSITORY_HPP

#include "../core/search_text.hpp"
#include "service.hpp"

#include <tokocrm/order.hpp>

namespace tokocrm::order_repository {

/// A query whose dates have become instants.
struct selection
{
    std::vector<order_states> states; ///< any of them; none: all
    std::optional<timestamp> from;    ///< placed then or later
    std::optional<timestamp> before;  ///< placed earlier
    std::optional<std::int64_t> buyer;
    std::optional<std::string> reference;
    std::optional<std::string> city_folded;
    std::optional<std::string> payment_method; ///< in small letters
    std::vector<search_word> words;            ///< none: not searched
    order_sort sort = order_sort::placed_at;
    bool descending = true;
};

/// Where a page begins: after the order with this value of the sort field and this number.
struct position
{
    std::string text;
    std::int64_t value = 0;
    std::int64_t number = 0;
};

void for_each(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> limit,
              std::int64_t offset, std::optional<position> const& after, currency c,
              std::function<void(order_header const&)> const& take);
std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most);

std::optional<order_header> find_by_number(unit_of_work& uow, std::int64_t number, currency c);
std::optional<order_header> find_by_row(unit_of_work& uow, std::int64_t row, currency c);
std::vector<std::int64_t> numbers_of_reference(unit_of_work& uow, std::string const& reference);

std::vector<order_line> lines(unit_of_work& uow, id<order> of, currency c);
std::vector<order_adjustment> adjustments(unit_of_work& uow, id<order> of, currency c);
std::vector<order_transition> transitions(unit_of_work& uow, id<order> of);

void insert(unit_of_work& uow, order const& whole, std::optional<order_key> const& key);
std::optional<keyed_order> find_keyed(unit_of_work& uow, std::string const& key);
bool update(unit_of_work& uow, order_header const& changed);
void add_transition(unit_of_work& uow, id<order> of, order_transition const& step);
std::vector<std::int64_t> overdue(unit_of_work& uow, timestamp now);
std::vector<std::int64_t> telling_days(unit_of_work& uow, report_basis basis, id<customer> who,
                                       std::int64_t day, id<order> without);

bool knows_source(unit_of_work& uow, std::string const& source);
std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& reference);
std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& fingerprint,
                                            std::int64_t occurrence);
std::optional<batch_orders> of_batch(unit_of_work& uow, id<import_batch> batch);
void for_each_of_batch(unit_of_work& uow, id<import_batch> batch, currency c,
                       std::function<void(order_header const&)> const& take);
void remove(unit_of_work& uow, order_rows rows);

void for_each_buying_day(unit_of_work& uow, report_basis basis, id<import_batch> batch,
                         std::function<void(buying_day const&)> const& take);
std::vector<std::int64_t> buying_days(unit_of_work& uow, report_basis basis, id<customer> who);

std::int64_t move(unit_of_work& uow, id<customer> from, id<customer> to);

} // namespace tokocrm::order_repository

#endif
