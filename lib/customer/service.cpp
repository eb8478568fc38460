#include "service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/phone.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace tokocrm {

namespace {

constexpr std::array contact_parts{&contact::phone, &contact::email, &contact::address,
                                   &contact::city, &contact::postal_code};

std::string cursor_kind(customer_query const& query)
{
    return "customers." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

std::vector<std::string> distinct_tags(std::vector<std::string> const& given)
{
    constexpr std::size_t most = 20;
    std::set<std::string> found;
    for (auto const& tag : given)
        found.insert(folded(tag));
    if (found.size() > most)
        throw error(errc::invalid_input, "customer.tags_too_many",
                    mark("customers are listed by 20 tags at most; name fewer"));
    return {found.begin(), found.end()};
}

/// None where a search asks for nothing that could be found.
std::optional<customer_repository::selection> selection_of(unit_of_work& uow,
                                                           customer_query const& query)
{
    customer_repository::selection wanted{
        .sort = query.sort,
        .descending = query.descending,
        .city_folded = checked_if(query.city, [](std::string const& city) { return folded(city); }),
        .sex = query.sex,
        .from = {},
        .before = {},
        .words = {},
        .tags_folded = {}};
    wanted.tags_folded = distinct_tags(query.tags);
    if (query.search) {
        wanted.words = search_words(*query.search, get_shop(uow).profile.country);
        if (wanted.words.empty())
            return std::nullopt;
    }
    if (query.since || query.until) {
        auto const zone = get_shop(uow).zone;
        using namespace std::chrono_literals;
        if (query.since)
            wanted.from = zone.instant(*query.since, 0us);
        if (query.until)
            wanted.before = zone.instant(*query.until + boost::gregorian::days(1), 0us);
    }
    return wanted;
}

std::optional<std::string> kept(std::optional<std::string> const& text)
{
    if (!text)
        return std::nullopt;
    auto tidy = normalised(*text);
    return tidy.empty() ? std::nullopt : std::optional(std::move(tidy));
}

std::string joined_ids(std::vector<customer> const& cards)
{
    std::string ids;
    for (auto const& each : cards)
        ids += (ids.empty() ? "" : ", ") + std::to_string(each.number.value());
    return ids;
}

constexpr std::int64_t enough_to_choose_from = 10;

/// The one that was meant, out of what a name fits; none where it fits nobody.
std::optional<customer> only_one(std::vector<customer> const& candidates, std::string_view named)
{
    if (candidates.empty())
        return std::nullopt;
    if (candidates.size() == 1)
        return candidates.front();
    throw error(errc::conflict, "customer.ambiguous",
                mark("several customers are known by {0}; name one by its id: {1}"),
                {std::string(named), joined_ids(candidates)});
}

std::string checked_customer_name(std::string_view text)
{
    return checked_name(text, "customer.name_invalid",
                        mark("a customer's name must have 1 to 200 characters"));
}

void check_texts(contact const& reach)
{
    for (auto const part : contact_parts)
        if (auto const& text = reach.*part; text && !fits(*text, longest_name * 5))
            throw error(errc::invalid_input, "customer.contact_invalid",
                        mark("a contact is no valid text or has more than 1,000 characters"));
}

/// Phone and e-mail that were typed by somebody who can mend them at once.
void check_reachable(contact const& kept)
{
    if (kept.phone && !normalise_phone(*kept.phone, {}))
        throw error(errc::invalid_input, "customer.phone_invalid",
                    mark("{0} is no telephone number; write it with the area's or the country's "
                         "code, such as {1}"),
                    {*kept.phone, "+6281234567890"});
    if (kept.email && !normalise_email(*kept.email))
        throw error(errc::invalid_input, "customer.email_invalid",
                    mark("{0} is no e-mail address; write it as {1}"),
                    {*kept.email, "nama@example.com"});
}

/// Refuses contacts by which another customer than `own` is known.
void check_unknown(unit_of_work& uow, contact const& kept, id<customer> own)
{
    std::vector<customer> known;
    if (kept.phone)
        known = customer_repository::find_by_phone(uow, *kept.phone, enough_to_choose_from);
    if (kept.email)
        for (auto& each :
             customer_repository::find_by_email(uow, *kept.email, enough_to_choose_from))
            known.push_back(std::move(each));
    auto const before = [](customer const& a, customer const& b) { return a.number < b.number; };
    auto const same = [](customer const& a, customer const& b) { return a.number == b.number; };
    std::sort(known.begin(), known.end(), before);
    known.erase(std::unique(known.begin(), known.end(), same), known.end());
    std::erase_if(known, [&](customer const& each) { return each.number == own; });
    if (!known.empty())
        throw error(errc::already_exists, "customer.known",
                    mark("the phone or the e-mail is that of a customer already: {0}; edit that "
                         "one if it is the same person"),
                    {joined_ids(known)});
}

std::string subject_of(customer const& of)
{
    return "customer:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "customer.not_found",
                mark("there is no customer {0}; name one by id, phone or e-mail"),
                {std::string(named)});
}

[[noreturn]] void refuse_changed(customer const& meanwhile)
{
    throw error(errc::conflict, "customer.changed",
                mark("customer {0} was changed meanwhile; look at it again"),
                {std::to_string(meanwhile.number.value())});
}

} // namespace

