#ifndef TOKOCRM_LIB_REPORT_CHECK_QUERIES_HPP
#define TOKOCRM_LIB_REPORT_CHECK_QUERIES_HPP

// What breaks an invariant, found by SQL of its own, apart from that of whoever keeps it.

#include <tokocrm/report.hpp>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tokocrm::report_queries {

/// What a check found, before it has its invariant's name.
struct difference
{
    std::string subject, expected, actual;
};

using taker = std::function<void(difference const&)>;

/// An invariant and how to find what breaks it.
struct check
{
    char const* invariant;
    void (*run)(unit_of_work&, taker const&);
};

/// Of orders, carts and the money that came for them.
std::span<check const> checks_of_orders();
/// Of goods, and the figures of the reports.
std::span<check const> checks_of_goods();
/// Of customers and what they say.
std::span<check const> checks_of_customers();
/// Of what any row may have: texts, pictures, people, and rows that it belongs to.
std::span<check const> checks_of_rows();

/// All of them.
std::vector<check> checks();

/// A check whose query gives subject, expected and actual as text.
void run_text(unit_of_work& uow, std::string const& text, taker const& take);

} // namespace tokocrm::report_queries

#endif
