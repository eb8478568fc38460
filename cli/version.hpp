#ifndef TOKO_VERSION_HPP
#define TOKO_VERSION_HPP

namespace toko {

/// As in the project's CMakeLists.txt.
constexpr char const version[] = "0.1.0";

} // namespace toko

#endif
