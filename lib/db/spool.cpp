#include "spool.hpp"

#include "errors.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace tokocrm::db {

namespace {

/// What is kept before it is sorted and written out, and what the runs' readers share.
constexpr std::size_t most_in_memory = 24 << 20;
constexpr std::size_t written_at_once = 256 << 10;

[[noreturn]] void fail()
{
    throw system_failure(errno, {});
}

/// A file in the temporary folder that has no name.
class nameless_file
{
public:
    nameless_file()
    {
        int reason = ENOENT;
        for (auto const* folder :
             std::array<char const*, 3>{std::getenv("TMPDIR"), "/var/tmp", "/tmp"}) {
            if (!folder || !*folder)
                continue;
            descriptor_ = ::open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
            if (descriptor_ < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
                auto name = std::string(folder) + "/toko-XXXXXX";
                descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
                if (descriptor_ >= 0)
                    ::unlink(name.c_str());
            }
            if (descriptor_ >= 0)
                return;
            reason = errno;
        }
        throw system_failure(reason, {});
    }
    nameless_file(nameless_file const&) = delete;
    nameless_file& operator=(nameless_file const&) = delete;
    ~nameless_file() { ::close(descriptor_); }

    void append(std::string_view bytes)
    {
        while (!bytes.empty()) {
            auto const done = ::pwrite(descriptor_, bytes.data(), bytes.size(), size_);
            if (done < 0 && errno == EINTR)
                continue;
            if (done < 0)
                fail();
            size_ += done;
            bytes.remove_prefix(static_cast<std::size_t>(done));
        }
    }
    std::int64_t size() const noexcept { return size_; }

    /// Fills `out` from `at` on.
    void read(char* out, std::size_t size, std::int64_t at) const
    {
        while (size > 0) {
            auto const done = ::pread(descriptor_, out, size, at);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0) {
                if (done == 0)
                    errno = EIO;
                fail();
            }
            out += done;
            at += done;
            size -= static_cast<std::size_t>(done);
        }
    }

private:
    int descriptor_ = -1;
    std::int64_t size_ = 0;
};

/// The first bytes of a key as a number that sorts like them.
std::uint64_t prefix_of(std::string_view key) noexcept
{
    std::uint64_t number = 0;
    if (key.empty())
        return number;
    std::memcpy(&number, key.data(), std::min(key.size(), sizeof number));
    if constexpr (std::endian::native == std::endian::little)
        number = __builtin_bswap64(number);
    return number;
}

/// How a row stands in a run: the sizes, the key, the payload.
struct sizes
{
    std::uint32_t key, payload;
};

/// One sorted part of the file, read piece by piece.
class run_reader
{
public:
    run_reader(nameless_file const& file, std::int64_t from, std::int64_t to, std::size_t piece)
        : file_(&file), next_(from), end_(to), piece_(piece)
    {}

    bool advance()
    {
        position_ += std::exchange(row_size_, 0);
        if (filled_ - position_ < sizeof(sizes) && !fill(sizeof(sizes)))
            return false;
        std::memcpy(&row_, buffer_.data() + position_, sizeof row_);
        row_size_ = sizeof(sizes) + row_.key + row_.payload;
        if (filled_ - position_ < row_size_)
            fill(row_size_);
        return true;
    }
    std::string_view key() const noexcept
    {
        return {buffer_.data() + position_ + sizeof(sizes), row_.key};
    }
    std::string_view payload() const noexcept
    {
        return {buffer_.data() + position_ + sizeof(sizes) + row_.key, row_.payload};
    }

private:
    bool fill(std::size_t wanted)
    {
        auto const left = filled_ - position_;
        if (left == 0 && next_ == end_)
            return false;
        if (buffer_.size() < std::max(piece_, wanted))
            buffer_.resize(std::max(piece_, wanted));
        std::memmove(buffer_.data(), buffer_.data() + position_, left);
        auto const size = std::min(buffer_.size() - left, static_cast<std::size_t>(end_ - next_));
        file_->read(buffer_.data() + left, size, next_);
        next_ += static_cast<std::int64_t>(size);
        position_ = 0;
        filled_ = left + size;
        return true;
    }

    nameless_file const* file_;
    std::int64_t next_, end_;
    std::size_t piece_;
    std::vector<char> buffer_;
    std::size_t position_ = 0, filled_ = 0;
    sizes row_{0, 0};
    std::size_t row_size_ = 0;
};

} // namespace

struct spool::inside
{
    struct entry
    {
        std::uint64_t prefix;
        std::size_t at;
        sizes size;
    };

    std::string_view key(entry const& e) const noexcept
    {
        return {bytes.data() + e.at, e.size.key};
    }
    std::string_view payload(entry const& e) const noexcept
    {
        return {bytes.data() + e.at + e.size.key, e.size.payload};
    }

