#ifndef TOKO_COMMAND_ERROR_HPP
#define TOKO_COMMAND_ERROR_HPP

#include <tokocrm/error.hpp>

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace toko {

/** A failure that the command line finds itself; its sentences stand in the command line's
    catalogue instead of the library's.
*/
class command_error : public tokocrm::error
{
public:
    /// @param sentence marked with `tr`
    command_error(tokocrm::errc code, std::string reason, char const* sentence,
                  std::vector<std::string> arguments = {});

    /// Hides `error::message`, which looks into the library's catalogue.
    std::string message(tokocrm::language in) const;

    /// The same under another reason.
    command_error with_reason(std::string reason) const;

    /// What a program is told besides: more keys of the error's object.
    boost::json::object details = {};

private:
    char const* sentence_;
};

/// The command was not written as it must be: exit 64. Reason `usage.…`.
command_error usage_error(std::string reason, char const* sentence,
                          std::vector<std::string> arguments = {});

} // namespace toko

#endif