std::string_view name(customer_sex of) noexcept
{
    return of == customer_sex::female ? "female" : "male";
}

std::optional<customer_sex> find_customer_sex(std::string_view wanted) noexcept
{
    for (auto const each : {customer_sex::female, customer_sex::male})
        if (wanted == name(each))
            return each;
    return std::nullopt;
}

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
    require(uow, right::add_customers);
    customer added;
    added.name = checked_customer_name(draft.name);
    check_texts(draft.reach);
    added.reach = normalised_contact(draft.reach, get_shop(uow).profile.country);
    if (!draft.batch)
        check_reachable(added.reach);
    if (!draft.batch && !draft.known_contact)
        check_unknown(uow, added.reach, added.number);
    added.registered_at = draft.registered_at.value_or(uow.now());
    added.sex = draft.sex;
    added.number = customer_repository::insert(uow, added, folded(added.name), draft.batch);
    if (!draft.batch) // an import is one event
        record_audit_event(uow, "customer.add", subject_of(added));
    return added;
}

customer edit_customer(unit_of_work& uow, id<customer> number, customer_changes const& changes)
{
    require(uow, right::edit_customers, number);
    auto found = customer_repository::find(uow, number.value());
    if (!found)
        refuse_unknown(std::to_string(number.value()));
    require_not_erased(*found);
    auto& changed = *found;
    if (changes.seen_version && *changes.seen_version != changed.version)
        refuse_changed(changed);
    // Only what is new is looked at: an import may have brought what nobody would type.
    contact const given{.phone = changes.phone.value_or(std::nullopt),
                        .email = changes.email.value_or(std::nullopt),
                        .address = changes.address.value_or(std::nullopt),
                        .city = changes.city.value_or(std::nullopt),
                        .postal_code = changes.postal_code.value_or(std::nullopt)};
    check_texts(given);
    auto const kept = normalised_contact(given, get_shop(uow).profile.country);
    if (!changes.unreadable_contact)
        check_reachable(kept);

    changed_fields fields;
    auto const set = [&](char const* field, std::optional<std::string> contact::*part,
                         bool is_given) {
        fields.set(field, changed.reach.*part,
                   is_given ? std::make_optional(kept.*part) : std::nullopt);
    };
    auto const before = changed.reach;
    fields.set("name", changed.name, checked_if(changes.name, checked_customer_name));
    set("phone", &contact::phone, changes.phone.has_value());
    set("email", &contact::email, changes.email.has_value());
    set("address", &contact::address, changes.address.has_value());
    set("city", &contact::city, changes.city.has_value());
    set("postal_code", &contact::postal_code, changes.postal_code.has_value());
    fields.set("sex", changed.sex, changes.sex);
    fields.set("registered_at", changed.registered_at, changes.registered_at);
    if (fields.none())
        return changed;
    if (!changes.known_contact) {
        contact fresh;
        if (changed.reach.phone != before.phone)
            fresh.phone = changed.reach.phone;
        if (changed.reach.email != before.email)
            fresh.email = changed.reach.email;
        check_unknown(uow, fresh, changed.number);
    }
    if (!customer_repository::update(uow, changed, folded(changed.name)))
        refuse_changed(changed);
    record_audit_event(uow, "customer.edit", subject_of(changed), fields.to_detail());
    ++changed.version;
    return changed;
}

