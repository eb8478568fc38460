#include "command_error.hpp"

#include "text/tr.hpp"

#include <utility>

namespace toko {

command_error::command_error(tokocrm::errc code, std::string reason, char const* sentence,
                             std::vector<std::string> arguments)
    : error(code, std::move(reason), sentence, std::move(arguments)), sentence_(sentence)
{}

std::string command_error::message(tokocrm::language in) const
{
    return translate(in, sentence_, arguments());
}

command_error command_error::with_reason(std::string reason) const
{
    command_error other(code(), std::move(reason), sentence_, arguments());
    other.details = details;
    return other;
}

command_error usage_error(std::string reason, char const* sentence,
                          std::vector<std::string> arguments)
{
    return {tokocrm::errc::invalid_input, std::move(reason), sentence, std::move(arguments)};
}

} // namespace toko
