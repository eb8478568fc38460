#ifndef TOKOCRM_TESTS_SUPPORT_SALES_FIXTURE_HPP
#define TOKOCRM_TESTS_SUPPORT_SALES_FIXTURE_HPP

#include "shop_fixture.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/soci.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// Every row of every table, as text.
using table_dump = std::map<std::string, std::vector<std::string>>;

/// What taking an import back may leave behind.
inline std::set<std::string> const kept_by_undo{"audit_events", "sqlite_sequence"};

/// A founded shop that histories are imported into.
class sales_fixture : public shop_fixture
{
public:
    /// Set before the shop is first used.
    tokocrm::shop_profile profile = profile_named("Toko Uji");

    static tokocrm::shop_profile profile_named(std::string name)
    {
        tokocrm::shop_profile made;
        made.name = std::move(name);
        return made;
    }

    tokocrm::order_stage stage(std::istream& csv, tokocrm::order_import_options options = {})
    {
        auto const of = read([](tokocrm::unit_of_work& uow) { return tokocrm::get_shop(uow); });
        return tokocrm::order_stage(csv, of, std::move(options));
    }
    tokocrm::order_stage stage(std::string const& csv, tokocrm::order_import_options options = {})
    {
        std::istringstream in(csv);
        return stage(in, std::move(options));
    }

    tokocrm::order_import_result import(tokocrm::order_stage& staged,
                                        tokocrm::on_conflict policy = tokocrm::on_conflict::skip,
                                        bool keep_rejects = false)
    {
        return transact([&](tokocrm::unit_of_work& uow) {
            return tokocrm::import_orders(uow, staged, policy, keep_rejects);
        });
    }
    tokocrm::order_import_result import(std::string const& csv,
                                        tokocrm::order_import_options options = {},
                                        tokocrm::on_conflict policy = tokocrm::on_conflict::skip,
                                        bool keep_rejects = false)
    {
        auto staged = stage(csv, std::move(options));
        return import(staged, policy, keep_rejects);
    }
    tokocrm::import_undo_result undo(tokocrm::id<tokocrm::import_batch> batch)
    {
        return transact(
            [&](tokocrm::unit_of_work& uow) { return tokocrm::undo_import(uow, batch); });
    }

    /// `line column reason` of each bad row.
    static std::vector<std::string> faults_of(tokocrm::order_stage const& staged)
    {
        std::vector<std::string> found;
        staged.for_each_bad_row([&](tokocrm::bad_row const& each) {
            found.push_back(std::to_string(each.line) + " " + each.column + " " +
                            each.why.reason());
        });
        return found;
    }

    tokocrm::order order(std::string_view named)
    {
        return read([&](tokocrm::unit_of_work& uow) { return tokocrm::get_order(uow, named); });
    }
    std::vector<tokocrm::order_header> orders()
    {
        tokocrm::order_query query;
        query.sort = tokocrm::order_sort::number;
        query.descending = false;
        return read(
            [&](tokocrm::unit_of_work& uow) { return tokocrm::list_orders(uow, query, {}).items; });
    }

    tokocrm::sales_report
    report(char const* first, char const* last,
           tokocrm::report_granularity by = tokocrm::report_granularity::month,
           tokocrm::report_basis basis = tokocrm::report_basis::paid)
    {
        return read([&](tokocrm::unit_of_work& uow) {
            return tokocrm::report_sales(
                uow, {tokocrm::parse_date(first), tokocrm::parse_date(last)}, by, basis);
        });
    }

    /// What `check_shop` finds, a line each.
    std::vector<std::string> findings()
    {
        return read([](tokocrm::unit_of_work& uow) {
            std::vector<std::string> found;
            tokocrm::check_shop(uow, [&](tokocrm::finding const& each) {
                found.push_back(each.invariant + ": " + each.subject + ": expected " +
                                each.expected + ", is " + each.actual);
            });
            return found;
        });
    }

    std::int64_t number(std::string const& sql)
    {
        return read([&](tokocrm::unit_of_work& uow) {
            std::int64_t found = -1;
            tokocrm::native(uow) << sql, soci::into(found);
            return found;
        });
    }
    std::vector<std::string> texts(std::string const& sql)
    {
        return read([&](tokocrm::unit_of_work& uow) { return texts(uow, sql); });
    }
    static std::vector<std::string> texts(tokocrm::unit_of_work& uow, std::string const& sql)
    {
        std::vector<std::string> found;
        std::string each;
        soci::statement select = (tokocrm::native(uow).prepare << sql, soci::into(each));
        select.execute();
        while (select.fetch())
            found.push_back(each);
        return found;
    }

    /// Every table's rows but those of `except` and what an index of words is kept in.
    table_dump dump(std::set<std::string> const& except = {})
    {
        return read([&](tokocrm::unit_of_work& uow) {
            table_dump all;
            for (auto const& table :
                 texts(uow, "select name from pragma_table_list where schema = 'main'"
                            " and type = 'table' and name <> 'sqlite_schema' order by name")) {
                if (except.contains(table))
                    continue;
                std::string row;
                for (auto const& column :
                     texts(uow, "select name from pragma_table_info('" + table + "')"))
                    row += (row.empty() ? "quote(" : " || ', ' || quote(") + column + ")";
                all[table] = texts(uow, "select " + row + " from " + table + " order by 1");
            }
            return all;
        });
    }

protected:
    void fill(tokocrm::unit_of_work& uow) override { tokocrm::found_shop(uow, profile); }
};

/// Where two dumps differ, for a person to read; empty where they do not.
inline std::string difference(table_dump const& before, table_dump const& after)
{
    std::string text;
    for (auto const& each : before) {
        auto const& table = each.first;
        auto const found = after.find(table);
        if (found == after.end()) {
            text += table + " is gone\n";
            continue;
        }
        auto const add = [&](char const* sign, auto const& a, auto const& b) {
            std::vector<std::string> only;
            std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only));
            for (auto const& row : only)
                text += sign + table + ": " + row + "\n";
        };
        add("- ", each.second, found->second);
        add("+ ", found->second, each.second);
    }
    return text;
}

/// The error that `work` throws, as `reason: argument|argument`; the empty text if it throws none.
template <class Work>
std::string refusal(Work&& work)
{
    try {
        work();
    } catch (tokocrm::error const& e) {
        std::string arguments;
        for (auto const& each : e.arguments())
            arguments += (arguments.empty() ? "" : "|") + each;
        return e.reason() + ": " + arguments;
    }
    return {};
}

/// The reason alone.
template <class Work>
std::string refused_because(Work&& work)
{
    auto const whole = refusal(work);
    return whole.substr(0, whole.find(':'));
}

} // namespace test

#endif
