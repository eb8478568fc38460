#include "check_queries.hpp"

#include "../db/session.hpp"

namespace tokocrm::report_queries {

using soci::into;

std::vector<check> checks()
{
    std::vector<check> all;
    for (auto const& some :
         {checks_of_orders(), checks_of_goods(), checks_of_customers(), checks_of_rows()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

void run_text(unit_of_work& uow, std::string const& text, taker const& take)
{
    difference found;
    soci::statement select(sql(uow));
    select.alloc();
    select.prepare(text);
    select.exchange(into(found.subject));
    select.exchange(into(found.expected));
    select.exchange(into(found.actual));
    select.define_and_bind();
    select.execute();
    while (select.fetch())
        take(found);
}

} // namespace tokocrm::report_queries
