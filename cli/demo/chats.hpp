#ifndef TOKO_DEMO_CHATS_HPP
#define TOKO_DEMO_CHATS_HPP

#include <tokocrm/unit_of_work.hpp>

namespace toko::demo {

/** What the newest customers and the shop say to each other, some of it not read yet, and answers
    that the shop keeps.

    The same customers give the same conversations.
*/
void add_chats(tokocrm::unit_of_work& uow);

} // namespace toko::demo

#endif