    void sort()
    {
        auto const before = [this](entry const& a, entry const& b) {
            if (a.prefix != b.prefix)
                return a.prefix < b.prefix;
            auto const order = key(a).compare(key(b));
            return order != 0 ? order < 0 : a.at < b.at;
        };
        if (!std::is_sorted(entries.begin(), entries.end(), before))
            std::sort(entries.begin(), entries.end(), before);
    }

    void write_run()
    {
        sort();
        if (!file)
            file = std::make_unique<nameless_file>();
        std::string out;
        out.reserve(written_at_once);
        for (auto const& each : entries) {
            out.append(reinterpret_cast<char const*>(&each.size), sizeof each.size);
            out += std::string_view(bytes.data() + each.at,
                                    std::size_t{each.size.key} + each.size.payload);
            if (out.size() >= written_at_once) {
                file->append(out);
                out.clear();
            }
        }
        file->append(out);
        ends.push_back(file->size());
        bytes.clear();
        entries.clear();
    }

    std::string bytes;          ///< keys and payloads of the rows that no run holds yet
    std::vector<entry> entries; ///< where they are
    std::unique_ptr<nameless_file> file;
    std::vector<std::int64_t> ends; ///< of the runs
    std::int64_t rows = 0;
};

struct spool::reader::inside
{
    spool::inside const* from;
    std::size_t next = 0; ///< of the entries, where there are no runs

    std::vector<run_reader> runs;
    std::vector<std::size_t> waiting; ///< a heap: which run has the least key
    bool begun = false;
};

spool::spool() : inside_(new inside) {}
spool::spool(spool&&) noexcept = default;
spool& spool::operator=(spool&&) noexcept = default;
spool::~spool() = default;

void spool::add(std::string_view key, std::string_view payload)
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    if (key.size() > most || payload.size() > most)
        throw std::length_error("spool: a row of more than 4 GiB");
    auto& in = *inside_;
    auto const used = in.bytes.size() + in.entries.size() * sizeof(inside::entry);
    if (used > 0 && used + key.size() + payload.size() > most_in_memory)
        in.write_run();
    in.entries.push_back(
        {prefix_of(key),
         in.bytes.size(),
         {static_cast<std::uint32_t>(key.size()), static_cast<std::uint32_t>(payload.size())}});
    in.bytes += key;
    in.bytes += payload;
    ++in.rows;
}

std::int64_t spool::size() const noexcept
{
    return inside_->rows;
}

spool::reader spool::sorted()
{
    auto& in = *inside_;
    std::unique_ptr<reader::inside> made(new reader::inside{&in, 0, {}, {}, false});
    if (in.ends.empty()) {
        in.sort();
        return reader(std::move(made));
    }
    if (!in.entries.empty()) {
        in.write_run();
        in.bytes.shrink_to_fit();
        in.entries.shrink_to_fit();
    }
    auto const piece = std::clamp<std::size_t>(most_in_memory / in.ends.size(), 16 << 10, 1 << 20);
    std::int64_t from = 0;
    for (auto const to : in.ends) {
        made->runs.emplace_back(*in.file, from, to, piece);
        from = to;
    }
    return reader(std::move(made));
}

spool::reader::reader(std::unique_ptr<inside> made) noexcept : inside_(std::move(made)) {}
spool::reader::reader(reader&&) noexcept = default;
spool::reader& spool::reader::operator=(reader&&) noexcept = default;
spool::reader::~reader() = default;

bool spool::reader::next()
{
    auto& in = *inside_;
    key_ = payload_ = {};
    if (in.runs.empty()) {
        if (in.next == in.from->entries.size())
            return false;
        auto const& row = in.from->entries[in.next++];
        key_ = in.from->key(row);
        payload_ = in.from->payload(row);
        return true;
    }
    // The earlier run first where keys are equal: so they stay in the order of `add`.
    auto const later = [&](std::size_t a, std::size_t b) {
        auto const order = in.runs[a].key().compare(in.runs[b].key());
        return order != 0 ? order > 0 : a > b;
    };
    if (!in.begun) {
        in.begun = true;
        for (std::size_t i = 0; i < in.runs.size(); ++i)
            if (in.runs[i].advance())
                in.waiting.push_back(i);
        std::make_heap(in.waiting.begin(), in.waiting.end(), later);
    } else if (!in.waiting.empty()) {
        // The run that was read last stands at the end of the heap.
        if (in.runs[in.waiting.back()].advance())
            std::push_heap(in.waiting.begin(), in.waiting.end(), later);
        else
            in.waiting.pop_back();
    }
    if (in.waiting.empty())
        return false;
    std::pop_heap(in.waiting.begin(), in.waiting.end(), later);
    auto const& run = in.runs[in.waiting.back()];
    key_ = run.key();
    payload_ = run.payload();
    return true;
}

} // namespace tokocrm::db
