#ifndef TOKOCRM_LIB_PAYMENT_SUBMISSION_REPOSITORY_HPP
#define TOKOCRM_LIB_PAYMENT_SUBMISSION_REPOSITORY_HPP

#include "service.hpp"

namespace tokocrm::submission_repository {

/// Its position.
std::int64_t insert(unit_of_work& uow, id<order> of, payment_submission const& said,
                    std::optional<std::string> const& key);
/// None where there is no such that is open.
bool decide(unit_of_work& uow, id<order> of, std::int64_t position, submission_state decided,
            std::optional<std::string> const& reason);

std::vector<payment_submission> all_of(unit_of_work& uow, id<order> of, currency c);
std::optional<std::int64_t> find_open(unit_of_work& uow, id<order> of);
std::optional<std::int64_t> find_keyed(unit_of_work& uow, id<order> of, std::string const& key);

/// The numbers of the orders with another submission of the same picture, ascending.
std::vector<std::int64_t> orders_with_same_proof(unit_of_work& uow, payment_submission const& as);

/// A part of the list, of which open submissions and decided ones are separate stretches.
struct selection
{
    std::vector<submission_state> states; ///< any of them; none: none
    std::optional<timestamp> from;        ///< handed in then or later
    std::optional<timestamp> before;      ///< handed in earlier
};

/// Where a page begins: after this submission.
struct place
{
    std::int64_t submitted_at = 0;
    std::int64_t order_number = 0;
    std::int64_t position = 0;
};

/// The newest first.
std::vector<payment_submission> list(unit_of_work& uow, selection const& wanted, std::int64_t limit,
                                     std::int64_t offset, std::optional<place> const& after,
                                     currency c);
std::int64_t count(unit_of_work& uow, selection const& wanted, std::optional<std::int64_t> most);

/// With their pictures.
void remove(unit_of_work& uow, order_rows rows);

} // namespace tokocrm::submission_repository

#endif
