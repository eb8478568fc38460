#include "acting_user.hpp"

#include "did_you_mean.hpp"

#include <tokocrm/staff.hpp>

namespace toko {

namespace {

constexpr std::int64_t few = 1'000;

[[noreturn]] void refuse_unknown(tokocrm::unit_of_work& uow, std::string const& user)
{
    auto const known = user_names(uow);
    constexpr auto denied = tokocrm::errc::permission_denied;
    if (auto const meant = did_you_mean(user, {known.begin(), known.end()}))
        throw command_error(denied, "staff.unknown", tr("there is no user {0}; did you mean {1}?"),
                            {user, *meant});
    throw command_error(denied, "staff.unknown",
                        tr("there is no user {0}; toko user list shows which there are"), {user});
}

} // namespace

tokocrm::actor acting_user(context& ctx, std::string const& user)
{
    return tokocrm::read(
        ctx.db(), tokocrm::owner{}, [&](tokocrm::unit_of_work& uow) -> tokocrm::actor {
            try {
                auto const meant = tokocrm::get_staff_member(uow, user);
                if (meant.disabled_at)
                    throw command_error(
                        tokocrm::errc::permission_denied, "staff.disabled",
                        tr("user {0} is disabled and may do nothing; ask the owner"), {meant.name});
                return meant.number;
            } catch (tokocrm::error const& failure) {
                if (failure.reason() != "staff.not_found")
                    throw;
                refuse_unknown(uow, user);
            }
        });
}

std::vector<std::string> user_names(tokocrm::unit_of_work& uow)
{
    std::vector<std::string> names;
    auto const found = tokocrm::list_staff(uow, {.limit = few, .after = {}});
    if (!found.next)
        for (auto const& one : found.items)
            names.push_back(one.name);
    return names;
}

} // namespace toko
