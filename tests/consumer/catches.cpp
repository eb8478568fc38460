// Exceptions keep their type on the way out of the library and through it, in a program that hides
// its own symbols.
// usage: catches SHOP_THAT_IS_NOT_THERE
#include <tokocrm/database.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <exception>
#include <iostream>
#include <string>

namespace {

struct own
{
    int value;
};

template <class Throwing>
std::string caught(Throwing const& throwing)
{
    try {
        throwing();
        return "nothing";
    } catch (tokocrm::error const& e) {
        return "tokocrm::error " + e.reason();
    } catch (std::exception const& e) {
        return std::string("std::exception ") + e.what();
    } catch (own const& e) {
        return "own " + std::to_string(e.value);
    } catch (...) {
        return "something unknown";
    }
}

int unexpected(std::string const& expected, std::string const& actual)
{
    if (actual == expected)
        return 0;
    std::cerr << "expected " << expected << ", caught " << actual << "\n";
    return 1;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 64;
    std::string const path = argv[1];
    auto const make = [&](auto const& throwing) {
        tokocrm::create_database(path, tokocrm::owner{}, tokocrm::system_environment(),
                                 [&](tokocrm::unit_of_work&) { throwing(); });
    };
    int const failures =
        unexpected("tokocrm::error db.not_found", caught([&] { tokocrm::database shop(path); })) +
        unexpected("tokocrm::error shelf.empty", caught([&] {
                       make([] {
                           throw tokocrm::error(tokocrm::errc::not_found, "shelf.empty",
                                                "the shelf is empty");
                       });
                   })) +
        unexpected("own 7", caught([&] { make([] { throw own{7}; }); }));
    return failures;
}
