#include "cell.hpp"
#include "rows.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <utility>

namespace toko {

namespace {

class ids_writer : public row_writer
{
public:
    ids_writer(row_style style, spool& to) : style_(std::move(style)), to_(to) {}

    void row(boost::json::object const& row) override
    {
        if (auto const* const id = find_value(row, style_.id_key)) {
            auto const text = machine_text(*id, kind::number, style_.currency);
            to_.write((style_.for_terminal ? tokocrm::escape_for_display(text) : text) + '\n');
        }
    }
    void end() override {}

private:
    row_style style_;
    spool& to_;
};

class count_writer : public row_writer
{
public:
    explicit count_writer(spool& to) : to_(to) {}

    void row(boost::json::object const&) override { ++count_; }
    void end() override { to_.write(std::to_string(count_) + '\n'); }

private:
    spool& to_;
    std::int64_t count_ = 0;
};

} // namespace

std::unique_ptr<row_writer> make_ids_writer(row_style style, spool& to)
{
    return std::make_unique<ids_writer>(std::move(style), to);
}

std::unique_ptr<row_writer> make_count_writer(row_style, spool& to)
{
    return std::make_unique<count_writer>(to);
}

} // namespace toko
