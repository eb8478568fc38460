#include "../context.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "customer_named.hpp"
#include "given.hpp"
#include "open_shop.hpp"
#include "product_fields.hpp"
#include "searching.hpp"
#include "sorting.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace toko {

namespace {

constexpr std::size_t text_in_list = 40; ///< columns
constexpr char const* numbers_of_stars = "1|2|3|4|5";

constexpr field review_fields[] = {
    {"id", tr("Id"), kind::number},
    {"order", tr("Order"), kind::number, false},
    {"line", tr("Line"), kind::number, false},
    {"written_at", tr("Written"), kind::instant},
    {"sku", tr("SKU"), kind::text, false},
    {"product", tr("Product")},
    {"customer", tr("Customer")},
    {"stars", tr("Stars"), kind::number},
    {"text", tr("Review")},
    {"edited_at", tr("Edited"), kind::instant, false},
    {"reply", tr("Reply")},
    {"replied_at", tr("Replied"), kind::instant, false},
    {"replied_by", tr("Replied by"), kind::text, false},
    {"hidden_reason", tr("Hidden because")},
    {"hidden_at", tr("Hidden"), kind::instant, false},
    {"hidden_by", tr("Hidden by"), kind::text, false},
    {"product_id", tr("Product's id"), kind::number, false},
    {"customer_id", tr("Customer's id"), kind::number, false},
    {"version", tr("Version"), kind::number, false},
};

/// More is said of one review than there is room for in a list.
std::vector<field> fields_of_one()
{
    std::vector<field> all(std::begin(review_fields), std::end(review_fields));
    for (auto& one : all) {
        std::string_view const key = one.key;
        one.in_table = key != "line" && key != "product_id" && key != "customer_id";
    }
    return all;
}

boost::json::object review_row(context const& ctx, tokocrm::unit_of_work& uow,
                               tokocrm::review const& one, tokocrm::shop const& in)
{
    auto row = tokocrm::to_json(one, in);
    name_actors(ctx, uow, row, {"replied_by", "hidden_by"});
    translate_words(ctx, ctx.format(), row, {"replied_by", "hidden_by"});
    return row;
}

void show_review(context& ctx, boost::json::object const& whole)
{
    show(ctx, whole, fields_of_one());
}

tokocrm::id<tokocrm::review> named_review(arguments const& args)
{
    return tokocrm::id<tokocrm::review>(
        parse_number(placeholder_of(args.described().positionals().front()), args.text("review"), 1,
                     std::numeric_limits<std::int64_t>::max()));
}

/// How many are too few or too many is the library's to say.
std::int64_t read_stars(std::string const& text)
{
    std::int64_t stars = 0;
    auto const* const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, stars);
    return read.ec == std::errc{} && read.ptr == end ? stars : parse_number("--stars", text, 1, 5);
}

options& names_review(options& opts)
{
    return opts.positional("review", tr("its id"));
}

void describe_list(options& opts)
{
    opts.flag("unanswered", tr("only those that wait for a reply"))
        .flag("hidden", tr("only those that are hidden"))
        .value("product", "PRODUCT", tr("only of this product"))
        .value("customer", "CUSTOMER", tr("only of this customer"))
        .value("stars", "STARS,…", tr("only with so many stars"),
               {.repeatable = true, .words = numbers_of_stars})
        .lists(review_fields, {"stars", "id"})
        .example("toko review list --unanswered")
        .example("toko review list --product PG16 --stars 1,2")
        .example("toko review list --sort stars --format csv");
}

tokocrm::review_query query_of(context const& ctx, arguments const& args)
{
    tokocrm::review_query query{.unanswered = args.has("unanswered")};
    if (args.has("hidden"))
        query.hidden = true;
    for (auto const& text : args.list("stars"))
        query.stars.push_back(read_stars(text));
    sort_by<tokocrm::review_query, tokocrm::review_sort>(
        ctx, query, {{"stars", tokocrm::review_sort::stars}, {"id", tokocrm::review_sort::number}});
    return query;
}

/// Columns that nobody has anything in take no room.
void make_room(std::vector<field>& fields, std::vector<boost::json::object> const& rows)
{
    for (auto& one : fields)
        if (one.key == std::string_view("hidden_reason") || one.key == std::string_view("reply"))
            one.in_table = std::any_of(rows.begin(), rows.end(),
                                       [&](auto const& row) { return !row.at(one.key).is_null(); });
}

void shorten_texts(boost::json::object& row)
{
    for (auto const* const key : {"text", "reply", "hidden_reason"})
        if (auto* const text = row.at(key).if_string())
            row[key] = shortened(std::string_view(*text), text_in_list);
}

void list(context& ctx, arguments const& args)
{
    auto query = query_of(ctx, args);
    auto const shop = open_shop(ctx);
    std::vector<field> fields(std::begin(review_fields), std::end(review_fields));
    list_output out(ctx, fields, {.none = tr("there are no such reviews")});
    bool const for_people = ctx.format() == output_format::table;
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        if (auto const named = args.find("product"))
            query.about = named_product(uow, *named).number;
        if (auto const named = args.find("customer"))
            query.by = named_customer(uow, *named).number;
        auto const found = tokocrm::list_reviews(uow, query, ctx.list().page);
        std::vector<boost::json::object> rows;
        for (auto const& one : found.items) {
            rows.push_back(review_row(ctx, uow, one, shop));
            if (for_people)
                shorten_texts(rows.back());
        }
        if (for_people)
            make_room(fields, rows);
        for (auto const& row : rows)
            out.row(row);
        end.next = found.next;
        count_for(out, end,
                  [&](std::int64_t most) { return tokocrm::count_reviews(uow, query, most); });
    });
    out.end(end);
}

