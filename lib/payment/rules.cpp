#include "rules.hpp"

#include "../core/checked_text.hpp"
#include "../order/transition_rules.hpp"

#include <algorithm>
#include <array>

namespace tokocrm {

namespace {

constexpr std::size_t longest_bank = 100;
constexpr std::size_t longest_key = 200;

constexpr std::array submission_states{submission_state::open, submission_state::accepted,
                                       submission_state::rejected};

std::string number_of(order_header const& of)
{
    return std::to_string(of.number);
}

error refuse_refunded(order_header const& of)
{
    return {errc::rule_violation,
            "payment.refunded",
            mark("money of order {0} was given back; place it anew"),
            {number_of(of)}};
}

bool gave_money_back(order_header const& of) noexcept
{
    return of.states.payment == payment_state::part_refunded ||
           of.states.payment == payment_state::refunded;
}

} // namespace

std::string_view name(submission_state state) noexcept
{
    switch (state) {
    case submission_state::open:
        return "open";
    case submission_state::accepted:
        return "accepted";
    case submission_state::rejected:
        break;
    }
    return "rejected";
}

std::optional<submission_state> find_submission_state(std::string_view named) noexcept
{
    auto const* const found =
        std::find_if(submission_states.begin(), submission_states.end(),
                     [&](submission_state each) { return name(each) == named; });
    return found == submission_states.end() ? std::nullopt : std::optional(*found);
}

money amount_due(order_header const& of) noexcept
{
    bool const awaited =
        of.states.order == order_state::placed && (of.states.payment == payment_state::awaiting ||
                                                   of.states.payment == payment_state::submitted ||
                                                   of.states.payment == payment_state::part_paid);
    return {awaited ? of.total.minor() - of.paid.minor() : 0, of.total.currency()};
}

std::optional<error> submission_refusal(order_header const& of, bool one_is_open)
{
    if (auto over = end_refusal(of))
        return over;
    if (gave_money_back(of))
        return refuse_refunded(of);
    if (of.states.payment == payment_state::paid)
        return error(errc::rule_violation, "payment.already_paid",
                     mark("order {0} is paid already"), {number_of(of)});
    if (of.payment_method == name(payment_method::cod))
        return error(errc::rule_violation, "payment.on_delivery",
                     mark("order {0} is paid on delivery; there is nothing to hand in"),
                     {number_of(of)});
    if (one_is_open)
        return error(errc::rule_violation, "payment.submission_open",
                     mark("a payment of order {0} waits to be looked at already; hand in another "
                          "once the shop has decided"),
                     {number_of(of)});
    return std::nullopt;
}

bool is_settled(order_header const& of) noexcept
{
    return of.paid_on && of.states.order != order_state::cancelled &&
           (of.states.payment == payment_state::paid ||
            of.states.payment == payment_state::part_refunded);
}

std::optional<error> acceptance_refusal(order_header const& of, bool told_apart)
{
    if (auto over = end_refusal(of))
        return over;
    if (gave_money_back(of))
        return refuse_refunded(of);
    if (of.states.payment == payment_state::part_paid && !told_apart)
        return error(errc::rule_violation, "payment.key_needed",
                     mark("a part of order {0} was accepted already; a key, any text of your "
                          "own, tells that this is more money and not the same again"),
                     {number_of(of)});
    return std::nullopt;
}

order_header after_rejection(order_header of, timestamp now, std::chrono::hours payment_time)
{
    if (of.states.payment == payment_state::submitted)
        of.states.payment = payment_state::awaiting;
    if (of.expires_at)
        of.expires_at = std::max(*of.expires_at, now + payment_time);
    return of;
}

payment_submission checked_submission(payment_submission said, currency shops, date today)
{
    said.sender = checked_name(said.sender, "payment.sender_invalid",
                               mark("a sender's name has 1 to 200 characters of valid text"));
    said.bank =
        checked_name(said.bank, "payment.bank_invalid",
                     mark("a bank's name has 1 to 100 characters of valid text"), longest_bank);
    check_received(said.amount, shops);
    // A customer's clock may be a day ahead of the shop's.
    if (said.paid_on.is_special() || said.paid_on > today + boost::gregorian::days(1))
        throw error(errc::invalid_input, "payment.date_invalid",
                    mark("a payment's date cannot lie in the future"));
    return said;
}

void check_received(money amount, currency shops)
{
    if (amount.currency() != shops || amount.minor() <= 0)
        throw error(errc::invalid_input, "payment.amount_invalid",
                    mark("say how much was paid: an amount above 0, in {0}"),
                    {std::string(code(shops))});
}

void check_key(std::optional<std::string> const& key)
{
    if (key && (key->empty() || !fits(*key, longest_key)))
        throw error(errc::invalid_input, "payment.key_invalid",
                    mark("a key has 1 to 200 characters of valid text"));
}

bool says_the_same(payment_submission const& a, payment_submission const& b) noexcept
{
    auto const picture_of = [](payment_submission const& one) {
        return one.proof ? std::string_view(one.proof->sha256) : std::string_view();
    };
    return a.sender == b.sender && a.bank == b.bank && a.amount == b.amount &&
           a.paid_on == b.paid_on && picture_of(a) == picture_of(b);
}

} // namespace tokocrm
