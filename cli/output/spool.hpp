#ifndef TOKO_OUTPUT_SPOOL_HPP
#define TOKO_OUTPUT_SPOOL_HPP

#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace toko {

/** What is to be printed once the shop is no longer being read.

    Up to a megabyte in memory, what is more in a file without a name.

    @par Errors `output.spool` where there is no room
*/
class spool
{
public:
    void write(std::string_view text);
    void copy_to(std::ostream& out);
    void clear() noexcept;

private:
    struct closer
    {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };

    void move_to_file();

    std::string memory_;
    std::unique_ptr<std::FILE, closer> file_;
};

} // namespace toko

#endif
