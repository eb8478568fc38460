// Runs transcripts of the command line (see transcript.hpp) against a built toko.
#include "../support/run_command.hpp"
#include "../support/temporary_directory.hpp"
#include "transcript.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;
using transcript::part;

constexpr char const* usage =
    "usage: transcripts --toko PATH FILE.toko…             compare\n"
    "       transcripts --toko PATH --update FILE…         write what happens into transcripts\n"
    "                                                      and pages (FILE.toko, PAGE.md)\n"
    "       transcripts --toko PATH --markdown PAGE.md…    run a page's console blocks\n"
    "       transcripts --toko PATH --coverage FOLDER      find commands and options that no\n"
    "                                                      transcript of the folder uses\n";

std::vector<std::string> lines_of(fs::path const& file)
{
    std::ifstream in(file);
    if (!in)
        throw std::runtime_error(file.string() + ": cannot be read");
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    return lines;
}

void write(fs::path const& file, std::string const& content)
{
    std::ofstream out(file, std::ios::binary);
    out << content;
    if (!out.flush())
        throw std::runtime_error(file.string() + ": cannot be written");
}

/// Where one transcript's commands are run.
class stage
{
public:
    explicit stage(fs::path const& toko)
    {
        auto const home = folder_.path() / "home";
        fs::create_directory(home);
        environment_ = {"PATH=" + toko.parent_path().string() + ":/usr/local/bin:/usr/bin:/bin",
                        "HOME=" + home.string(), "TOKO_NOW=2026-11-24T10:00:00+07:00",
                        "SHOPS=" TOKOCRM_SOURCE_DIR "/tests/shops"};
        // A build with sanitizers is told by these what to do.
        for (auto const* const name :
             {"ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"})
            if (auto const* const value = std::getenv(name))
                environment_.push_back(std::string(name) + '=' + value);
    }

    test::outcome run(std::string const& command) const
    {
        return test::run_command(command, folder_.path(), environment_);
    }

    void put(transcript::input_file const& file) const
    {
        auto const path = folder_.path() / file.name;
        fs::create_directories(path.parent_path());
        write(path, file.content);
    }

private:
    test::temporary_directory folder_{test::database_folder()};
    std::vector<std::string> environment_;
};

void show(fs::path const& file, transcript::step const& step,
          std::vector<transcript::difference> const& differences)
{
    std::cout << file.string() << ':' << step.line << ": another answer than expected\n  $ "
              << step.command << '\n';
    std::size_t line = step.expected_line;
    for (auto const& d : differences) {
        auto const number = d.kind == '+' ? "" : std::to_string(line++);
        std::cout << std::setw(6) << number << ' ';
        std::cout << d.kind << ' ' << d.text << '\n';
    }
    std::cout << '\n';
}

/// Runs the steps; the answers of those that differ are put in their place, too.
std::size_t play(stage const& on, fs::path const& file, std::vector<part>& parts, bool tell)
{
    std::size_t wrong = 0;
    for (auto& p : parts) {
        if (auto const* const input = std::get_if<transcript::input_file>(&p))
            on.put(*input);
        auto* const step = std::get_if<transcript::step>(&p);
        if (!step)
            continue;
        auto const differences =
            transcript::compare(step->expected, transcript::render(on.run(step->command)));
        if (std::all_of(differences.begin(), differences.end(),
                        [](auto const& d) { return d.kind == ' '; }))
            continue;
        ++wrong;
        if (tell)
            show(file, *step, differences);
        step->expected.clear();
        for (auto const& d : differences)
            if (d.kind != '-')
                step->expected.push_back(d.text);
    }
    return wrong;
}

std::vector<part> parsed(fs::path const& file, std::vector<std::string> const& lines,
                         std::size_t first_line = 1)
{
    try {
        return transcript::parse(lines, first_line);
    } catch (std::runtime_error const& e) {
        throw std::runtime_error(file.string() + ':' + e.what());
    }
}

