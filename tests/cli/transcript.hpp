#ifndef TOKOCRM_TESTS_CLI_TRANSCRIPT_HPP
#define TOKOCRM_TESTS_CLI_TRANSCRIPT_HPP

#include "../support/run_command.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace transcript {

/** A transcript is a file of what somebody types and what comes back:

        # a comment
        @file prices.csv
        | sku,price
        | A,1000
        $ toko init --name "Toko Eka Putri"
        $ toko product import prices.csv
        > --dry-run
        what it writes to standard output
        2> what it writes to standard error
        [exit 1]

    Each `$` line (with the `>` lines behind it) is run by /bin/sh. Standard output comes first,
    then standard error, then the exit status unless it is 0. `{*}` stands for anything within a
    line. A line of output that could be taken for one of these begins with `\`, an empty one at
    the end is `\`, and `[no newline]` follows output that does not end its last line. Empty lines
    before the next step mean nothing.
*/

/// Lines that only people read.
struct passage
{
    std::vector<std::string> lines;
};

struct input_file
{
    std::size_t line = 0; ///< of the file, from 1
    std::vector<std::string> source;
    std::string name;
    std::string content;
};

struct step
{
    std::size_t line = 0;
    std::vector<std::string> source; ///< the `$` and `>` lines
    std::string command;
    std::size_t expected_line = 0;     ///< where `expected` begins
    std::vector<std::string> expected; ///< as written
    std::vector<std::string> after;    ///< empty lines
};

using part = std::variant<passage, input_file, step>;

/** Read a transcript's lines; the first one has the number `first_line`.

    Throws std::runtime_error, its text beginning with the line's number.
*/
std::vector<part> parse(std::vector<std::string> const& lines, std::size_t first_line = 1);

/// The lines that `parse` made the parts of.
std::vector<std::string> render(std::vector<part> const& parts);

/// What a step's outcome looks like in a transcript.
std::vector<std::string> render(test::outcome const& from);

/// Whether a line is the one expected, `{*}` being anything.
bool matches(std::string_view expected, std::string_view actual);

/// One line of the comparison of two texts: `' '` both, `'-'` only expected, `'+'` only actual.
struct difference
{
    char kind;
    std::string text;
};
std::vector<difference> compare(std::vector<std::string> const& expected,
                                std::vector<std::string> const& actual);

/// The words of each simple command of a shell's line that runs `program`, without its name.
std::vector<std::vector<std::string>> calls_of(std::string_view program, std::string_view line);

/// A page's `console` blocks, as transcripts with the number of their first line.
struct block
{
    std::size_t first_line = 0;
    std::vector<std::string> lines;
};
std::vector<block> console_blocks(std::vector<std::string> const& page);

} // namespace transcript

#endif
