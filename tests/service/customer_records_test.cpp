// labels: threads
#include "tests/support/sales_fixture.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/customer.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using namespace tokocrm;
using test::refused_because;

namespace {

customer_draft person(std::string name, std::optional<std::string> phone = {},
                      std::optional<std::string> email = {})
{
    customer_draft draft;
    draft.name = std::move(name);
    draft.reach.phone = std::move(phone);
    draft.reach.email = std::move(email);
    return draft;
}

struct customers_fixture : test::sales_fixture
{
    customer add(customer_draft const& draft)
    {
        return transact([&](unit_of_work& uow) { return add_customer(uow, draft); });
    }
    customer edit(customer const& which, customer_changes const& changes)
    {
        return transact(
            [&](unit_of_work& uow) { return edit_customer(uow, which.number, changes); });
    }
    customer find(customer const& which)
    {
        return read([&](unit_of_work& uow) { return find_customer(uow, which.number).value(); });
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(customer_records, customers_fixture)

BOOST_AUTO_TEST_CASE(an_edit_changes_what_it_names_and_nothing_else)
{
    auto draft = person("Siti", "081200000001", "siti@x.id");
    draft.sex = customer_sex::female;
    auto const made = add(draft);
    BOOST_TEST((find(made).sex == customer_sex::female));
    auto const moved = edit(made, {.address = " Jl. Lele 3 ", .city = "Kisaran"});
    BOOST_TEST(moved.name == "Siti");
    BOOST_TEST(*moved.reach.phone == "+6281200000001");
    BOOST_TEST(*moved.reach.address == "Jl. Lele 3");
    BOOST_TEST(moved.version == 2);
    auto const whole = edit(made, {.name = "Siti Aminah",
                                   .phone = "0812-0000-0009",
                                   .email = "Siti@Y.ID",
                                   .postal_code = "21221",
                                   .sex = std::optional<customer_sex>(),
                                   .registered_at = clk.now() - std::chrono::hours{1}});
    auto const stored = find(made);
    BOOST_TEST(stored.name == "Siti Aminah");
    BOOST_TEST(*stored.reach.phone == "+6281200000009");
    BOOST_TEST(*stored.reach.email == "siti@y.id");
    BOOST_TEST(*stored.reach.postal_code == "21221");
    BOOST_TEST(*stored.reach.city == "Kisaran");
    BOOST_TEST(!stored.sex.has_value());
    BOOST_TEST((stored.registered_at == clk.now() - std::chrono::hours{1}));
    BOOST_TEST(stored.version == whole.version);
    BOOST_TEST(stored.version == 3);
    auto const less = edit(made, {.phone = std::optional<std::string>(), .city = ""});
    BOOST_TEST(!less.reach.phone.has_value());
    BOOST_TEST(!less.reach.city.has_value());
    BOOST_TEST(edit(made, {.name = "Siti Aminah"}).version == 4); // no change
    auto const trail = read([](unit_of_work& uow) { return audit_trail(uow, "customer:1"); });
    BOOST_REQUIRE(trail.size() == 4u);
    BOOST_TEST(trail[0].action == "customer.add");
    BOOST_TEST(trail[1].detail == R"({"fields":["address","city"]})"); // never the values
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(a_known_contact_is_refused_unless_it_is_said_that_it_may_be)
{
    add(person("Ani", "081200000001", "ani@x.id"));
    add(person("Budi", "081200000002"));
    auto const refusal_of = [&](customer_draft const& draft) {
        return test::refusal([&] { add(draft); });
    };
    // Who it is stands there by id alone.
    BOOST_TEST(refusal_of(person("Dewi", "+62 812 0000 0001")) == "customer.known: 1");
    BOOST_TEST(refusal_of(person("Dewi", {}, "ANI@x.id")) == "customer.known: 1");
    BOOST_TEST(refusal_of(person("Dewi", "081200000002", "ani@x.id")) == "customer.known: 1, 2");
    auto shared = person("Dewi", "081200000002");
    shared.known_contact = true;
    auto const dewi = add(shared);

    customer_changes changes;
    changes.phone = "081200000001";
    BOOST_TEST(test::refusal([&] { edit(dewi, changes); }) == "customer.known: 1");
    changes.known_contact = true;
    BOOST_TEST(*edit(dewi, changes).reach.phone == "+6281200000001");
    // What was shared before is nobody's business when something else is changed.
    BOOST_TEST(edit(dewi, {.name = "Dewi L.", .phone = "081200000001"}).name == "Dewi L.");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_reached_is_refused_but_not_on_import)
{
    BOOST_TEST(refused_because([&] { add(person("Ani", "12-ab")); }) == "customer.phone_invalid");
    BOOST_TEST(refused_because([&] { add(person("Ani", {}, "ani")); }) == "customer.email_invalid");
    import("placed_at,customer,phone,email,sku,unit_price\n2026-09-03,Odd,12-ab,odd,S1,100\n");
    auto const odd = read([](unit_of_work& uow) { return get_customer(uow, "12-ab"); });
    BOOST_TEST(*odd.reach.email == "odd");
    // Nor does it stand in the way of another change.
    BOOST_TEST(*edit(odd, {.city = "Kisaran"}).reach.phone == "12-ab");
    BOOST_TEST(refused_because([&] { edit(odd, {.phone = "13-ab"}); }) == "customer.phone_invalid");
    BOOST_TEST(refused_because([&] { edit(odd, {.name = " "}); }) == "customer.name_invalid");
    BOOST_TEST(refused_because([&] { edit(odd, {.city = std::string(1'001, 'x')}); }) ==
               "customer.contact_invalid");
    BOOST_TEST(refused_because([&] {
                   transact([](unit_of_work& uow) { edit_customer(uow, id<customer>(9), {}); });
               }) == "customer.not_found");
}

BOOST_AUTO_TEST_CASE(an_old_order_keeps_what_was_agreed)
{
    import("placed_at,customer,phone,city,sku,unit_price\n"
           "2026-09-03,Dewi,081200000003,Kisaran,S1,100\n");
    auto const dewi = read([](unit_of_work& uow) { return get_customer(uow, "1"); });
    edit(dewi, {.name = "Dewi L.", .phone = "081200000004", .city = "Medan"});
    auto const header = order("1").header;
    BOOST_TEST(header.customer_name.value() == "Dewi");
    BOOST_TEST(*header.deliver_to.phone == "+6281200000003");
    BOOST_TEST(*header.deliver_to.city == "Kisaran");
    BOOST_TEST(findings().empty());
}

BOOST_AUTO_TEST_CASE(edits_at_once_lose_no_change)
{
    constexpr int rounds = 20;
    auto const ani = add(person("Ani"));
    std::barrier together(2);
    // Each has a database of its own, as two programs have.
    auto const edits = [&](std::function<customer_changes(std::string)> change) {
        database own(url, env);
        for (int round = 1; round <= rounds; ++round) {
            together.arrive_and_wait();
            tokocrm::transact(own, owner{}, [&](unit_of_work& uow) {
                edit_customer(uow, ani.number, change(std::to_string(round)));
            });
        }
    };
    std::thread other(edits, [](std::string text) { return customer_changes{.city = text}; });
    edits([](std::string text) { return customer_changes{.address = text}; });
    other.join();
    auto const now = find(ani);
    BOOST_TEST(*now.reach.city == "20");
    BOOST_TEST(*now.reach.address == "20");
    BOOST_TEST(now.version == 1 + 2 * rounds);
    BOOST_TEST(refused_because([&] { edit(now, {.name = "Ana", .seen_version = 1}); }) ==
               "customer.changed");
    BOOST_TEST(edit(now, {.name = "Ana", .seen_version = now.version}).name == "Ana");
}

BOOST_AUTO_TEST_SUITE_END()
