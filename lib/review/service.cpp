#include "../customer/service.hpp"

#include "../core/changed_fields.hpp"
#include "../core/checked_text.hpp"
#include "../core/cursor.hpp"
#include "../core/paging.hpp"
#include "../order/service.hpp"
#include "../staff/service.hpp"
#include "repository.hpp"
#include "rules.hpp"

#include <tokocrm/audit.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/unit_of_work.hpp>

#include <variant>

namespace tokocrm {

namespace {

constexpr std::size_t longest_reason = 500;
constexpr char const* public_cursor_kind = "public_reviews";

std::string cursor_kind(review_query const& query)
{
    return "reviews." + std::to_string(static_cast<int>(query.sort)) +
           (query.descending ? "-" : "+");
}

std::string subject_of(review const& of)
{
    return "review:" + std::to_string(of.number.value());
}

[[noreturn]] void refuse_unknown(id<review> number)
{
    throw error(errc::not_found, "review.not_found",
                mark("there is no review {0}; toko review list shows which there are"),
                {std::to_string(number.value())});
}

[[noreturn]] void refuse_changed(review const& meanwhile)
{
    throw error(errc::conflict, "review.changed",
                mark("review {0} was changed meanwhile; look at it again"),
                {std::to_string(meanwhile.number.value())});
}

review review_with(unit_of_work& uow, id<review> number)
{
    if (auto found = review_repository::find(uow, number))
        return *std::move(found);
    refuse_unknown(number);
}

/// For the staff and its writer.
review permitted_review(unit_of_work& uow, id<review> number)
{
    auto found = review_repository::find(uow, number);
    require(uow, right::write_reviews, found ? std::optional(found->by) : std::nullopt);
    if (!found)
        refuse_unknown(number);
    return *std::move(found);
}

void check_seen(review const& of, std::optional<std::int64_t> seen_version)
{
    if (seen_version && *seen_version != of.version)
        refuse_changed(of);
}

/// Keeps what became of a review, and its part of the product's rating with it.
review keep(unit_of_work& uow, review const& before, review const& after)
{
    if (!review_repository::update(uow, after))
        refuse_changed(after);
    auto const counted = [](review const& one) {
        return one.hidden ? rating{} : rating{.reviews = 1, .stars = one.stars};
    };
    auto const was = counted(before), is = counted(after);
    if (is != was)
        review_repository::add_to_rating(
            uow, after.about, {.reviews = is.reviews - was.reviews, .stars = is.stars - was.stars});
    return *review_repository::find(uow, after.number);
}

/// The query, of a writer whose card was merged as of the one that it was merged into.
review_query of_kept_card(unit_of_work& uow, review_query const& query)
{
    auto of = query;
    if (of.by)
        of.by = kept_customer(uow, *of.by);
    return of;
}

void check_query(unit_of_work& uow, review_query const& query)
{
    require(uow, right::write_reviews, query.by);
    for (auto const stars : query.stars)
        check_stars(stars);
}

/// An import leaves alone what somebody has said something of.
void protect_from_imports(unit_of_work& uow, order_header const& of)
{
    if (of.source)
        change_order(uow, of, of, std::nullopt);
}

} // namespace

review add_review(unit_of_work& uow, review_draft const& draft)
{
    require(uow, right::write_reviews, draft.by);
    check_stars(draft.stars);
    auto const by = standing_customer(uow, draft.by).number;
    review written{.by = by,
                   .stars = draft.stars,
                   .text = checked_review_text(draft.text),
                   .written_at = uow.now()};
    auto const header = find_order_header(uow, draft.order_number);
    if (!header)
        throw error(errc::not_found, "order.not_found",
                    mark("there is no order {0}; toko order list shows which there are"),
                    {std::to_string(draft.order_number)});
    if (header->buyer != by)
        throw error(errc::rule_violation, "review.order_of_another",
                    mark("order {0} is not this customer's; only who bought it can review it"),
                    {std::to_string(draft.order_number)});
    auto const bought = get_order(uow, header->row);
    auto const& line =
        line_to_review(bought, draft.item, lines_named(uow, bought, draft.item),
                       review_repository::reviewed_lines(uow, header->row), draft.line);
    check_bought(*header, line, refunds_of(uow, header->row));
    written.line = line.position;
    written.about = line.sold;
    written.number = review_repository::insert(uow, header->row, written);
    review_repository::add_to_rating(uow, written.about, {.reviews = 1, .stars = written.stars});
    protect_from_imports(uow, *header);
    record_audit_event(uow, "review.add", subject_of(written));
    return *review_repository::find(uow, written.number);
}

review edit_review(unit_of_work& uow, id<review> number, review_changes const& changes)
{
    auto const before = permitted_review(uow, number);
    check_seen(before, changes.seen_version);
    standing_customer(uow, before.by);
    if (changes.stars)
        check_stars(*changes.stars);
    auto after = before;
    changed_fields fields;
    fields.set("stars", after.stars, changes.stars);
    fields.set("text", after.text, checked_if(changes.text, checked_review_text));
    if (fields.none())
        return before;
    if (before.reply)
        throw error(errc::rule_violation, "review.answered",
                    mark("review {0} was answered and stays as it is"),
                    {std::to_string(number.value())});
    after.edited_at = uow.now();
    record_audit_event(uow, "review.edit", subject_of(before), fields.to_detail());
    return keep(uow, before, after);
}

review reply_to_review(unit_of_work& uow, id<review> number, std::string_view text,
                       std::optional<std::int64_t> seen_version)
{
    require(uow, right::answer_customers);
    auto const before = review_with(uow, number);
    check_seen(before, seen_version);
    auto const said = checked_reply_text(text);
    if (before.hidden)
        throw error(errc::rule_violation, "review.hidden",
                    mark("review {0} is hidden, so nobody would read a reply; show it again first"),
                    {std::to_string(number.value())});
    if (before.reply && before.reply->text == said)
        return before;
    auto after = before;
    after.reply =
        review_reply{.text = said, .written_at = uow.now(), .actor = to_record(uow.actor())};
    record_audit_event(uow, "review.reply", subject_of(before));
    return keep(uow, before, after);
}

review hide_review(unit_of_work& uow, id<review> number, std::string_view reason)
{
    require(uow, right::hide_reviews);
    auto const why =
        checked_name(reason, "review.reason_invalid",
                     mark("a reason has 1 to 500 characters of valid text"), longest_reason);
    auto const before = review_with(uow, number);
    if (before.hidden)
        return before;
    auto after = before;
    after.hidden =
        review_hiding{.reason = why, .hidden_at = uow.now(), .actor = to_record(uow.actor())};
    record_audit_event(uow, "review.hide", subject_of(before));
    return keep(uow, before, after);
}

review unhide_review(unit_of_work& uow, id<review> number)
{
    require(uow, right::hide_reviews);
    auto const before = review_with(uow, number);
    if (!before.hidden)
        return before;
    auto after = before;
    after.hidden.reset();
    record_audit_event(uow, "review.unhide", subject_of(before));
    return keep(uow, before, after);
}

review get_review(unit_of_work& uow, id<review> number)
{
    return permitted_review(uow, number);
}

page<review> list_reviews(unit_of_work& uow, review_query const& query, page_request const& part)
{
    check_query(uow, query);
    auto const limit = one_more(part);
    std::optional<review_repository::position> after;
    if (part.after) {
        auto const where = read_cursor(*part.after, cursor_kind(query));
        after = review_repository::position{where.value, where.number};
    }
    return cut_page(
        review_repository::list(uow, of_kept_card(uow, query), limit, part.offset, after), part,
        [&](review const& last) {
            return write_cursor({.kind = cursor_kind(query),
                                 .text = {},
                                 .value = last.stars,
                                 .number = last.number.value()});
        });
}

std::int64_t count_reviews(unit_of_work& uow, review_query const& query,
                           std::optional<std::int64_t> most)
{
    check_query(uow, query);
    return review_repository::count(uow, of_kept_card(uow, query), most);
}

page<public_review> list_public_reviews(unit_of_work& uow, id<product> about,
                                        page_request const& part)
{
    require(uow, right::read_catalog);
    auto const limit = one_more(part);
    auto const after = checked_if(part.after, [](std::string const& text) {
        return read_cursor(text, public_cursor_kind).number;
    });
    auto const* const reader = std::get_if<id<customer>>(&uow.actor());
    std::vector<public_review> shown;
    for (auto& each :
         review_repository::list_shown(uow, about, reader ? std::optional(*reader) : std::nullopt,
                                       limit, part.offset, after)) {
        each.said.shown_name = shown_name(each.name_on_card);
        shown.push_back(std::move(each.said));
    }
    return cut_page(std::move(shown), part, [](public_review const& last) {
        return write_cursor(
            {.kind = public_cursor_kind, .text = {}, .value = 0, .number = last.number.value()});
    });
}

} // namespace tokocrm
