-- A shop as the first schema had it, with a history imported: what later ones must be able to upgrade.
pragma application_id=1953459055;
pragma user_version=1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE schema_migrations ( version bigint not null constraint schema_migrations_pk primary key, name text not null, applied_at bigint not null);
INSERT INTO schema_migrations VALUES(1,'0001_shop',1782788400000000);
CREATE TABLE shop (
id bigint not null constraint shop_pk primary key constraint shop_single check (id = 1),
public_id text not null,
name text not null,
currency text not null,
timezone text not null,
country text not null,
language text not null,
created_at bigint not null
);
INSERT INTO shop VALUES(1,'3492c5af69f185e7fc597e74525b4bfb','Toko Eka Putri','IDR','Asia/Jakarta','ID','en',1782788400000000);
CREATE TABLE counters (
name text not null constraint counters_pk primary key,
value bigint not null
);
INSERT INTO counters VALUES('order',8);
CREATE TABLE users (
id integer not null constraint users_pk primary key autoincrement,
name text not null,
name_folded text not null constraint users_name_unique unique,
role text not null constraint users_role_known check (role in ('owner', 'cashier')),
password_hash text,
disabled_at bigint,
created_at bigint not null
);
CREATE TABLE audit_events (
id integer not null constraint audit_events_pk primary key autoincrement,
at bigint not null,
actor text not null,
action text not null,
subject text not null,
detail text not null
);
INSERT INTO audit_events VALUES(1,1782788400000000,'owner','shop.found','shop','{}');
INSERT INTO audit_events VALUES(2,1782788400000000,'owner','order.import','batch:1','{"orders":8,"lines":9,"skipped":0,"updated":0,"rejected":0}');
CREATE TABLE import_batches (
id integer not null constraint import_batches_pk primary key autoincrement,
kind text not null,
source text not null,
actor text not null,
imported_at bigint not null,
orders bigint not null,
lines bigint not null,
skipped bigint not null,
updated bigint not null,
rejected bigint not null
);
INSERT INTO import_batches VALUES(1,'orders','','owner',1782788400000000,8,9,0,0,0);
CREATE TABLE categories (
id integer not null constraint categories_pk primary key autoincrement,
name text not null,
name_folded text not null constraint categories_name_unique unique,
slug text not null constraint categories_slug_unique unique,
created_at bigint not null,
import_batch_id bigint
constraint categories_import_batch_fk references import_batches (id)
);
INSERT INTO categories VALUES(1,'Beras','beras','beras',1782788400000000,1);
INSERT INTO categories VALUES(2,'Mie','mie','mie',1782788400000000,1);
INSERT INTO categories VALUES(3,'Gerbang','gerbang','gerbang',1782788400000000,1);
CREATE TABLE products (
id integer not null constraint products_pk primary key autoincrement,
category_id bigint constraint products_category_fk references categories (id),
name text not null,
name_folded text not null,
slug text not null constraint products_slug_unique unique,
description text not null,
unit text not null,
fractional bigint not null constraint products_fractional_flag check (fractional in (0, 1)),
discount_ppm bigint not null
constraint products_discount_share check (discount_ppm between 0 and 1000000),
active bigint not null constraint products_active_flag check (active in (0, 1)),
archived_at bigint,
stock_moved bigint not null constraint products_moved_flag check (stock_moved in (0, 1)),
created_at bigint not null,
version bigint not null,
import_batch_id bigint
constraint products_import_batch_fk references import_batches (id)
);
INSERT INTO products VALUES(1,1,'Beras Curah','beras curah','beras-curah','','pcs',1,0,1,NULL,0,1782788400000000,1,1);
INSERT INTO products VALUES(2,2,'Mie Goreng','mie goreng','mie-goreng','','pcs',0,0,1,NULL,0,1782788400000000,1,1);
INSERT INTO products VALUES(3,3,'Pintu Gerbang 16','pintu gerbang 16','pintu-gerbang-16','','pcs',0,0,1,NULL,0,1782788400000000,1,1);
CREATE TABLE product_packs (
id integer not null constraint product_packs_pk primary key autoincrement,
product_id bigint not null constraint product_packs_product_fk references products (id),
position bigint not null,
name text not null,
contains bigint not null constraint product_packs_contains_positive check (contains > 0),
sku text not null,
sku_folded text not null constraint product_packs_sku_unique unique,
barcode text,
barcode_folded text constraint product_packs_barcode_unique unique,
price bigint constraint product_packs_price_range check (price >= 0),
constraint product_packs_position_unique unique (product_id, position)
);
INSERT INTO product_packs VALUES(1,1,1,'',1000,'BERAS','beras',NULL,NULL,13500);
INSERT INTO product_packs VALUES(2,2,1,'',1000,'MIE','mie',NULL,NULL,3000);
INSERT INTO product_packs VALUES(3,3,1,'',1000,'PG16','pg16',NULL,NULL,19000);
CREATE TABLE stock_levels (
product_id bigint not null constraint stock_levels_pk primary key
constraint stock_levels_product_fk references products (id),
on_hand bigint not null constraint stock_levels_on_hand_positive check (on_hand >= 0),
reserved bigint not null constraint stock_levels_reserved_positive check (reserved >= 0)
);
INSERT INTO stock_levels VALUES(1,0,0);
INSERT INTO stock_levels VALUES(2,0,0);
INSERT INTO stock_levels VALUES(3,0,0);
CREATE TABLE customers (
id integer not null constraint customers_pk primary key autoincrement,
name text not null,
name_folded text not null,
phone text,
email text,
sex text,
address text,
city text,
city_folded text,
postal_code text,
registered_at bigint not null,
version bigint not null,
import_batch_id bigint
constraint customers_import_batch_fk references import_batches (id)
);
INSERT INTO customers VALUES(1,'Siti Aminah','siti aminah','+6281200000001','siti@example.com',NULL,'Jl. Gurame No. 3','Kisaran Timur','kisaran timur',NULL,1772504100000000,1,1);
INSERT INTO customers VALUES(2,'Budi Santoso','budi santoso','+6281200000002',NULL,NULL,'Jl. Lele No. 12, Sidomukti','Kisaran Barat','kisaran barat',NULL,1773999600000000,1,1);
INSERT INTO customers VALUES(3,'Dewi Lestari','dewi lestari','+6281200000003',NULL,NULL,'Jl. Melati No. 8','Air Joman','air joman',NULL,1779253200000000,1,1);
CREATE TABLE shipping_rates (
id integer not null constraint shipping_rates_pk primary key autoincrement,
city text not null,
city_folded text not null constraint shipping_rates_city_unique unique,
fee bigint not null constraint shipping_rates_fee_range check (fee >= 0),
free_from bigint constraint shipping_rates_free_from_range check (free_from >= 0),
created_at bigint not null
);
CREATE TABLE coupons (
id integer not null constraint coupons_pk primary key autoincrement,
code text not null,
code_folded text not null constraint coupons_code_unique unique,
name text not null,
note text not null,
discount_ppm bigint
constraint coupons_discount_share check (discount_ppm between 1 and 1000000),
amount bigint constraint coupons_amount_range check (amount > 0),
starts_at bigint,
ends_at bigint,
minimum_spend bigint not null,
discount_cap bigint,
usage_limit bigint,
usage_limit_per_customer bigint,
enabled bigint not null constraint coupons_enabled_flag check (enabled in (0, 1)),
times_used bigint not null,
created_at bigint not null,
constraint coupons_one_kind check ((discount_ppm is null) <> (amount is null)),
constraint coupons_within_limit
check (times_used >= 0 and (usage_limit is null or times_used <= usage_limit))
);
CREATE TABLE orders (
id integer not null constraint orders_pk primary key autoincrement,
number bigint not null constraint orders_number_unique unique,
customer_id bigint constraint orders_customer_fk references customers (id),
placed_at bigint not null,
placed_on bigint not null,
paid_at bigint,
paid_on bigint,
booked_placed_on bigint,
booked_paid_on bigint,
order_state text not null,
payment_state text not null,
fulfilment_state text not null,
payment_method text,
customer_name text not null,
phone text,
email text,
address text,
city text,
postal_code text,
line_count bigint not null,
units bigint not null,
gross bigint not null,
product_discount bigint not null,
coupon_code text,
coupon_discount bigint not null,
shipping bigint not null,
other bigint not null,
total bigint not null constraint orders_total_range check (total >= 0),
paid bigint not null,
refunded bigint not null,
expires_at bigint,
idempotency_key text,
request_digest text,
source text,
reference text,
fingerprint text,
occurrence bigint,
import_batch_id bigint
constraint orders_import_batch_fk references import_batches (id),
version bigint not null
);
INSERT INTO orders VALUES(1,1,1,1772504100000000,20260303,1772504100000000,20260303,20260303,20260303,'completed','paid','delivered','transfer','Siti Aminah','+6281200000001','siti@example.com','Jl. Gurame No. 3','Kisaran Timur',NULL,1,1000,19000,190,NULL,0,10000,0,28810,28810,0,NULL,NULL,NULL,'','A1','ca9aa46e549edf68510bbfbc4360fad9',NULL,1,1);
INSERT INTO orders VALUES(2,2,2,1773999600000000,20260320,1773999600000000,20260320,20260320,20260320,'completed','paid','delivered','transfer','Budi Santoso','+6281200000002',NULL,'Jl. Lele No. 12, Sidomukti','Kisaran Barat',NULL,2,14500,69750,0,'LBR01',6975,10000,0,72775,72775,0,NULL,NULL,NULL,'','A2','2b3fab2d1ebd4f2c2bc376396658dcbe',NULL,1,1);
INSERT INTO orders VALUES(3,3,NULL,1775102400000000,20260402,1775102400000000,20260402,20260402,20260402,'completed','paid','delivered','cash','',NULL,NULL,NULL,NULL,NULL,1,10000,135000,0,NULL,0,0,0,135000,135000,0,NULL,NULL,NULL,'','A3','37cdafe8a174c1ca7f4dc7be9cbfb839',NULL,1,1);
INSERT INTO orders VALUES(4,4,1,1775367000000000,20260405,1775367000000000,20260405,20260405,20260405,'completed','refunded','delivered','transfer','Siti Aminah','+6281200000001',NULL,'Jl. Gurame No. 3','Kisaran Timur',NULL,1,4000,12000,0,NULL,0,10000,0,22000,22000,22000,NULL,NULL,NULL,'','A4','1e05da490309a6f3f2f71b44b7bd4e82',NULL,1,1);
INSERT INTO orders VALUES(5,5,3,1779253200000000,20260520,NULL,NULL,NULL,NULL,'cancelled','cancelled','unfulfilled','transfer','Dewi Lestari','+6281200000003',NULL,NULL,NULL,NULL,1,1000,3000,0,NULL,0,0,0,3000,0,0,NULL,NULL,NULL,'','A8','2bcd9e78391b746f032b063c6941d339',NULL,1,1);
INSERT INTO orders VALUES(6,6,3,1779447900000000,20260522,NULL,NULL,20260522,NULL,'placed','submitted','unfulfilled','transfer','Dewi Lestari','+6281200000003',NULL,'Jl. Melati No. 8','Air Joman',NULL,1,2000,38000,380,NULL,0,15000,0,52620,0,0,NULL,NULL,NULL,'','A5','f8b765a2a0065a2f0a0be6198c85afd8',NULL,1,1);
INSERT INTO orders VALUES(7,7,2,1779505800000000,20260523,NULL,NULL,20260523,NULL,'placed','awaiting','unfulfilled','transfer','Budi Santoso','+6281200000002',NULL,NULL,NULL,NULL,1,5000,15000,0,NULL,0,0,0,15000,0,0,NULL,NULL,NULL,'','A6','e8ff0862c7086e383a15cb6f54e128a8',NULL,1,1);
INSERT INTO orders VALUES(8,8,1,1779540300000000,20260523,1779540300000000,20260523,20260523,20260523,'completed','paid','delivered','cash','Siti Aminah',NULL,'siti@example.com',NULL,NULL,NULL,1,1000,13500,0,NULL,0,0,0,13500,13500,0,NULL,NULL,NULL,'','A7','6ba54637f429077fe15318712c65526e',NULL,1,1);
CREATE TABLE order_lines (
order_id bigint not null constraint order_lines_order_fk references orders (id),
position bigint not null,
product_id bigint not null constraint order_lines_product_fk references products (id),
pack_id bigint not null constraint order_lines_pack_fk references product_packs (id),
sku text not null,
name text not null,
pack_name text not null,
contains bigint not null,
quantity bigint not null constraint order_lines_quantity_positive check (quantity > 0),
base_quantity bigint not null,
unit_price bigint,
gross bigint not null,
discount_ppm bigint,
discount bigint not null,
coupon_share bigint not null,
total bigint not null,
constraint order_lines_pk primary key (order_id, position)
) without rowid;
INSERT INTO order_lines VALUES(1,1,3,3,'PG16','Pintu Gerbang 16','',1000,1000,1000,19000,19000,10000,190,0,18810);
INSERT INTO order_lines VALUES(2,1,1,1,'BERAS','Beras Curah','',1000,2500,2500,13500,33750,NULL,0,3375,33750);
INSERT INTO order_lines VALUES(2,2,2,2,'MIE','Mie Goreng','',1000,12000,12000,3000,36000,NULL,0,3600,36000);
INSERT INTO order_lines VALUES(3,1,1,1,'BERAS','Beras Curah','',1000,10000,10000,13500,135000,NULL,0,0,135000);
INSERT INTO order_lines VALUES(4,1,2,2,'MIE','Mie Goreng','',1000,4000,4000,3000,12000,NULL,0,0,12000);
INSERT INTO order_lines VALUES(5,1,2,2,'MIE','Mie Goreng','',1000,1000,1000,3000,3000,NULL,0,0,3000);
INSERT INTO order_lines VALUES(6,1,3,3,'PG16','Pintu Gerbang 16','',1000,2000,2000,19000,38000,10000,380,0,37620);
INSERT INTO order_lines VALUES(7,1,2,2,'MIE','Mie Goreng','',1000,5000,5000,3000,15000,NULL,0,0,15000);
INSERT INTO order_lines VALUES(8,1,1,1,'BERAS','Beras Curah','',1000,1000,1000,13500,13500,NULL,0,0,13500);
CREATE TABLE order_adjustments (
order_id bigint not null constraint order_adjustments_order_fk references orders (id),
position bigint not null,
kind text not null,
label text not null,
amount bigint not null,
constraint order_adjustments_pk primary key (order_id, position)
) without rowid;
INSERT INTO order_adjustments VALUES(1,1,'shipping','Kisaran Timur',10000);
INSERT INTO order_adjustments VALUES(2,1,'coupon','LBR01',-6975);
INSERT INTO order_adjustments VALUES(2,2,'shipping','Kisaran Barat',10000);
INSERT INTO order_adjustments VALUES(4,1,'shipping','Kisaran Timur',10000);
INSERT INTO order_adjustments VALUES(6,1,'shipping','Air Joman',15000);
CREATE TABLE order_transitions (
order_id bigint not null constraint order_transitions_order_fk references orders (id),
position bigint not null,
graph text not null,
from_state text,
to_state text not null,
actor text not null,
at bigint not null,
reason text,
constraint order_transitions_pk primary key (order_id, position)
) without rowid;
INSERT INTO order_transitions VALUES(1,1,'imported',NULL,'paid','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(2,1,'imported',NULL,'paid','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(3,1,'imported',NULL,'paid','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(4,1,'imported',NULL,'refunded','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(5,1,'imported',NULL,'cancelled','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(6,1,'imported',NULL,'submitted','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(7,1,'imported',NULL,'awaiting','owner',1782788400000000,NULL);
INSERT INTO order_transitions VALUES(8,1,'imported',NULL,'paid','owner',1782788400000000,NULL);
CREATE TABLE stock_movements (
id integer not null constraint stock_movements_pk primary key autoincrement,
product_id bigint not null constraint stock_movements_product_fk references products (id),
kind text not null,
quantity bigint not null,
order_id bigint constraint stock_movements_order_fk references orders (id),
reason text,
actor text not null,
at bigint not null,
moved_on bigint not null
);
CREATE TABLE stock_reservations (
order_id bigint not null constraint stock_reservations_order_fk references orders (id),
position bigint not null,
product_id bigint not null constraint stock_reservations_product_fk references products (id),
quantity bigint not null constraint stock_reservations_positive check (quantity > 0),
reserved_at bigint not null,
closed_at bigint,
outcome text,
constraint stock_reservations_pk primary key (order_id, position)
) without rowid;
CREATE TABLE coupon_uses (
order_id bigint not null constraint coupon_uses_pk primary key
constraint coupon_uses_order_fk references orders (id),
coupon_id bigint not null constraint coupon_uses_coupon_fk references coupons (id),
customer_id bigint constraint coupon_uses_customer_fk references customers (id),
used_at bigint not null,
given_back_at bigint
);
CREATE TABLE payments (
order_id bigint not null constraint payments_order_fk references orders (id),
position bigint not null,
method text,
amount bigint not null,
received_at bigint not null,
received_on bigint not null,
actor text not null,
constraint payments_pk primary key (order_id, position)
) without rowid;
INSERT INTO payments VALUES(1,1,'transfer',28810,1772504100000000,20260303,'owner');
INSERT INTO payments VALUES(2,1,'transfer',72775,1773999600000000,20260320,'owner');
INSERT INTO payments VALUES(3,1,'cash',135000,1775102400000000,20260402,'owner');
INSERT INTO payments VALUES(4,1,'transfer',22000,1775367000000000,20260405,'owner');
INSERT INTO payments VALUES(8,1,'cash',13500,1779540300000000,20260523,'owner');
CREATE TABLE refunds (
order_id bigint not null constraint refunds_order_fk references orders (id),
position bigint not null,
goods bigint not null,
shipping bigint not null,
other bigint not null,
amount bigint not null,
reason text not null,
actor text not null,
refunded_at bigint not null,
refunded_on bigint not null,
constraint refunds_pk primary key (order_id, position)
) without rowid;
INSERT INTO refunds VALUES(4,1,12000,10000,0,22000,'imported','owner',1775367000000000,20260405);
CREATE TABLE booking_entries (
id integer not null constraint booking_entries_pk primary key autoincrement,
order_id bigint not null constraint booking_entries_order_fk references orders (id),
basis text not null,
kind text not null,
booked_on bigint not null,
orders bigint not null,
units bigint not null,
gross bigint not null,
discounts bigint not null,
refunds bigint not null,
shipping bigint not null,
other bigint not null
);
INSERT INTO booking_entries VALUES(1,4,'paid','refund',20260405,0,0,0,0,12000,-10000,0);
INSERT INTO booking_entries VALUES(2,4,'placed','refund',20260405,0,0,0,0,12000,-10000,0);
CREATE TABLE import_updates (
batch_id bigint not null constraint import_updates_batch_fk references import_batches (id),
order_id bigint not null constraint import_updates_order_fk references orders (id),
constraint import_updates_pk primary key (batch_id, order_id)
) without rowid;
CREATE TABLE sales_summary (
basis text not null,
granularity text not null,
period bigint not null,
stripe bigint not null,
orders bigint not null,
units bigint not null
constraint sales_summary_units_range
check (units between -9223372036854775807 and 9223372036854775807),
gross bigint not null
constraint sales_summary_gross_range
check (gross between -9223372036854775807 and 9223372036854775807),
discounts bigint not null
constraint sales_summary_discounts_range
check (discounts between -9223372036854775807 and 9223372036854775807),
refunds bigint not null
constraint sales_summary_refunds_range
check (refunds between -9223372036854775807 and 9223372036854775807),
shipping bigint not null
constraint sales_summary_shipping_range
check (shipping between -9223372036854775807 and 9223372036854775807),
other bigint not null
constraint sales_summary_other_range
check (other between -9223372036854775807 and 9223372036854775807),
new_customers bigint not null,
returning_customers bigint not null,
constraint sales_summary_total_range
check (gross - discounts - refunds + shipping + other
between -9223372036854775807 and 9223372036854775807),
constraint sales_summary_pk primary key (basis, granularity, period, stripe)
) without rowid;
INSERT INTO sales_summary VALUES('paid','day',20260303,0,1,1000,19000,190,0,10000,0,1,0);
INSERT INTO sales_summary VALUES('paid','day',20260320,0,1,14500,69750,6975,0,10000,0,1,0);
INSERT INTO sales_summary VALUES('paid','day',20260402,0,1,10000,135000,0,0,0,0,0,0);
INSERT INTO sales_summary VALUES('paid','day',20260405,0,1,4000,12000,0,12000,0,0,0,1);
INSERT INTO sales_summary VALUES('paid','day',20260523,0,1,1000,13500,0,0,0,0,0,1);
INSERT INTO sales_summary VALUES('paid','month',202603,0,2,15500,88750,7165,0,20000,0,2,0);
INSERT INTO sales_summary VALUES('paid','month',202604,0,2,14000,147000,0,12000,0,0,0,1);
INSERT INTO sales_summary VALUES('paid','month',202605,0,1,1000,13500,0,0,0,0,0,1);
INSERT INTO sales_summary VALUES('placed','day',20260303,0,1,1000,19000,190,0,10000,0,1,0);
INSERT INTO sales_summary VALUES('placed','day',20260320,0,1,14500,69750,6975,0,10000,0,1,0);
INSERT INTO sales_summary VALUES('placed','day',20260402,0,1,10000,135000,0,0,0,0,0,0);
INSERT INTO sales_summary VALUES('placed','day',20260405,0,1,4000,12000,0,12000,0,0,0,1);
INSERT INTO sales_summary VALUES('placed','day',20260522,0,1,2000,38000,380,0,15000,0,1,0);
INSERT INTO sales_summary VALUES('placed','day',20260523,0,2,6000,28500,0,0,0,0,0,2);
INSERT INTO sales_summary VALUES('placed','month',202603,0,2,15500,88750,7165,0,20000,0,2,0);
INSERT INTO sales_summary VALUES('placed','month',202604,0,2,14000,147000,0,12000,0,0,0,1);
INSERT INTO sales_summary VALUES('placed','month',202605,0,3,8000,66500,380,0,15000,0,1,2);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('audit_events',2);
INSERT INTO sqlite_sequence VALUES('import_batches',1);
INSERT INTO sqlite_sequence VALUES('categories',3);
INSERT INTO sqlite_sequence VALUES('products',3);
INSERT INTO sqlite_sequence VALUES('product_packs',3);
INSERT INTO sqlite_sequence VALUES('orders',8);
INSERT INTO sqlite_sequence VALUES('customers',3);
INSERT INTO sqlite_sequence VALUES('booking_entries',2);
CREATE INDEX audit_events_subject on audit_events (subject, id);
CREATE INDEX categories_import_batch on categories (import_batch_id)
where import_batch_id is not null;
CREATE INDEX products_name on products (name_folded, id);
CREATE INDEX products_category on products (category_id);
CREATE INDEX products_import_batch on products (import_batch_id)
where import_batch_id is not null;
CREATE INDEX customers_name on customers (name_folded, id);
CREATE INDEX customers_name_without_phone on customers (name_folded, id) where phone is null;
CREATE INDEX customers_name_without_email on customers (name_folded, id) where email is null;
CREATE INDEX customers_name_alone on customers (name_folded, id)
where phone is null and email is null;
CREATE INDEX customers_phone on customers (phone, id) where phone is not null;
CREATE INDEX customers_email on customers (email, id) where email is not null;
CREATE INDEX customers_city on customers (city_folded, id) where city_folded is not null;
CREATE INDEX customers_import_batch on customers (import_batch_id)
where import_batch_id is not null;
CREATE INDEX orders_placed on orders (placed_at, number);
CREATE INDEX orders_total on orders (total, number);
CREATE INDEX orders_customer_name on orders (customer_name, number);
CREATE INDEX orders_customer_paid
on orders (customer_id, booked_paid_on, import_batch_id);
CREATE INDEX orders_customer_placed
on orders (customer_id, booked_placed_on, import_batch_id);
CREATE INDEX orders_booked_paid on orders (booked_paid_on, number);
CREATE INDEX orders_booked_placed on orders (booked_placed_on, number);
CREATE INDEX orders_open on orders (placed_at, number) where order_state = 'placed';
CREATE INDEX orders_import_batch on orders (import_batch_id)
where import_batch_id is not null;
CREATE INDEX orders_any_reference on orders (reference) where reference is not null;
CREATE UNIQUE INDEX orders_reference_unique on orders (source, reference)
where reference is not null;
CREATE UNIQUE INDEX orders_fingerprint_unique on orders (source, fingerprint, occurrence)
where occurrence is not null;
CREATE UNIQUE INDEX orders_idempotency_unique on orders (idempotency_key)
where idempotency_key is not null;
CREATE INDEX order_lines_product on order_lines (product_id);
CREATE INDEX stock_movements_product on stock_movements (product_id, id);
CREATE INDEX stock_movements_order on stock_movements (order_id) where order_id is not null;
CREATE INDEX stock_reservations_open on stock_reservations (product_id)
where closed_at is null;
CREATE INDEX coupon_uses_coupon on coupon_uses (coupon_id, customer_id);
CREATE INDEX payments_received on payments (received_on);
CREATE INDEX booking_entries_order on booking_entries (order_id);
CREATE INDEX booking_entries_booked on booking_entries (basis, booked_on);
CREATE INDEX import_updates_order on import_updates (order_id);
COMMIT;
