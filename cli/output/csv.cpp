#include "csv.hpp"

#include "cell.hpp"
#include "rows.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <utility>

namespace toko {

namespace {

/// Where a spreadsheet would see a formula begin; `npos` if it would not.
std::size_t formula_start(std::string_view cell) noexcept
{
    auto const first = cell.find_first_not_of('\'');
    return first != cell.npos && std::string_view("=+-@\t\r").find(cell[first]) != cell.npos
               ? first
               : cell.npos;
}

bool is_number(std::string_view cell) noexcept
{
    if (cell.starts_with('-') || cell.starts_with('+'))
        cell.remove_prefix(1);
    auto const all_digits = [](std::string_view digits) {
        return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char letter) {
            return letter >= '0' && letter <= '9';
        });
    };
    auto const point = cell.find('.');
    return point == cell.npos
               ? all_digits(cell)
               : all_digits(cell.substr(0, point)) && all_digits(cell.substr(point + 1));
}

/// What differs between values between commas and values between tabs.
struct dialect
{
    std::string (*cell)(std::string_view);
    char separator;
    char const* line_end;
};

constexpr dialect comma{csv_cell, ',', "\r\n"};
constexpr dialect tab{tsv_cell, '\t', "\n"};

class separated_writer : public row_writer
{
public:
    separated_writer(row_style style, spool& to, dialect how)
        : style_(std::move(style)), to_(to), how_(how)
    {
        write_line([](field const& one) { return std::string(one.key); });
    }

    void row(boost::json::object const& row) override
    {
        auto const currency = currency_of(row, style_.currency);
        write_line([&](field const& one) {
            auto const* const value = find_value(row, one.key);
            return value ? escape_formula(machine_text(*value, one.as, currency)) : std::string();
        });
    }
    void end() override {}

private:
    template <class Text>
    void write_line(Text text_of)
    {
        std::string line;
        bool first = true;
        for (auto const& one : style_.fields) {
            if (!std::exchange(first, false))
                line += how_.separator;
            auto const text = text_of(one);
            line += how_.cell(style_.for_terminal ? tokocrm::escape_for_display(text) : text);
        }
        to_.write(line + how_.line_end);
    }

    row_style style_;
    spool& to_;
    dialect how_;
};

} // namespace

std::string escape_formula(std::string_view cell)
{
    if (formula_start(cell) == cell.npos || is_number(cell))
        return std::string(cell);
    return '\'' + std::string(cell);
}

std::string_view unescape_formula(std::string_view cell) noexcept
{
    auto const start = formula_start(cell);
    return start != cell.npos && start > 0 ? cell.substr(1) : cell;
}

std::string csv_cell(std::string_view cell)
{
    auto const is_blank = [](char letter) { return letter == ' ' || letter == '\t'; };
    bool const has_blank_end = !cell.empty() && (is_blank(cell.front()) || is_blank(cell.back()));
    if (cell.find_first_of(",\"\r\n") == cell.npos && !has_blank_end)
        return std::string(cell);
    std::string quoted = "\"";
    for (char const letter : cell) {
        if (letter == '"')
            quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

std::string tsv_cell(std::string_view cell)
{
    constexpr std::pair<char, char const*> escapes[] = {
        {'\t', "\\t"}, {'\n', "\\n"}, {'\r', "\\r"}, {'\\', "\\\\"}};
    std::string out;
    for (char const letter : cell) {
        auto const* const escape =
            std::find_if(std::begin(escapes), std::end(escapes),
                         [&](auto const& one) { return one.first == letter; });
        if (escape == std::end(escapes))
            out += letter;
        else
            out += escape->second;
    }
    return out;
}

std::unique_ptr<row_writer> make_csv_writer(row_style style, spool& to)
{
    return std::make_unique<separated_writer>(std::move(style), to, comma);
}

std::unique_ptr<row_writer> make_tsv_writer(row_style style, spool& to)
{
    return std::make_unique<separated_writer>(std::move(style), to, tab);
}

} // namespace toko
