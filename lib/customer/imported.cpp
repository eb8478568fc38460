#include "imported.hpp"

#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "imported_repository.hpp"
#include "repository.hpp"

namespace tokocrm {

std::optional<customer> find_equal_customer(unit_of_work& uow, std::string_view name,
                                            contact const& reach, std::int64_t which)
{
    auto const number =
        customer_repository::nth_equal(uow, folded(name), reach.phone, reach.email, which);
    return number ? find_customer(uow, id<customer>(*number)) : std::nullopt;
}

std::optional<std::int64_t> occurrence_of(unit_of_work& uow, customer const& of)
{
    auto const key = folded(of.name);
    auto const& reach = of.reach;
    auto const earlier = [&](std::vector<customer> const& lowest) {
        return !lowest.empty() && lowest.front().number < of.number;
    };
    bool const taken_for_another =
        (reach.phone && earlier(customer_repository::find_by_phone(uow, *reach.phone, 1))) ||
        (reach.email && earlier(customer_repository::find_by_email(uow, *reach.email, 1))) ||
        earlier(customer_repository::find_by_name(uow, key, reach.phone.has_value(),
                                                  reach.email.has_value()));
    if (!taken_for_another)
        return std::nullopt;
    return 1 + customer_repository::equals_before(uow, key, reach.phone, reach.email,
                                                  of.number.value());
}

std::vector<std::string> imported_customers_in_use(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return customer_repository::in_use_of_batch(uow, batch);
}

std::int64_t remove_whole_customer_import(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return customer_repository::remove_all_of_batch(uow, batch);
}

} // namespace tokocrm
