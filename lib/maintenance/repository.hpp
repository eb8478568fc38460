#ifndef TOKOCRM_LIB_MAINTENANCE_REPOSITORY_HPP
#define TOKOCRM_LIB_MAINTENANCE_REPOSITORY_HPP

#include <tokocrm/time.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <string>

namespace tokocrm::maintenance_repository {

/// What is said of a whole shop.
struct facts
{
    std::string name, zone;
    std::int64_t orders = 0;
    timestamp last_change;
    bool erased_traces_remain = false;
};

/// Of a shop of any schema. @par Errors `shop.not_founded`
facts read_facts(unit_of_work& uow);

} // namespace tokocrm::maintenance_repository

#endif
