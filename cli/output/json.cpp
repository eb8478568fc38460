#include "cell.hpp"
#include "rows.hpp"

#include <boost/json/value.hpp>

#include <utility>

namespace toko {

namespace {

class json_writer : public row_writer
{
public:
    json_writer(row_style style, spool& to) : style_(std::move(style)), to_(to) {}

protected:
    /// The row as it is; with `--fields` these alone, side by side, as they were named.
    std::string object_of(boost::json::object const& row) const
    {
        if (!style_.fields_were_told)
            return json_text(row);
        boost::json::object chosen;
        for (auto const& one : style_.fields) {
            auto const* const value = find_value(row, one.key);
            chosen.emplace(one.key, value ? *value : boost::json::value(nullptr));
        }
        return json_text(chosen);
    }
    void write(std::string_view text) { to_.write(text); }

private:
    row_style style_;
    spool& to_;
};

class json_array_writer : public json_writer
{
public:
    using json_writer::json_writer;

    void row(boost::json::object const& row) override
    {
        write(any_ ? ",\n" : "[\n");
        write(object_of(row));
        any_ = true;
    }
    void end() override { write(any_ ? "\n]\n" : "[]\n"); }

private:
    bool any_ = false;
};

class json_lines_writer : public json_writer
{
public:
    using json_writer::json_writer;

    void row(boost::json::object const& row) override { write(object_of(row) + '\n'); }
    void end() override {}
};

} // namespace

std::unique_ptr<row_writer> make_json_writer(row_style style, spool& to)
{
    return std::make_unique<json_array_writer>(std::move(style), to);
}

std::unique_ptr<row_writer> make_json_lines_writer(row_style style, spool& to)
{
    return std::make_unique<json_lines_writer>(std::move(style), to);
}

} // namespace toko
