#ifndef TOKOCRM_TESTS_SWEEP_SWEEP_SHOP_HPP
#define TOKOCRM_TESTS_SWEEP_SWEEP_SHOP_HPP

#include "tests/support/shop_program.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <utility>
#include <vector>

namespace test {

inline std::string content_of(std::filesystem::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    if (in.peek() != std::ifstream::traits_type::eof())
        text << in.rdbuf();
    return text.str();
}

/// What a change to a file changes, be it back and forth.
struct file_state
{
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written;

    bool operator==(file_state const&) const = default;
};

/// What the manual's examples speak of, in one shop.
inline constexpr char const* sweep_founding[] = {
    "category add Gerbang",
    "category add Beras",
    "product add --sku PG16 --name Pintu --category Gerbang --price 19000 --discount 1",
    "product pack add PG16 --sku PG16-DUS --name dus --contains 12 --price 210000",
    "product add --name 'Beras Curah' --sku BERAS --unit kg --fractional yes --price 13500",
    "stock receive PG16 50",
    "stock receive BERAS 50",
    "shipping add --city 'Kisaran Timur' --fee 10000",
    "shipping add --city Medan --fee 30000",
    "customer add --name Pembeli --phone 081234567890",
    "customer add --name Siti --phone 081234567891 --email siti@example.com",
    "coupon add --code LBR01 --percent 10 --limit 100",
    "coupon add --code BERAS5 --amount 5000 --category Beras",
    "user add --name Siti --role cashier",
    "cart add PG16:2 --customer 1",
    "order place --customer 1 --item PG16:1 --city 'Kisaran Timur' --key satu",
    "order place --item PG16:2 --pay cash",
    "order place --customer 2 --item BERAS:1.5 --city Medan --pay cod --key tiga",
    "order import orders.csv",
    "backup shop-2026-11-24.toko",
};

inline constexpr std::pair<char const*, char const*> sweep_files[] = {
    {"orders.csv", "order,placed_at,customer,product,unit_price\n"
                   "F1,2026-01-05,Pembeli 1,Beras,13500\n"},
    {"products.csv", "sku,name,price\nMIE,Mie,3000\n"},
    {"prices.csv", "Kode,name,Harga\nPG16,Pintu,\"19.500,00\"\n"},
    {"customers.csv", "name,phone\nBudi,081234567892\n"},
    {"contacts.csv", "Nama,HP\nBudi,081234567892\n"},
    {"rates.csv", "city,fee\nMedan,31000\n"},
    {"password.txt", "kata sandi yang panjang\n"},
};

/// How a run of the program ended.
struct ending
{
    int status = 0;
    int signal = 0;
    std::string out, err;
};

/// A shop to run the program on, word for word, without a shell.
class sweep_shop : public shop_program
{
public:
    void found()
    {
        for (auto const& [name, content] : sweep_files)
            write_file(folder / name, content);
        db();
        for (auto const* const command : sweep_founding)
            BOOST_REQUIRE_MESSAGE(toko(std::string(command) + " -q").status == 0, command);
    }
    void take(sweep_shop const& other) const
    {
        for (auto const& each : std::filesystem::directory_iterator(other.folder.path()))
            if (each.is_regular_file())
                std::filesystem::copy_file(each.path(),
                                           folder.path() / each.path().filename().string());
    }

    /// May be called by another thread than the test's.
    ending run(std::vector<std::string> words, std::vector<std::string> const& more_variables = {},
               std::string const& in = "/dev/null") const
    {
        words.insert(words.begin(), toko_program());
        auto variables = environment();
        variables.insert(variables.end(), more_variables.begin(), more_variables.end());
        variables.push_back("TOKO_DB=shop.db");
        variables.push_back("TOKO_LANG=en");
        auto const out = answers / "out";
        auto const err = answers / "err";
        child_process running(std::move(words), folder.path().string(), std::move(variables),
                              {in, out, err});
        // A command that thinks for so long is a fault, however busy the machine is.
        constexpr rlimit longest{cpu_seconds, cpu_seconds + 1};
        ::prlimit(running.id(), RLIMIT_CPU, &longest, nullptr);
        int const status = running.wait();
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                WIFSIGNALED(status) ? WTERMSIG(status) : 0, content_of(out), content_of(err)};
    }

    /// Every file of the folder; what SQLite and the lock leave beside the shop only if it is more
    /// than empty.
    std::map<std::string, file_state> files() const
    {
        std::map<std::string, file_state> all;
        for (auto const& each : std::filesystem::recursive_directory_iterator(folder.path())) {
            auto const name = each.path().filename().string();
            bool const beside = name == "shop.db-wal" || name == "shop.db-shm" ||
                                name == "shop.db.lock" || name == "shop.db.queue";
            if (each.is_directory())
                all.emplace(name + '/', file_state());
            else if (!beside || (name == "shop.db-wal" && each.file_size() > 0))
                all.emplace(name, file_state{each.file_size(), each.last_write_time()});
        }
        return all;
    }

private:
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr rlim_t cpu_seconds = 20;
#else
    static constexpr rlim_t cpu_seconds = 2;
#endif
    temporary_directory answers{database_folder()};
};

} // namespace test

#endif
