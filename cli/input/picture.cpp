#include "picture.hpp"

#include "file.hpp"

#include <algorithm>
#include <array>

namespace toko {

namespace {

/// No more than it takes to see that it is too much.
std::string bytes_of(std::istream& from)
{
    std::string all;
    std::array<char, 65'536> part;
    while (all.size() <= tokocrm::largest_picture_file) {
        from.read(part.data(), part.size());
        all.append(part.data(), static_cast<std::size_t>(from.gcount()));
        if (!from)
            break;
    }
    return all;
}

} // namespace

tokocrm::prepared_picture read_picture(context& ctx, std::string const& path)
{
    input_file from(ctx, path);
    auto const bytes = bytes_of(from.stream());
    if (from.stream().bad())
        throw command_error(tokocrm::errc::unavailable, "input.failed",
                            tr("{0} cannot be read to its end"), {path});
    try {
        return tokocrm::prepare_picture(bytes);
    } catch (tokocrm::error const& failure) {
        throw command_error(failure.code(), failure.reason(), tr("{0}: {1}"),
                            {path, failure.message(ctx.lang())});
    }
}

} // namespace toko
