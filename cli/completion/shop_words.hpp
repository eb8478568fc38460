#ifndef TOKO_COMPLETION_SHOP_WORDS_HPP
#define TOKO_COMPLETION_SHOP_WORDS_HPP

#include "../configuration.hpp"
#include "complete.hpp"

#include <span>
#include <string>
#include <vector>

namespace toko {

/// What a shop can be asked for while somebody types.
enum class shop_words {
    categories,
    cities,       ///< that the shop delivers to
    known_cities, ///< and those where customers live
    customers,    ///< their phones and e-mails
    coupons,      ///< their codes
    skus,         ///< of products
    packs,        ///< SKUs of products and of their packs
    users,        ///< their names
    quick_answers ///< their names
};

/** The shop's own words.

    @param typed What there is of the word already; others may come as well, and never all of many.
    @param words The line, which may say where the shop is.

    @return None where there is no shop or it cannot be asked. Nothing is made.
*/
std::vector<candidate> words_of_shop(shop_words which, std::string_view typed,
                                     std::span<std::string const> words,
                                     variable_reader const& variables);

} // namespace toko

#endif
