-- Amounts: minor units of the shop's currency. Quantities: thousandths of a unit. Instants:
-- microseconds since 1970 UTC. Dates: YYYYMMDD, the shop's business date. Flags: 0 or 1.

create table shop (
    id bigint not null constraint shop_pk primary key constraint shop_single check (id = 1),
    public_id text not null,
    name text not null,
    currency text not null,
    timezone text not null,
    country text not null,
    language text not null,
    created_at bigint not null
);

create table counters (
    name text not null constraint counters_pk primary key,
    value bigint not null
);

create table users (
    id {{identity:users_pk}},
    name text not null,
    name_folded text not null constraint users_name_unique unique,
    role text not null constraint users_role_known check (role in ('owner', 'cashier')),
    password_hash text,
    disabled_at bigint,
    created_at bigint not null
);

create table audit_events (
    id {{identity:audit_events_pk}},
    at bigint not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail text not null
);

create index audit_events_subject on audit_events (subject, id);

create table import_batches (
    id {{identity:import_batches_pk}},
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

create table categories (
    id {{identity:categories_pk}},
    name text not null,
    name_folded text not null constraint categories_name_unique unique,
    slug text not null constraint categories_slug_unique unique,
    created_at bigint not null,
    import_batch_id bigint
        constraint categories_import_batch_fk references import_batches (id)
);

create index categories_import_batch on categories (import_batch_id)
    where import_batch_id is not null;

create table products (
    id {{identity:products_pk}},
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

create index products_name on products (name_folded, id);

create index products_category on products (category_id);

create index products_import_batch on products (import_batch_id)
    where import_batch_id is not null;

create table product_packs (
    id {{identity:product_packs_pk}},
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

create table stock_levels (
    product_id bigint not null constraint stock_levels_pk primary key
        constraint stock_levels_product_fk references products (id),
    on_hand bigint not null constraint stock_levels_on_hand_positive check (on_hand >= 0),
    reserved bigint not null constraint stock_levels_reserved_positive check (reserved >= 0)
);

create table customers (
    id {{identity:customers_pk}},
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

create index customers_name on customers (name_folded, id);

create index customers_name_without_phone on customers (name_folded, id) where phone is null;

create index customers_name_without_email on customers (name_folded, id) where email is null;

create index customers_name_alone on customers (name_folded, id)
    where phone is null and email is null;

create index customers_phone on customers (phone, id) where phone is not null;

create index customers_email on customers (email, id) where email is not null;

create index customers_city on customers (city_folded, id) where city_folded is not null;

create index customers_import_batch on customers (import_batch_id)
    where import_batch_id is not null;

create table shipping_rates (
    id {{identity:shipping_rates_pk}},
    city text not null,
    city_folded text not null constraint shipping_rates_city_unique unique,
    fee bigint not null constraint shipping_rates_fee_range check (fee >= 0),
    free_from bigint constraint shipping_rates_free_from_range check (free_from >= 0),
    created_at bigint not null
);

create table coupons (
    id {{identity:coupons_pk}},
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

create table orders (
    id {{identity:orders_pk}},
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

create index orders_placed on orders (placed_at, number);

create index orders_total on orders (total, number);

create index orders_customer_name on orders (customer_name, number);

create index orders_customer_paid
    on orders (customer_id, booked_paid_on, import_batch_id);

create index orders_customer_placed
    on orders (customer_id, booked_placed_on, import_batch_id);

create index orders_booked_paid on orders (booked_paid_on, number);

create index orders_booked_placed on orders (booked_placed_on, number);

create index orders_open on orders (placed_at, number) where order_state = 'placed';

create index orders_import_batch on orders (import_batch_id)
    where import_batch_id is not null;

create index orders_any_reference on orders (reference) where reference is not null;

create unique index orders_reference_unique on orders (source, reference)
    where reference is not null;

create unique index orders_fingerprint_unique on orders (source, fingerprint, occurrence)
    where occurrence is not null;

create unique index orders_idempotency_unique on orders (idempotency_key)
    where idempotency_key is not null;

create table order_lines (
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
) {{clustered}};

create index order_lines_product on order_lines (product_id);

create table order_adjustments (
    order_id bigint not null constraint order_adjustments_order_fk references orders (id),
    position bigint not null,
    kind text not null,
    label text not null,
    amount bigint not null,
    constraint order_adjustments_pk primary key (order_id, position)
) {{clustered}};

create table order_transitions (
    order_id bigint not null constraint order_transitions_order_fk references orders (id),
    position bigint not null,
    graph text not null,
    from_state text,
    to_state text not null,
    actor text not null,
    at bigint not null,
    reason text,
    constraint order_transitions_pk primary key (order_id, position)
) {{clustered}};

create table stock_movements (
    id {{identity:stock_movements_pk}},
    product_id bigint not null constraint stock_movements_product_fk references products (id),
    kind text not null,
    quantity bigint not null,
    order_id bigint constraint stock_movements_order_fk references orders (id),
    reason text,
    actor text not null,
    at bigint not null,
    moved_on bigint not null
);

create index stock_movements_product on stock_movements (product_id, id);

create index stock_movements_order on stock_movements (order_id) where order_id is not null;

create table stock_reservations (
    order_id bigint not null constraint stock_reservations_order_fk references orders (id),
    position bigint not null,
    product_id bigint not null constraint stock_reservations_product_fk references products (id),
    quantity bigint not null constraint stock_reservations_positive check (quantity > 0),
    reserved_at bigint not null,
    closed_at bigint,
    outcome text,
    constraint stock_reservations_pk primary key (order_id, position)
) {{clustered}};

create index stock_reservations_open on stock_reservations (product_id)
    where closed_at is null;

create table coupon_uses (
    order_id bigint not null constraint coupon_uses_pk primary key
        constraint coupon_uses_order_fk references orders (id),
    coupon_id bigint not null constraint coupon_uses_coupon_fk references coupons (id),
    customer_id bigint constraint coupon_uses_customer_fk references customers (id),
    used_at bigint not null,
    given_back_at bigint
);

create index coupon_uses_coupon on coupon_uses (coupon_id, customer_id);

create table payments (
    order_id bigint not null constraint payments_order_fk references orders (id),
    position bigint not null,
    method text,
    amount bigint not null,
    received_at bigint not null,
    received_on bigint not null,
    actor text not null,
    constraint payments_pk primary key (order_id, position)
) {{clustered}};

create index payments_received on payments (received_on);

create table refunds (
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
) {{clustered}};

create table booking_entries (
    id {{identity:booking_entries_pk}},
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

create index booking_entries_order on booking_entries (order_id);

create index booking_entries_booked on booking_entries (basis, booked_on);

create table import_updates (
    batch_id bigint not null constraint import_updates_batch_fk references import_batches (id),
    order_id bigint not null constraint import_updates_order_fk references orders (id),
    constraint import_updates_pk primary key (batch_id, order_id)
) {{clustered}};

create index import_updates_order on import_updates (order_id);

create table sales_summary (
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
) {{clustered}};
