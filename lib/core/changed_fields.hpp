#ifndef TOKOCRM_LIB_CORE_CHANGED_FIELDS_HPP
#define TOKOCRM_LIB_CORE_CHANGED_FIELDS_HPP

#include <optional>
#include <string>
#include <utility>

namespace tokocrm {

/// What an edit makes different, by name: for the audit, which never has the values.
class changed_fields
{
public:
    /// Puts what is given into `kept`, where it is another value.
    template <class Value>
    void set(char const* name, Value& kept, std::optional<Value> given)
    {
        if (!given || *given == kept)
            return;
        kept = *std::move(given);
        add(name);
    }
    void add(char const* name)
    {
        names_ += (names_.empty() ? "\"" : ",\"") + std::string(name) + '"';
    }

    bool none() const noexcept { return names_.empty(); }

    /// `{"fields":["name","price"]}`
    std::string to_detail() const { return "{\"fields\":[" + names_ + "]}"; }

private:
    std::string names_;
};

/// What `check` makes of a value that is given.
template <class Given, class Check>
auto checked_if(std::optional<Given> const& given, Check check)
    -> std::optional<decltype(check(*given))>
{
    if (!given)
        return std::nullopt;
    return check(*given);
}

} // namespace tokocrm

#endif
