#ifndef TOKO_OUTPUT_PICTURE_HPP
#define TOKO_OUTPUT_PICTURE_HPP

#include <string>

namespace toko {

class context;

/** Write a picture where somebody wants it, whole or not at all, and say so.

    @param path `-` is standard output.

    @par Errors those of `output_file`; usage `usage.output` for `-` on a terminal
*/
void write_picture(context& ctx, std::string const& path, std::string const& bytes);

} // namespace toko

#endif
