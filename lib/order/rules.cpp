#include "rules.hpp"

#include "../core/characters.hpp"
#include "../core/search_text.hpp"
#include "../core/text_fold.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

constexpr std::array order_names{"placed", "completed", "cancelled"};
constexpr std::array payment_names{"awaiting",      "submitted", "part_paid", "paid",
                                   "part_refunded", "refunded",  "expired",   "cancelled"};
constexpr std::array fulfilment_names{"unfulfilled", "packed",  "shipped",
                                      "delivered",   "refused", "returned"};
constexpr std::array adjustment_names{"coupon", "shipping", "unique_code"};
constexpr std::array method_names{"transfer", "cash", "cod"};
constexpr std::array label_names{"New", "Pending", "OK", "Cancelled", "Expired", "Refunded"};

template <class Enumeration, std::size_t Count>
Enumeration read(std::array<char const*, Count> const& names, std::string_view stored)
{
    auto const found = std::find(names.begin(), names.end(), stored);
    if (found == names.end())
        throw error(errc::internal, "order.damaged",
                    mark("an order has a state that is not known; run toko check"));
    return static_cast<Enumeration>(found - names.begin());
}

/// Nothing for a value that the enumeration does not have.
template <class Names, class Enumeration>
std::string_view name_in(Names const& names, Enumeration value) noexcept
{
    auto const at = static_cast<std::size_t>(value);
    return at < std::size(names) ? std::string_view(names[at]) : std::string_view();
}

} // namespace

std::string_view name(order_state s) noexcept
{
    return name_in(order_names, s);
}

std::string_view name(payment_state s) noexcept
{
    return name_in(payment_names, s);
}

std::string_view name(fulfilment_state s) noexcept
{
    return name_in(fulfilment_names, s);
}

std::string_view name(adjustment_kind kind) noexcept
{
    return name_in(adjustment_names, kind);
}

std::string_view name(payment_method method) noexcept
{
    return name_in(method_names, method);
}

std::optional<payment_method> find_payment_method(std::string_view name) noexcept
{
    auto const found = std::find(method_names.begin(), method_names.end(), name);
    if (found == method_names.end())
        return std::nullopt;
    return static_cast<payment_method>(found - method_names.begin());
}

std::string_view name(order_label label) noexcept
{
    return name_in(label_names, label);
}

order_label label_of(order_states const& states) noexcept
{
    if (states.payment == payment_state::expired)
        return order_label::expired;
    if (states.order == order_state::cancelled)
        return order_label::cancelled;
    switch (states.payment) {
    case payment_state::refunded:
        return order_label::refunded;
    case payment_state::paid:
    case payment_state::part_refunded:
        return order_label::ok;
    case payment_state::submitted:
    case payment_state::part_paid:
        return order_label::pending;
    case payment_state::cancelled:
        return order_label::cancelled;
    case payment_state::awaiting:
    case payment_state::expired:
        break;
    }
    return order_label::awaiting;
}

std::optional<order_label> find_order_label(std::string_view name) noexcept
{
    auto const same = [name](std::string_view known) {
        return std::equal(known.begin(), known.end(), name.begin(), name.end(),
                          [](char a, char b) { return to_lower(a) == to_lower(b); });
    };
    auto const found = std::find_if(label_names.begin(), label_names.end(), same);
    if (found == label_names.end())
        return std::nullopt;
    return static_cast<order_label>(found - label_names.begin());
}

std::vector<order_states> states_of(std::vector<order_label> const& labels)
{
    std::vector<order_states> found;
    for (std::size_t o = 0; o < order_names.size(); ++o)
        for (std::size_t p = 0; p < payment_names.size(); ++p)
            for (std::size_t f = 0; f < fulfilment_names.size(); ++f) {
                order_states const states{static_cast<order_state>(o),
                                          static_cast<payment_state>(p),
                                          static_cast<fulfilment_state>(f)};
                if (std::find(labels.begin(), labels.end(), label_of(states)) != labels.end())
                    found.push_back(states);
            }
    return found;
}

order_state read_order_state(std::string_view stored)
{
    return read<order_state>(order_names, stored);
}

payment_state read_payment_state(std::string_view stored)
{
    return read<payment_state>(payment_names, stored);
}

fulfilment_state read_fulfilment_state(std::string_view stored)
{
    return read<fulfilment_state>(fulfilment_names, stored);
}

adjustment_kind read_adjustment_kind(std::string_view stored)
{
    return read<adjustment_kind>(adjustment_names, stored);
}

std::string search_text_of(std::int64_t number, std::optional<std::string> const& reference,
                           std::optional<std::string> const& customer_name,
                           contact const& deliver_to)
{
    return search_text()
        .add(std::to_string(number))
        .add_if(reference)
        .add_if(customer_name)
        .add_if(deliver_to.phone)
        .add_if(deliver_to.email)
        .get();
}

std::optional<std::string> folded_city(contact const& deliver_to)
{
    return deliver_to.city ? std::optional(folded(*deliver_to.city)) : std::nullopt;
}

} // namespace tokocrm
