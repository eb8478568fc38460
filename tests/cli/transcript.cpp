#include "transcript.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace transcript {

namespace {

constexpr std::string_view no_newline = "[no newline]";

bool is_comment(std::string_view line)
{
    return line == "#" || line.starts_with("# ");
}

bool is_step(std::string_view line)
{
    return line.starts_with("$ ");
}

bool is_file(std::string_view line)
{
    return line.starts_with("@file ");
}

std::string escaped(std::string_view line)
{
    constexpr std::string_view special[] = {"$ ",    "# ",       "> ",     "2> ",
                                            "[exit", no_newline, "@file ", "\\"};
    bool const escape = line == "#" || line == "2>" ||
                        std::any_of(std::begin(special), std::end(special),
                                    [&](auto const s) { return line.starts_with(s); });
    return (escape ? "\\" : "") + std::string(line);
}

/// Its lines, without their ends; a last line without an end is marked.
std::vector<std::string> lines_of(std::string_view text)
{
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == text.npos) {
            lines.emplace_back(no_newline);
            break;
        }
        text.remove_prefix(end + 1);
    }
    return lines;
}

[[noreturn]] void refuse(std::size_t line, std::string const& why)
{
    throw std::runtime_error(std::to_string(line) + ": " + why);
}

} // namespace

std::vector<part> parse(std::vector<std::string> const& lines, std::size_t first_line)
{
    std::vector<part> parts;
    std::size_t i = 0;
    while (i < lines.size()) {
        auto const number = first_line + i;
        if (is_step(lines[i])) {
            step s;
            s.line = number;
            s.command = lines[i].substr(2);
            s.source.push_back(lines[i++]);
            for (; i < lines.size() && lines[i].starts_with("> "); ++i) {
                s.command += '\n' + lines[i].substr(2);
                s.source.push_back(lines[i]);
            }
            s.expected_line = first_line + i;
            while (i < lines.size() && !is_step(lines[i]) && !is_comment(lines[i]) &&
                   !is_file(lines[i]))
                s.expected.push_back(lines[i++]);
            while (!s.expected.empty() && s.expected.back().empty()) {
                s.after.emplace_back();
                s.expected.pop_back();
            }
            parts.emplace_back(std::move(s));
        } else if (is_file(lines[i])) {
            input_file f;
            f.line = number;
            f.name = lines[i].substr(6);
            if (f.name.empty() || f.name.front() == '/' || f.name.find("..") != f.name.npos)
                refuse(number, "an input file needs a name inside the transcript's folder");
            f.source.push_back(lines[i++]);
            for (; i < lines.size() && (lines[i].starts_with("| ") || lines[i] == "|"); ++i) {
                f.content += lines[i].substr(std::min<std::size_t>(2, lines[i].size())) + '\n';
                f.source.push_back(lines[i]);
            }
            parts.emplace_back(std::move(f));
        } else if (lines[i].empty() || is_comment(lines[i])) {
            if (parts.empty() || !std::holds_alternative<passage>(parts.back()))
                parts.emplace_back(passage{});
            std::get<passage>(parts.back()).lines.push_back(lines[i++]);
        } else
            refuse(number, "this belongs to no command; a comment begins with '# ', a command "
                           "with '$ ', and a comment ends a command's output");
    }
    return parts;
}

std::vector<std::string> render(std::vector<part> const& parts)
{
    std::vector<std::string> lines;
    auto const add = [&](std::vector<std::string> const& more) {
        lines.insert(lines.end(), more.begin(), more.end());
    };
    for (auto const& p : parts) {
        if (auto const* const text = std::get_if<passage>(&p))
            add(text->lines);
        else if (auto const* const file = std::get_if<input_file>(&p))
            add(file->source);
        else {
            auto const& s = std::get<step>(p);
            add(s.source);
            add(s.expected);
            add(s.after);
        }
    }
    return lines;
}

std::vector<std::string> render(test::outcome const& from)
{
    std::vector<std::string> lines;
    auto out = lines_of(from.out);
    bool const cut_short = !from.out.empty() && from.out.back() != '\n';
    for (std::size_t i = 0; i < out.size(); ++i)
        lines.push_back(cut_short && i + 1 == out.size() ? out[i] : escaped(out[i]));
    for (auto const& line : lines_of(from.err))
        lines.push_back(line.empty() ? "2>" : "2> " + line);
    // Empty lines at the very end would be taken for the space before the next step.
    if (from.err.empty() && from.status == 0)
        for (auto i = lines.size(); i > 0 && lines[i - 1].empty(); --i)
            lines[i - 1] = "\\";
    if (from.timed_out)
        lines.emplace_back("[exit: stopped, it took too long]");
    else if (from.status != 0)
        lines.push_back("[exit " + std::to_string(from.status) + "]");
    return lines;
}

