#include "customer_remarks.hpp"

#include "../context.hpp"
#include "words.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <string_view>

namespace toko {

boost::json::object with_tags_in_words(context const& ctx, boost::json::object card)
{
    if (ctx.format() != output_format::table)
        return card;
    std::string joined;
    for (auto const& each : card.at("tags").as_array())
        joined.append(joined.empty() ? "" : ", ").append(each.at("tag").as_string());
    if (joined.empty())
        card["tags"] = nullptr;
    else
        card["tags"] = joined;
    return card;
}

std::vector<field> with_tags_as_text(context const& ctx, std::span<field const> fields)
{
    std::vector<field> all(fields.begin(), fields.end());
    if (ctx.format() == output_format::table)
        for (auto& each : all)
            if (each.key == std::string_view("tags")) {
                each.as = kind::text;
                each.in_table = true;
            }
    return all;
}

boost::json::object remark_row(context const& ctx, tokocrm::unit_of_work& uow,
                               boost::json::object row)
{
    name_actors(ctx, uow, row, {"recorded_by", "written_by", "added_by"});
    translate_words(ctx, ctx.format(), row,
                    {"recorded_by", "written_by", "added_by", "channel", "source"});
    return row;
}

} // namespace toko
