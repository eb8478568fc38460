#ifndef TOKOCRM_TESTS_BENCH_RAW_RECORDS_HPP
#define TOKOCRM_TESTS_BENCH_RAW_RECORDS_HPP

#include <cstdint>
#include <string>

namespace bench {

/// Fills an empty shop with so many customers, and a tenth as many products; the same on every
/// machine.
void write_records(std::string const& file, std::int64_t customers);

} // namespace bench

#endif
