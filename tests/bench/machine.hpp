#ifndef TOKOCRM_TESTS_BENCH_MACHINE_HPP
#define TOKOCRM_TESTS_BENCH_MACHINE_HPP

#include <string>
#include <utility>
#include <vector>

namespace bench {

/// What the figures were taken on, line by line; `folder` is where the shops are.
std::vector<std::pair<std::string, std::string>> describe_machine(std::string const& folder);

} // namespace bench

#endif
