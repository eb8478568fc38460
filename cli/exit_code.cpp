#include "exit_code.hpp"

#include <string_view>

namespace toko {

namespace {

struct override_of
{
    std::string_view reason; ///< a whole reason; with a dot at the end all that begin so
    int code;
};

constexpr override_of overrides[] = {
    {"usage.", exit_code::usage},
    {"period.", exit_code::usage},
    {"import.batch_not_found", exit_code::refused},
    {"import.changed_since", exit_code::refused},
    {"import.order_changed", exit_code::refused},
    {"import.order_exists", exit_code::refused},
    {"import.product_lost", exit_code::our_bug},
    {"import.read_failed", exit_code::io},
    {"import.record_exists", exit_code::refused},
    {"import.records_in_use", exit_code::refused},
    {"import.", exit_code::bad_data},
    {"csv.", exit_code::bad_data},
    {"picture.not_found", exit_code::refused},
    {"picture.", exit_code::bad_data},
    {"money.overflow", exit_code::bad_data},
    {"db.foreign", exit_code::bad_data},
    {"db.damaged", exit_code::bad_data},
    {"db.not_found", exit_code::no_input},
    {"db.not_a_file", exit_code::no_input},
    {"input.not_permitted", exit_code::not_permitted},
    {"input.failed", exit_code::io},
    {"input.", exit_code::no_input},
    {"db.busy", exit_code::busy},
    {"db.schema_newer", exit_code::configuration},
    {"db.schema_older", exit_code::configuration},
    {"db.full", exit_code::io},
    {"db.io", exit_code::io},
    {"db.read_only", exit_code::not_permitted},
    {"db.folder_missing", exit_code::no_output},
    {"db.in_use", exit_code::busy},
    {"backup.unsound", exit_code::bad_data},
    {"backup.not_found", exit_code::no_input},
    {"backup.", exit_code::no_output},
    {"restore.unsound", exit_code::bad_data},
    {"output.stream", exit_code::io},
    {"output.", exit_code::no_output},
    {"config.missing", exit_code::no_input},
    {"config.", exit_code::configuration},
};

bool matches(std::string_view pattern, std::string_view reason) noexcept
{
    return pattern.ends_with('.') ? reason.starts_with(pattern) : reason == pattern;
}

int by_kind(tokocrm::errc code) noexcept
{
    switch (code) {
    case tokocrm::errc::invalid_input:
        return exit_code::usage;
    case tokocrm::errc::not_found:
    case tokocrm::errc::already_exists:
    case tokocrm::errc::rule_violation:
    case tokocrm::errc::conflict:
        return exit_code::refused;
    case tokocrm::errc::permission_denied:
        return exit_code::not_permitted;
    case tokocrm::errc::unavailable:
        return exit_code::unavailable;
    case tokocrm::errc::internal:
        break;
    }
    return exit_code::our_bug;
}

} // namespace

int exit_code_of(tokocrm::error const& failure) noexcept
{
    for (auto const& one : overrides) {
        if (matches(one.reason, failure.reason()))
            return one.code;
    }
    return by_kind(failure.code());
}

} // namespace toko
