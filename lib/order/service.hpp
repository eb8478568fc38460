#ifndef TOKOCRM_LIB_ORDER_SERVICE_HPP
#define TOKOCRM_LIB_ORDER_SERVICE_HPP

// What higher features need of orders and strangers do not.

#include <tokocrm/booking.hpp>
#include <tokocrm/order.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tokocrm {

/// Where an order came from, when it was not placed here.
struct order_origin
{
    std::string source;
    std::optional<std::string> reference;   ///< its number there
    std::string fingerprint;                ///< of what it says
    std::optional<std::int64_t> occurrence; ///< among equal ones, where it has no number
    id<import_batch> batch{0};
};

/// Writes many orders, a row a table at a time. Lives inside the unit.
class order_writer
{
public:
    explicit order_writer(unit_of_work& uow);
    order_writer(order_writer&&) noexcept;
    ~order_writer();

    /// The order with its lines, adjustments and history; its row id and number are set before.
    void add(order const& whole, order_origin const& origin);

    /// See `db::row_writer`.
    void put_off_indexes();
    void make_indexes();

private:
    struct tables;
    std::unique_ptr<tables> tables_;
};

/// The first of `count` numbers; an order's row id is its number.
std::int64_t reserve_order_numbers(unit_of_work& uow, std::int64_t count);

/// The key with which somebody placed an order, and a digest of what they asked for.
struct order_key
{
    std::string key;
    std::string request;
};

/// Keep a new order with its lines, adjustments and history; its row id and number are set before.
void insert_order(unit_of_work& uow, order const& whole, std::optional<order_key> const& key);

/// An order that was placed with a key.
struct keyed_order
{
    id<order> row{0};
    std::string request; ///< the digest
};

std::optional<keyed_order> find_keyed_order(unit_of_work& uow, std::string const& key);

/** Keep what became of an order: its states, money, bookings and deadline; a transition is recorded
    for each graph that moved.

    @return As it is kept now.

    @par Errors
    @li `errc::internal` / `order.transition_unknown`: the graphs have no such step
    @li `errc::conflict` / `order.changed`: somebody else changed it meanwhile
*/
order_header change_order(unit_of_work& uow, order_header const& before, order_header after,
                          std::optional<std::string> const& reason);

/// Numbers of orders whose time to pay was over at an instant, the longest overdue first.
std::vector<std::int64_t> overdue_numbers(unit_of_work& uow, timestamp now);

/// Some of the days on which a customer bought: enough to say what one more day changes.
std::vector<std::int64_t> telling_days(unit_of_work& uow, report_basis basis, id<customer> who,
                                       std::int64_t day, id<order> without);

/// What is known of an imported order without reading it.
struct imported_order
{
    id<order> row{0};
    std::int64_t number = 0;
    std::optional<id<import_batch>> batch;
    std::string fingerprint;
    std::int64_t version = 0;
};

/// Whether anything was ever imported from a source.
bool knows_source(unit_of_work& uow, std::string const& source);

/// The order with a number of its own at a source.
std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& reference);
/// The order without a number, by what it says and which of equal ones it is.
std::optional<imported_order> find_imported(unit_of_work& uow, std::string const& source,
                                            std::string const& fingerprint,
                                            std::int64_t occurrence);

/// The order with a number, without its lines.
std::optional<order_header> find_order_header(unit_of_work& uow, std::int64_t number);

/// The order's own version says whether anything was done to it since it was written.
inline constexpr std::int64_t first_order_version = 1;

/// Rows from the first to the last id; an import's are together.
struct order_rows
{
    id<order> first{0};
    id<order> last{0};
};

/// The orders that an import added.
struct batch_orders
{
    order_rows rows;
    std::int64_t count = 0;
    std::vector<std::int64_t> changed; ///< numbers of those that were changed since
};

/// None where a batch added no order, or none that is still there.
std::optional<batch_orders> orders_of_batch(unit_of_work& uow, id<import_batch> batch);

/// The same orders, without their lines.
void for_each_order_of_batch(unit_of_work& uow, id<import_batch> batch,
                             std::function<void(order_header const&)> const& take);

order get_order(unit_of_work& uow, id<order> row);

/// The lines alone, by position.
std::vector<order_line> lines_of(unit_of_work& uow, id<order> row, currency shops);

/// The lines of an order that a SKU or barcode means, by position: by what is printed on the order,
/// else by what their packs are called now.
std::vector<std::int64_t> lines_named(unit_of_work& uow, order const& of, std::string const& sku);

/// Forget these orders with their lines, adjustments and history.
void remove_orders(unit_of_work& uow, order_rows rows);

/// A customer bought on a date, once for each such pair.
struct buying_day
{
    std::int64_t customer;
    std::int64_t day;   ///< YYYYMMDD
    bool without_batch; ///< orders of others than the batch are among them
    bool with_batch;    ///< orders of the batch are among them
};

/** The days on which the customers of a batch bought, by customer and day.

    @param batch The batch; its orders tell the customers.
*/
void for_each_buying_day(unit_of_work& uow, report_basis basis, id<import_batch> batch,
                         std::function<void(buying_day const&)> const& take);

/// The days on which one customer bought, ascending.
std::vector<std::int64_t> buying_days(unit_of_work& uow, report_basis basis, id<customer> who);

/** One customer's orders become another's; their versions stay, for nothing else of them changes.

    @return How many.
*/
std::int64_t move_orders(unit_of_work& uow, id<customer> from, id<customer> to);

} // namespace tokocrm

#endif
