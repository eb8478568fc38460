#ifndef TOKOCRM_TESTS_SUPPORT_SHOP_FIXTURE_HPP
#define TOKOCRM_TESTS_SUPPORT_SHOP_FIXTURE_HPP

#include "fixed_environment.hpp"
#include "temporary_directory.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/database.hpp>
#include <tokocrm/environment.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace test {

/** A shop of its own for each test, a clock that stands, and randomness that repeats itself.

    The shop is made when it is first asked for, so that a test can move the clock before.
*/
class shop_fixture
{
public:
    shop_fixture() = default;
    virtual ~shop_fixture() = default;
    shop_fixture(shop_fixture const&) = delete;
    shop_fixture& operator=(shop_fixture const&) = delete;

    temporary_directory folder{database_folder()};
    fixed_clock clk;
    seeded_bytes random;
    tokocrm::environment const env = fixed_environment(clk, random);
    std::string const url = "sqlite:" + folder / "shop.db";
    tokocrm::actor who = tokocrm::owner{};

    tokocrm::database& db()
    {
        if (!db_) {
            make_shop();
            db_.emplace(url, env);
        }
        return *db_;
    }

    /// Closes the shop, as the end of a program does; `db()` opens it again.
    void close() { db_.reset(); }

    template <class Work>
    auto transact(Work&& work)
    {
        return tokocrm::transact(db(), who, work);
    }

    template <class Work>
    auto read(Work&& work)
    {
        return tokocrm::read(db(), who, work);
    }

protected:
    /// Makes the shop at `url` if it is not there.
    virtual void make_shop()
    {
        if (!std::filesystem::exists(folder / "shop.db"))
            tokocrm::create_database(url, who, env,
                                     [this](tokocrm::unit_of_work& uow) { fill(uow); });
    }

    /// What the new shop has in it.
    virtual void fill(tokocrm::unit_of_work&) {}

private:
    std::optional<tokocrm::database> db_;
};

} // namespace test

#endif
