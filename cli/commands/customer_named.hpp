#ifndef TOKO_COMMANDS_CUSTOMER_NAMED_HPP
#define TOKO_COMMANDS_CUSTOMER_NAMED_HPP

#include <tokocrm/customer.hpp>

#include <string>

namespace toko {

/** The customer with an id, a phone or an e-mail.

    @par Errors those of `get_customer`; `customer.not_found` names the customers who are found by
    the text as by `customer list --search`, if they are few
*/
tokocrm::customer named_customer(tokocrm::unit_of_work& uow, std::string const& named);

} // namespace toko

#endif
