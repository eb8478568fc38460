#ifndef TOKOCRM_LIB_CRM_ERASURE_RULES_HPP
#define TOKOCRM_LIB_CRM_ERASURE_RULES_HPP

#include <string>
#include <string_view>
#include <vector>

namespace tokocrm {

/// What a person is known by, for taking it out of texts that stay.
class known_by
{
public:
    /// All words of a name that are more than one letter or digit.
    void add_name(std::string_view name);
    void add_phone(std::string_view phone);
    void add_email(std::string_view email);
    /// The whole of it alone, wherever it stands.
    void add_address(std::string_view address);

    /// A text with an ellipsis for each of these that stands in it, in whatever spelling.
    std::string taken_out_of(std::string_view text) const;

private:
    std::string without_whole(std::string_view text) const;
    std::string without_names(std::string_view text) const;
    std::string without_phones(std::string_view text) const;

    std::vector<std::string> words_;  ///< folded
    std::vector<std::string> digits_; ///< the last ones of phones
    std::vector<std::string> whole_;  ///< folded
};

} // namespace tokocrm

#endif
