// labels: long
#include "cli/global_options.hpp"
#include "cli/input/utf8.hpp"
#include "cli/registry.hpp"
#include "tests/sweep/sweep_shop.hpp"

#include <tokocrm/import.hpp>
#include <tokocrm/sale.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

// Every option and argument of every command, as the registry has them, with every kind of bad
// value. What a line is to be refused for may differ; that it ends with a code of the contract, a
// short sentence, an empty standard output and the shop as it was, may not. The short form takes a
// part of the lines, beginning where the seed says.

namespace {

using words = std::vector<std::string>;

constexpr std::size_t longest_argument = 120'000; // Linux takes 128 KiB
constexpr std::size_t longest_message = 2'500;

struct trial
{
    words line;
    std::optional<int> status = {};          ///< where only one is right
    std::vector<std::string> variables = {}; ///< of the environment
    std::string configuration = {};          ///< content of `toko.conf`, if any
    std::string in = {};                     ///< what is read from standard input, if anything
};

/// The words of an example, as a shell reads it, up to what the shell does itself.
words words_of_example(std::string_view line)
{
    words found;
    std::optional<std::string> word;
    bool quoted = false;
    for (char const c : line) {
        if (c == '"') {
            quoted = !quoted;
            word.emplace(word.value_or(""));
        } else if (!quoted && (c == '>' || c == '<' || c == ';' || c == '|')) {
            break;
        } else if (!quoted && c == ' ') {
            if (word)
                found.push_back(*std::exchange(word, std::nullopt));
        } else {
            word.emplace(word.value_or("")) += c;
        }
    }
    if (word)
        found.push_back(*word);
    found.erase(found.begin()); // `toko`
    return found;
}

bool takes_value(toko::options const& described, std::string_view name)
{
    if (auto const* const own = described.find(name))
        return own->takes_value();
    auto const* const global = toko::find_global(name);
    return global && global->what.takes_value();
}

/// A line without an option and its values.
words without(words line, toko::options const& described, std::string const& name)
{
    for (auto at = line.begin(); at != line.end();) {
        if (*at == "--" + name) {
            at = line.erase(at);
            if (at != line.end() && takes_value(described, name))
                at = line.erase(at);
        } else {
            ++at;
        }
    }
    return line;
}

/// Where in a line the arguments stand that are known by their place.
std::vector<std::size_t> places_in(words const& line, toko::options const& described,
                                   std::size_t words_of_name)
{
    std::vector<std::size_t> places;
    for (std::size_t at = words_of_name; at < line.size(); ++at) {
        if (line[at].starts_with("--"))
            at += takes_value(described, line[at].substr(2));
        else
            places.push_back(at);
    }
    return places;
}

words operator+(words line, words const& more)
{
    line.insert(line.end(), more.begin(), more.end());
    return line;
}

/// Stands for a text of a megabyte or of all that an argument takes, until it is needed.
std::string repeated(std::string_view piece, std::size_t size = longest_argument)
{
    return '\x01' + std::to_string(size) + '\x01' + std::string(piece) + '\x01';
}

std::string written_out(std::string text)
{
    auto const begin = text.find('\x01');
    if (begin == text.npos)
        return text;
    auto const of_piece = text.find('\x01', begin + 1) + 1;
    auto const end = text.find('\x01', of_piece);
    auto const piece = text.substr(of_piece, end - of_piece);
    auto const size = std::stoul(text.substr(begin + 1));
    std::string whole = text.substr(0, begin);
    while (whole.size() < begin + size)
        whole += piece;
    return whole + text.substr(end + 1);
}

words all_written_out(words all)
{
    for (auto& one : all)
        one = written_out(std::move(one));
    return all;
}

std::vector<std::string> const& bad_values()
{
    static std::vector<std::string> const all{
        repeated("x"),
        repeated("9"),
        repeated("\xC3\xA9"),
        repeated("a,"),
        repeated("a=b:1 "),
        repeated("\x1B[31m"),
        "\x1B[31m\x07"
        "a\x7F",
        "a\nb\r\tc",
        "\xF0\x9F\x98\x80\xE2\x80\xAE\xE2\x81\xA6",
        "-1",
        "0",
        "99999999999999999999",
        "9223372036854775807",
        "1e9",
        "NaN",
        " ",
        "--",
        "---",
        "-x",
        "' or ''='",
        "%s%n{0}{1}{9}",
        "*",
        ",,",
        "=",
        ":",
        "a:b:c",
        "../../../../etc/passwd",
        "/dev/null/x",
        ".",
        "2026-13-45",
        "..",
    };
    return all;
}

std::vector<std::string> const& not_utf8()
{
    static std::vector<std::string> const all{"\xFF",
                                              "Ber\xFF"
                                              "as",
                                              "\xC0\xAF", "\xED\xA0\x80", "\xE2\x82"};
    return all;
}

void add_values(std::vector<trial>& trials, words const& base, std::string const& name,
                toko::option const& one)
{
    std::string const spelled = "--" + name;
    if (!one.takes_value()) {
        trials.push_back({base + words{spelled + "=yes"}, 64});
        trials.push_back({base + words{spelled + "="}, 64});
        return;
    }
    trials.push_back({base + words{spelled}, 64});
    trials.push_back({base + words{spelled, "--lang", "en"}, 64});
    if (!one.rule.may_be_empty) {
        trials.push_back({base + words{spelled, ""}, 64});
        trials.push_back({base + words{spelled + "="}, 64});
    } else {
        trials.push_back({base + words{spelled, ""}});
    }
    if (!one.rule.repeatable)
        trials.push_back({base + words{spelled, "1", spelled, "2"}, 64});
    else
        trials.push_back({base + words{spelled, "1", spelled, "1"}});
    for (auto const& value : not_utf8())
        trials.push_back({base + words{spelled, value}, 64});
    for (auto const& value : bad_values())
        trials.push_back({base + words{spelled, value}});
    trials.push_back({base + words{spelled + "=" + repeated("y")}});
}

std::vector<trial> trials_of(toko::command const& one)
{
    std::vector<trial> trials;
    auto const described = toko::described_by(one);
    auto const name = words_of_example("toko " + std::string(one.name));
    // What goes on until it is stopped is told to end at once.
    auto const named = described.named();
    bool const goes_on = std::any_of(named.begin(), named.end(),
                                     [](auto const& option) { return option.name == "for"; });
    auto const to_end = goes_on ? words{"--for", "0"} : words{};
    trials.push_back({name + words{"--dry-run"} + to_end});
    trials.push_back({name + words{"--no-such-option"}, 64});
    trials.push_back({name + words{repeated("--no-such-option")}, 64});
    auto const by_place = described.positionals();
    bool const takes_any_number = !by_place.empty() && by_place.back().rule.repeatable;
    trials.push_back(
        {name + words(10, repeated("z")), takes_any_number ? std::nullopt : std::optional(64)});
    auto const rehearsed = [](words line) {
        std::erase(line, "--dry-run");
        line.insert(line.begin(), "--dry-run");
        return line;
    };

    BOOST_REQUIRE_MESSAGE(!described.examples().empty(), one.name);
    auto const best_example_with = [&](std::string const& word) {
        for (auto const* const example : described.examples()) {
            auto const line = words_of_example(example);
            if (std::find(line.begin(), line.end(), word) != line.end())
                return line + to_end;
        }
        return words_of_example(described.examples().front()) + to_end;
    };
    for (auto const& option : named) {
        auto const line = best_example_with("--" + std::string(option.name));
        add_values(trials, rehearsed(without(line, described, option.name)), option.name, option);
    }
    auto const example = words_of_example(described.examples().front()) + to_end;
    auto const places = places_in(example, described, name.size());
    for (auto const at : places) {
        auto const with = [&](std::string const& value) {
            auto line = example;
            line[at] = value;
            return rehearsed(line);
        };
        trials.push_back({with("")});
        for (auto const& value : bad_values())
            trials.push_back({with(value)});
        for (auto const& value : not_utf8())
            trials.push_back({with(value), 64});
    }
    return trials;
}

/// Options of all commands, on one that lists, one that shows, one that writes.
std::vector<trial> trials_of_globals()
{
    std::vector<trial> trials;
    words const bases[] = {{"order", "list"},
                           {"order", "show", "1"},
                           {"report", "daily"},
                           {"product", "add", "--name", "Gula", "--price", "1"}};
    for (auto const& one : toko::global_options()) {
        if (one.where == toko::reach::instant)
            continue;
        for (auto const& base : bases) {
            std::string const name = one.what.name;
            auto const line = name == "dry-run" ? base : base + words{"--dry-run"};
            add_values(trials, line, name, one.what);
        }
    }
    trials.push_back({{"--man"}, 64});
    for (auto const& value : bad_values())
        trials.push_back({{"--man", value}});
    return trials;
}

/// The same values out of the environment and the configuration.
std::vector<trial> trials_of_settings()
{
    std::vector<trial> trials;
    words const base{"product", "add", "--name", "Gula", "--price", "1", "--dry-run"};
    constexpr std::size_t megabyte = 1'000'000;
    auto const large = repeated("x", megabyte);
    for (auto const& one : toko::global_options()) {
        if (one.where != toko::reach::always && one.where != toko::reach::file)
            continue;
        std::string const name = one.what.name;
        auto const variable = toko::variable_name(name) + "=";
        for (auto const& value : bad_values())
            trials.push_back({base, {}, {variable + value}});
        for (auto const& value : not_utf8())
            trials.push_back({base, {}, {variable + value}});
        if (one.where == toko::reach::file)
            continue;
        std::string const key = name + " = ";
        trials.push_back({base, {}, {}, key + large + '\n'});
        trials.push_back({base, {}, {}, key + "\n"});
        trials.push_back({base, 78, {}, key + "1\n" + key + "2\n"});
        trials.push_back({base, {}, {}, key + std::string("a\0b", 3) + "\n"});
        for (auto const& value : not_utf8())
            trials.push_back({base, {}, {}, key + value + "\n"});
        for (auto const& value : bad_values())
            if (value.find('\n') == value.npos)
                trials.push_back({base, {}, {}, key + value + "\n"});
    }
    for (std::string const& text :
         {large, large + " = 1", "[" + large + "]", "[" + large, repeated("\n", megabyte),
          repeated(std::string_view("\0", 1), megabyte), repeated("\xFF", megabyte),
          std::string("no_such = 1\n"), std::string("= 1\n"), std::string("[db]\nx = 1\n"),
          std::string("\xEF\xBB\xBF"
                      "format = json\n")})
        trials.push_back({base, {}, {}, text});
    return trials;
}

/// Files that are read from standard input: each column of each import, and a password.
std::vector<trial> trials_of_input()
{
    constexpr std::size_t megabyte = 1'000'000;
    auto const values = [&] {
        std::vector<std::string> all{repeated("x", megabyte), repeated("\xC3\xA9", megabyte),
                                     repeated("9", megabyte), repeated("\x1B[31m", megabyte),
                                     std::string("a\0b", 3)};
        all.insert(all.end(), not_utf8().begin(), not_utf8().end());
        for (auto const& value : bad_values())
            if (value.find_first_of("\x01\n,") == value.npos)
                all.push_back(value);
        return all;
    }();
    struct
    {
        char const* noun;
        std::span<std::string_view const> columns;
        char const* needed; ///< columns of a good row, and
        char const* given;  ///< what stands in them
    } const imports[] = {
        {"order", tokocrm::order_import_columns(), "placed_at,product,unit_price",
         "2026-01-05,Beras,1"},
        {"product", tokocrm::record_columns(tokocrm::record_kind::products), "sku,name,price",
         "TEH,Teh,1"},
        {"customer", tokocrm::record_columns(tokocrm::record_kind::customers), "name", "Budi"},
        {"shipping", tokocrm::record_columns(tokocrm::record_kind::shipping_rates), "city,fee",
         "Siantar,1"},
    };
    std::vector<trial> trials;
    for (auto const& one : imports) {
        std::string const needed = ',' + std::string(one.needed) + ',';
        words const line{"--dry-run", one.noun, "import", "-"};
        for (auto const column : one.columns) {
            auto const name = std::string(column);
            bool const there = needed.find(',' + name + ',') != needed.npos;
            for (auto const& value : values) {
                // The bad value stands in the column's place, or behind the needed ones.
                std::string in = one.needed + (there ? "\n" : ',' + name + '\n');
                std::istringstream heads(one.needed);
                std::istringstream cells(one.given);
                std::string row;
                for (std::string head, cell; std::getline(heads, head, ',');) {
                    std::getline(cells, cell, ',');
                    row += (row.empty() ? "" : ",") + (head == name ? value : cell);
                }
                in += row + (there ? "" : ',' + value) + '\n';
                trials.push_back({line, {}, {}, {}, in});
            }
        }
        std::string many = one.needed;
        for (int i = 0; i < 5'000; ++i)
            many += ",x" + std::to_string(i);
        trials.push_back({line, {}, {}, {}, many + '\n' + one.given + '\n'});
        for (auto const& value : values) {
            trials.push_back({line, {}, {}, {}, value});
            trials.push_back({line, {}, {}, {}, value + "\n1\n"});
            trials.push_back({line, {}, {}, {}, value + ',' + one.needed + "\n1," + one.given});
        }
    }
    for (auto const& value : values)
        trials.push_back(
            {{"--dry-run", "user", "passwd", "Siti", "--password-file", "-"}, {}, {}, {}, value});
    return trials;
}

constexpr std::array contract{0, 1, 64, 65, 66, 69, 73, 74, 75, 77, 78};

bool has_control_characters(std::string const& text)
{
    return std::any_of(text.begin(), text.end(), [](char const c) {
        auto const code = static_cast<unsigned char>(c);
        return (code < 0x20 && c != '\n') || code == 0x7F;
    });
}

/// What is wrong with an ending; empty where nothing is.
std::string fault_of(trial const& tried, test::ending const& end)
{
    if (end.signal != 0)
        return "ended by signal " + std::to_string(end.signal);
    if (tried.status && end.status != *tried.status)
        return "exit " + std::to_string(end.status) + " instead of " +
               std::to_string(*tried.status);
    if (std::find(contract.begin(), contract.end(), end.status) == contract.end())
        return "exit " + std::to_string(end.status) + " is not of the contract";
    if (end.status != 0 && !end.out.empty())
        return "a refusal that writes to standard output: " + end.out.substr(0, 100);
    if (end.status != 0 && end.err.empty())
        return "a refusal that says nothing";
    if (end.err.size() > longest_message)
        return "a message of " + std::to_string(end.err.size()) +
               " bytes: " + end.err.substr(0, 200);
    if (has_control_characters(end.err))
        return "control characters in a message: " + end.err;
    if (!toko::is_utf8(end.err))
        return "a message that is not UTF-8: " + end.err;
    for (auto const* const word :
         {"sqlite", "SQL", "std::", "basic_string", "soci", "constraint", "boost", "fault in toko"})
        if (end.err.find(word) != end.err.npos)
            return "a message of programmers: " + end.err;
    return {};
}

std::string shown(trial const& tried)
{
    std::string text = "toko";
    auto const cut = [](std::string const& word) {
        auto const whole = written_out(word);
        return whole.size() > 60 ? whole.substr(0, 60) + "… (" + std::to_string(whole.size()) + ")"
                                 : whole;
    };
    for (auto const& variable : tried.variables)
        text.insert(0, cut(variable) + ' ');
    for (auto const& word : tried.line)
        text += " '" + cut(word) + "'";
    if (!tried.in.empty())
        text += " and reads " + cut(tried.in);
    if (!tried.configuration.empty())
        text += " with the configuration " + cut(tried.configuration);
    return text;
}

std::uint32_t seed_of_run()
{
    if (auto const* const told = std::getenv("TOKO_SEED"))
        return static_cast<std::uint32_t>(std::strtoul(told, nullptr, 10));
    return std::random_device()();
}

/// Runs trials on shops that are copies of one, and keeps what was wrong.
class campaign
{
public:
    explicit campaign(std::vector<trial> all) : all_(std::move(all)) { first_.found(); }

    void run(std::size_t stride)
    {
        auto const seed = seed_of_run();
        next_ = seed % stride;
        std::vector<std::thread> workers;
        constexpr int count = 2;
        std::array<test::sweep_shop, count> shops;
        for (auto& shop : shops)
            shop.take(first_);
        for (auto const& shop : shops)
            workers.emplace_back([&, stride] {
                test::temporary_directory apart;
                auto const before = shop.files();
                for (auto at = next_.fetch_add(stride); at < all_.size();
                     at = next_.fetch_add(stride))
                    run_one(shop, all_[at], before, apart / "toko.conf");
            });
        for (auto& worker : workers)
            worker.join();
        BOOST_TEST_MESSAGE(done_ << " lines, of them refused: " << refused_);
        BOOST_TEST_CONTEXT("TOKO_SEED=" << seed)
        {
            for (auto const& fault : faults_)
                BOOST_ERROR(fault);
        }
        BOOST_TEST(done_ >= all_.size() / stride);
        BOOST_TEST(refused_ > done_ / 3);
    }

private:
    void run_one(test::sweep_shop const& shop, trial const& tried,
                 std::map<std::string, test::file_state> const& before, std::string const& conf)
    {
        auto const line = all_written_out(tried.line);
        auto variables = all_written_out(tried.variables);
        if (!tried.configuration.empty()) {
            test::write_file(conf, written_out(tried.configuration));
            variables.push_back("TOKO_CONFIG=" + conf);
        }
        std::string in = "/dev/null";
        if (!tried.in.empty()) {
            in = conf + ".in";
            test::write_file(in, written_out(tried.in));
        }
        auto const end = shop.run(line, variables, in);
        auto fault = fault_of(tried, end);
        if (fault.empty() && shop.files() != before)
            fault = "files have changed";
        // What a rehearsal refuses is refused without it, too, with the same words.
        auto earnest = line;
        std::replace(earnest.begin(), earnest.end(), std::string("--dry-run"),
                     std::string("--no-pager")); // as many words, for a message may count them
        if (fault.empty() && end.status != 0 && earnest != line) {
            auto const again = shop.run(earnest, variables, in);
            fault = fault_of(tried, again);
            if (fault.empty() && (again.status != end.status || again.err != end.err))
                fault = "refused otherwise than in a rehearsal: " + end.err + again.err;
            if (fault.empty() && shop.files() != before)
                fault = "files have changed by what was refused";
        }
        ++done_;
        refused_ += end.status != 0;
        if (!fault.empty()) {
            std::lock_guard const alone(faults_mutex_);
            faults_.push_back(shown(tried) + ": " + fault);
        }
    }

    test::sweep_shop first_;
    std::vector<trial> all_;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> done_{0}, refused_{0};
    std::mutex faults_mutex_;
    std::vector<std::string> faults_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(options_sweep)

BOOST_AUTO_TEST_CASE(every_option_of_every_command_with_every_bad_value)
{
    std::vector<trial> all;
    for (auto const* const one : toko::registry())
        for (auto& tried : trials_of(*one))
            all.push_back(std::move(tried));
    campaign(std::move(all)).run(test::long_form() ? 1 : 5);
}

BOOST_AUTO_TEST_CASE(every_option_that_all_commands_have)
{
    campaign(trials_of_globals()).run(test::long_form() ? 1 : 2);
}

BOOST_AUTO_TEST_CASE(every_setting_in_the_environment_and_in_a_configuration)
{
    campaign(trials_of_settings()).run(test::long_form() ? 1 : 2);
}

BOOST_AUTO_TEST_CASE(every_column_of_every_file_that_is_read)
{
    campaign(trials_of_input()).run(test::long_form() ? 1 : 5);
}

BOOST_AUTO_TEST_SUITE_END()
