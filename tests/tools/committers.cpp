// committers SHOP THREADS UNITS [ROWS] makes so many threads do so many units each on a shop, and
// writes a line for each answer: `kept 3-17`, `refused 3-18`, or an error's reason before the unit.
// One unit in four is refused by itself after it has written. The table is made where it is
// missing.
#include <tokocrm/database.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/soci.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <latch>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace tokocrm;

namespace {

/// In one call, so that a trace has it as one answer.
void answer(std::string const& line)
{
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        std::terminate();
}

void work(database& shop, int thread, int units, int rows)
{
    for (int unit = 0; unit < units; ++unit) {
        auto const name = std::to_string(thread) + "-" + std::to_string(unit);
        std::string said = "kept";
        try {
            transact(shop, owner{}, [&](unit_of_work& uow) {
                for (int row = 0; row < rows; ++row)
                    native(uow) << "insert into answered (name, line, pages)"
                                   " values (:name, :line, zeroblob(1500))",
                        soci::use(name), soci::use(row);
                if (unit % 4 == 3)
                    throw error(errc::rule_violation, "refused", "");
            });
        } catch (error const& refusal) {
            said = refusal.reason();
        }
        answer(said + " " + name + "\n");
    }
}

} // namespace

int main(int count, char** words)
try {
    if (count < 4) {
        std::fputs("usage: committers SHOP THREADS UNITS [ROWS]\n", stderr);
        return 64;
    }
    int const threads = std::stoi(words[2]), units = std::stoi(words[3]),
              rows = count > 4 ? std::stoi(words[4]) : 3;
    database shop(words[1]);
    transact(shop, owner{}, [](unit_of_work& uow) {
        native(uow) << "create table if not exists answered (name text not null,"
                       " line bigint not null, pages blob, constraint answered_pk primary key"
                       " (name, line))";
    });
    std::latch together(threads);
    std::vector<std::thread> running;
    for (int thread = 0; thread < threads; ++thread)
        running.emplace_back([&, thread] {
            together.arrive_and_wait();
            work(shop, thread, units, rows);
        });
    for (auto& each : running)
        each.join();
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "committers: %s\n", why.what());
    return 1;
}
