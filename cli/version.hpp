#ifndef TOKO_VERSION_HPP
#define TOKO_VERSION_HPP

namespace toko {

/// As in the project's CMakeLists.txt.
constexpr char const version[] = "0.1.0";

/// Of the pages for man.
constexpr char const version_date[] = "2026-11-24";

} // namespace toko

#endif
