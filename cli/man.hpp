#ifndef TOKO_MAN_HPP
#define TOKO_MAN_HPP

#include "command.hpp"

#include <tokocrm/text.hpp>

#include <ostream>
#include <span>
#include <string_view>

namespace toko {

/** A page for man(1), in man(7).

    @param page `toko`, a noun as `toko-order`, or a command as `toko-order-list`.

    @par Errors usage `usage.man`
*/
void write_man_page(std::ostream& out, tokocrm::language in, std::string_view page,
                    std::span<command const* const> among);

} // namespace toko

#endif
