#include "csv.hpp"

#include "../core/characters.hpp"

#include <tokocrm/error.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <csv.h>
#include <exception>
#include <new>
#include <optional>

namespace tokocrm {

namespace {

constexpr std::size_t chunk_size = 64 * 1024;
constexpr std::size_t longest_row = 1024 * 1024;

/// libcsv calls back from C: nothing may be thrown through it.
struct collected
{
    std::vector<std::string> cells;
    std::vector<std::vector<std::string>> rows;
    std::exception_ptr failed;
};

extern "C" void tokocrm_csv_cell(void* text, std::size_t size, void* to)
{
    auto& into = *static_cast<collected*>(to);
    try {
        into.cells.emplace_back(static_cast<char const*>(text), size);
    } catch (...) {
        into.failed = std::current_exception();
    }
}

extern "C" void tokocrm_csv_row(int, void* to)
{
    auto& into = *static_cast<collected*>(to);
    try {
        into.rows.push_back(std::move(into.cells));
        into.cells.clear();
    } catch (...) {
        into.failed = std::current_exception();
    }
}

class reader
{
public:
    explicit reader(unsigned char delimiter)
    {
        if (csv_init(&parser_, 0) != 0)
            throw std::bad_alloc();
        csv_set_delim(&parser_, delimiter);
    }
    reader(reader const&) = delete;
    reader& operator=(reader const&) = delete;
    ~reader() { csv_free(&parser_); }

    collected& feed(std::string_view bytes)
    {
        if (csv_parse(&parser_, bytes.data(), bytes.size(), tokocrm_csv_cell, tokocrm_csv_row,
                      &found_) != bytes.size())
            throw std::bad_alloc(); // the only failure of the lenient parser
        rethrow();
        return found_;
    }
    /// False if a quote is still open.
    bool finish()
    {
        csv_set_opts(&parser_,
                     CSV_STRICT | CSV_STRICT_FINI); // strict here alone: a quote is closed
        bool const whole = csv_fini(&parser_, tokocrm_csv_cell, tokocrm_csv_row, &found_) == 0;
        rethrow();
        return whole;
    }
    collected& found() noexcept { return found_; }

private:
    void rethrow()
    {
        if (found_.failed)
            std::rethrow_exception(found_.failed);
    }
    csv_parser parser_{};
    collected found_;
};

unsigned char delimiter_of(std::string_view first_bytes)
{
    auto const line = first_bytes.substr(0, first_bytes.find('\n'));
    std::int64_t commas = 0, semicolons = 0;
    bool quoted = false;
    for (auto const c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted) {
            commas += c == ',';
            semicolons += c == ';';
        }
    }
    return semicolons > commas ? ';' : ',';
}

/// Knows when a cell goes on behind its closing quote: what that means is anybody's guess, and
/// libcsv's is that the quote was none, so that rows would be swallowed up to the next one.
class quote_watch
{
public:
    explicit quote_watch(unsigned char delimiter) : delimiter_(static_cast<char>(delimiter)) {}

    /// @return False where a cell goes on.
    bool look_at(std::string_view piece)
    {
        if (at_ == place::before && piece.back() == '\n' && piece.find('"') == piece.npos)
            return true; // as nearly all are
        for (auto const c : piece) {
            bool const ends = c == delimiter_ || c == '\n' || c == '\r';
            bool const blank = c == ' ' || c == '\t';
            switch (at_) {
            case place::before:
                at_ = c == '"' ? place::quoted : ends || blank ? place::before : place::plain;
                break;
            case place::plain:
                at_ = ends ? place::before : place::plain;
                break;
            case place::quoted:
                at_ = c == '"' ? place::quote : place::quoted;
                break;
            case place::quote:
            case place::behind:
                if (c == '"' && at_ == place::quote)
                    at_ = place::quoted;
                else if (ends)
                    at_ = place::before;
                else if (blank)
                    at_ = place::behind;
                else
                    return false;
                break;
            }
        }
        return true;
    }

private:
    enum class place { before, plain, quoted, quote, behind };
    char delimiter_;
    place at_ = place::before;
};

[[noreturn]] void too_long(std::int64_t line)
{
    throw error(errc::invalid_input, "import.row_too_long",
                mark("line {0}: the row is longer than 1 MiB; is a quote not closed?"),
                {std::to_string(line)});
}

} // namespace

