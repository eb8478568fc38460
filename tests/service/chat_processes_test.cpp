#include "tests/support/shop_program.hpp"

#include <tokocrm/catalog.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/stock.hpp>

#include <csignal>
#include <cstdint>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <vector>

using namespace tokocrm;

namespace {

struct chatting_processes : test::shop_program
{
    chatting_processes()
    {
        transact([](unit_of_work& uow) {
            customer_draft draft;
            draft.name = "Pembeli";
            add_customer(uow, draft);
            product_draft goods;
            goods.sku = "BERAS";
            goods.name = "Beras";
            goods.price = money(14'500, currency::idr);
            receive_stock(uow, add_product(uow, goods).number, quantity::thousandths(1'000'000));
        });
        close();
    }

    /// A program under way whose output is read as it comes.
    class talker
    {
    public:
        talker(chatting_processes const& of, std::string const& name,
               std::vector<std::string> const& words)
            : pipe_(made(of.folder / name)), errors_(pipe_ + ".err"),
              program_(with(of, words), of.folder.path().string(), of.environment(),
                       {.out = pipe_, .err = errors_}),
              out_(pipe_)
        {}
        std::string line()
        {
            std::string text;
            std::getline(out_, text);
            return text;
        }
        test::child_process& program() { return program_; }
        std::string errors() const
        {
            std::ifstream file(errors_);
            return {std::istreambuf_iterator<char>(file), {}};
        }

    private:
        static std::string made(std::string const& pipe)
        {
            BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
            return pipe;
        }
        static std::vector<std::string> with(chatting_processes const& of,
                                             std::vector<std::string> const& words)
        {
            std::vector<std::string> all{test::toko_program(), "--lang", "en", "--db", of.file};
            all.insert(all.end(), words.begin(), words.end());
            return all;
        }

        std::string pipe_, errors_;
        test::child_process program_;
        std::ifstream out_;
    };

    void send(std::string const& text)
    {
        auto const sent = toko("chat send --customer 1 " + test::quoted_word(text) + " -q");
        BOOST_REQUIRE_MESSAGE(sent.status == 0, sent.err);
    }
    std::int64_t messages()
    {
        return read([](unit_of_work& uow) { return count_messages(uow, {}); });
    }
    void check_clean()
    {
        BOOST_TEST(findings() == std::vector<std::string>(), boost::test_tools::per_element());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(chat_processes, chatting_processes)

BOOST_AUTO_TEST_CASE(two_processes_chat_while_a_third_sells)
{
    constexpr int rounds = 8;
    auto const count = std::to_string(rounds);
    // Each answers what the other says.
    auto const answering = [&](std::string const& to, std::string const& as) {
        return line("chat follow --after-message 0 --format ids --from " + to + " --count " +
                    count) +
               " | while read id; do " + line("chat send --customer 1 \"jawaban $id\" -q " + as) +
               " > /dev/null || exit 9; done";
    };
    auto const selling = "for i in 1 2 3 4 5 6; do " +
                         line("order place --item BERAS:1 --pay cash") +
                         " > /dev/null || exit 9; done";
    std::vector<std::string> const lines{answering("customer", ""),
                                         answering("shop", "--from-customer"), selling};
    std::string all;
    for (auto const& each : lines)
        all += "( " + each + " ) & pids=\"$pids $!\"; ";
    all += line("chat send --customer 1 mulai -q --from-customer") + " > /dev/null || exit 9; ";
    all += "for p in $pids; do wait $p || exit 8; done";
    auto const done = shell(all);
    BOOST_TEST(done.status == 0, done.err);
    BOOST_TEST(messages() == 1 + 2 * rounds);
    BOOST_TEST(read([](unit_of_work& uow) { return count_orders(uow, {}); }) == 6);
    check_clean();
}

BOOST_AUTO_TEST_CASE(a_follower_sees_what_another_process_sends)
{
    talker follower(*this, "pipe", {"chat", "follow", "--last", "9", "--count", "2", "--json"});
    send("halo kk");
    BOOST_TEST(follower.line().find("\"text\":\"halo kk\"") != std::string::npos);
    send("masih buka?");
    BOOST_TEST(follower.line().find("\"text\":\"masih buka?\"") != std::string::npos);
    BOOST_TEST(follower.program().wait() == 0);
}

BOOST_AUTO_TEST_CASE(a_follower_that_is_killed_harms_nothing)
{
    send("satu");
    talker follower(*this, "pipe", {"chat", "follow", "--after-message", "0", "--format", "ids"});
    BOOST_TEST(follower.line() == "1");
    follower.program().kill();
    BOOST_TEST(WTERMSIG(follower.program().wait()) == SIGKILL);
    send("dua");
    BOOST_TEST(messages() == 2);
    check_clean();
    close();
    talker again(*this, "pipe2",
                 {"chat", "follow", "--after-message", "1", "--count", "1", "--format", "ids"});
    BOOST_TEST(again.line() == "2");
    BOOST_TEST(again.program().wait() == 0);
}

BOOST_AUTO_TEST_CASE(a_follower_ends_with_ctrl_c)
{
    send("satu");
    talker follower(*this, "pipe", {"chat", "follow", "--after-message", "0", "--format", "ids"});
    BOOST_TEST(follower.line() == "1");
    ::kill(follower.program().id(), SIGINT);
    auto const status = follower.program().wait();
    BOOST_TEST(WIFSIGNALED(status));
    BOOST_TEST(WTERMSIG(status) == SIGINT);
    BOOST_TEST(follower.errors() == "");
}

BOOST_AUTO_TEST_CASE(a_follower_is_told_that_its_shop_was_put_aside)
{
    send("satu");
    talker follower(*this, "pipe", {"chat", "follow", "--after-message", "0", "--format", "ids"});
    BOOST_TEST(follower.line() == "1");
    std::filesystem::rename(file, file + ".old");
    BOOST_TEST(follower.program().wait() != 0);
    BOOST_TEST(follower.errors().find("shop.db") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
