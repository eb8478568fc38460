#ifndef TOKOCRM_LIB_CUSTOMER_REPOSITORY_HPP
#define TOKOCRM_LIB_CUSTOMER_REPOSITORY_HPP

#include "../core/search_text.hpp"

#include <tokocrm/customer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tokocrm::customer_repository {

id<customer> insert(unit_of_work& uow, customer const& added, std::string const& name_folded,
                    std::optional<id<import_batch>> batch);

/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, customer const& changed, std::string const& name_folded);

/// Of a card that was merged, the one that it was merged into.
std::optional<customer> find(unit_of_work& uow, std::int64_t number);

/// By ascending id, at most `most`.
std::vector<customer> find_by_phone(unit_of_work& uow, std::string_view phone, std::int64_t most);
std::vector<customer> find_by_email(unit_of_work& uow, std::string_view email, std::int64_t most);

/// The lowest ids of a name, at most two; where asked, of cards without a phone or an e-mail alone.
std::vector<customer> find_by_name(unit_of_work& uow, std::string_view name_folded,
                                   bool without_phone, bool without_email);

/// Set what is null to what is given, on a card that the batch made.
void complete(unit_of_work& uow, customer const& card, contact const& reach,
              id<import_batch> batch);

/// A query whose words are taken apart and whose dates have become instants.
struct selection
{
    customer_sort sort = customer_sort::number;
    bool descending = false;
    std::optional<std::string> city_folded;
    std::optional<customer_sex> sex;
    std::optional<timestamp> from;   ///< registered then or later
    std::optional<timestamp> before; ///< registered earlier
    std::vector<search_word> words;  ///< none: not searched
    std::vector<std::string> tags_folded;
};

/// Where a page begins: after the customer with this value of the sort field and this id.
struct position
{
    std::string text;
    std::int64_t value = 0;
    std::int64_t number = 0;
};

std::vector<customer> list(unit_of_work& uow, selection const& wanted,
                           std::optional<std::int64_t> limit, std::int64_t offset,
                           std::optional<position> const& after);
std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most);

/// The different cities that begin with a folded text, each as it was first written, by folded
/// name.
std::vector<std::string> cities(unit_of_work& uow, std::string const& beginning, std::int64_t most);

/// A condition: nothing is kept of a row of `customers` but what its import brought.
inline constexpr char const* is_unused =
    "customers.version = 1"
    " and not exists (select 1 from orders o where o.customer_id = customers.id)"
    " and not exists (select 1 from coupon_uses u where u.customer_id = customers.id)"
    " and not exists (select 1 from carts c where c.customer_id = customers.id)"
    " and not exists (select 1 from reviews r where r.customer_id = customers.id)"
    " and not exists (select 1 from conversations m where m.customer_id = customers.id)"
    " and not exists (select 1 from customer_notes n where n.customer_id = customers.id)"
    " and not exists (select 1 from customer_tags t where t.customer_id = customers.id)"
    " and not exists (select 1 from consents a where a.customer_id = customers.id)";

std::int64_t remove_unused_of_batch(unit_of_work& uow, id<import_batch> batch);
void release_batch(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm::customer_repository

#endif