void read_csv(std::istream& in,
              std::function<void(std::int64_t, std::vector<std::string>&)> const& take,
              std::function<void(std::int64_t)> const& progress)
{
    std::vector<char> buffer(chunk_size + 1);
    std::int64_t bytes = 0, line = 1, row_line = 1;
    std::size_t row_size = 0;
    bool only_blanks = true; // in the row so far
    std::optional<reader> parse;
    std::optional<quote_watch> quotes;

    auto const hand_over = [&](collected& found, bool at_line_feed) {
        bool const by_carriage_returns = !at_line_feed || found.rows.size() > 1;
        for (auto& row : found.rows) {
            take(row_line, row);
            if (by_carriage_returns)
                line = ++row_line;
            else
                row_line = line + 1;
            row_size = 0;
            only_blanks = true;
        }
        found.rows.clear();
    };
    if (in.fail())
        throw error(errc::unavailable, "import.read_failed",
                    mark("the file could not be read; was it opened?"));
    for (;;) {
        in.read(buffer.data(), chunk_size);
        auto size = static_cast<std::size_t>(in.gcount());
        // A line's two end characters stay together.
        if (size > 0 && buffer[size - 1] == '\r' && in.peek() == '\n')
            buffer[size++] = static_cast<char>(in.get());
        auto rest = std::string_view(buffer.data(), size);
        if (in.bad())
            throw error(errc::unavailable, "import.read_failed",
                        mark("the file could not be read to its end"));
        if (rest.empty())
            break;
        if (!parse) {
            constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
            if (rest.substr(0, byte_order_mark.size()) == byte_order_mark)
                rest.remove_prefix(byte_order_mark.size());
            auto const delimiter = delimiter_of(rest);
            parse.emplace(delimiter);
            quotes.emplace(delimiter);
        }
        bytes += static_cast<std::int64_t>(size);
        while (!rest.empty()) {
            auto const end = rest.find('\n');
            bool const whole = end != rest.npos;
            auto const piece = rest.substr(0, whole ? end + 1 : rest.size());
            rest.remove_prefix(piece.size());
            row_size += piece.size();
            only_blanks = only_blanks && trimmed(piece).empty();
            if (row_size > longest_row && parse->found().rows.empty())
                too_long(row_line);
            if (!quotes->look_at(piece))
                throw error(errc::invalid_input, "import.quote_stray",
                            mark("line {0}: a cell goes on behind its closing quote; write a quote"
                                 " inside a quoted cell twice"),
                            {std::to_string(row_line)});
            auto& found = parse->feed(piece);
            hand_over(found, whole);
            if (whole) {
                ++line;
                if (only_blanks) { // no row begins on this line
                    row_line = line;
                    row_size = 0;
                }
            }
        }
        if (progress)
            progress(bytes);
    }
    if (!parse)
        return;
    if (!parse->finish())
        throw error(errc::invalid_input, "import.quote_open",
                    mark("line {0}: a quote is opened and never closed"),
                    {std::to_string(row_line)});
    hand_over(parse->found(), false);
}

void write_csv_row(std::ostream& out, std::vector<std::string> const& cells)
{
    bool first = true;
    for (auto const& cell : cells) {
        if (!first)
            out.put(',');
        first = false;
        bool const plain = cell.find_first_of(",;\"\r\n") == cell.npos &&
                           (cell.empty() || (cell.front() != ' ' && cell.back() != ' '));
        if (plain && !(cells.size() == 1 && cell.empty())) {
            out << cell;
            continue;
        }
        std::string quoted(cell.size() * 2 + 2, '\0');
        quoted.resize(csv_write(quoted.data(), quoted.size(), cell.data(), cell.size()));
        out << quoted;
    }
    out << "\r\n";
}

} // namespace tokocrm
