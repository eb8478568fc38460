#include "chats.hpp"

#include <tokocrm/chat.hpp>
#include <tokocrm/customer.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace toko::demo {

namespace {

struct line
{
    tokocrm::chat_side from;
    char const* text;
};

constexpr auto shop = tokocrm::chat_side::shop, customer = tokocrm::chat_side::customer;

struct talk
{
    std::vector<line> lines;
    bool read_by_shop = true; ///< to its end
};

std::vector<talk> talks()
{
    return {
        {{{customer, "kak, hari Minggu buka?"}, {shop, "buka kak, jam 8 sampai 12"}}},
        {{{shop, "halo kk, pesanannya sudah kami antar ya"},
          {customer, "sudah sampai kak, makasih"},
          {shop, "sama-sama kak, ditunggu pesanan berikutnya"}}},
        {{{customer, "minyak goreng yang 2 liter masih ada?"},
          {shop, "masih kak, mau berapa?"},
          {customer, "2 ya kak, nanti sore saya ambil"}},
         false},
        {{{customer, "bisa antar ke Air Joman?"}}, false},
        {{{customer, "berasnya kemarin ada kutunya kak 😢"}, {customer, "bisa diganti?"}}, false},
    };
}

void hold(tokocrm::unit_of_work& uow, tokocrm::id<tokocrm::customer> with, talk const& what)
{
    for (auto const& [from, text] : what.lines)
        tokocrm::send_message(uow, {.with = with, .from = from, .text = text});
    tokocrm::mark_messages_read(uow, with, customer);
    if (what.read_by_shop)
        tokocrm::mark_messages_read(uow, with, shop);
}

} // namespace

void add_chats(tokocrm::unit_of_work& uow)
{
    auto const all = talks();
    tokocrm::page_request part;
    part.limit = static_cast<std::int64_t>(all.size());
    std::size_t turn = 0;
    for (auto const& each :
         tokocrm::list_customers(
             uow, {.sort = tokocrm::customer_sort::registered, .descending = true}, part)
             .items)
        hold(uow, each.number, all[turn++]);
    tokocrm::add_quick_answer(uow, {.name = "salam", .text = "halo kak, ada yang bisa dibantu?"});
    tokocrm::add_quick_answer(
        uow, {.name = "jam buka", .text = "kami buka setiap hari jam 7 sampai 9 malam kak"});
}

} // namespace toko::demo
