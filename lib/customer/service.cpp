#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/phone.hpp"
#include "../core/text_fold.hpp"
#include "repository.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace tokocrm {

namespace {

constexpr std::array contact_parts{&contact::phone, &contact::email, &contact::address,
                                   &contact::city, &contact::postal_code};

std::string cursor_kind(customer_query const& query)
{
    return "customers." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

std::optional<std::int64_t> as_number(std::string_view text)
{
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size() || number <= 0)
        return std::nullopt;
    return number;
}

std::optional<std::string> kept(std::optional<std::string> const& text)
{
    if (!text)
        return std::nullopt;
    auto tidy = normalised(*text);
    return tidy.empty() ? std::nullopt : std::optional(std::move(tidy));
}

/// The one that was meant, out of what a name fits; none where it fits nobody.
std::optional<customer> only_one(std::vector<customer> const& candidates, std::string_view named)
{
    if (candidates.empty())
        return std::nullopt;
    if (candidates.size() == 1)
        return candidates.front();
    std::string ids;
    for (auto const& each : candidates)
        ids += (ids.empty() ? "" : ", ") + std::to_string(each.number.value());
    throw error(errc::conflict, "customer.ambiguous",
                mark("several customers are known by {0}; name one by its id: {1}"),
                {std::string(named), ids});
}

} // namespace

contact normalised_contact(contact const& reach, std::string_view country)
{
    contact out{.phone = kept(reach.phone),
                .email = kept(reach.email),
                .address = kept(reach.address),
                .city = kept(reach.city),
                .postal_code = kept(reach.postal_code)};
    if (out.phone)
        if (auto international = normalise_phone(*out.phone, country))
            out.phone = std::move(international);
    if (out.email)
        if (auto address = normalise_email(*out.email))
            out.email = std::move(address);
    return out;
}

customer add_customer(unit_of_work& uow, customer_draft const& draft)
{
    customer added{.number = id<customer>(0),
                   .name = checked_name(draft.name, "customer.name_invalid",
                                        mark("a customer's name must have 1 to 200 characters")),
                   .reach = {},
                   .registered_at = draft.registered_at.value_or(uow.now())};
    for (auto const part : contact_parts)
        if (auto const& text = draft.reach.*part; text && !fits(*text, longest_name * 5))
            throw error(errc::invalid_input, "customer.contact_invalid",
                        mark("a contact is no valid text or has more than 1,000 characters"));
    added.reach = normalised_contact(draft.reach, get_shop(uow).profile.country);
    added.number = customer_repository::insert(uow, added, folded(added.name), draft.batch);
    return added;
}

std::optional<customer> find_customer(unit_of_work& uow, id<customer> number)
{
    return customer_repository::find(uow, number.value());
}

customer get_customer(unit_of_work& uow, std::string_view named)
{
    if (auto const number = as_number(named))
        if (auto found = customer_repository::find(uow, *number))
            return *std::move(found);
    constexpr std::int64_t enough_to_choose_from = 10;
    if (auto const address = normalise_email(named))
        if (auto found = only_one(
                customer_repository::find_by_email(uow, *address, enough_to_choose_from), named))
            return *std::move(found);
    auto const phone = normalise_phone(named, get_shop(uow).profile.country);
    if (auto found = only_one(customer_repository::find_by_phone(
                                  uow, phone.value_or(normalised(named)), enough_to_choose_from),
                              named))
        return *std::move(found);
    throw error(errc::not_found, "customer.not_found",
                mark("there is no customer {0}; name one by id, phone or e-mail"),
                {std::string(named)});
}

page<customer> list_customers(unit_of_work& uow, customer_query const& query,
                              page_request const& part)
{
    std::optional<customer_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, cursor_kind(query));
        after = customer_repository::position{where.text, where.value, where.number};
    }
    return cut_page(customer_repository::list(uow, query, one_more(part), part.offset, after), part,
                    [&](customer const& last) {
                        return write_cursor({cursor_kind(query), folded(last.name),
                                             last.registered_at.time_since_epoch().count(),
                                             last.number.value()});
                    });
}

std::int64_t count_customers(unit_of_work& uow, customer_query const& query)
{
    return customer_repository::count(uow, query);
}

std::optional<customer_match> match_customer(unit_of_work& uow, std::string_view name,
                                             contact const& reach)
{
    auto const lowest = [](std::vector<customer> const& found) {
        return customer_match{found.front(), found.size() > 1};
    };
    if (reach.phone)
        if (auto const found = customer_repository::find_by_phone(uow, *reach.phone, 2);
            !found.empty())
            return lowest(found);
    if (reach.email)
        if (auto const found = customer_repository::find_by_email(uow, *reach.email, 2);
            !found.empty())
            return lowest(found);
    if (!name.empty())
        // Nobody has this phone or e-mail, so a card that has one has another.
        if (auto const found = customer_repository::find_by_name(
                uow, folded(name), reach.phone.has_value(), reach.email.has_value());
            !found.empty())
            return lowest(found);
    return std::nullopt;
}

void complete_imported_customer(unit_of_work& uow, customer const& card, contact const& reach,
                                id<import_batch> batch)
{
    bool const says_more = std::any_of(contact_parts.begin(), contact_parts.end(), [&](auto part) {
        return reach.*part && !(card.reach.*part);
    });
    if (says_more)
        customer_repository::complete(uow, card.number.value(), reach, batch);
}

std::int64_t remove_imported_customers(unit_of_work& uow, id<import_batch> batch)
{
    return customer_repository::remove_unused_of_batch(uow, batch);
}

void keep_imported_customers(unit_of_work& uow, id<import_batch> batch)
{
    customer_repository::release_batch(uow, batch);
}

} // namespace tokocrm