void describe_show(options& opts)
{
    names_review(opts).example("toko review show 1");
}

void show_one(context& ctx, arguments const& args)
{
    auto const number = named_review(args);
    auto const shop = open_shop(ctx);
    show_review(ctx, ctx.read([&](tokocrm::unit_of_work& uow) {
        return review_row(ctx, uow, tokocrm::get_review(uow, number), shop);
    }));
}

void describe_add(options& opts)
{
    opts.value("customer", "CUSTOMER", tr("who bought it"), {.required = true})
        .value("order", "ORDER", tr("the order that it was bought on"), {.required = true})
        .value("item", "SKU", tr("what was bought"), {.required = true})
        .value("line", "N",
               tr("which line of the order, where the SKU stands on several; without it the first "
                  "that has no review"))
        .value("stars", "STARS", tr("1 to 5"), {.required = true, .words = numbers_of_stars})
        .value("text", "TEXT", tr("what they say"), {.required = true, .may_be_empty = true})
        .example("toko review add --customer 1 --order 1 --item PG16 --stars 5 "
                 "--text \"sesuai pesanan kak\"");
}

void add(context& ctx, arguments const& args)
{
    tokocrm::review_draft draft;
    draft.item = args.text("item");
    draft.line = args.number("line", 1, std::numeric_limits<std::int64_t>::max());
    draft.stars = read_stars(args.text("stars"));
    draft.text = args.text("text");
    auto const shop = open_shop(ctx);
    show_review(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        auto whole = draft;
        whole.by = named_customer(uow, args.text("customer")).number;
        whole.order_number = tokocrm::get_order(uow, args.text("order")).header.number;
        return review_row(ctx, uow, tokocrm::add_review(uow, whole), shop);
    }));
}

void describe_edit(options& opts)
{
    names_review(opts)
        .value("stars", "STARS", tr("1 to 5"), {.words = numbers_of_stars})
        .value("text", "TEXT", tr("what they say"), {.may_be_empty = true});
    describe_if_version(opts);
    opts.example("toko review edit 1 --stars 4 --text \"sesuai pesanan, agak lama\"");
}

void edit(context& ctx, arguments const& args)
{
    expect_a_change(args);
    tokocrm::review_changes changes;
    if (auto const stars = args.find("stars"))
        changes.stars = read_stars(*stars);
    changes.text = args.find("text");
    changes.seen_version = find_version(args);
    auto const number = named_review(args);
    auto const shop = open_shop(ctx);
    show_review(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        return review_row(ctx, uow, tokocrm::edit_review(uow, number, changes), shop);
    }));
}

void describe_reply(options& opts)
{
    names_review(opts).value("text", "TEXT", tr("what everybody is to read under it"),
                             {.required = true, .may_be_empty = true});
    describe_if_version(opts);
    opts.example("toko review reply 1 --text \"makasih kak\"");
}

void reply(context& ctx, arguments const& args)
{
    auto const number = named_review(args);
    auto const shop = open_shop(ctx);
    show_review(ctx, ctx.write([&](tokocrm::unit_of_work& uow) {
        return review_row(
            ctx, uow, tokocrm::reply_to_review(uow, number, args.text("text"), find_version(args)),
            shop);
    }));
}

/// Does what may have been done before, and says so.
template <class Work>
void show_change(context& ctx, arguments const& args, char const* nothing_changed, Work work)
{
    auto const number = named_review(args);
    auto const shop = open_shop(ctx);
    bool changed = true;
    auto const done = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto const before = tokocrm::get_review(uow, number).version;
        auto const after = work(uow, number);
        changed = after.version != before;
        return review_row(ctx, uow, after, shop);
    });
    show_review(ctx, done);
    if (!changed)
        ctx.note(nothing_changed);
}

void describe_hide(options& opts)
{
    names_review(opts)
        .value("reason", "TEXT", tr("why; who wrote it may read it"), {.required = true})
        .example("toko review hide 1 --reason \"kata kasar\"");
}

void hide(context& ctx, arguments const& args)
{
    show_change(ctx, args, tr("this review was hidden before; nothing was changed"),
                [&](tokocrm::unit_of_work& uow, tokocrm::id<tokocrm::review> number) {
                    return tokocrm::hide_review(uow, number, args.text("reason"));
                });
}

void describe_unhide(options& opts)
{
    names_review(opts).example("toko review unhide 1");
}

void unhide(context& ctx, arguments const& args)
{
    show_change(ctx, args, tr("this review was not hidden; nothing was changed"),
                [](tokocrm::unit_of_work& uow, tokocrm::id<tokocrm::review> number) {
                    return tokocrm::unhide_review(uow, number);
                });
}

} // namespace

command const review_list{"review list", tr("list what customers say of what they bought"),
                          describe_list, list};
command const review_show{"review show", tr("show a review and the reply to it"), describe_show,
                          show_one};
command const review_add{
    "review add", tr("write a review for a customer, of something they bought"), describe_add, add};
command const review_edit{"review edit", tr("change a review that has not been answered"),
                          describe_edit, edit};
command const review_reply{"review reply", tr("answer a review, in place of the answer before"),
                           describe_reply, reply};
command const review_hide{"review hide",
                          tr("show a review to nobody but the staff and who wrote it"),
                          describe_hide, hide};
command const review_unhide{"review unhide", tr("show a hidden review again"), describe_unhide,
                            unhide};

} // namespace toko