std::size_t steps_in(std::vector<part> const& parts)
{
    return static_cast<std::size_t>(std::count_if(parts.begin(), parts.end(), [](auto const& p) {
        return std::holds_alternative<transcript::step>(p);
    }));
}

bool compare_file(fs::path const& toko, fs::path const& file)
{
    auto parts = parsed(file, lines_of(file));
    auto const all = steps_in(parts);
    if (all == 0)
        throw std::runtime_error(file.string() + ": has no command");
    auto const wrong = play(stage(toko), file, parts, true);
    std::cout << file.string() << ": " << all << " commands, " << wrong << " differ\n";
    return wrong == 0;
}

void update_file(fs::path const& toko, fs::path const& file)
{
    auto parts = parsed(file, lines_of(file));
    auto const changed = play(stage(toko), file, parts, false);
    std::cout << file.string() << ": " << changed << " answers renewed\n";
    if (changed == 0)
        return;
    std::string content;
    for (auto const& line : transcript::render(parts))
        content += line + '\n';
    write(file, content);
}

bool compare_page(fs::path const& toko, fs::path const& file)
{
    stage const on(toko);
    std::size_t all = 0;
    std::size_t wrong = 0;
    for (auto const& block : transcript::console_blocks(lines_of(file))) {
        auto parts = parsed(file, block.lines, block.first_line);
        all += steps_in(parts);
        wrong += play(on, file, parts, true);
    }
    std::cout << file.string() << ": " << all << " commands, " << wrong << " differ\n";
    return wrong == 0;
}

void update_page(fs::path const& toko, fs::path const& file)
{
    auto page = lines_of(file);
    auto const blocks = transcript::console_blocks(page);
    stage const on(toko);
    std::size_t changed = 0;
    std::vector<std::vector<std::string>> renewed;
    for (auto const& block : blocks) {
        auto parts = parsed(file, block.lines, block.first_line);
        changed += play(on, file, parts, false);
        renewed.push_back(transcript::render(parts));
    }
    std::cout << file.string() << ": " << changed << " answers renewed\n";
    if (changed == 0)
        return;
    // From the last on, so that the lines before it keep their numbers.
    for (auto i = blocks.size(); i-- > 0;) {
        auto const begin = page.begin() + static_cast<std::ptrdiff_t>(blocks[i].first_line - 1);
        std::string const indentation(std::prev(begin)->find('`'), ' ');
        for (auto& line : renewed[i])
            line.insert(0, line.empty() ? "" : indentation);
        auto const after =
            page.erase(begin, begin + static_cast<std::ptrdiff_t>(blocks[i].lines.size()));
        page.insert(after, renewed[i].begin(), renewed[i].end());
    }
    std::string content;
    for (auto const& line : page)
        content += line + '\n';
    write(file, content);
}

std::vector<std::string> split(std::string const& text, char at)
{
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, at);)
        if (!word.empty())
            words.push_back(word);
    return words;
}

std::string without_dashes(std::string const& option)
{
    auto const name = option.find_first_not_of('-');
    return name == std::string::npos ? "" : option.substr(name);
}

/// What `toko --commands` tells of a command, and what of it no transcript has used so far.
struct coverage
{
    std::vector<std::string> words;
    std::set<std::string> unused_options; ///< each its spellings, with commas: `all,a`
    bool used = false;
};

using commands = std::map<std::string, coverage>;

commands all_commands(stage const& on)
{
    auto const listed = on.run("toko --commands");
    if (listed.status != 0 || listed.out.empty())
        throw std::runtime_error("`toko --commands` failed (" + std::to_string(listed.status) +
                                 "): " + listed.err);
    commands all;
    for (auto const& line : split(listed.out, '\n')) {
        auto const columns = split(line, '\t');
        coverage c{split(columns.at(0), ' '), {}, false};
        if (columns.size() > 1)
            for (auto const& option : split(columns[1], ' '))
                c.unused_options.insert(without_dashes(option));
        c.unused_options.erase("help");
        c.unused_options.erase("help,h");
        all[columns[0]] = std::move(c);
    }
    return all;
}

