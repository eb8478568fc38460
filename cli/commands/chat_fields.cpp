#include "chat_fields.hpp"

#include "given.hpp"
#include "words.hpp"

#include <string>
#include <vector>

namespace toko {

boost::json::object message_row(context const& ctx, tokocrm::unit_of_work& uow,
                                tokocrm::chat_message const& one, tokocrm::shop const& in)
{
    auto row = tokocrm::to_json(one, in);
    name_actors(ctx, uow, row, {"sent_by"});
    translate_words(ctx, ctx.format(), row, {"from", "sent_by"});
    return row;
}

tokocrm::quick_answer named_answer(tokocrm::unit_of_work& uow, std::string const& named)
{
    try {
        return tokocrm::get_quick_answer(uow, named);
    } catch (tokocrm::error const& failure) {
        if (failure.code() != tokocrm::errc::not_found)
            throw;
        std::vector<std::string> names;
        for (auto const& one : tokocrm::list_quick_answers(uow).items)
            names.push_back(one.name);
        rethrow_suggesting(failure, named, names,
                           tr("there is no quick answer {0}; did you mean {1}?"));
    }
}

void describe_side(options& opts)
{
    opts.value("from", "shop|customer", tr("only what this side says"));
}

std::optional<tokocrm::chat_side> find_side(arguments const& args)
{
    auto const told = args.find("from");
    if (!told)
        return std::nullopt;
    for (auto const each : {tokocrm::chat_side::shop, tokocrm::chat_side::customer})
        if (*told == tokocrm::name(each))
            return each;
    throw usage_error("usage.value", tr("{0} must be shop or customer, not {1}"),
                      {"--from", *told});
}

} // namespace toko
