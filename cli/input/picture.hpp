#ifndef TOKO_INPUT_PICTURE_HPP
#define TOKO_INPUT_PICTURE_HPP

#include "../context.hpp"

#include <tokocrm/picture.hpp>

#include <string>

namespace toko {

/** The picture in a file; `-` is standard input. Takes its time, so read it outside of units.

    @par Errors those of `input_file` and of `prepare_picture`, which name the file
*/
tokocrm::prepared_picture read_picture(context& ctx, std::string const& path);

} // namespace toko

#endif
