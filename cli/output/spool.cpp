#include "spool.hpp"

#include "../command_error.hpp"
#include "../text/tr.hpp"

#include <array>
#include <cstddef>

namespace toko {

namespace {

constexpr std::size_t most_in_memory = std::size_t{1} << 20;

void check(bool good)
{
    if (!good) {
        throw command_error(
            tokocrm::errc::unavailable, "output.spool",
            tr("there is no room for the output in the folder for temporary files"));
    }
}

} // namespace

void spool::write(std::string_view text)
{
    memory_ += text;
    if (memory_.size() > most_in_memory)
        move_to_file();
}

void spool::move_to_file()
{
    if (!file_)
        file_.reset(std::tmpfile());
    check(file_ != nullptr &&
          std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) == memory_.size());
    memory_.clear();
}

void spool::copy_to(std::ostream& out)
{
    if (file_) {
        check(std::fflush(file_.get()) == 0);
        std::rewind(file_.get());
        std::array<char, 65536> block;
        while (auto const got = std::fread(block.data(), 1, block.size(), file_.get()))
            out.write(block.data(), static_cast<std::streamsize>(got));
        check(std::ferror(file_.get()) == 0);
    }
    out << memory_;
}

void spool::clear() noexcept
{
    memory_.clear();
    file_.reset();
}

} // namespace toko
