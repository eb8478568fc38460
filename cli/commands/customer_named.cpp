#include "customer_named.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"

#include <string_view>

namespace toko {

namespace {

constexpr std::int64_t few = 5;

/// Those who are found by a text; empty where nobody is, or too many are.
std::string candidates(tokocrm::unit_of_work& uow, std::string const& text)
{
    std::string all;
    auto const found = tokocrm::list_customers(uow, {.search = text}, {.limit = few, .after = {}});
    if (found.next)
        return all;
    for (auto const& one : found.items) {
        all += all.empty() ? "" : ", ";
        all += std::to_string(one.number.value()) + " (" + one.name + ")";
    }
    return all;
}

} // namespace

tokocrm::customer named_customer(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_customer(uow, named);
    } catch (tokocrm::error const& failure) {
        constexpr std::size_t longest_search = 200;
        if (failure.reason() != "customer.not_found" || named.size() > longest_search)
            throw;
        auto const meant = candidates(uow, named);
        if (meant.empty())
            throw;
        throw command_error(failure.code(), failure.reason(),
                            tr("no customer has the id, phone or e-mail {0}; did you mean {1}?"),
                            {named, meant});
    }
}

} // namespace toko
