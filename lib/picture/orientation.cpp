#include "decoders.hpp"

#include <libexif/exif-data.h>
#include <memory>
#include <new>
#include <string>

namespace tokocrm::pictures {

int orientation_in(std::string_view exif)
{
    using namespace std::string_view_literals;
    constexpr std::size_t largest = 65'536; // what a JPEG has room for
    if (exif.empty() || exif.size() > largest)
        return 1;
    constexpr auto mark = "Exif\0\0"sv;
    std::string const whole =
        exif.starts_with("Exif") ? std::string(exif) : std::string(mark).append(exif);
    std::unique_ptr<ExifData, decltype(&exif_data_unref)> const data(exif_data_new(),
                                                                     exif_data_unref);
    if (!data)
        throw std::bad_alloc();
    // Would add what is not there.
    exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(data.get(), reinterpret_cast<unsigned char const*>(whole.data()),
                        static_cast<unsigned>(whole.size()));
    auto const* const entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
    if (entry == nullptr || entry->data == nullptr || entry->format != EXIF_FORMAT_SHORT ||
        entry->size < 2)
        return 1;
    int const found = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
    return found >= 1 && found <= 8 ? found : 1;
}

} // namespace tokocrm::pictures
