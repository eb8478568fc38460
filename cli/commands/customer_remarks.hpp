#ifndef TOKO_COMMANDS_CUSTOMER_REMARKS_HPP
#define TOKO_COMMANDS_CUSTOMER_REMARKS_HPP

#include "../output/format.hpp"
#include "../text/tr.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <boost/json/object.hpp>

#include <span>
#include <vector>

namespace toko {

class context;

/// For a table, the `tags` of a card as one text: `langganan, grosir`.
boost::json::object with_tags_in_words(context const& ctx, boost::json::object card);
/// The fields for it.
std::vector<field> with_tags_as_text(context const& ctx, std::span<field const> fields);

/// A consent, a note or a tag of a card, with whom it names and its words in the language.
boost::json::object remark_row(context const& ctx, tokocrm::unit_of_work& uow,
                               boost::json::object row);

inline constexpr field consent_fields[] = {
    {"channel", tr("Channel")},        {"given", tr("May be written to"), kind::boolean},
    {"source", tr("How it is known")}, {"recorded_at", tr("Since"), kind::instant},
    {"recorded_by", tr("By")},
};

} // namespace toko

#endif