void tick_option(coverage& c, std::string const& name)
{
    std::erase_if(c.unused_options, [&](std::string const& spellings) {
        auto const each = split(spellings, ',');
        return std::find(each.begin(), each.end(), name) != each.end();
    });
}

/// The command that a call names, be there global options and their values before it or not.
coverage* named_by(std::vector<std::string> const& call, commands& all)
{
    for (auto at = call.begin(); at != call.end(); ++at) {
        coverage* longest = nullptr;
        for (auto& [name, c] : all)
            if (name != "toko" && static_cast<std::size_t>(call.end() - at) >= c.words.size() &&
                std::equal(c.words.begin(), c.words.end(), at) &&
                (!longest || longest->words.size() < c.words.size()))
                longest = &c;
        if (longest)
            return longest;
    }
    return nullptr;
}

void tick(std::vector<std::string> const& call, commands& all)
{
    auto const end = std::find(call.begin(), call.end(), "--");
    if (std::find(call.begin(), end, "--help") != end || std::find(call.begin(), end, "-h") != end)
        return;
    auto* const program = all.contains("toko") ? &all["toko"] : nullptr;
    auto* const command = named_by(call, all);
    if (command)
        command->used = true;
    if (program)
        program->used = true;
    for (auto word = call.begin(); word != end; ++word) {
        std::vector<std::string> names;
        if (word->starts_with("--"))
            names.push_back(word->substr(2, word->find('=') - 2));
        else if (word->starts_with("-"))
            for (auto const letter : word->substr(1))
                names.emplace_back(1, letter);
        for (auto const& name : names)
            for (auto* const owner : {command, program})
                if (owner)
                    tick_option(*owner, name);
    }
}

bool everything_covered(fs::path const& toko, fs::path const& folder)
{
    auto all = all_commands(stage(toko));
    for (auto const& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".toko")
            continue;
        for (auto const& p : parsed(entry.path(), lines_of(entry.path())))
            if (auto const* const step = std::get_if<transcript::step>(&p))
                for (auto const& call : transcript::calls_of("toko", step->command))
                    tick(call, all);
    }
    std::size_t missing = 0;
    for (auto const& [name, c] : all) {
        if (!c.used) {
            ++missing;
            std::cout << "no transcript runs: " << (name == "toko" ? name : "toko " + name) << '\n';
        }
        for (auto const& option : c.unused_options) {
            ++missing;
            std::cout << "no transcript uses: " << (name == "toko" ? name : "toko " + name) << " --"
                      << option << '\n';
        }
    }
    std::cout << all.size() << " commands, " << missing << " of them or of their options in no "
              << "transcript of " << folder.string() << '\n';
    return missing == 0;
}

int run(std::vector<std::string> const& arguments)
{
    fs::path toko;
    std::string mode = "--compare";
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto const& a = arguments[i];
        if (a == "--toko" && i + 1 < arguments.size())
            toko = fs::canonical(arguments[++i]);
        else if (a == "--update" || a == "--markdown" || a == "--coverage")
            mode = a;
        else if (a.starts_with("-"))
            throw std::invalid_argument("unknown option " + a);
        else
            files.emplace_back(a);
    }
    if (toko.filename() != "toko")
        throw std::invalid_argument("--toko must name the built program toko");
    if (files.empty())
        throw std::invalid_argument("nothing to run");

    bool good = true;
    for (auto const& file : files) {
        if (mode == "--update")
            file.extension() == ".md" ? update_page(toko, file) : update_file(toko, file);
        else if (mode == "--markdown")
            good = compare_page(toko, file) && good;
        else if (mode == "--coverage")
            good = everything_covered(toko, file) && good;
        else
            good = compare_file(toko, file) && good;
    }
    return good ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run({argv + 1, argv + argc});
    } catch (std::invalid_argument const& e) {
        std::cerr << e.what() << '\n' << usage;
        return 2;
    } catch (std::exception const& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
