#ifndef TOKOCRM_LIB_PAYMENT_SERVICE_HPP
#define TOKOCRM_LIB_PAYMENT_SERVICE_HPP

// What higher features need of payments and strangers do not.

#include "../order/service.hpp"

#include <tokocrm/payment.hpp>

#include <memory>

namespace tokocrm {

/// Writes many payments and refunds, a row a table at a time. Lives inside the unit.
class payment_writer
{
public:
    explicit payment_writer(unit_of_work& uow);
    payment_writer(payment_writer&&) noexcept;
    ~payment_writer();

    /// @param position From 1, within the order.
    void add(id<order> of, std::int64_t position, payment const& accepted);
    void add(id<order> of, std::int64_t position, refund const& given);

    /// See `db::row_writer`.
    void put_off_indexes();
    void make_indexes();

private:
    struct tables;
    std::unique_ptr<tables> tables_;
};

/// Money that comes for an order, to be kept as a payment.
struct received_money
{
    money amount;
    std::string method;
    std::optional<std::int64_t> submission = {}; ///< the proof that it was accepted for
    std::optional<std::string> key = {};         ///< tells it from others of the same order
};

/// Keep a payment of an order, received now.
void keep_payment(unit_of_work& uow, id<order> of, received_money const& came, date today);

/// The payment of an order that was kept with a key.
std::optional<payment> find_keyed_payment(unit_of_work& uow, id<order> of, std::string const& key);

/// Keep what was handed in now, as the next one of its order.
payment_submission keep_submission(unit_of_work& uow, id<order> of, payment_submission said,
                                   prepared_picture const* proof,
                                   std::optional<std::string> const& key);

/// The submission of an order that was kept with a key.
std::optional<std::int64_t> find_keyed_submission(unit_of_work& uow, id<order> of,
                                                  std::string const& key);

/// What became of an open submission, now and by the unit's actor.
void decide_submission(unit_of_work& uow, id<order> of, std::int64_t position,
                       submission_state decided, std::optional<std::string> const& reason);

/// Reject the proof of payment that waits to be looked at, where there is one.
void reject_open_submission(unit_of_work& uow, id<order> of, std::string const& reason);

/// The key with which something was given back, and a digest of what was asked for.
struct refund_key
{
    std::string key;
    std::string request;
};

/// Keep a refund with its lines, as the next one of its order; says which it is.
std::int64_t keep_refund(unit_of_work& uow, id<order> of, refund const& given,
                         std::optional<refund_key> const& key);

/// A refund that was kept with a key.
struct keyed_refund
{
    std::int64_t position = 0;
    std::string request; ///< the digest
};

std::optional<keyed_refund> find_keyed_refund(unit_of_work& uow, id<order> of,
                                              std::string const& key);

/// Forget what was paid for these orders and given back of them.
void remove_payments(unit_of_work& uow, order_rows rows);

} // namespace tokocrm

#endif