void require_not_erased(customer const& of)
{
    if (of.erased_at)
        throw error(errc::rule_violation, "customer.erased",
                    mark("customer {0} was erased: nothing is kept of them but figures; add them "
                         "anew if they come again"),
                    {std::to_string(of.number.value())});
}

customer known_customer(unit_of_work& uow, id<customer> number)
{
    if (auto found = customer_repository::find(uow, number.value()))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

customer standing_customer(unit_of_work& uow, id<customer> number)
{
    auto found = known_customer(uow, number);
    require_not_erased(found);
    return found;
}

std::optional<customer> find_customer(unit_of_work& uow, id<customer> number)
{
    require(uow, right::read_customers, number);
    return customer_repository::find(uow, number.value());
}

customer get_customer(unit_of_work& uow, std::string_view named)
{
    require(uow, right::read_customers);
    if (auto const number = row_number(named))
        if (auto found = customer_repository::find(uow, *number))
            return *std::move(found);
    if (auto const address = normalise_email(named))
        if (auto found = only_one(
                customer_repository::find_by_email(uow, *address, enough_to_choose_from), named))
            return *std::move(found);
    auto const phone = normalise_phone(named, get_shop(uow).profile.country);
    if (auto found = only_one(customer_repository::find_by_phone(
                                  uow, phone.value_or(normalised(named)), enough_to_choose_from),
                              named))
        return *std::move(found);
    refuse_unknown(named);
}

page<customer> list_customers(unit_of_work& uow, customer_query const& query,
                              page_request const& part)
{
    require(uow, right::read_customers);
    std::optional<customer_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, cursor_kind(query));
        after = customer_repository::position{where.text, where.value, where.number};
    }
    auto const limit = one_more(part);
    auto const wanted = selection_of(uow, query);
    if (!wanted)
        return {};
    return cut_page(customer_repository::list(uow, *wanted, limit, part.offset, after), part,
                    [&](customer const& last) {
                        return write_cursor({cursor_kind(query), folded(last.name),
                                             last.registered_at.time_since_epoch().count(),
                                             last.number.value()});
                    });
}

std::int64_t count_customers(unit_of_work& uow, customer_query const& query,
                             std::optional<std::int64_t> most)
{
    require(uow, right::read_customers);
    auto const wanted = selection_of(uow, query);
    return wanted ? customer_repository::count(uow, *wanted, most) : 0;
}

std::vector<std::string> customer_cities(unit_of_work& uow, std::string_view beginning,
                                         std::int64_t most)
{
    require(uow, right::read_customers);
    return customer_repository::cities(uow, folded(beginning), most);
}

std::optional<customer_match> match_customer(unit_of_work& uow, std::string_view name,
                                             contact const& reach)
{
    require(uow, right::read_customers);
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
    require(uow, right::import_records);
    bool const says_more = std::any_of(contact_parts.begin(), contact_parts.end(), [&](auto part) {
        return reach.*part && !(card.reach.*part);
    });
    if (says_more)
        customer_repository::complete(uow, card, reach, batch);
}

std::int64_t remove_imported_customers(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    return customer_repository::remove_unused_of_batch(uow, batch);
}

void keep_imported_customers(unit_of_work& uow, id<import_batch> batch)
{
    require(uow, right::import_records);
    customer_repository::release_batch(uow, batch);
}

} // namespace tokocrm