bool matches(std::string_view expected, std::string_view actual)
{
    constexpr std::string_view anything = "{*}";
    auto const first = expected.find(anything);
    if (first == expected.npos)
        return expected == actual;
    if (!actual.starts_with(expected.substr(0, first)))
        return false;
    actual.remove_prefix(first);
    expected.remove_prefix(first + anything.size());
    // The leftmost place of each middle piece leaves most for the rest.
    for (auto next = expected.find(anything); next != expected.npos;
         next = expected.find(anything)) {
        auto const piece = expected.substr(0, next);
        auto const at = actual.find(piece);
        if (at == actual.npos)
            return false;
        actual.remove_prefix(at + piece.size());
        expected.remove_prefix(next + anything.size());
    }
    return actual.ends_with(expected);
}

std::vector<difference> compare(std::vector<std::string> const& expected,
                                std::vector<std::string> const& actual)
{
    auto const rows = expected.size();
    auto const columns = actual.size();
    // The longest common subsequence of what follows each pair of places.
    std::vector<std::vector<std::size_t>> common(rows + 1, std::vector<std::size_t>(columns + 1));
    for (auto i = rows; i-- > 0;)
        for (auto j = columns; j-- > 0;)
            common[i][j] = matches(expected[i], actual[j])
                               ? common[i + 1][j + 1] + 1
                               : std::max(common[i + 1][j], common[i][j + 1]);
    std::vector<difference> result;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && matches(expected[i], actual[j]) &&
            common[i][j] == common[i + 1][j + 1] + 1) {
            result.push_back({' ', expected[i]});
            ++i;
            ++j;
        } else if (j == columns || (i < rows && common[i + 1][j] >= common[i][j + 1]))
            result.push_back({'-', expected[i++]});
        else
            result.push_back({'+', actual[j++]});
    }
    return result;
}

std::vector<std::vector<std::string>> calls_of(std::string_view program, std::string_view line)
{
    std::vector<std::vector<std::string>> commands(1);
    std::string word;
    bool in_word = false;
    auto const end_word = [&] {
        if (in_word)
            commands.back().push_back(std::move(word));
        word.clear();
        in_word = false;
    };
    auto const end_command = [&] {
        end_word();
        commands.emplace_back();
    };
    for (std::size_t i = 0; i < line.size(); ++i) {
        char const c = line[i];
        if (c == '\'') {
            in_word = true;
            for (++i; i < line.size() && line[i] != '\''; ++i)
                word += line[i];
        } else if (c == '"') {
            in_word = true;
            for (++i; i < line.size() && line[i] != '"'; ++i) {
                if (line[i] == '\\' && i + 1 < line.size())
                    ++i;
                word += line[i];
            }
        } else if (c == '\\' && i + 1 < line.size()) {
            if (line[++i] != '\n') {
                in_word = true;
                word += line[i];
            }
        } else if (c == '$' && i + 1 < line.size() && line[i + 1] == '(') {
            end_command();
            ++i;
        } else if (c == '#' && !in_word) {
            while (i + 1 < line.size() && line[i + 1] != '\n')
                ++i;
        } else if (std::string_view("|&;()\n`").find(c) != std::string_view::npos)
            end_command();
        else if (c == ' ' || c == '\t' || c == '<' || c == '>')
            end_word();
        else {
            in_word = true;
            word += c;
        }
    }
    end_word();

    std::vector<std::vector<std::string>> calls;
    for (auto& words : commands) {
        auto const begin = std::find_if(words.begin(), words.end(), [](std::string const& w) {
            auto const equals = w.find('=');
            bool const assignment =
                equals != w.npos && equals > 0 &&
                std::all_of(w.begin(), w.begin() + static_cast<std::ptrdiff_t>(equals),
                            [](unsigned char c) { return std::isalnum(c) || c == '_'; });
            return !assignment && w != "!" && w != "env" && w != "then" && w != "do";
        });
        if (begin != words.end() &&
            std::string_view(*begin).substr(begin->rfind('/') + 1) == program)
            calls.emplace_back(begin + 1, words.end());
    }
    return calls;
}

std::vector<block> console_blocks(std::vector<std::string> const& page)
{
    std::vector<block> blocks;
    for (std::size_t i = 0; i < page.size(); ++i) {
        auto const text = page[i].find_first_not_of(' ');
        if (text == std::string::npos || text > 3 || page[i].compare(text, 3, "```") != 0)
            continue;
        bool const wanted = page[i].substr(text + 3) == "console";
        block b{i + 2, {}};
        for (++i; i < page.size() && page[i].substr(std::min(text, page[i].size())) != "```"; ++i)
            b.lines.push_back(page[i].substr(std::min(text, page[i].size())));
        if (wanted)
            blocks.push_back(std::move(b));
    }
    return blocks;
}

} // namespace transcript
