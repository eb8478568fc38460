#ifndef TOKOCRM_TESTS_UNIT_BECAUSE_HPP
#define TOKOCRM_TESTS_UNIT_BECAUSE_HPP

#include <tokocrm/error.hpp>

#include <string>
#include <utility>

namespace test {

/// For BOOST_CHECK_EXCEPTION: an error of this kind and reason.
inline auto because(std::string reason, tokocrm::errc code = tokocrm::errc::invalid_input)
{
    return [reason = std::move(reason), code](tokocrm::error const& e) {
        return e.code() == code && e.reason() == reason;
    };
}

} // namespace test

#endif
