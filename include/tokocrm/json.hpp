#ifndef TOKOCRM_JSON_HPP
#define TOKOCRM_JSON_HPP

/** @file
    One wire shape for the command line, the web and whoever else writes JSON; opt-in, needs
    Boost.JSON.

    Amounts are integers in minor units beside a `currency`; quantities and percentages are decimal
    strings; instants are ISO 8601 with the shop's offset, dates `YYYY-MM-DD`; what is not known is
    null. Keys are only ever added.

    Given what the library made, none of these functions throws anything but `std::bad_alloc`.
*/

#include <tokocrm/cart.hpp>
#include <tokocrm/catalog.hpp>
#include <tokocrm/chat.hpp>
#include <tokocrm/consent.hpp>
#include <tokocrm/coupon.hpp>
#include <tokocrm/crm.hpp>
#include <tokocrm/customer.hpp>
#include <tokocrm/customer_erasure.hpp>
#include <tokocrm/customer_merge.hpp>
#include <tokocrm/customer_notes.hpp>
#include <tokocrm/error.hpp>
#include <tokocrm/import.hpp>
#include <tokocrm/maintenance.hpp>
#include <tokocrm/order.hpp>
#include <tokocrm/payment.hpp>
#include <tokocrm/pricing.hpp>
#include <tokocrm/report.hpp>
#include <tokocrm/review.hpp>
#include <tokocrm/sale.hpp>
#include <tokocrm/shipping.hpp>
#include <tokocrm/shop.hpp>
#include <tokocrm/staff.hpp>
#include <tokocrm/stock.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#pragma GCC visibility push(default)

