#ifndef TOKOCRM_LIB_REVIEW_REPOSITORY_HPP
#define TOKOCRM_LIB_REVIEW_REPOSITORY_HPP

#include <tokocrm/order.hpp>
#include <tokocrm/review.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace tokocrm::review_repository {

/// Where a page begins: after the review with this value of the sort field and this id.
struct position
{
    std::int64_t value = 0;
    std::int64_t number = 0;
};

/// A review and the name on the card of who wrote it.
struct signed_review
{
    public_review said;
    std::string name_on_card;
};

id<review> insert(unit_of_work& uow, id<order> of, review const& written);
std::optional<review> find(unit_of_work& uow, id<review> number);
/// Counts the version up. @return Whether it still had the version that it is given with.
bool update(unit_of_work& uow, review const& changed);
/// The lines of an order that have a review.
std::vector<std::int64_t> reviewed_lines(unit_of_work& uow, id<order> of);

/// Adds to what a product's rating is made of; negative numbers take away.
void add_to_rating(unit_of_work& uow, id<product> of, rating const& more);

std::vector<review> list(unit_of_work& uow, review_query const& wanted,
                         std::optional<std::int64_t> limit, std::int64_t offset,
                         std::optional<position> const& after);
std::int64_t count(unit_of_work& uow, review_query const& wanted, std::optional<std::int64_t> most);

/// Those that are shown and those of `reader`, the newest first.
std::vector<signed_review> list_shown(unit_of_work& uow, id<product> about,
                                      std::optional<id<customer>> reader,
                                      std::optional<std::int64_t> limit, std::int64_t offset,
                                      std::optional<std::int64_t> after);

} // namespace tokocrm::review_repository

#endif
