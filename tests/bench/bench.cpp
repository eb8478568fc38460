// Runs toko and its yardsticks in turn and writes the table; `run` in this folder says how.
#include "history.hpp"
#include "machine.hpp"
#include "measurements.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace bench {

namespace {

struct options
{
    programs run;
    std::string folder;
    std::string page; ///< where to write it; nowhere when empty
    std::vector<std::int64_t> orders;
    std::string only;
    int repeat = 0;
};

/// The middle of many runs, and where the middle eight tenths of them lie.
struct spread
{
    double low, middle, high;

    explicit spread(std::vector<double> values)
    {
        std::sort(values.begin(), values.end());
        auto const last = static_cast<double>(values.size() - 1);
        auto const at = [&](double share) {
            auto const place = share * last;
            auto const below = static_cast<std::size_t>(place);
            auto const above = std::min(below + 1, values.size() - 1);
            return std::lerp(values[below], values[above], place - std::floor(place));
        };
        low = at(0.1);
        middle = at(0.5);
        high = at(0.9);
    }
};

/// What programs write of themselves, a name and a number a line, by name.
using figures = std::map<std::string, std::vector<double>>;

void read_figures(figures& into, std::string const& file)
{
    std::ifstream lines(file);
    std::string name;
    for (double value = 0; lines >> name >> value;)
        into[name].push_back(value);
}

struct finding
{
    measurement const* of;
    std::int64_t orders;
    std::size_t pairs;
    spread toko, yardstick, ratio, processor_ratio;
    double toko_mib, yardstick_mib;
    figures of_toko, of_yardstick; ///< what they told
};

std::string grouped(std::int64_t number)
{
    auto text = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string in_words(spread const& seconds)
{
    bool const short_times = seconds.middle < 1;
    double const factor = short_times ? 1'000 : 1;
    return fmt::format("{:.2f} {} ({:.2f}–{:.2f})", seconds.middle * factor,
                       short_times ? "ms" : "s", seconds.low * factor, seconds.high * factor);
}

std::string in_words(std::optional<double> most, double is)
{
    return !most ? "" : is <= *most ? ", met" : ", **missed**";
}

finding measure(measurement const& what, scene const& at, int repeat)
{
    auto const usual = what.times_run(at.of);
    auto const pairs = repeat > 0 ? std::min(repeat, usual) : usual;
    // What is quick is run a few times for nothing: files and programs are in memory then.
    int const warm_up = usual > 10 ? 5 : 0;
    std::string const told = what.tells ? at.of.folder + "/told" : "/dev/null";
    figures told_by_toko, told_by_yardstick;
    std::vector<double> of_toko, of_yardstick, ratios, processor_ratios, toko_mib, yardstick_mib;
    for (int i = -warm_up; i < pairs; ++i) {
        if (what.prepare)
            what.prepare(at);
        auto const yardstick = what.yardstick(at);
        if (what.prepare)
            ::sync(); // what was written before is not this run's to wait for
        auto const raw = run(yardstick, told);
        if (i >= 0)
            read_figures(told_by_yardstick, told);
        if (what.prepare)
            ::sync();
        auto const used = run(what.toko(at), told);
        if (i >= 0)
            read_figures(told_by_toko, told);
        if (i == -warm_up && what.require_agreement)
            what.require_agreement(at);
        if (i < 0)
            continue;
        of_toko.push_back(used.seconds);
        of_yardstick.push_back(raw.seconds);
        ratios.push_back(used.seconds / raw.seconds);
        processor_ratios.push_back(used.processor_seconds / std::max(raw.processor_seconds, 1e-9));
        toko_mib.push_back(used.peak_mib);
        yardstick_mib.push_back(raw.peak_mib);
    }
    return {.of = &what,
            .orders = at.of.orders,
            .pairs = ratios.size(),
            .toko = spread(of_toko),
            .yardstick = spread(of_yardstick),
            .ratio = spread(ratios),
            .processor_ratio = spread(processor_ratios),
            .toko_mib = *std::max_element(toko_mib.begin(), toko_mib.end()),
            .yardstick_mib = *std::max_element(yardstick_mib.begin(), yardstick_mib.end()),
            .of_toko = std::move(told_by_toko),
            .of_yardstick = std::move(told_by_yardstick)};
}

/// What stands above the rows of a measurement.
std::string heading(measurement const& of)
{
    auto text = fmt::format("\n### {}, beside {}\n\n", of.what, of.beside);
    if (of.most_times)
        text += fmt::format("At most {:g} times as long{}.\n\n", *of.most_times,
                            of.most_mib ? fmt::format(", and {:g} MiB", *of.most_mib) : "");
    return text +
           "| orders | toko | yardstick | times as long | processor time | memory | pairs |\n"
           "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n";
}

std::string row(finding const& one)
{
    return fmt::format("| {} | {} | {} | {:.2f} ({:.2f}–{:.2f}){} | {:.2f} | {:.0f} MiB ({:.0f}){}"
                       " | {} |\n",
                       grouped(one.orders), in_words(one.toko), in_words(one.yardstick),
                       one.ratio.middle, one.ratio.low, one.ratio.high,
                       in_words(one.of->most_times, one.ratio.middle), one.processor_ratio.middle,
                       one.toko_mib, one.yardstick_mib, in_words(one.of->most_mib, one.toko_mib),
                       one.pairs);
}

/// What the programs told, below the table.
std::string told_figures(finding const& one)
{
    if (!one.of->tells)
        return "";
    auto const middle = [](figures const& of, char const* name) {
        return spread(of.at(name)).middle / 1'000;
    };
    auto const p99 = middle(one.of_toko, "p99"), p99_of_yardstick = middle(one.of_yardstick, "p99");
    auto const& longest = one.of_toko.at("longest");
    auto const seconds = *std::max_element(longest.begin(), longest.end()) / 1e6;
    auto text =
        fmt::format("\n{} {:.2f} ms{} (the yardstick {:.2f}), one in a hundred {:.2f} ms or more"
                    " ({:.2f}){}; the longest of all took {:.0f} ms{}.",
                    one.of->told_as, middle(one.of_toko, "median"),
                    in_words(one.of->most_median_seconds, middle(one.of_toko, "median") / 1'000),
                    middle(one.of_yardstick, "median"), p99, p99_of_yardstick,
                    in_words(one.of->most_p99_times, p99 / p99_of_yardstick), seconds * 1'000,
                    in_words(one.of->most_seconds, seconds));
    if (one.of->least_fairness) {
        auto const share = spread(one.of_toko.at("fairness")).middle;
        text += fmt::format(" The slowest process did {:.2f} of what the fastest did{}.", share,
                            share >= *one.of->least_fairness ? ", met" : ", **missed**");
    }
    if (one.of->most_idle_share) {
        auto const share = [](figures const& of) { return spread(of.at("idle")).middle; };
        text += fmt::format(" Meanwhile it takes {:.2f} % of a core{} (the yardstick {:.2f} %).",
                            share(one.of_toko) * 100,
                            in_words(one.of->most_idle_share, share(one.of_toko)),
                            share(one.of_yardstick) * 100);
    }
    return text + "\n";
}

/// The history and the shops of one size, made where they are not there.
void make_shops(programs const& with, shop_size const& of)
{
    using std::filesystem::exists, std::filesystem::remove, std::filesystem::rename;
    std::filesystem::create_directories(of.folder);
    auto const start_anew = [](std::string const& shop) {
        for (auto const* rest : {"", "-wal", "-shm", ".lock", ".queue"})
            remove(shop + rest);
    };
    if (!exists(of.history())) {
        run({with.yardstick, "history", std::to_string(of.orders), of.history() + ".new"});
        rename(of.history() + ".new", of.history());
    }
    for (auto const& made : {of.empty(), of.checkouts_of_toko(), of.checkouts_of_yardstick()})
        start_anew(made);
    run({with.toko, "init", "--db", of.empty(), "--name", "Bench", "-q"});
    auto const schema = [&](std::string const& shop) {
        return output_of({with.shell, "-batch", shop,
                          "select type, name, sql from sqlite_master order by 1, 2"});
    };
    auto const half_made = of.folder + "/half-made.db";
    if (!exists(of.records()) || schema(of.records()) != schema(of.empty())) {
        start_anew(of.records());
        start_anew(half_made);
        std::filesystem::copy_file(of.empty(), half_made);
        run({with.yardstick, "records", half_made, std::to_string(of.orders)});
        rename(half_made, of.records());
        start_anew(half_made);
    }
    if (exists(of.shop()) && schema(of.shop()) == schema(of.empty()))
        return;
    start_anew(of.shop());
    start_anew(half_made);
    std::filesystem::copy_file(of.empty(), half_made);
    run({with.toko, "--db", half_made, "order", "import", of.history(), "-q"});
    rename(half_made, of.shop());
    start_anew(half_made);
}

constexpr char const* introduction =
    "<!-- Written by tests/bench/run --write. -->\n"
    "# How fast it is\n\n"
    "`toko` takes turns with a yardstick: a raw program that does the same work with nothing in\n"
    "between. What counts is how many times as long `toko` takes. A time in milliseconds says\n"
    "something of one machine, a ratio says something of the program.\n\n"
    "- Times are from the start of a program to its end: the median of all pairs and, in "
    "brackets,\n"
    "  where the middle eight tenths of them lie. *Times as long* is the same of the pairs' "
    "ratios.\n"
    "- *Processor time* is the median ratio of what the two used of the processor. Other programs\n"
    "  on the machine disturb it less.\n"
    "- *Memory* is the most that `toko` held in any run; in brackets its yardstick.\n"
    "- The history is the same on every machine: 36 months, 3.8 lines an order, one customer for\n"
    "  five orders, up to 20,000 products. Its files are in the system's cache.\n"
    "- Searches and the list of customers have a shop of as many customers as there are orders,\n"
    "  and a tenth as many products. Their yardstick looks the same words up in the same index "
    "and\n"
    "  reads the same rows in the same order.\n"
    "- The raw import reads the same file with a parser that takes the file to be good, and "
    "writes\n"
    "  the same rows into the same tables and indexes: in one transaction of the write-ahead log,\n"
    "  flushed at the end, with a cache of 256 MiB, without checking foreign keys, and with the\n"
    "  indexes built when the rows are in, which is the fastest. Row counts and sums of all "
    "columns\n"
    "  are compared with those of `toko`.\n"
    "- A checkout is `place_order` of the library: a customer, three products, the rate of a city "
    "and\n"
    "  a key, to be paid by transfer. It looks for the key, reads shop, customer, packs and rate,\n"
    "  prices, reserves the stock, and writes 17 rows: the order, its lines, fee, transitions and\n"
    "  reservations, stock, number, day and month; the order stands in 9 indexes. The yardstick "
    "knows\n"
    "  no rules: by SQLite's C API and prepared statements it reads the prices, takes the stock, "
    "and\n"
    "  writes 11 rows: an order in 3 indexes, lines, movements, stock and day. Both flush every\n"
    "  commit before they answer. *Times as long* is for the same number of checkouts.\n"
    "- A message is timed from before it is sent until a follower in another process has told of "
    "it;\n"
    "  what the follower takes meanwhile is measured over three seconds without a message. The\n"
    "  yardstick looks as often by SQLite's C API.\n"
    "- Pricing is `price` of a cart of 20 lines with rate and coupon.\n\n"
    "`tests/bench/run --write` takes the figures again with 10,000 and 1,000,000 orders; `--xl` "
    "adds\n"
    "10,000,000, and needs 40 GB of disk.\n";

void write_page(std::string const& page, std::string const& folder, std::string const& tables)
{
    auto text = std::string(introduction) + "\n## The machine\n\n| | |\n| --- | --- |\n";
    for (auto const& [what, is] : describe_machine(folder))
        text += fmt::format("| {} | {} |\n", what, is);
    text += "\n## The figures\n" + tables;
    std::ofstream out(page);
    if (!(out << text).flush())
        throw std::runtime_error(page + " cannot be written");
}

void run_all(options const& told)
{
    // One clock for both, so that their rows can be compared; nobody's settings.
    ::setenv("TOKO_NOW", "2026-11-24T10:00:00+07:00", 1);
    ::setenv("HOME", told.folder.c_str(), 1);
    std::vector<shop_size> sizes;
    for (auto const orders : told.orders) {
        sizes.push_back({orders, fmt::format("{}/{}-{}", told.folder, history_version, orders)});
        std::fputs(fmt::format("making a history of {} orders\n", grouped(orders)).c_str(), stderr);
        make_shops(told.run, sizes.back());
    }
    std::string tables;
    auto const tell = [&](std::string const& text) {
        tables += text;
        std::fputs(text.c_str(), stdout);
        std::fflush(stdout);
    };
    for (auto const& what : measurements()) {
        if (what.name.find(told.only) == std::string::npos)
            continue;
        bool headed = false;
        for (auto const& size : sizes) {
            bool const smallest = &size == &sizes.front();
            if (smallest ? what.only_beyond_smallest : what.only_at_smallest)
                continue;
            if (!std::exchange(headed, true))
                tell(heading(what));
            auto const found = measure(what, {told.run, size, sizes.front()}, told.repeat);
            tell(row(found) + told_figures(found));
        }
    }
    if (tables.empty())
        throw std::runtime_error("nothing is measured under the name " + told.only);
    if (!told.page.empty())
        write_page(told.page, told.folder, tables);
}

options read(int count, char** words)
{
    options told;
    for (int i = 1; i < count; i += 2) {
        std::string const name = words[i];
        if (i + 1 == count)
            throw std::invalid_argument(name + " needs a value");
        std::string const value = words[i + 1];
        if (name == "--toko")
            told.run.toko = value;
        else if (name == "--yardstick")
            told.run.yardstick = value;
        else if (name == "--raw-query")
            told.run.raw_query = value;
        else if (name == "--checkouts")
            told.run.checkouts = value;
        else if (name == "--following")
            told.run.following = value;
        else if (name == "--shell")
            told.run.shell = value;
        else if (name == "--folder")
            told.folder = value;
        else if (name == "--page")
            told.page = value;
        else if (name == "--only")
            told.only = value;
        else if (name == "--repeat")
            told.repeat = std::stoi(value);
        else if (name == "--orders") {
            for (std::size_t from = 0; from < value.size();) {
                auto const comma = std::min(value.find(',', from), value.size());
                told.orders.push_back(std::stoll(value.substr(from, comma - from)));
                from = comma + 1;
            }
        } else
            throw std::invalid_argument("there is no option " + name);
    }
    std::sort(told.orders.begin(), told.orders.end());
    if (told.orders.empty() || told.orders.front() <= 0)
        throw std::invalid_argument("--orders needs numbers above zero");
    return told;
}

} // namespace

} // namespace bench

int main(int count, char** words)
try {
    bench::run_all(bench::read(count, words));
    return 0;
} catch (std::exception const& why) {
    std::fprintf(stderr, "bench: %s\n", why.what());
    return 1;
}
