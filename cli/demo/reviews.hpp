#ifndef TOKO_DEMO_REVIEWS_HPP
#define TOKO_DEMO_REVIEWS_HPP

#include <tokocrm/unit_of_work.hpp>

namespace toko::demo {

/** What customers say of their latest orders, and what the shop answers: some of it waits for an
    answer, and one review is hidden.

    The same orders give the same reviews.
*/
void add_reviews(tokocrm::unit_of_work& uow);

} // namespace toko::demo

#endif
