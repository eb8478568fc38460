#ifndef TOKOCRM_TESTS_SUPPORT_RUN_COMMAND_HPP
#define TOKOCRM_TESTS_SUPPORT_RUN_COMMAND_HPP

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace test {

struct outcome
{
    std::string out;
    std::string err;
    int status = 0; ///< as a shell has it: 128 and the signal's number for a killed program
    bool timed_out = false;
};

/** Run a command line by /bin/sh, with nothing on its standard input.

    @param environment `NAME=value`, all there is.
*/
outcome run_command(std::string const& line, std::filesystem::path const& folder,
                    std::vector<std::string> environment,
                    std::chrono::seconds limit = std::chrono::seconds{120});

} // namespace test

#endif
