#ifndef TOKO_COMMANDS_WORDS_HPP
#define TOKO_COMMANDS_WORDS_HPP

#include "../output/format.hpp"

#include <tokocrm/unit_of_work.hpp>

#include <boost/json/object.hpp>

#include <initializer_list>

namespace toko {

class context;

/** Put a record's words for machines (`part_paid`, `cash`) into the language, for a table.

    @param format Every other format keeps them.
    @param keys whose values are such words; unknown ones stay as they are.
*/
void translate_words(context const& ctx, output_format format, boost::json::object& record,
                     std::initializer_list<char const*> keys);

/** Put what an actor is called in place of how it is recorded (`staff:3`), for a table.

    @param keys whose values are actors, or null.
*/
void name_actors(context const& ctx, tokocrm::unit_of_work& uow, boost::json::object& record,
                 std::initializer_list<char const*> keys);

} // namespace toko

#endif
