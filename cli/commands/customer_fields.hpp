#ifndef TOKO_COMMANDS_CUSTOMER_FIELDS_HPP
#define TOKO_COMMANDS_CUSTOMER_FIELDS_HPP

#include "../context.hpp"
#include "../options.hpp"
#include "../output/format.hpp"

#include <tokocrm/customer.hpp>
#include <tokocrm/shop.hpp>

#include <boost/json/object.hpp>

#include <optional>

namespace toko {

inline constexpr field customer_fields[] = {
    {"id", tr("Id"), kind::number},
    {"name", tr("Name")},
    {"phone", tr("Phone")},
    {"email", tr("E-mail")},
    {"address.city", tr("City")},
    {"registered_at", tr("Registered"), kind::instant},
    {"address.street", tr("Address"), kind::text, false},
    {"address.postal_code", tr("Postal code"), kind::text, false},
    {"sex", tr("Sex"), kind::text, false},
    {"version", tr("Version"), kind::number, false},
    {"erased_at", tr("Erased"), kind::instant, false},
};

/// What `add` and `edit` take.
void describe_customer(options& opts, bool adding);

/// @par Errors usage `usage.value`
std::optional<tokocrm::customer_sex> sex_of(std::optional<std::string> const& told);

/// @par Errors `date.invalid`
std::optional<tokocrm::timestamp> registered_of(arguments const& args, tokocrm::shop const& in);

/// Does what may find a contact known, and says then how to go on.
template <class Work>
auto with_new_contact(Work work)
{
    try {
        return work();
    } catch (tokocrm::error const& failure) {
        if (failure.reason() != "customer.known")
            throw;
        throw command_error(
            failure.code(), failure.reason(),
            tr("the phone or the e-mail is that of customer {0} already; edit that card, or say "
               "--anyway if this is somebody else"),
            failure.arguments());
    }
}

/// In a table, says of somebody without a name why there is none.
void name_erased(context const& ctx, boost::json::object& record);

void show_customer(context& ctx, tokocrm::customer const& one, tokocrm::shop const& in);

} // namespace toko

#endif
