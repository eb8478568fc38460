// A host with a clock, threads and a table of its own: a stock room where several deliveries are
// unpacked at once, and every new product gets a label for its shelf.
// usage: host SHOP

#include <tokocrm/soci.hpp>
#include <tokocrm/tokocrm.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <iostream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

struct delivered
{
    char const* sku;
    char const* name;
    char const* price;
};

using delivery = std::vector<delivered>;

constexpr std::size_t label_width = 60;

/// The host has failures of its own; they pass through the library as they are.
struct label_too_long : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// Both suppliers bring sugar; the shop takes it once, from whoever is unpacked first.
std::vector<delivery> const deliveries{
    {{"BERAS-5KG", "Beras 5 kg", "68000"}, {"GULA-1KG", "Gula 1 kg", "17500"}},
    {{"KOPI-200G", "Kopi bubuk 200 g", "24000"},
     {"GULA-1KG", "Gula 1 kg", "17500"},
     {"TEH-50", "Teh celup melati dengan gula batu isi 50", "11500"}}};

/** The host's clock: a rehearsal that always begins on the same morning.

    The library asks from whatever thread does the work; this one only reads, so it needs no lock.
*/
tokocrm::environment rehearsal_environment()
{
    using namespace std::chrono;
    auto const morning = sys_days{year{2026} / 11 / 24} + 3h; // 10:00 in Jakarta
    auto const began = steady_clock::now();
    auto env = tokocrm::system_environment(); // randomness stays the system's
    env.now = [=] { return morning + floor<microseconds>(steady_clock::now() - began); };
    return env;
}

tokocrm::database open_or_found(std::string const& path, tokocrm::environment const& env)
{
    try {
        return tokocrm::database(path, env);
    } catch (tokocrm::error const& refused) {
        if (refused.reason() != "db.not_found")
            throw;
    }
    tokocrm::create_database(path, tokocrm::owner{}, env, [](tokocrm::unit_of_work& uow) {
        tokocrm::shop_profile profile;
        profile.name = "Warung Sari";
        found_shop(uow, profile);
    });
    return tokocrm::database(path, env);
}

/// A name that begins with the host's own word never meets a table of the shop's.
void make_own_table(tokocrm::database& shop)
{
    transact(shop, tokocrm::system_job{}, [](tokocrm::unit_of_work& uow) {
        native(uow) << "create table if not exists host_labels ("
                       "product_id bigint not null primary key, text text not null)";
    });
}

/// The product and its label, both or neither: what is thrown here takes the product back, too.
void take_in(tokocrm::unit_of_work& uow, delivered const& goods)
{
    tokocrm::product_draft draft;
    draft.name = goods.name;
    draft.sku = goods.sku;
    draft.price = tokocrm::parse_money(goods.price, shop_currency(uow));
    auto const added = add_product(uow, draft);

    auto const on = get_shop(uow).zone.local_date(added.created_at);
    std::int64_t const product = added.number.value();
    std::string const text = added.first_pack.sku + ": " + added.name + ", " +
                             to_text(added.first_pack.price.value()) + ", since " +
                             tokocrm::to_iso(on);
    if (text.size() > label_width)
        throw label_too_long("the label of " + added.first_pack.sku + " is too long");
    native(uow) << "insert into host_labels (product_id, text) values (:product, :text)",
        soci::use(product), soci::use(text);
}

/// @return What was refused, in words.
std::vector<std::string> unpack(tokocrm::database& shop, delivery const& goods)
{
    std::vector<std::string> refused;
    for (auto const& one : goods)
        try {
            transact(shop, tokocrm::owner{},
                     [&](tokocrm::unit_of_work& uow) { take_in(uow, one); });
        } catch (tokocrm::error const& why) {
            // A rule of the shop: told, and the work goes on. A full disk, say, ends it.
            if (why.code() != tokocrm::errc::already_exists)
                throw;
            refused.push_back(why.message(tokocrm::language::en));
        } catch (label_too_long const& why) {
            refused.push_back(why.what());
        }
    return refused;
}

void print_shelf(tokocrm::database& shop)
{
    // Both from one instant, and printed only when the view is given back.
    auto const [products, labels] = read(shop, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        soci::rowset<std::string> const rows =
            (native(uow).prepare << "select text from host_labels order by text");
        return std::pair(count_products(uow, {}),
                         std::vector<std::string>(rows.begin(), rows.end()));
    });
    for (auto const& text : labels)
        std::cout << text << '\n';
    std::cout << products << " products, " << labels.size() << " labels\n";
}

void run(std::string const& path)
{
    // One handle serves all threads: they take turns at writing and read beside each other.
    auto shop = open_or_found(path, rehearsal_environment());
    make_own_table(shop);

    std::vector<std::future<std::vector<std::string>>> unpacking;
    for (auto const& goods : deliveries)
        unpacking.push_back(
            std::async(std::launch::async, [&shop, &goods] { return unpack(shop, goods); }));
    std::vector<std::string> refused;
    for (auto& one : unpacking)
        for (auto& why : one.get()) // throws here what was thrown there
            refused.push_back(std::move(why));

    print_shelf(shop);
    for (auto const& why : refused)
        std::cout << "refused: " << why << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: host SHOP\n";
        return 64;
    }
    try {
        run(argv[1]);
        return 0;
    } catch (tokocrm::error const& failed) {
        std::cerr << "host: " << failed.message(tokocrm::language::en) << " (" << failed.reason()
                  << ")\n";
        // Worth another try later, or not.
        return failed.code() == tokocrm::errc::unavailable ? 75 : 1;
    } catch (std::exception const& failed) {
        std::cerr << "host: " << failed.what() << '\n';
        return 70;
    }
}
