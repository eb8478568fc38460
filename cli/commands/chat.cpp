#include "../context.hpp"
#include "../input/file.hpp"
#include "../output/output.hpp"
#include "../output/people.hpp"
#include "../registry.hpp"
#include "chat_fields.hpp"
#include "customer_named.hpp"
#include "open_shop.hpp"
#include "searching.hpp"
#include "words.hpp"

#include <tokocrm/json.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace toko {

namespace {

constexpr std::size_t text_in_list = 50;                 ///< columns
constexpr std::size_t most_input = std::size_t{1} << 16; ///< bytes; more than any message has

constexpr field conversation_fields[] = {
    {"customer_id", tr("Customer's id"), kind::number},
    {"customer", tr("Customer")},
    {"unread", tr("Unread"), kind::number},
    {"sent_at", tr("Sent"), kind::instant},
    {"from", tr("From")},
    {"text", tr("Message")},
    {"unread_by_customer", tr("Unread by the customer"), kind::number, false},
    {"last_at", tr("Last message"), kind::instant, false},
    {"message_id", tr("Message's id"), kind::number, false},
};

void describe_list(options& opts)
{
    opts.flag("unread", tr("only those with something that the shop has not read"))
        .value("search", "TEXT", tr("only those where this was said; words or parts of words"))
        .lists(conversation_fields)
        .example("toko chat list --unread")
        .example("toko chat list --search beras");
}

void list(context& ctx, arguments const& args)
{
    tokocrm::conversation_query const query{.unread = args.has("unread"),
                                            .search = args.find("search")};
    auto const shop = open_shop(ctx);
    list_output out(ctx, conversation_fields,
                    {.id_key = "customer_id", .none = tr("there are no such conversations")});
    list_end end;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        auto const found = tokocrm::list_conversations(uow, query, ctx.list().page);
        for (auto const& one : found.items) {
            auto row = tokocrm::to_json(one, shop);
            translate_words(ctx, ctx.format(), row, {"from"});
            if (ctx.format() == output_format::table)
                row["text"] = shortened(one.shown.text, text_in_list);
            out.row(row);
        }
        end.next = found.next;
        count_for(out, end, [&](std::int64_t most) {
            return tokocrm::count_conversations(uow, query, most);
        });
    });
    out.end(end);
}

void describe_show(options& opts)
{
    opts.positional("customer", tr("by id, phone or e-mail"))
        .flag("keep-unread", tr("what is shown stays unread for the shop"))
        .value("search", "TEXT", tr("only messages with this; words or parts of words"));
    describe_side(opts);
    opts.lists(message_fields)
        .example("toko chat show 1")
        .example("toko chat show 081234567890 --keep-unread --all");
}

void show_one(context& ctx, arguments const& args)
{
    tokocrm::message_query query{.from = find_side(args), .search = args.find("search")};
    auto const& part = ctx.list().page;
    auto const shop = open_shop(ctx);
    list_output out(ctx, message_fields, {.none = tr("nothing was said yet")});
    list_end end;
    std::optional<tokocrm::conversation> about;
    ctx.read([&](tokocrm::unit_of_work& uow) {
        query.with = named_customer(uow, args.text("customer")).number;
        about = tokocrm::find_conversation(uow, *query.with);
        auto found = tokocrm::list_messages(uow, query, part);
        // The newest page, in the order in which it was said.
        std::reverse(found.items.begin(), found.items.end());
        for (auto const& one : found.items)
            out.row(message_row(ctx, uow, one, shop));
        end.next = found.next;
        count_for(out, end,
                  [&](std::int64_t most) { return tokocrm::count_messages(uow, query, most); });
    });
    out.end(end);
    bool const from_the_end = !part.after && part.offset == 0 && !query.search && !query.from;
    if (!about || about->unread_by_shop == 0 || args.has("keep-unread") || !from_the_end)
        return;
    ctx.write([&](tokocrm::unit_of_work& uow) {
        tokocrm::mark_messages_read(uow, about->with, tokocrm::chat_side::shop, about->last);
    });
}

