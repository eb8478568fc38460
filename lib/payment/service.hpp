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

    /// See `db::bulk_writer`.
    void put_off_indexes();
    void make_indexes();

private:
    struct tables;
    std::unique_ptr<tables> tables_;
};

/// Forget what was paid for these orders and given back of them.
void remove_payments(unit_of_work& uow, order_rows rows);

} // namespace tokocrm

#endif
