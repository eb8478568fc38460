#include "query_text.hpp"

namespace tokocrm::db {

query_text& query_text::operator<<(query_text const& part)
{
    for (auto const& each : part.values_)
        values_.push_back({text_.size() + each.at, each.value});
    text_ += part.text_;
    return *this;
}

query_text& query_text::bind(std::string value)
{
    values_.push_back({text_.size(), std::move(value)});
    return *this;
}

query_text& query_text::bind(std::int64_t value)
{
    values_.push_back({text_.size(), value});
    return *this;
}

void query_text::prepare(soci::statement& select)
{
    std::string named;
    std::size_t from = 0, number = 0;
    for (auto const& each : values_) {
        named.append(text_, from, each.at - from).append(" :v").append(std::to_string(++number));
        named += ' ';
        from = each.at;
    }
    named.append(text_, from);
    select.alloc();
    select.prepare(named);
    for (auto& each : values_)
        std::visit([&](auto& value) { select.exchange(soci::use(value)); }, each.value);
}

std::int64_t read_number(unit_of_work& uow, query_text& query)
{
    std::int64_t number = 0;
    soci::statement select(sql(uow));
    query.prepare(select);
    select.exchange(soci::into(number));
    select.define_and_bind();
    fetch_one(select);
    return number;
}

} // namespace tokocrm::db
