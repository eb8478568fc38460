#include "stock_fields.hpp"

#include "../context.hpp"
#include "words.hpp"

#include <tokocrm/staff.hpp>

namespace toko {

void say_in_words(context const& ctx, tokocrm::unit_of_work& uow, boost::json::object& movement)
{
    if (ctx.format() != output_format::table)
        return;
    auto& actor = movement.at("actor");
    actor = boost::json::string(tokocrm::display_name(uow, std::string(actor.as_string())));
    translate_words(ctx, ctx.format(), movement, {"kind", "actor"});
}

} // namespace toko
