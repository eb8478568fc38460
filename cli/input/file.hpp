#ifndef TOKO_INPUT_FILE_HPP
#define TOKO_INPUT_FILE_HPP

#include "../context.hpp"

#include <cstdint>
#include <fstream>
#include <istream>
#include <optional>
#include <string>

namespace toko {

/** A file that a command reads; `-` is standard input.

    @par Errors `input.missing`, `input.not_a_file`, `input.not_permitted`, `input.failed`
*/
class input_file
{
public:
    input_file(context& ctx, std::string const& path);

    std::istream& stream() { return file_ ? *file_ : standard_; }
    /// In bytes; 0 where nobody knows.
    std::int64_t size() const noexcept { return size_; }

private:
    std::istream& standard_;
    std::optional<std::ifstream> file_;
    std::int64_t size_ = 0;
};

} // namespace toko

#endif
