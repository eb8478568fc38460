#ifndef TOKOCRM_TESTS_BENCH_RAW_CHECKOUT_HPP
#define TOKOCRM_TESTS_BENCH_RAW_CHECKOUT_HPP

#include <cstdint>
#include <string>

namespace bench {

/// A file with the tables of a checkout and so many orders in them.
void make_raw_checkout_file(std::string const& file, std::int64_t earlier_orders);

/** What durable checkouts cost without a product: prepared statements, one commit each, flushed,
    with SQLite's own checkpoints. Tells the latencies.
*/
void raw_checkouts(std::string const& file, std::int64_t count);

} // namespace bench

#endif
