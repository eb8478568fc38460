#include "../customer/service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/cursor.hpp"
#include "../core/excerpt.hpp"
#include "../core/paging.hpp"
#include "../core/row_number.hpp"
#include "../core/text_fold.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <algorithm>

namespace tokocrm {

namespace {

constexpr std::int64_t most_news = 1'000;
constexpr char const* conversations_cursor = "conversations";
constexpr char const* quick_answers_cursor = "quick_answers";

std::string cursor_kind(message_query const& query)
{
    return query.descending ? "messages-" : "messages+";
}

/// A customer speaks and reads for themselves; for the shop, whoever answers customers.
void require_side(unit_of_work& uow, chat_side side, id<customer> with)
{
    if (side == chat_side::shop)
        require(uow, right::answer_customers);
    else
        require(uow, right::converse, with);
}

void require_reading(unit_of_work& uow, std::optional<id<customer>> with)
{
    if (with)
        require(uow, right::converse, with);
    else
        require(uow, right::converse);
}

/// Of a card that was merged, the one that was kept.
std::optional<id<customer>> standing_if(unit_of_work& uow, std::optional<id<customer>> with)
{
    return checked_if(with,
                      [&](id<customer> number) { return standing_customer(uow, number).number; });
}

std::optional<std::int64_t> number_after(page_request const& part, std::string const& kind)
{
    return checked_if(part.after,
                      [&](std::string const& text) { return read_cursor(text, kind).number; });
}

std::string write_number(std::string const& kind, std::int64_t number)
{
    return write_cursor({.kind = kind, .text = {}, .value = 0, .number = number});
}

std::optional<std::vector<search_word>> words_of(std::optional<std::string> const& search)
{
    return checked_if(search, [](std::string const& typed) { return search_words(typed); });
}

/// Whether something is searched for that nothing can have.
template <class Selection>
bool finds_nothing(Selection const& wanted)
{
    return wanted.words && wanted.words->empty();
}

chat_repository::message_selection selection_of(unit_of_work& uow, message_query const& query)
{
    return {.with = standing_if(uow, query.with),
            .from = query.from,
            .words = words_of(query.search),
            .descending = query.descending};
}

chat_repository::conversation_selection selection_of(conversation_query const& query)
{
    return {.with = {}, .unread = query.unread, .words = words_of(query.search)};
}

std::string subject_of(quick_answer const& of)
{
    return "quick_answer:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(std::string_view named)
{
    throw error(errc::not_found, "quick_answer.not_found",
                mark("there is no quick answer {0}; toko chat quick list shows which there are"),
                {excerpt(named)});
}

quick_answer quick_answer_with(unit_of_work& uow, id<quick_answer> number)
{
    if (auto found = chat_repository::find_quick(uow, number))
        return *std::move(found);
    refuse_unknown(std::to_string(number.value()));
}

/// A name as it is kept, which no quick answer but `own` may have.
std::string free_name(unit_of_work& uow, std::string_view text, std::optional<id<quick_answer>> own)
{
    auto name = checked_quick_name(text);
    auto const taken = chat_repository::find_quick(uow, folded(name));
    if (taken && taken->number != own)
        throw error(errc::already_exists, "quick_answer.exists",
                    mark("there is a quick answer {0} already"), {taken->name});
    return name;
}

std::vector<chat_message> unseen_messages(unit_of_work& uow, message_position const& seen)
{
    require_reading(uow, seen.with);
    return chat_repository::list(
        uow,
        {.with = standing_if(uow, seen.with), .from = seen.from, .words = {}, .descending = false},
        most_news, 0, seen.after.value());
}

} // namespace

chat_message send_message(unit_of_work& uow, message_draft const& draft)
{
    require_side(uow, draft.from, draft.with);
    auto text = checked_message_text(draft.text);
    if (draft.key)
        check_message_key(*draft.key);
    auto const card = standing_customer(uow, draft.with);
    if (draft.key)
        if (auto const sent = chat_repository::find_by_key(uow, card.number, *draft.key)) {
            check_same_message(*sent, draft.from, text);
            return *sent;
        }
    chat_message sent{.with = card.number,
                      .customer_name = card.name,
                      .from = draft.from,
                      .text = std::move(text),
                      .sent_at = uow.now(),
                      .actor = to_record(uow.actor())};
    sent.number = chat_repository::insert(uow, sent, draft.key);
    record_audit_event(uow, "message.send", "customer:" + std::to_string(card.number.value()));
    return sent;
}

std::optional<conversation> find_conversation(unit_of_work& uow, id<customer> with)
{
    require(uow, right::converse, with);
    auto found = chat_repository::list(
        uow, {.with = standing_customer(uow, with).number, .unread = false, .words = {}}, 1, 0,
        std::nullopt);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

page<conversation> list_conversations(unit_of_work& uow, conversation_query const& query,
                                      page_request const& part)
{
    require(uow, right::converse);
    auto const limit = one_more(part);
    auto const after = number_after(part, conversations_cursor);
    auto const wanted = selection_of(query);
    if (finds_nothing(wanted))
        return {};
    return cut_page(chat_repository::list(uow, wanted, limit, part.offset, after), part,
                    [](conversation const& last) {
                        return write_number(conversations_cursor, last.last.value());
                    });
}

std::int64_t count_conversations(unit_of_work& uow, conversation_query const& query,
                                 std::optional<std::int64_t> most)
{
    require(uow, right::converse);
    auto const wanted = selection_of(query);
    return finds_nothing(wanted) ? 0 : chat_repository::count(uow, wanted, most);
}

page<chat_message> list_messages(unit_of_work& uow, message_query const& query,
                                 page_request const& part)
{
    require_reading(uow, query.with);
    auto const limit = one_more(part);
    auto const after = number_after(part, cursor_kind(query));
    auto const wanted = selection_of(uow, query);
    if (finds_nothing(wanted))
        return {};
    return cut_page(chat_repository::list(uow, wanted, limit, part.offset, after), part,
                    [&](chat_message const& last) {
                        return write_number(cursor_kind(query), last.number.value());
                    });
}

std::int64_t count_messages(unit_of_work& uow, message_query const& query,
                            std::optional<std::int64_t> most)
{
    require_reading(uow, query.with);
    auto const wanted = selection_of(uow, query);
    return finds_nothing(wanted) ? 0 : chat_repository::count(uow, wanted, most);
}

std::int64_t mark_messages_read(unit_of_work& uow, id<customer> with, chat_side by,
                                std::optional<id<chat_message>> up_to)
{
    require_side(uow, by, with);
    auto const kept = standing_customer(uow, with).number;
    auto const before = chat_repository::find_mark(uow, kept, by);
    if (!before)
        return 0;
    auto const read = up_to ? std::min(up_to->value(), before->last) : before->last;
    if (read <= before->read)
        return 0;
    return before->unread - chat_repository::set_mark(uow, kept, by, read);
}

id<chat_message> newest_message(unit_of_work& uow)
{
    require(uow, right::converse);
    return chat_repository::newest(uow);
}

std::vector<chat_message> wait_for_messages(database& db, actor const& who,
                                            message_position const& seen,
                                            std::chrono::milliseconds at_most, std::stop_token stop)
{
    using std::chrono::steady_clock;
    using namespace std::chrono_literals;
    auto const until =
        steady_clock::now() + std::clamp<std::chrono::milliseconds>(at_most, 0ms, 24h);
    for (;;) {
        auto const changes = db.changes();
        auto news = read(db, who, [&](unit_of_work& uow) { return unseen_messages(uow, seen); });
        if (!news.empty())
            return news;
        auto const rest = std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now());
        if (rest <= 0ms || stop.stop_requested() || !db.wait_for_change(changes, rest, stop))
            return {};
    }
}

quick_answer add_quick_answer(unit_of_work& uow, quick_answer const& draft)
{
    require(uow, right::answer_customers);
    quick_answer added{.name = free_name(uow, draft.name, {}),
                       .text = checked_message_text(draft.text)};
    added.number = chat_repository::insert(uow, added, folded(added.name));
    record_audit_event(uow, "quick_answer.add", subject_of(added));
    return added;
}

quick_answer get_quick_answer(unit_of_work& uow, std::string_view named)
{
    require(uow, right::answer_customers);
    if (auto found = chat_repository::find_quick(uow, folded(named)))
        return *std::move(found);
    if (auto const number = row_number(named))
        if (auto found = chat_repository::find_quick(uow, id<quick_answer>(*number)))
            return *std::move(found);
    refuse_unknown(named);
}

page<quick_answer> list_quick_answers(unit_of_work& uow, page_request const& part)
{
    require(uow, right::answer_customers);
    auto const limit = one_more(part).value_or(INT64_MAX);
    auto const after = checked_if(part.after, [](std::string const& text) {
        return read_cursor(text, quick_answers_cursor).text;
    });
    return cut_page(chat_repository::list_quick(uow, limit, part.offset, after), part,
                    [](quick_answer const& last) {
                        return write_cursor(
                            {.kind = quick_answers_cursor, .text = folded(last.name)});
                    });
}

quick_answer edit_quick_answer(unit_of_work& uow, id<quick_answer> number,
                               quick_answer_changes const& changes)
{
    require(uow, right::answer_customers);
    auto changed = quick_answer_with(uow, number);
    changed_fields fields;
    fields.set("name", changed.name, checked_if(changes.name, [&](std::string const& name) {
                   return free_name(uow, name, number);
               }));
    fields.set("text", changed.text, checked_if(changes.text, checked_message_text));
    if (fields.none())
        return changed;
    chat_repository::update(uow, changed, folded(changed.name));
    record_audit_event(uow, "quick_answer.edit", subject_of(changed), fields.to_detail());
    return changed;
}

void delete_quick_answer(unit_of_work& uow, id<quick_answer> number)
{
    require(uow, right::answer_customers);
    auto const gone = quick_answer_with(uow, number);
    chat_repository::remove(uow, number);
    record_audit_event(uow, "quick_answer.delete", subject_of(gone));
}

} // namespace tokocrm
