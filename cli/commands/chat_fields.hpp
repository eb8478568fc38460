#ifndef TOKO_COMMANDS_CHAT_FIELDS_HPP
#define TOKO_COMMANDS_CHAT_FIELDS_HPP

#include "../context.hpp"
#include "../output/format.hpp"

#include <tokocrm/json.hpp>

#include <boost/json/object.hpp>

#include <optional>
#include <string>

/// Messages as every command shows them.
namespace toko {

inline constexpr field message_fields[] = {
    {"id", tr("Id"), kind::number},
    {"sent_at", tr("Sent"), kind::instant},
    {"customer", tr("Customer"), kind::text, false},
    {"from", tr("From")},
    {"text", tr("Message")},
    {"read", tr("Read"), kind::boolean},
    {"sent_by", tr("Written by"), kind::text, false},
    {"customer_id", tr("Customer's id"), kind::number, false},
};

boost::json::object message_row(context const& ctx, tokocrm::unit_of_work& uow,
                                tokocrm::chat_message const& one, tokocrm::shop const& in);

/// The quick answer that somebody names; where there is none, with the name that was most likely
/// meant.
tokocrm::quick_answer named_answer(tokocrm::unit_of_work& uow, std::string const& named);

/// `--from`, only what one side says.
void describe_side(options& opts);
std::optional<tokocrm::chat_side> find_side(arguments const& args);

} // namespace toko

#endif
