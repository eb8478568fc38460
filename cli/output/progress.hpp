#ifndef TOKO_OUTPUT_PROGRESS_HPP
#define TOKO_OUTPUT_PROGRESS_HPP

#include <boost/timer/progress_display.hpp>

#include <cstdint>
#include <optional>

namespace toko {

class context;

/// A progress bar on stderr, where that is a terminal and nobody said `-q`.
class progress
{
public:
    progress(context& ctx, std::int64_t total);
    /// So many are done by now.
    void at(std::int64_t done);

private:
    std::optional<boost::timer::progress_display> bar_;
};

} // namespace toko

#endif