namespace tokocrm {

/** A shop.

    - `name`, `currency` (`IDR`), `timezone` (`Asia/Jakarta`), `country` (`ID`), `language` (`id`),
      `public_id`: texts
    - `created_at`: an instant
*/
boost::json::object to_json(shop const& value);
/** A shop with what customers are told of it: the shop's keys, and

    - `about`, `address`: texts; `phone`, `whatsapp`, `email`: a text or null
    - `hours`: an array of objects of `day` (`mon` to `sun`), `opens` and `closes` (`07:00`,
   `24:00`)
    - `accounts`: an array of objects of `bank`, `number` and `holder`, texts
    - `version`: a number
*/
boost::json::object to_json(shop const& value, shop_details const& details);
/** A category: `id` (a number), `name`, `slug` (texts), `products` (how many are in it), `version`
   (a number).
*/
boost::json::object to_json(counted_category const& value);
/** A picture: `id`, `width`, `height` (pixels), `size` (bytes): numbers; `sha256`: a text, of the
   file that was handed in; `created_at`: an instant.
*/
boost::json::object to_json(picture const& value, shop const& in);
/** A product, with what its first pack says.

    - `id`: a number
    - `sku`, `name`, `unit`, `currency`, `description`, `slug`: texts; `category`, `barcode`: a text
      or null
    - `price`: minor units or null
    - `discount_percent`: a decimal string
    - `active`, `fractional`: true or false
    - `created_at`: an instant; `archived_at`: an instant or null
    - `packs`: an array of what it is sold in, the first pack first: objects of `id` (a number),
      `sku`, `name` (texts), `contains` (a decimal string, in `unit`), `price` (minor units or null)
      and `barcode` (a text or null)
    - `version`: a number
    - `image`: what it looks like, as `to_json` of a `picture`, or null
    - `review_count`: a number; `average_stars`: a decimal string (`4.5`) or null
*/
boost::json::object to_json(product const& value, shop const& in);
/** A pack: the keys that it has within its product, and

    - `unit`, `currency`: texts
    - `product`: the product's name, `product_id`: its id, `version`: its version
*/
boost::json::object to_json(product_pack const& value, shop const& in);
/** How much of a product there is.

    - `id`: a number, the product's
    - `sku`, `name`, `unit`: texts
    - `on_hand`, `reserved`, `available`: decimal strings, of `unit`; `low_stock`: one, or null
    - `low`: true or false
*/
boost::json::object to_json(stock_level const& value);
/** A movement of stock.

    - `id`, `product_id`: numbers; `order`: the order's number, or null
    - `sku`, `name`, `unit`, `actor`: texts; `reason`: a text or null
    - `kind`: `received`, `sold`, `returned`, `adjusted` or `counted`
    - `quantity`: a decimal string, of `unit`; below zero, it went out
    - `at`: an instant; `moved_on`: a date
*/
boost::json::object to_json(stock_movement const& value, shop const& in);
/** A movement, and what there is after it: the movement's keys, and `on_hand`, `reserved`,
    `available`, `low_stock` and `low` of the product.
*/
boost::json::object to_json(stock_change const& value, shop const& in);
/** A customer.

    - `id`: a number
    - `name`: a text; `phone`, `email`: a text or null
    - `address`: an object of `street`, `city` and `postal_code`, each a text or null
    - `registered_at`: an instant
    - `sex`: `female`, `male` or null
    - `version`: a number
    - `erased_at`: an instant or null; then `name` is empty
*/
boost::json::object to_json(customer const& value, shop const& in);
/// What a customer said about a channel: `channel` (its name), `given` (true or false), `source`,
/// `recorded_by` (texts), `recorded_at` (an instant).
boost::json::object to_json(consent const& value, shop const& in);
/// A note: `id`, `customer_id` (numbers), `text`, `written_by` (texts), `written_at` (an instant).
boost::json::object to_json(customer_note const& value, shop const& in);
/// A tag on a card: `tag`, `added_by` (texts), `added_at` (an instant).
boost::json::object to_json(customer_tag const& value, shop const& in);
/// A tag: `tag` (a text), `customers` (a number).
boost::json::object to_json(tag_count const& value);
/** A customer's card: the customer's keys, and

    - `figures`: an object of `orders`, `open_orders`, `unread_messages` (numbers), `net` (minor
      units), `average_order` (the same or null), `first`, `last` (a date or null), `usual_interval`
      (days, a number or null); `currency`: a text
    - `consents`, `tags`, `notes`: arrays of objects, as of each; `has_older_notes`: true or false
*/
boost::json::object to_json(customer_card const& value, shop const& in);
/** One thing that happened: `at` (an instant), `kind`, `what` (texts), `order`, `number`, `stars`
    (a number or null), `from`, `to`, `about`, `text`, `actor` (a text or null), `amount` (minor
    units or null), `currency` (a text).
*/
boost::json::object to_json(timeline_event const& value, shop const& in);
/** What erasing somebody took away: `id` (a number), `erased_at` (an instant), `before` (a flag),
    `merged` (an array of numbers), `orders`, `proofs`, `messages`, `reviews`, `notes` (numbers).
*/
boost::json::object to_json(erasure_result const& value, shop const& in);
/// That somebody was erased: `id` (a number), `erased_at` (an instant), `erased_by`, `reason`
/// (texts).
boost::json::object to_json(customer_erasure const& value, shop const& in);
/** What a merge of two cards moved: the keys of the customer that stays, and

    - `other_id`, `orders`, `coupon_uses`, `cart_lines`, `reviews`, `messages`, `notes`, `tags`,
    `consents`: numbers
    - `cart_changes`: as `changes` of a cart
    - `conflicts`: an array of objects: `field`, `chosen` (the value that stays), `not_chosen`, each
    a text
*/
boost::json::object to_json(customer_merge_result const& value, shop const& in);
/** A merge that was done: `kept_id`, `other_id` (numbers), `merged_at` (an instant), `merged_by` (a
    text), `card` (the card that went as it was, an object of a customer's keys; null once the
    person was erased), `not_chosen` (an array of objects: `field`, `value`, each a text).
*/
boost::json::object to_json(customer_merge const& value, shop const& in);
/** What shipping to a city costs: `id` (a number), `city` (a text), `fee` (minor units),
   `free_from` (minor units or null), `currency` (a text), `version` (a number).
*/
boost::json::object to_json(shipping_rate const& value);
/** A coupon.

    - `id`, `times_used`, `version`: numbers; `usage_limit`, `usage_limit_per_customer`: a number or
      null
    - `code`, `name`, `note`, `currency`: texts
    - `percent` (a decimal string) or `amount` (minor units), the other null
    - `starts_at`, `ends_at`: an instant or null
    - `minimum_spend`, `discount_cap`: minor units or null
    - `enabled`: true or false
    - `products`: an array of objects of `id` (a number), `sku` and `name` (texts); `categories`: an
      array of objects of `id` and `name`; both empty where it is for all goods

    @param value The coupon.
    @param scope What `scope_of` gives.
    @param in The shop.
*/
boost::json::object to_json(coupon const& value, coupon_scope const& scope, shop const& in);
/** A cart.

    - `lines`: an array of objects of `pack_id` (a number or null), `sku`, `name`, `pack` (texts),
      `quantity`, `available` (decimal strings, of packs), `sold` (true or false), `unit_price`,
      `total` (minor units, null where it cannot be bought) and `discount_percent` (a decimal string
      or null)
    - `changes`: an array of objects of `kind` (`price`, `discount`, `short_of_stock`, `not_sold`,
      `capped`), `sku`, `name` (texts), `price_before`, `price_now` (minor units or null),
      `discount_before`, `discount_now`, `wanted` and `available` (decimal strings or null)
    - `adjustments`: an array of objects of `kind`, `label` and `amount`, as an order's
    - `gross`, `product_discount`, `coupon_discount`, `shipping`, `total`: minor units, 0 where
      nothing can be bought; `currency`: a text
*/
boost::json::object to_json(cart_view const& value, shop const& in);
/** A step of a price's explanation: `step` (its kind's name), `line` (a number or null), `label` (a
    text), `base`, `fixed`, `bound` (minor units or null), `quantity`, `percent` and `exact`
   (decimal strings or null), `result` (minor units), `currency` (a text).
*/
boost::json::object to_json(price_step const& value);
/** An order without its lines.

    - `number`, `line_count`: numbers; `customer_id`: a number or null
    - `label`: its label's name; `state`: an object of `order`, `payment` and `fulfilment`, each the
      state's name
    - `placed_at`: an instant, `placed_on`: a date; `paid_at`, `paid_on`, `expires_at`: the same or
      null
    - `customer`, `phone`, `email`, `payment_method`, `coupon_code`, `source`, `reference`: a text
   or null; `address`: as a customer's
    - `units`: a decimal string
    - `gross`, `product_discount`, `coupon_discount`, `shipping`, `other`, `total`, `paid`,
      `refunded`: minor units; `currency`: a text
*/
boost::json::object to_json(order_header const& value, shop const& in);
/** What was handed in for an order.

    - `order`, `position`: numbers; `sender`, `bank`: texts; `amount`: minor units, `currency`: a
      text; `paid_on`: a date
    - `proof`: what it shows, as `to_json` of a `picture`, or null
    - `same_proof_on`: an array of order numbers
    - `state`: its name; `submitted_at`: an instant, `submitted_by`: a text
    - `decided_at`: an instant or null; `decided_by`, `reason`: a text or null
*/
boost::json::object to_json(payment_submission const& value, shop const& in);
/** An order, whole: the header's keys, `due` (minor units, what is still to come), and six arrays
   of objects.

    - `lines`: `position`, `product_id` (numbers), `sku`, `name`, `pack` (texts), `contains`,
      `quantity`, `base_quantity` (decimal strings), `unit_price` (minor units or null),
      `discount_percent` (a decimal string or null), `gross`, `discount`, `coupon_share`, `total`
      (minor units)
    - `adjustments`: `kind` (its name), `label` (a text), `amount` (minor units, signed)
    - `payments`: `received_at` (an instant), `received_on` (a date), `method` (a text or null),
      `amount` (minor units), `actor` (a text), `position` (a number), `submission` (the position of
      the one it was accepted for, or null)
    - `submissions`: as `to_json` of each
    - `refunds`: `refunded_at` (an instant), `refunded_on` (a date), `goods`, `shipping`, `other`,
      `amount` (minor units), `reason`, `actor` (texts), `position` (a number), and `lines`, an
   array of objects: `line` (a line's position), `sku`, `name` (texts), `quantity`, `base_quantity`
      (decimal strings), `amount` (minor units), `restocked` (true or false)
    - `history`: `at` (an instant), `graph`, `to`, `actor` (texts), `from`, `reason` (a text or
   null)

    @param value The order.
    @param payments What `payments_of` gives.
    @param submissions What `submissions_of` gives.
    @param refunds What `refunds_of` gives.
    @param in The shop.
*/
boost::json::object to_json(order const& value, std::vector<payment> const& payments,
                            std::vector<payment_submission> const& submissions,
                            std::vector<refund> const& refunds, shop const& in);
/** What an import did.

    - `batch`: its number; null where nothing was new, so that there is nothing to take back
    - `orders`, `lines`, `skipped`, `updated`, `rejected`, `customers`, `products`, `ambiguous`,
      `rounded`: numbers
*/
boost::json::object to_json(order_import_result const& value);
/** What taking an import back did.

    - `orders`, `customers`, `products`: numbers
    - `kept`: an array of order numbers
*/
boost::json::object to_json(import_undo_result const& value);
/** What an import of products, customers or shipping rates did.

    - `batch`: its number; null where nothing was new, so that there is nothing to take back
    - `added`, `packs`, `updated`, `skipped`, `rejected`, `ambiguous`, `rounded`: numbers
*/
boost::json::object to_json(record_import_result const& value);
/** What taking it back did.

    - `removed`: a number; `kept`: an array of SKUs, ids or cities, texts
*/
boost::json::object to_json(record_undo_result const& value);
/** A sales report.

    - `schema_version`: 1
    - `report`: `monthly` or `daily`; `basis`: `paid` or `placed`; `currency`, `timezone`: texts
    - `period`: an object of `from` and `to`, dates
    - `rows`: an array of objects with `period` (`2026-11`, or a date) and the figures
    - `totals`: an object of the figures

    The figures: `orders`, `new_customers` (numbers), `returning_customers` (a number; null in
    `totals`), `units` (a decimal string), `gross`, `discounts`, `refunds`, `net`, `shipping`,
   `other`, `total` (minor units), `average_order` (minor units; null without orders).
*/
boost::json::object to_json(sales_report const& value);
/** A part of a figure.

    - `booked_on`: a date; `order_number`: a number
    - `customer`: a text or null; `what`: a text
    - one of `amount` (minor units, with `currency`), `units` (a decimal string) and `count` (a
      number), the others null
*/
boost::json::object to_json(figure_part const& value);
/** Somebody of the staff.

    - `id`, `version`: numbers; `name`: a text; `role`: `owner` or `cashier`
    - `has_password`: true or false
    - `disabled_at`: an instant or null; `created_at`: an instant
*/
boost::json::object to_json(staff_member const& value, shop const& in);
/// What does not hold: `invariant`, `subject`, `expected`, `actual`, all texts.
boost::json::object to_json(finding const& value);
/** What a backup holds.

    - `file`, `shop`: texts; `bytes`, `schema`, `orders`: numbers; `made_at`: an instant
*/
boost::json::object to_json(backup_summary const& value);
/** What restoring did.

    - `backup`: an object with a backup's keys; `schema`: a number; `kept`: a text or null
*/
boost::json::object to_json(restore_result const& value);
/** What an upgrade did.

    - `from`, `to`: numbers; `steps`: an array of texts; `backup`: a text or null
*/
boost::json::object to_json(upgrade_result const& value);
/** A review, for the staff and its writer.

    - `id`, `order` (its number), `line`, `product_id`, `customer_id`, `stars`, `version`: numbers
    - `sku`, `product`, `customer` (the name on the card), `text`: texts
    - `written_at`: an instant; `edited_at`, `replied_at`, `hidden_at`: an instant or null
    - `reply`, `replied_by`, `hidden_reason`, `hidden_by`: a text or null
*/
boost::json::object to_json(review const& value, shop const& in);
/** A review as everybody may see it.

    - `id`, `stars`: numbers; `text`: a text; `name`, `reply`: a text or null
    - `written_at`: an instant; `edited_at`, `replied_at`: an instant or null
    - `hidden`: true or false
*/
boost::json::object to_json(public_review const& value, shop const& in);
/** A message of a conversation.

    - `id`, `customer_id`: numbers; `customer` (the name on the card), `text`, `sent_by`: texts
    - `from`: `shop` or `customer`; `sent_at`: an instant; `read` (by the other side): true or false
*/
boost::json::object to_json(chat_message const& value, shop const& in);
/** A conversation, for the staff.

    - `customer_id`, `unread` (by the shop), `unread_by_customer`: numbers; `customer`: a text
    - `last_at`: when its newest message was sent
    - `message_id`, `from`, `text`, `sent_at`: of the message that is shown, as in a message
*/
boost::json::object to_json(conversation const& value, shop const& in);
/// A quick answer: `id` (a number), `name`, `text` (texts).
boost::json::object to_json(quick_answer const& value);
/** An error: `code` (the kind's name), `reason` (the slug), `message` (the sentence), all texts.

    @param value The error.
    @param in The language of the sentence.
*/
boost::json::object to_json(error const& value, language in);

} // namespace tokocrm

#pragma GCC visibility pop

#endif
