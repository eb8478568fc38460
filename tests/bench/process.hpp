#ifndef TOKOCRM_TESTS_BENCH_PROCESS_HPP
#define TOKOCRM_TESTS_BENCH_PROCESS_HPP

#include <string>
#include <vector>

namespace bench {

using command = std::vector<std::string>;

/// What a program used from its start to its end.
struct usage
{
    double seconds = 0;
    double processor_seconds = 0; ///< its own and the kernel's for it
    double peak_mib = 0;          ///< the most memory it held
};

/** Run a program with its output in a file.

    Throws where it fails, with what it said. Whoever calls stays small: a program starts with the
    peak of the one that started it.
*/
usage run(command const& words, std::string const& output = "/dev/null");

/// What a program writes.
std::string output_of(command const& words);

} // namespace bench

#endif
