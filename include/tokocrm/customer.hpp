#ifndef TOKOCRM_CUSTOMER_HPP
#define TOKOCRM_CUSTOMER_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Customers, and how they are known again.
*/

namespace tokocrm {

class unit_of_work;
struct import_batch;

/// How to reach somebody; what is not known is absent. Each at most 1,000 characters.
struct contact
{
    std::optional<std::string> phone;       ///< E.164 where it can be read so, else as it was given
    std::optional<std::string> email;       ///< in lower case
    std::optional<std::string> address;     ///< street and house, in one text
    std::optional<std::string> city;        ///< compares without regard to case and accents
    std::optional<std::string> postal_code; ///< as it was given
};

/// Somebody who buys.
struct customer
{
    id<customer> number{0};  ///< its id
    std::string name;        ///< names need not be unique
    contact reach;           ///< as `normalised_contact` makes it
    timestamp registered_at; ///< when they were first known
};

/// A customer to be added.
struct customer_draft
{
    std::string name;                       ///< 1 to 200 characters
    contact reach;                          ///< as people write it
    std::optional<timestamp> registered_at; ///< now, where it is not given
    std::optional<id<import_batch>> batch;  ///< the import that brings it; none for a host's own
};

/** Add a customer. Contacts need not be unique here.

    @par Errors
    @li `errc::invalid_input` / `customer.name_invalid` (empty, over 200 characters, no valid text),
    `customer.contact_invalid` (over 1,000 characters, no valid text)
    @li `errc::not_found` / `shop.not_founded`
*/
customer add_customer(unit_of_work& uow, customer_draft const& draft);

/// The customer with an id; none where there is no such.
std::optional<customer> find_customer(unit_of_work& uow, id<customer> number);

/** The customer that somebody names: by id, phone or e-mail.

    @par Errors
    @li `errc::not_found` / `customer.not_found`, `shop.not_founded`
    @li `errc::conflict` / `customer.ambiguous`, with the candidates' ids
*/
customer get_customer(unit_of_work& uow, std::string_view named);

/// By what customers are listed; ties by id.
enum class customer_sort {
    number,    ///< the id
    name,      ///< case and accents aside
    registered ///< when they were first known
};

/// Which customers, in which order.
struct customer_query
{
    customer_sort sort = customer_sort::number; ///< the order
    bool descending = false;                    ///< whether it is turned round
    std::optional<std::string> city;            ///< case and accents aside; none: of all
};

/** The customers, one page of them.

    @par Errors
    `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
*/
page<customer> list_customers(unit_of_work& uow, customer_query const& query,
                              page_request const& part);

/// How many a query has in all.
std::int64_t count_customers(unit_of_work& uow, customer_query const& query);

/// Whom an import's order belongs to.
struct customer_match
{
    customer who;         ///< the customer
    bool several = false; ///< others fit as well; the lowest id was taken
};

/** Find whom a name and contacts mean: by phone, then e-mail, then exactly the name (case and
    accents aside) if no contact contradicts.

    @param uow A unit of any kind.
    @param name Empty: nobody is looked for by name.
    @param reach As `normalised_contact` makes it.
    @return None where it is nobody who is known.
*/
std::optional<customer_match> match_customer(unit_of_work& uow, std::string_view name,
                                             contact const& reach);

/// Fill in what the card of a customer that `batch` made does not say yet; cards from elsewhere
/// stay as they are.
void complete_imported_customer(unit_of_work& uow, customer const& card, contact const& reach,
                                id<import_batch> batch);

/** A contact as it is kept: texts without white space around them, the phone in E.164 where the
    country lets it be read so, the e-mail in lower case; empty ones absent.

    @param reach As people write it.
    @param country Where a number without a country code belongs: ISO 3166, `shop_profile::country`.
*/
contact normalised_contact(contact const& reach, std::string_view country);

/** Take away the customers that an import made and nothing uses: a part of `undo_import`.

    @return How many went.
*/
std::int64_t remove_imported_customers(unit_of_work& uow, id<import_batch> batch);

/// What is left of an import's customers is no longer the import's: the end of `undo_import`.
void keep_imported_customers(unit_of_work& uow, id<import_batch> batch);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
