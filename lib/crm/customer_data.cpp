#include "../core/business_date.hpp"
#include "../picture/service.hpp"
#include "../staff/service.hpp"
#include "data_repository.hpp"
#include "erasure_service.hpp"

#include <tokocrm/error.hpp>
#include <tokocrm/quantity.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <boost/json.hpp>

#include <sodium/utils.h>

namespace tokocrm {

namespace {

namespace json = boost::json;
using data_repository::about_card, data_repository::about_order;

std::string base64(std::string_view bytes)
{
    constexpr auto variant = sodium_base64_VARIANT_ORIGINAL;
    std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                      bytes.size(), variant);
    out.pop_back(); // the end that C wants
    return out;
}

/// Writes a document part by part: what was written is not kept.
class document
{
public:
    document(unit_of_work& uow, std::int64_t card,
             std::function<void(std::string_view)> const& write)
        : uow_(uow), card_(card), write_(write), shop_(get_shop(uow))
    {}

    void write()
    {
        json::object head{{"schema_version", customer_data_version},
                          {"shop", shop_.profile.name},
                          {"taken_at", shop_.zone.to_iso(uow_.now())},
                          {"currency", code(shop_.profile.currency)},
                          {"timezone", shop_.zone.name()},
                          {"card", only(about_card::card)},
                          {"erasure", only(about_card::erasure)}};
        auto text = json::serialize(head);
        text.pop_back(); // goes on
        write_(text);
        list("merges", about_card::merges);
        list("notes", about_card::notes);
        list("tags", about_card::tags);
        list("consents", about_card::consents);
        list("cart", about_card::cart);
        begin_list("orders");
        for (auto const row : data_repository::orders_of(uow_, card_))
            add_order(row);
        end_list();
        list("reviews", about_card::reviews);
        list("messages", about_card::messages);
        list("events", about_card::events);
        write_("}\n");
    }

private:
    json::value value_of(data_repository::datum const& of) const
    {
        using data_repository::kind;
        if (!of.value)
            return nullptr;
        auto const& text = *of.value;
        auto const number = [&] { return std::stoll(text); };
        switch (of.is) {
        case kind::text:
            break;
        case kind::number:
            return number();
        case kind::instant:
            return json::string(shop_.zone.to_iso(timestamp(std::chrono::microseconds(number()))));
        case kind::day:
            return json::string(to_iso(from_number(number())));
        case kind::flag:
            return number() != 0;
        case kind::quantity:
            return json::string(to_decimal(quantity::thousandths(number())));
        case kind::json: {
            json::error_code none;
            auto parsed = json::parse(text, none);
            return none ? json::value(json::string(text)) : parsed;
        }
        }
        return json::string(text);
    }

    json::object object_of(data_repository::row const& row) const
    {
        json::object out;
        for (auto const& each : row)
            out[each.name] = value_of(each);
        return out;
    }

    json::value only(about_card what) const
    {
        json::value found;
        data_repository::for_each(uow_, what, card_,
                                  [&](auto const& row) { found = object_of(row); });
        return found;
    }

    json::array all(about_order what, std::int64_t order) const
    {
        json::array found;
        data_repository::for_each(uow_, what, order,
                                  [&](auto const& row) { found.push_back(object_of(row)); });
        return found;
    }

    void add_order(std::int64_t row)
    {
        json::object whole;
        data_repository::for_each(uow_, about_order::header, row,
                                  [&](auto const& header) { whole = object_of(header); });
        whole["lines"] = all(about_order::lines, row);
        whole["adjustments"] = all(about_order::adjustments, row);
        whole["transitions"] = all(about_order::transitions, row);
        auto submissions = all(about_order::submissions, row);
        for (auto& each : submissions) {
            auto& submission = each.as_object();
            auto& proof = submission["picture"];
            if (proof.is_int64())
                proof = base64(picture_bytes(uow_, id<picture>(proof.as_int64())));
        }
        whole["submissions"] = std::move(submissions);
        whole["payments"] = all(about_order::payments, row);
        whole["refunds"] = all(about_order::refunds, row);
        whole["refund_lines"] = all(about_order::refund_lines, row);
        whole["coupon_uses"] = all(about_order::coupon_uses, row);
        whole["events"] = all(about_order::events, row);
        add(whole);
    }

    void list(char const* name, about_card what)
    {
        begin_list(name);
        data_repository::for_each(uow_, what, card_, [&](auto const& row) { add(object_of(row)); });
        end_list();
    }
    void begin_list(char const* name)
    {
        write_(std::string(",\n\"") + name + "\":[");
        first_ = true;
    }
    void add(json::object const& one)
    {
        write_((std::exchange(first_, false) ? "\n" : ",\n") + json::serialize(one));
    }
    void end_list() { write_("]"); }

    unit_of_work& uow_;
    std::int64_t card_;
    std::function<void(std::string_view)> const& write_;
    shop shop_;
    bool first_ = true;
};

} // namespace

void write_customer_data(unit_of_work& uow, id<customer> whose,
                         std::function<void(std::string_view)> const& write)
{
    require(uow, right::take_customer_data, whose);
    document(uow, kept_card_of(uow, whose).value(), write).write();
}

} // namespace tokocrm
