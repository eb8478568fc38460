#ifndef TOKOCRM_CUSTOMER_HPP
#define TOKOCRM_CUSTOMER_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

/// What somebody is, where it was said.
enum class customer_sex {
    female, ///< a woman
    male    ///< a man
};

/** The name of a sex: `female`, `male`.

    @par Exception safety
    Never throws.
*/
std::string_view name(customer_sex of) noexcept;

/// The sex with a name; none where there is no such.
std::optional<customer_sex> find_customer_sex(std::string_view name) noexcept;

/// Somebody who buys.
struct customer
{
    id<customer> number{0};               ///< its id
    std::string name;                     ///< names need not be unique
    contact reach;                        ///< as `normalised_contact` makes it
    timestamp registered_at;              ///< when they were first known
    std::optional<customer_sex> sex = {}; ///< none: was not said
    std::int64_t version = 1;             ///< counted up by each change
    /// Since when nothing is kept of them but figures; the name is empty then. None: they are kept.
    std::optional<timestamp> erased_at = {};
};

/// A customer to be added.
struct customer_draft
{
    std::string name;                            ///< 1 to 200 characters
    contact reach = {};                          ///< as people write it
    std::optional<timestamp> registered_at = {}; ///< now, where it is not given
    std::optional<id<import_batch>> batch = {};  ///< the import that brings it; none for others
    std::optional<customer_sex> sex = {};        ///< where it was said
    bool known_contact = false; ///< phone and e-mail may be those of another customer
};

/** Add a customer.

    What an import brings is taken as it comes: contacts of somebody else, a phone that cannot be
    read.

    @par Errors
    @li `errc::invalid_input` / `customer.name_invalid` (empty, over 200 characters, no valid text),
    `customer.contact_invalid` (over 1,000 characters, no valid text), `customer.phone_invalid` (no
    number that can be called), `customer.email_invalid` (no address)
    @li `errc::already_exists` / `customer.known`, with the ids of those who have the phone or the
    e-mail
    @li `errc::not_found` / `shop.not_founded`
*/
customer add_customer(unit_of_work& uow, customer_draft const& draft);

/// What is to be different about a customer; what is absent stays as it is. Bounds as in a draft.
struct customer_changes
{
    std::optional<std::string> name = {};                       ///< as people call them
    std::optional<std::optional<std::string>> phone = {};       ///< as people write it
    std::optional<std::optional<std::string>> email = {};       ///< as people write it
    std::optional<std::optional<std::string>> address = {};     ///< street and house
    std::optional<std::optional<std::string>> city = {};        ///< where they live
    std::optional<std::optional<std::string>> postal_code = {}; ///< as it was given
    std::optional<std::optional<customer_sex>> sex = {};        ///< where it was said
    std::optional<timestamp> registered_at = {};                ///< when they were first known
    bool known_contact = false; ///< phone and e-mail may be those of another customer
    /// A phone that cannot be called and an e-mail that is no address are kept as given.
    bool unreadable_contact = false;
    /// `customer::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change a customer. What was agreed on orders stays as it is.

    @return The customer as it is now.

    @par Errors
    @li as of `add_customer`
    @li `errc::not_found` / `customer.not_found`
    @li `errc::conflict` / `customer.changed`: its version is not `seen_version`
*/
customer edit_customer(unit_of_work& uow, id<customer> number, customer_changes const& changes);

/// The customer with an id, also one that a card had before it was merged into theirs; none where
/// there is no such.
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
    std::optional<std::string> city = {};       ///< case and accents aside; none: of all
    std::optional<customer_sex> sex = {};       ///< none: whatever was said
    std::optional<date> since = {};             ///< registered on this date of the shop or later
    std::optional<date> until = {};             ///< registered on this date or earlier
    /** Words, at most 200 characters: each stands in name, phone, e-mail or city, case and accents
        aside. One of three letters or digits or more may stand anywhere in a word, a shorter one at
        the beginning of a word. Of a phone any part will do, as it is dialled in the shop's country
        or with its code. A text without letters and digits finds nobody.
    */
    std::optional<std::string> search = {};
    /// Who has each of these, case and accents aside; 20 different ones at most.
    std::vector<std::string> tags = {};
};

/** The customers, one page of them.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`, `search.text_invalid`
    (over 200 characters, no valid text), `customer.tags_too_many`
    @li `errc::not_found` / `shop.not_founded`, with dates or a search
*/
page<customer> list_customers(unit_of_work& uow, customer_query const& query,
                              page_request const& part);

/** How many a query has, counted up to `most` where it is given.

    @par Errors
    @li `errc::invalid_input` / `search.text_invalid`
    @li `errc::not_found` / `shop.not_founded`, with dates or a search
*/
std::int64_t count_customers(unit_of_work& uow, customer_query const& query,
                             std::optional<std::int64_t> most = std::nullopt);

/** The cities where customers live that begin with a text, case and accents aside; each once, by
    name, at most `most`. For completions.
*/
std::vector<std::string> customer_cities(unit_of_work& uow, std::string_view beginning,
                                         std::int64_t most);

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
