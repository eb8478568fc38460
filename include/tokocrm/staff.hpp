#ifndef TOKOCRM_STAFF_HPP
#define TOKOCRM_STAFF_HPP

#include <tokocrm/id.hpp>
#include <tokocrm/page.hpp>
#include <tokocrm/time.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#pragma GCC visibility push(default)

/** @file
    Who works in the shop, and what each may do.
*/

namespace tokocrm {

class unit_of_work;

/** What somebody needs a right for; `lib/staff/rules.cpp` says who has which.

    Each use case asks for its right before anything else and is refused with
    `errc::permission_denied`: `staff.not_permitted` for an actor without it, `staff.unknown` and
    `staff.disabled` for a member of staff who is not there or no longer works here.
*/
enum class right {
    read_catalog,       ///< products, categories, pictures, shipping rates, the shop itself
    edit_catalog,       ///< categories, products, packs, prices, pictures
    edit_shop,          ///< found it; its name, hours, accounts, settings
    edit_rates,         ///< shipping rates
    read_coupons,       ///< look coupons up; using one is a part of selling
    edit_coupons,       ///< coupons
    read_stock,         ///< what is there, its ledger
    change_stock,       ///< receive, adjust, count
    read_customers,     ///< cards of customers
    add_customers,      ///< a card for somebody new
    edit_customers,     ///< what stands on a card
    merge_customers,    ///< two cards of one person
    erase_customers,    ///< what is kept about a person
    keep_cart,          ///< look into a cart and change it
    sell,               ///< price and place orders
    read_orders,        ///< orders, their history, payments and proofs
    cancel_orders,      ///< cancel what was placed
    expire_orders,      ///< cancel what was not paid in time
    change_fulfilment,  ///< pack, ship, deliver, refuse, return
    submit_payments,    ///< say that money was sent, with its proof
    accept_payments,    ///< accept and reject what was submitted
    refund,             ///< give money back
    answer_customers,   ///< replies to reviews, answers kept for chats, marks of what was read
    write_reviews,      ///< of what was bought
    hide_reviews,       ///< from the public, and show them again
    converse,           ///< read a conversation and say something in it
    annotate_customers, ///< notes and tags on a card
    keep_consents,      ///< what a customer agreed to and withdrew
    take_customer_data, ///< all that is kept about a person
    read_todays_report, ///< reports of today
    read_reports,       ///< reports of any time
    close_days,         ///< fix a day's figures
    import_records,     ///< orders, products and others, and the undo of it
    export_records,     ///< all of a kind, in a file
    manage_staff,       ///< users, their roles and passwords
    maintain            ///< back up, restore, check, upgrade
};

/** The name of a right: `"read_catalog"`.

    @par Exception safety
    Never throws.
*/
std::string_view name(right what) noexcept;

/// What somebody of the staff is.
enum class staff_role {
    owner,  ///< may do everything
    cashier ///< sells, accepts payments, packs and ships, answers
};

/** The name of a role: `"owner"`, `"cashier"`.

    @par Exception safety
    Never throws.
*/
std::string_view name(staff_role role) noexcept;

/** The role with a name; none for any other text.

    @par Exception safety
    Never throws.
*/
std::optional<staff_role> find_staff_role(std::string_view name) noexcept;

/// Somebody of the staff: a user of the shop.
struct staff_member
{
    std::string name;                          ///< compares without regard to case and accents
    staff_role role = staff_role::cashier;     ///< which rights they have
    std::optional<timestamp> disabled_at = {}; ///< since when they may do nothing; none: they may
    bool has_password = false;                 ///< without one nobody can sign in as them
    timestamp created_at = {};                 ///< when they were added
    id<staff_member> number{0};                ///< its id, given by the shop
    std::int64_t version = 1;                  ///< counted up by each change
};

/// Somebody to be added to the staff.
struct staff_draft
{
    std::string name;                         ///< 1 to 64 characters
    staff_role role = staff_role::cashier;    ///< which rights they get
    std::optional<std::string> password = {}; ///< 8 to 200 characters of valid text
};

/** Add somebody to the staff.

    A password is kept as an argon2id hash (19 MiB of memory, some 10 ms), which it cannot be read
    out of.

    @return The member of staff as they are kept.

    @par Errors
    @li `errc::invalid_input` / `staff.name_invalid`, `staff.password_invalid`
    @li `errc::already_exists` / `staff.exists` (case and accents aside)
    @li `errc::permission_denied` / see `right::manage_staff`
*/
staff_member add_staff_member(unit_of_work& uow, staff_draft const& draft);

/// The member of staff with an id; none where there is no such. Needs `right::manage_staff`.
std::optional<staff_member> find_staff_member(unit_of_work& uow, id<staff_member> number);

/** The member of staff whom somebody names: by name or by id, whichever fits first.

    @par Errors
    @li `errc::not_found` / `staff.not_found`
    @li `errc::permission_denied` / see `right::manage_staff`
*/
staff_member get_staff_member(unit_of_work& uow, std::string_view named);

/** The staff by name, one page of them; those who are disabled too.

    @par Errors
    @li `errc::invalid_input` / `page.cursor_invalid`, `page.bounds_invalid`
    @li `errc::permission_denied` / see `right::manage_staff`
*/
page<staff_member> list_staff(unit_of_work& uow, page_request const& part = {});

/// What is to be different about somebody; what is absent stays as it is.
struct staff_changes
{
    std::optional<std::string> name = {}; ///< 1 to 64 characters; what they did follows it
    std::optional<staff_role> role = {};  ///< holds from the next unit on
    /// `staff_member::version` as it was looked at; without it the change is made whatever was
    /// changed meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change somebody's name or role. There need not be an owner among the staff: the command line is
    one.

    @return The member of staff as they are now.

    @par Errors
    @li as of `add_staff_member`
    @li `errc::not_found` / `staff.not_found`
    @li `errc::conflict` / `staff.changed`: their version is not `seen_version`
*/
staff_member edit_staff_member(unit_of_work& uow, id<staff_member> number,
                               staff_changes const& changes);

/** Give somebody a password, instead of the one before.

    @par Errors
    @li `errc::invalid_input` / `staff.password_invalid`: fewer than 8 or more than 200 characters,
    no valid text
    @li `errc::not_found` / `staff.not_found`
    @li `errc::permission_denied` / see `right::manage_staff`
*/
staff_member set_staff_password(unit_of_work& uow, id<staff_member> number,
                                std::string_view password);

/** Whom a name and a password let in.

    Needs no right: whoever asks has not signed in. It costs the same, and says the same, for
    somebody unknown, disabled or without a password as for a wrong password. How often may be
    tried is for the program to limit.

    @return None where they let nobody in.
*/
std::optional<staff_member> check_staff_password(unit_of_work& uow, std::string_view name,
                                                 std::string_view password);

/** Let somebody do nothing from now on; what they did stays theirs. A second time changes nothing.

    @par Errors
    @li `errc::not_found` / `staff.not_found`
    @li `errc::permission_denied` / see `right::manage_staff`
*/
staff_member disable_staff_member(unit_of_work& uow, id<staff_member> number);

/** Take `disable_staff_member` back.

    @par Errors
    As there.
*/
staff_member enable_staff_member(unit_of_work& uow, id<staff_member> number);

/** What an actor is called, for people: the name behind `staff:3`.

    @param uow A unit of any kind.
    @param recorded As `to_record` writes it.

    @return The text itself for all others, and for an actor who may not read orders.
*/
std::string display_name(unit_of_work& uow, std::string_view recorded);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