void describe_send(options& opts)
{
    opts.positional("to",
                    tr("the customer, by id, phone or e-mail; the text, where --customer is "
                       "given"),
                    {})
        .positional("text", tr("what is said; - reads it from standard input"),
                    {.may_be_empty = true})
        .value("customer", "CUSTOMER", tr("the customer, by id, phone or e-mail"))
        .value("quick", "NAME", tr("say what is kept under this name, instead of a text"))
        .flag("from-customer", tr("the customer has said it, on the phone or in the shop"))
        .value("key", "KEY", tr("the same key again sends nothing again"))
        .example("toko chat send --customer 1 \"halo kk, ada yang bisa dibantu?\"")
        .example("toko chat send 1 --quick salam")
        .example("toko chat send 081234567890 \"ada beras 5 kg?\" --from-customer");
}

/// What a `chat send` line means.
struct sending
{
    std::string to;
    std::optional<std::string> text; ///< none: a quick answer's
};

sending read_line(arguments const& args)
{
    auto const customer = args.find("customer");
    auto const first = args.find("to"), second = args.find("text");
    sending out;
    if (!customer && !first)
        throw usage_error("usage.missing", tr("say whom: {0}"),
                          {"toko chat send --customer 1 \"halo\""});
    out.to = customer ? *customer : *first;
    out.text = customer ? first : second;
    if (customer && second)
        throw usage_error("usage.too_many",
                          tr("there is a word too many: {0}; put the text in quotes"), {*second});
    if (out.text && args.has("quick"))
        throw usage_error("usage.clash", tr("{0} and {1} cannot be together"), {"--quick", "TEXT"});
    if (args.has("from-customer") && args.has("quick"))
        throw usage_error("usage.clash", tr("{0} and {1} cannot be together"),
                          {"--quick", "--from-customer"});
    if (!out.text && !args.has("quick"))
        throw usage_error("usage.missing",
                          tr("say what: a text, - for standard input, or --quick"));
    return out;
}

/// At most a little more than a message has, so that what is too long is found to be so.
std::string read_input(context& ctx)
{
    input_file input(ctx, "-");
    std::string text(most_input, '\0');
    input.stream().read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.stream().gcount()));
    return text;
}

void send(context& ctx, arguments const& args)
{
    auto line = read_line(args);
    if (line.text == "-")
        line.text = read_input(ctx);
    tokocrm::message_draft draft;
    if (args.has("from-customer"))
        draft.from = tokocrm::chat_side::customer;
    draft.key = args.find("key");
    auto const shop = open_shop(ctx);
    std::int64_t unread = 0;
    auto const sent = ctx.write([&](tokocrm::unit_of_work& uow) {
        auto whole = draft;
        whole.with = named_customer(uow, line.to).number;
        whole.text = line.text ? *line.text : named_answer(uow, args.text("quick")).text;
        auto const said = tokocrm::send_message(uow, whole);
        unread = tokocrm::find_conversation(uow, said.with)->unread_by_shop;
        return message_row(ctx, uow, said, shop);
    });
    std::vector<field> fields(std::begin(message_fields), std::end(message_fields));
    for (auto& one : fields)
        one.in_table = one.key != std::string_view("customer_id");
    show(ctx, sent, fields);
    if (unread > 0 && draft.from == tokocrm::chat_side::shop)
        ctx.note(
            tr("not read yet of this customer: {0}; toko chat show {1} shows and marks it"),
            {count_text(unread, ctx.lang()), std::to_string(sent.at("customer_id").as_int64())});
}

} // namespace

command const chat_list{"chat list", tr("list the conversations, the newest first"), describe_list,
                        list};
command const chat_show{"chat show",
                        tr("show what a customer and the shop said; the shop has read it then"),
                        describe_show, show_one};
command const chat_send{"chat send", tr("say something to a customer, or keep what they said"),
                        describe_send, send};

} // namespace toko
