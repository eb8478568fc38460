#include "remains.hpp"

#include "access.hpp"
#include "session.hpp"

#include <string>
#include <vector>

namespace tokocrm::db {

using namespace sqlite_api;

namespace {

/// The values of `erased_remains.place`.
enum place_of_traces : std::int64_t { nowhere, in_the_log, in_the_file };

std::int64_t place_of_traces_now(connection& on)
{
    return on.number("select place from erased_remains");
}

void note_place(connection& on, place_of_traces place)
{
    on.execute(("update erased_remains set place = " + std::to_string(place)).c_str());
}

/// What FTS5 deleted stays in its tables until they are merged.
void merge_indexes(connection& on)
{
    std::vector<std::string> indexes;
    std::string name;
    soci::statement select = (on.session().prepare << "select name from sqlite_schema"
                                                      " where sql like '% using fts5 (%'",
                              soci::into(name));
    select.execute();
    while (select.fetch())
        indexes.push_back(name);
    for (auto const& each : indexes)
        on.execute(("insert into " + each + " (" + each + ") values ('optimize')").c_str());
}

} // namespace

void leave_no_trace(unit_of_work& uow)
{
    auto& unit = detail::session_access::unit(uow);
    note_place(unit.on, in_the_file);
    unit.on.expect_traces();
}

bool traces_remain(unit_of_work& uow)
{
    auto& on = detail::session_access::unit(uow).on;
    constexpr char const* is_kept = // not by a shop of an older schema
        "select count(*) from sqlite_schema where name = 'erased_remains'";
    return on.number(is_kept) > 0 && place_of_traces_now(on) != nowhere;
}

bool remove_traces(connection& on, std::chrono::milliseconds patience) noexcept
try {
    auto const place = place_of_traces_now(on);
    if (place == nowhere)
        return true;
    if (place == in_the_file) {
        on.execute("begin immediate");
        merge_indexes(on);
        on.execute("commit");
        // Also what earlier versions of a page have left in it, and on pages that were set free.
        on.execute("vacuum");
        note_place(on, in_the_log);
    }
    if (on.keeps_log() && !on.checkpoint(SQLITE_CHECKPOINT_TRUNCATE, patience))
        return false;
    note_place(on, nowhere);
    return true;
} catch (std::exception const&) {
    if (on.in_transaction())
        on.roll_back();
    return false;
}

} // namespace tokocrm::db
