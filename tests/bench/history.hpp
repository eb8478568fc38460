#ifndef TOKOCRM_TESTS_BENCH_HISTORY_HPP
#define TOKOCRM_TESTS_BENCH_HISTORY_HPP

#include <cstdint>
#include <string>

namespace bench {

/// Raised whenever the same number of orders gives another file.
constexpr int history_version = 1;

/** Writes 36 months of a shop as `toko order import` takes them, the same bytes every time.

    Orders stand in the order of time, the rows of one together; what belongs to the whole order is
    on its first row. No cell needs quotes, so that a raw reader stays small.
*/
void write_history(std::string const& file, std::int64_t orders);

} // namespace bench

#endif
