#ifndef TOKO_COMMANDS_SHIPPING_FIELDS_HPP
#define TOKO_COMMANDS_SHIPPING_FIELDS_HPP

#include <tokocrm/shipping.hpp>

#include <string>

namespace toko {

/// The rate that somebody names, or an error that suggests one.
tokocrm::shipping_rate named_rate(tokocrm::unit_of_work& uow, std::string const& named);

} // namespace toko

#endif
