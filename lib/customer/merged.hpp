#ifndef TOKOCRM_LIB_CUSTOMER_MERGED_HPP
#define TOKOCRM_LIB_CUSTOMER_MERGED_HPP

// What a merge of two cards does to what this folder keeps.

#include <tokocrm/customer.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace tokocrm {

/** Keep a card as it is given, counting its version up, and let another lead to it, together with
    all that led there. Of the other, only its id is left.
*/
void fold_card(unit_of_work& uow, customer const& kept, id<customer> other);

/// A tag that was on both cards: the one that goes.
struct doubled_tag
{
    std::string tag;
    timestamp added_at;
    std::string added_by;
};

/// What moved from one card to another.
struct moved_remarks
{
    std::int64_t notes = 0;
    std::int64_t tags = 0;
    std::int64_t consents = 0;
    std::vector<doubled_tag> doubled;
};

/** Notes, tags and consents of one card become another's.

    A channel's consent is as whichever card was asked last has it, and withdrawn where that cannot
    be told; where the rows in their order would say otherwise, one more is added that says it.
*/
moved_remarks move_remarks(unit_of_work& uow, id<customer> from, id<customer> to);

} // namespace tokocrm

#endif
