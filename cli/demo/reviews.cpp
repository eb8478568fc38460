#include "reviews.hpp"

#include <tokocrm/order.hpp>
#include <tokocrm/review.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace toko::demo {

namespace {

struct saying
{
    std::int64_t stars;
    char const* text;
    char const* reply = nullptr;  ///< null: nobody has answered yet
    char const* hidden = nullptr; ///< why; null: everybody may read it
};

constexpr std::array sayings{
    saying{5, "sesuai pesanan kak, cepat sampai", "makasih kak, ditunggu pesanan berikutnya"},
    saying{4, "bagus, cuma agak lama diantar",
           "maaf kak, kemarin hujan deras; lain kali kami usahakan lebih cepat"},
    saying{5, "langganan di sini dari dulu, selalu puas"},
    saying{2, "bungkusnya sobek waktu sampai"},
    saying{5, "barangnya bagus, kemasannya rapi 👍", "terima kasih banyak kak"},
    saying{1, "tokonya bodoh semua!!", nullptr, "kata kasar; barangnya sudah diganti"},
    saying{3, "lumayan, tapi isinya kurang penuh",
           "mohon maaf kak, lain kali kami timbang lagi di depan kakak"},
    saying{5, "harga bersahabat, pelayanan ramah", "makasih kak"},
    saying{4, "mantap, besok pesan lagi"},
    saying{5, "keluarga suka, harganya pas", "siap kak, makasih"},
    saying{3, "salah kirim jumlah, tapi langsung diganti", "maaf ya kak, terima kasih sudah sabar"},
    saying{5, "cocok untuk jualan lagi"},
};

void say(tokocrm::unit_of_work& uow, tokocrm::order const& of, std::size_t turn)
{
    auto const& what = sayings[turn % sayings.size()];
    bool const again = turn >= sayings.size();
    if (again && what.hidden) // somebody was rude once
        return;
    auto const& line = of.lines[turn % of.lines.size()];
    auto const number = tokocrm::add_review(uow, {.by = *of.header.buyer,
                                                  .order_number = of.header.number,
                                                  .item = line.sku,
                                                  .line = line.position,
                                                  .stars = what.stars,
                                                  .text = what.text})
                            .number;
    if (what.reply)
        tokocrm::reply_to_review(uow, number, what.reply);
    if (what.hidden)
        tokocrm::hide_review(uow, number, what.hidden);
}

} // namespace

void add_reviews(tokocrm::unit_of_work& uow)
{
    constexpr std::int64_t latest = 60;
    tokocrm::order_query query;
    query.labels = {tokocrm::order_label::ok};
    tokocrm::page_request part;
    part.limit = latest;
    std::size_t turn = 0;
    auto const orders = tokocrm::list_orders(uow, query, part).items;
    for (auto one = orders.rbegin(); one != orders.rend(); ++one)
        if (one->buyer)
            say(uow, tokocrm::get_order(uow, one->number), turn++);
}

} // namespace toko::demo
