#ifndef TOKOCRM_SHOP_HPP
#define TOKOCRM_SHOP_HPP

#include <tokocrm/money.hpp>
#include <tokocrm/text.hpp>
#include <tokocrm/time.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#pragma GCC visibility push(default)

/** @file
    The shop itself: founded once, asked for its currency and zone, and how it is reached.
*/

namespace tokocrm {

class unit_of_work;

/// What a shop is when it is founded.
struct shop_profile
{
    std::string name;                           ///< 1 to 200 characters
    tokocrm::currency currency = currency::idr; ///< of every amount in the shop; never changes
    std::string time_zone = "Asia/Jakarta";     ///< IANA name
    std::string country = "ID";                 ///< ISO 3166; decides how `08…` is read
    tokocrm::language language = language::id;  ///< the one it speaks unless told otherwise
};

/// A shop as it is kept.
struct shop
{
    shop_profile profile;     ///< as it was founded
    std::string public_id;    ///< 32 hexadecimal digits; the source of its exported orders
    timestamp created_at;     ///< when it was founded
    tokocrm::time_zone zone;  ///< the rules of `shop_profile::time_zone`
    std::int64_t version = 1; ///< counted up by each change
    /// How long an order waits for its transfer.
    std::chrono::hours payment_time = std::chrono::hours(24);
    /// Whether a transfer's sum gets a few rupiah that tell it from others.
    bool unique_codes = false;
};

/// A part of a weekday in which the shop is open.
struct opening_span
{
    std::chrono::weekday day;    ///< which it is each week
    std::chrono::minutes opens;  ///< since midnight, where the shop is
    std::chrono::minutes closes; ///< later on the same day, at 24:00 at the latest
    /// The same time of the week.
    friend bool operator==(opening_span const&, opening_span const&) = default;
};

/// An account that customers transfer to.
struct bank_account
{
    std::string bank;   ///< 1 to 64 characters
    std::string number; ///< 3 to 34 letters and digits; blanks, dots and dashes are left out
    std::string holder; ///< whose it is: 1 to 200 characters
    /// The same in every letter.
    friend bool operator==(bank_account const&, bank_account const&) = default;
};

/// What customers are told of a shop.
struct shop_details
{
    std::string about;                   ///< empty where nothing is said
    std::string address;                 ///< empty where nothing is said
    std::optional<std::string> phone;    ///< in E.164: `+6281234567890`
    std::optional<std::string> whatsapp; ///< in E.164
    std::optional<std::string> email;    ///< in lower case
    std::vector<opening_span> hours;     ///< from Monday on; none: not said
    std::vector<bank_account> accounts;  ///< in the order in which they are shown
};

/** Found the shop in a new database (`create_database`).

    @return The shop as it is kept: its name without white space around it, its country in capitals.

    @par Errors
    @li `errc::invalid_input` / `shop.name_invalid` (empty, over 200 characters, no valid text),
    `shop.profile_invalid` (a currency or language that is none), `time_zone.unknown`,
    `shop.country_unknown`
    @li `errc::already_exists` / `shop.exists`
*/
shop found_shop(unit_of_work& uow, shop_profile const& profile);

/** The shop.

    @par Errors
    `errc::not_found` / `shop.not_founded` in a database without one
*/
shop get_shop(unit_of_work& uow);

/** What customers are told of the shop.

    @par Errors
    As `get_shop`.
*/
shop_details get_shop_details(unit_of_work& uow);

/// What is to be different about the shop; what is absent stays as it is.
struct shop_changes
{
    std::optional<std::string> name = {};                    ///< 1 to 200 characters
    std::optional<std::string> about = {};                   ///< up to 10,000 characters
    std::optional<std::string> address = {};                 ///< up to 200 characters
    std::optional<std::optional<std::string>> phone = {};    ///< as people write it
    std::optional<std::optional<std::string>> whatsapp = {}; ///< as people write it
    std::optional<std::optional<std::string>> email = {};    ///< as people write it
    std::optional<std::vector<opening_span>> hours = {};     ///< all of them, in any order
    std::optional<std::vector<bank_account>> accounts = {};  ///< all of them
    std::optional<std::chrono::hours> payment_time = {};     ///< from an hour to 720
    std::optional<bool> unique_codes = {}; ///< only in a currency without decimals
    /// `shop::version` as it was looked at; without it the change is made whatever was changed
    /// meanwhile.
    std::optional<std::int64_t> seen_version = {};
};

/** Change what the shop is called and what customers are told of it.

    @return The shop as it is now; `get_shop_details` has the rest.

    @par Errors
    @li `errc::invalid_input` / `shop.name_invalid`, `shop.text_invalid` (about or address too long,
    no valid text), `shop.phone_invalid`, `shop.email_invalid`, `shop.hours_invalid` (no span of one
    day), `shop.hours_overlap`, `shop.account_invalid`, `shop.payment_time_invalid`,
    `shop.unique_codes_unsuitable` (a currency with decimals)
    @li `errc::already_exists` / `shop.account_exists`: one number twice at one bank
    @li `errc::conflict` / `shop.changed`: its version is not `seen_version`
    @li `errc::not_found` / `shop.not_founded`
*/
shop edit_shop(unit_of_work& uow, shop_changes const& changes);

/** The shop's currency, which never changes.

    @par Errors
    As `get_shop`.
*/
currency shop_currency(unit_of_work& uow);

/// The language's code, ISO 639: `"id"` or `"en"`.
std::string_view code(language in) noexcept;

/// The language with a code; `std::nullopt` for any other text.
std::optional<language> find_language(std::string_view code) noexcept;

} // namespace tokocrm

#pragma GCC visibility pop

#endif
