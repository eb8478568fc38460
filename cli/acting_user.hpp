#ifndef TOKO_ACTING_USER_HPP
#define TOKO_ACTING_USER_HPP

#include "context.hpp"

#include <string>

namespace toko {

/** The user behind `--as USER`, named or by id; no password is asked for, as whoever may read and
    write the shop's file may do everything anyway.

    @par Errors
    `errc::permission_denied` / `staff.unknown`, `staff.disabled`
*/
tokocrm::actor acting_user(context& ctx, std::string const& user);

/// What users are called, where there are not many.
std::vector<std::string> user_names(tokocrm::unit_of_work& uow);

} // namespace toko

#endif
