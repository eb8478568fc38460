#ifndef TOKOCRM_LIB_CORE_EXCERPT_HPP
#define TOKOCRM_LIB_CORE_EXCERPT_HPP

#include <string>
#include <string_view>

namespace tokocrm {

/// A text that somebody handed in, for a sentence: escaped, its first 40 characters at most.
std::string excerpt(std::string_view text);

} // namespace tokocrm

#endif
