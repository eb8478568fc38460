#include <tokocrm/error.hpp>

#include <charconv>
#include <utility>

namespace tokocrm {

std::string_view name(errc code) noexcept
{
    switch (code) {
    case errc::invalid_input:
        return "invalid_input";
    case errc::not_found:
        return "not_found";
    case errc::already_exists:
        return "already_exists";
    case errc::rule_violation:
        return "rule_violation";
    case errc::permission_denied:
        return "permission_denied";
    case errc::conflict:
        return "conflict";
    case errc::unavailable:
        return "unavailable";
    case errc::internal:
        return "internal";
    }
    return "internal";
}

namespace {

/// A sentence is for reading, whatever somebody typed or a file holds.
std::vector<std::string> shortened(std::vector<std::string> arguments)
{
    constexpr std::size_t most = 400;
    for (auto& one : arguments) {
        if (one.size() <= most)
            continue;
        auto end = most;
        while (end > 0 && (static_cast<unsigned char>(one[end]) & 0xC0) == 0x80)
            --end;
        one.resize(end);
        one += "…";
    }
    return arguments;
}

} // namespace

error::error(errc code, std::string reason, char const* text, std::vector<std::string> arguments)
    : std::runtime_error(fill_in(text, shortened(arguments))), code_(code),
      reason_(std::move(reason)), text_(text), arguments_(shortened(std::move(arguments)))
{}

std::string error::message(language in) const
{
    return fill_in(tokocrm::text(in, text_), arguments_);
}

std::string fill_in(std::string_view sentence, std::vector<std::string> const& arguments)
{
    std::string out;
    while (!sentence.empty()) {
        auto const open = sentence.find('{');
        out += sentence.substr(0, open);
        if (open == std::string_view::npos)
            break;
        sentence.remove_prefix(open);
        auto const* const first = sentence.data() + 1;
        auto const* const end = sentence.data() + sentence.size();
        std::size_t which = 0;
        auto const [after, fault] = std::from_chars(first, end, which);
        if (fault == std::errc() && after != end && *after == '}' && which < arguments.size()) {
            out += arguments[which];
            sentence.remove_prefix(static_cast<std::size_t>(after + 1 - sentence.data()));
        } else {
            out += '{';
            sentence.remove_prefix(1);
        }
    }
    return out;
}

} // namespace tokocrm
