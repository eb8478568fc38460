#ifndef TOKO_EXIT_CODE_HPP
#define TOKO_EXIT_CODE_HPP

#include <tokocrm/error.hpp>

namespace toko {

/// What the process answers; the numbers from 64 on are those of sysexits.
namespace exit_code {
constexpr int done = 0;
constexpr int refused = 1; ///< or not found, or a check found something
constexpr int usage = 64;
constexpr int bad_data = 65;
constexpr int no_input = 66;
constexpr int unavailable = 69;
constexpr int our_bug = 70;
constexpr int no_output = 73;
constexpr int io = 74;
constexpr int busy = 75;
constexpr int not_permitted = 77;
constexpr int configuration = 78;
} // namespace exit_code

/// The exit code for a failure: by its kind, unless its reason is one of a few. Never throws.
int exit_code_of(tokocrm::error const& failure) noexcept;

} // namespace toko

#endif
