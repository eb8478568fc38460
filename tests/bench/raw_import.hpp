#ifndef TOKOCRM_TESTS_BENCH_RAW_IMPORT_HPP
#define TOKOCRM_TESTS_BENCH_RAW_IMPORT_HPP

#include <string>

namespace bench {

/** What an import costs without a product: the file of `write_history` in one pass, into the rows
    that the product makes of it, by prepared inserts in one transaction.

    @param shop an empty shop; its tables and indexes are taken as they are.
    @param indexes_last fill the tables first and build their indexes then.
*/
void raw_import(std::string const& shop, std::string const& csv, bool indexes_last);

/** Throws unless two shops have the same number of rows in every table, and in every column the
    same number of values and the same sum of them (of a text: of its length).
*/
void require_equal_shops(std::string const& one, std::string const& other);

} // namespace bench

#endif
