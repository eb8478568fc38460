// The first program of docs/library.md; run by a test.
// [program]
#include <tokocrm/tokocrm.hpp>

#include <exception>
#include <filesystem>
#include <iostream>

int main()
try {
    char const* const path = "warung.db";
    auto const world = tokocrm::system_environment();
    if (!std::filesystem::exists(path))
        tokocrm::create_database(path, tokocrm::owner{}, world, [](tokocrm::unit_of_work& uow) {
            tokocrm::shop_profile profile;
            profile.name = "Warung Sari";
            tokocrm::found_shop(uow, profile);
        });

    tokocrm::database database(path, world);
    auto const tea = tokocrm::transact(database, tokocrm::owner{}, [](tokocrm::unit_of_work& uow) {
        tokocrm::product_draft draft;
        draft.name = "Teh Botol";
        draft.price = tokocrm::money(4'500, tokocrm::shop_currency(uow));
        return tokocrm::add_product(uow, draft);
    });
    std::cout << tea.first_pack.sku << ' ' << tokocrm::to_text(*tea.first_pack.price) << '\n';
} catch (tokocrm::error const& e) {
    std::cerr << e.reason() << ": " << e.message(tokocrm::language::en) << '\n';
    return 1;
} catch (std::exception const& e) {
    std::cerr << e.what() << '\n';
    return 1;
}
// [program]
