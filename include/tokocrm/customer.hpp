#ifndef TOKOCRM_CUSTOMER_HPP
#define TOKOCRM_CUSTOMER_HPP

#include <tokocrm/config.hpp>
#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tokocrm TOKOCRM_PUBLIC {

class unit_of_work;
struct import_batch;

/// How to reach somebody; what is not known is absent.
struct contact
{
    std::optional<std::string> phone; ///< E.164 where it can be read so, else as it was given
    std::optional<std::string> email;
    std::optional<std::string> address;
    std::optional<std::string> city;
    std::optional<std::string> postal_code;
};

/// Somebody who buys.
struct customer
{
    id<customer> number{0};
    std::string name;
    contact reach;
    timestamp registered_at;
};

/// A customer to be added.
struct customer_draft
{
    std::string name;
    contact reach;
    std::optional<timestamp> registered_at; ///< now, where it is not given
    std::optional<id<import_batch>> batch;  ///< the import that brings it
};

/** Add a customer. Contacts need not be unique here.

    @par Errors
    @li `errc::invalid_input` / `customer.name_invalid` (empty, over 200 characters, no valid text),
    `customer.contact_invalid`
*/
customer add_customer(unit_of_work& uow, customer_draft const& draft);

/// The customer with an id.
std::optional<customer> find_customer(unit_of_work& uow, id<customer> number);

/** The customer that somebody names: by id, phone or e-mail.

    @par Errors
    @li `errc::not_found` / `customer.not_found`
    @li `errc::conflict` / `customer.ambiguous`, with the candidates' ids
*/
customer get_customer(unit_of_work& uow, std::string_view named);

/// By what customers are listed; ties by id.
enum class customer_sort { number, name, registered };

/// In which order customers are listed.
struct customer_query
{
    customer_sort sort = customer_sort::number;
    bool descending = false;
    std::optional<std::string> city; ///< case and accents aside
};

/** The customers, one page of them.

    @par Errors `errc::invalid_input` / `page.cursor_invalid`
*/
page<customer> list_customers(unit_of_work& uow, customer_query const& query,
                              page_request const& part);

/// How many a query has in all.
std::int64_t count_customers(unit_of_work& uow, customer_query const& query);

/// Whom an import's order belongs to.
struct customer_match
{
    customer who;
    bool several = false; ///< others fit as well; the lowest id was taken
};

/** Find whom a name and contacts mean: by phone, then e-mail, then exactly the name (case and
    accents aside) if no contact contradicts.

    @par Source
    The shop's rules, "Customers on import".
*/
std::optional<customer_match> match_customer(unit_of_work& uow, std::string_view name,
                                             contact const& reach);

/// Fill in what the card of a customer that `batch` made does not say yet; cards from elsewhere
/// stay as they are.
void complete_imported_customer(unit_of_work& uow, customer const& card, contact const& reach,
                                id<import_batch> batch);

/** A contact as it is kept: texts normalised, the phone in E.164 where the shop's country lets it
    be read so, the e-mail in lower case; empty ones absent.
*/
contact normalised_contact(contact const& reach, std::string_view country);

/// Take away the customers that an import made and nothing uses.
/// @return How many went.
std::int64_t remove_imported_customers(unit_of_work& uow, id<import_batch> batch);

/// What is left of an import's customers is no longer the import's.
void keep_imported_customers(unit_of_work& uow, id<import_batch> batch);

} // namespace TOKOCRM_PUBLIC

#endif
