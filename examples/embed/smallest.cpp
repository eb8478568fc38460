// The smallest program over libtokocrm: opens a shop, or founds it, adds a product, and says what
// was sold this month.
// usage: smallest SHOP

#include <tokocrm/tokocrm.hpp>

#include <exception>
#include <iostream>
#include <string>

namespace {

tokocrm::database open_or_found(std::string const& path)
{
    try {
        return tokocrm::database(path);
    } catch (tokocrm::error const& refused) {
        // The reason is for programs and never changes; the sentence is for people.
        if (refused.reason() != "db.not_found")
            throw;
    }
    tokocrm::create_database(path, tokocrm::owner{}, tokocrm::system_environment(),
                             [](tokocrm::unit_of_work& uow) {
                                 tokocrm::shop_profile profile;
                                 profile.name = "Warung Sari";
                                 found_shop(uow, profile);
                             });
    return tokocrm::database(path);
}

void run(std::string const& path)
{
    auto shop = open_or_found(path);

    // One unit of work is one commit: all of it is kept, or nothing. It may be run again after a
    // conflict, so it prints nothing; the work's result comes out of `transact`.
    auto const rice = transact(shop, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        if (auto known = find_product(uow, "BERAS-5KG"))
            return *std::move(known);
        tokocrm::product_draft draft;
        draft.name = "Beras 5 kg";
        draft.sku = "BERAS-5KG";
        draft.price = tokocrm::parse_money("68000", shop_currency(uow));
        return add_product(uow, draft);
    });
    std::cout << rice.first_pack.sku << ": " << rice.name << ", "
              << to_text(rice.first_pack.price.value()) << '\n';

    // Reading holds nobody up, and sees the shop as it is at one instant.
    auto const report = read(shop, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        auto const today = get_shop(uow).zone.local_date(uow.now());
        return report_sales(uow, {today, today}, tokocrm::report_granularity::month);
    });
    std::cout << "sold this month: " << report.totals.orders << " orders, "
              << to_text(report.totals.net()) << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: smallest SHOP\n";
        return 64;
    }
    try {
        run(argv[1]);
        return 0;
    } catch (std::exception const& failed) {
        // `tokocrm::error` is one; its sentence says what to do.
        std::cerr << "smallest: " << failed.what() << '\n';
        return 1;
    }
}
