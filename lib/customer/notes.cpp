#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "notes_repository.hpp"
#include "service.hpp"

#include <tokocrm/actor.hpp>
#include <tokocrm/audit.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

namespace tokocrm {

namespace {

constexpr std::size_t longest_note = 4'000, longest_tag = 50;
constexpr char const* note_cursor_kind = "customer_notes";
constexpr char const* tag_cursor_kind = "customer_tags";

std::string checked_note(std::string_view text)
{
    return checked_name(says_something(text) ? text : std::string_view{}, "customer.note_invalid",
                        mark("a note has 1 to 4,000 characters of valid text"), longest_note);
}

std::string checked_tag(std::string_view text)
{
    bool const is_one_word_of_a_list = text.find_first_of(",\r\n\t") == text.npos;
    return checked_name(is_one_word_of_a_list && says_something(text) ? text : std::string_view{},
                        "customer.tag_invalid",
                        mark("a tag has 1 to 50 characters in one line, without a comma"),
                        longest_tag);
}

std::string subject_of(id<customer> card)
{
    return "customer:" + std::to_string(card.value());
}

} // namespace

customer_note add_customer_note(unit_of_work& uow, id<customer> about, std::string_view text)
{
    require(uow, right::annotate_customers);
    customer_note written{
        .text = checked_note(text), .written_at = uow.now(), .written_by = to_record(uow.actor())};
    written.about = standing_customer(uow, about).number;
    written.number = notes_repository::insert(uow, written);
    record_audit_event(uow, "customer.note", subject_of(written.about));
    return written;
}

page<customer_note> list_customer_notes(unit_of_work& uow, id<customer> about,
                                        page_request const& part)
{
    require(uow, right::annotate_customers);
    auto const limit = one_more(part);
    auto const after = checked_if(part.after, [](std::string const& text) {
        return read_cursor(text, note_cursor_kind).number;
    });
    return cut_page(
        notes_repository::list(uow, kept_customer(uow, about).value(), limit, part.offset, after),
        part, [](customer_note const& last) {
            return write_cursor(
                {.kind = note_cursor_kind, .text = {}, .value = 0, .number = last.number.value()});
        });
}

bool add_customer_tag(unit_of_work& uow, id<customer> whose, std::string_view tag)
{
    require(uow, right::annotate_customers);
    auto const given = checked_tag(tag);
    auto const card = standing_customer(uow, whose).number;
    auto const key = folded(given);
    bool const added =
        notes_repository::add_tag(uow, card.value(),
                                  {.tag = notes_repository::spelling(uow, key).value_or(given),
                                   .added_at = uow.now(),
                                   .added_by = to_record(uow.actor())},
                                  key);
    if (added)
        record_audit_event(uow, "customer.tag_add", subject_of(card));
    return added;
}

bool remove_customer_tag(unit_of_work& uow, id<customer> whose, std::string_view tag)
{
    require(uow, right::annotate_customers);
    auto const key = folded(checked_tag(tag));
    auto const card = standing_customer(uow, whose).number;
    bool const removed =
        notes_repository::remove_tag(uow, card.value(), key, uow.now(), to_record(uow.actor()));
    if (removed)
        record_audit_event(uow, "customer.tag_remove", subject_of(card));
    return removed;
}

std::vector<customer_tag> tags_of(unit_of_work& uow, id<customer> whose)
{
    require(uow, right::annotate_customers);
    return notes_repository::tags(uow, kept_customer(uow, whose).value());
}

page<tag_count> list_customer_tags(unit_of_work& uow, page_request const& part)
{
    require(uow, right::annotate_customers);
    auto const limit = one_more(part);
    auto const after = checked_if(part.after, [](std::string const& text) {
        return read_cursor(text, tag_cursor_kind).text;
    });
    return cut_page(
        notes_repository::tag_counts(uow, limit, part.offset, after), part,
        [](tag_count const& last) {
            return write_cursor(
                {.kind = tag_cursor_kind, .text = folded(last.tag), .value = 0, .number = 0});
        });
}

std::int64_t count_customer_tags(unit_of_work& uow)
{
    require(uow, right::annotate_customers);
    return notes_repository::different_tags(uow);
}

} // namespace tokocrm
