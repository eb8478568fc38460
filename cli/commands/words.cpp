#include "words.hpp"

#include "../context.hpp"

#include <tokocrm/staff.hpp>

#include <boost/json/string.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>

namespace toko {

namespace {

struct word
{
    std::string_view machine;
    char const* people; ///< marked with `tr`
};

constexpr word words[] = {
    // what is added to an order, and what a booking is
    {"coupon", tr("coupon")},
    {"shipping", tr("shipping")},
    {"unique_code", tr("unique code")},
    {"surplus", tr("surplus")},
    {"order", tr("order")},
    {"refund", tr("refund")},
    // graphs and their states
    {"payment", tr("payment")},
    {"fulfilment", tr("fulfilment")},
    {"imported", tr("imported")},
    {"placed", tr("placed")},
    {"completed", tr("completed")},
    {"cancelled", tr("cancelled")},
    {"awaiting", tr("awaiting")},
    {"submitted", tr("submitted")},
    {"part_paid", tr("part paid")},
    {"paid", tr("paid")},
    {"part_refunded", tr("part refunded")},
    {"refunded", tr("refunded")},
    {"expired", tr("expired")},
    {"unfulfilled", tr("unfulfilled")},
    {"packed", tr("packed")},
    {"shipped", tr("shipped")},
    {"delivered", tr("delivered")},
    {"refused", tr("refused")},
    {"returned", tr("returned")},
    // what became of a proof of payment
    {"open", tr("waiting")},
    {"accepted", tr("accepted")},
    {"rejected", tr("rejected")},
    // what moves the stock
    {"received", tr("received")},
    {"sold", tr("sold")},
    {"adjusted", tr("adjusted")},
    {"counted", tr("counted")},
    // who, and how it was paid
    {"owner", tr("owner")},
    {"cashier", tr("cashier")},
    {"system", tr("system")},
    {"visitor", tr("visitor")},
    {"transfer", tr("transfer")},
    {"cash", tr("cash")},
    {"cod", tr("cash on delivery")},
    {"female", tr("female")},
    {"male", tr("male")},
    // what stands on a customer's card
    {"name", tr("name")},
    {"phone", tr("phone")},
    {"email", tr("e-mail")},
    {"address", tr("address")},
    {"sex", tr("sex")},
    // by what somebody is written to, and how that is known
    {"email", tr("e-mail")},
    {"whatsapp", tr("WhatsApp")},
    {"unsubscribe", tr("link to unsubscribe")},
    {"merge", tr("merge of two cards")},
    // what a customer's timeline tells of
    {"registration", tr("registration")},
    {"review", tr("review")},
    {"reply", tr("reply")},
    {"message", tr("message")},
    {"note", tr("note")},
    {"tag", tr("tag")},
    {"consent", tr("consent")},
    {"erasure", tr("erasure")},
    // who says something in a chat
    {"shop", tr("shop")},
    {"customer", tr("customer")},
    // who sets something
    {"option", tr("option")},
    {"environment", tr("environment")},
    {"file", tr("file")},
    {"default", tr("default")},
};

} // namespace

void translate_words(context const& ctx, output_format format, boost::json::object& record,
                     std::initializer_list<char const*> keys)
{
    if (format != output_format::table)
        return;
    for (auto const* const key : keys) {
        auto* const value = record.if_contains(key);
        if (!value || !value->is_string())
            continue;
        std::string_view const text(value->get_string().data(), value->get_string().size());
        auto const* const found =
            std::find_if(std::begin(words), std::end(words),
                         [&](word const& one) { return one.machine == text; });
        if (found != std::end(words))
            *value = boost::json::string(ctx.translate(found->people));
    }
}

void name_actors(context const& ctx, tokocrm::unit_of_work& uow, boost::json::object& record,
                 std::initializer_list<char const*> keys)
{
    if (ctx.format() != output_format::table)
        return;
    for (auto const* const key : keys) {
        auto* const value = record.if_contains(key);
        if (value && value->is_string())
            *value = boost::json::string(
                tokocrm::display_name(uow, std::string_view(value->get_string())));
    }
}

} // namespace toko
