-- Carts, and what an order's adjustments were made from.

create table carts (
    id {{identity:carts_pk}},
    customer_id bigint constraint carts_customer_fk references customers (id)
        constraint carts_customer_unique unique,
    token_digest text constraint carts_token_unique unique,
    created_at bigint not null,
    touched_at bigint not null,
    constraint carts_one_owner check ((customer_id is null) <> (token_digest is null))
);

create index carts_stale on carts (touched_at) where customer_id is null;

create table cart_lines (
    cart_id bigint not null constraint cart_lines_cart_fk references carts (id),
    position bigint not null,
    pack_id bigint constraint cart_lines_pack_fk references product_packs (id) on delete set null,
    quantity bigint not null constraint cart_lines_quantity_positive check (quantity > 0),
    sku text not null,
    name text not null,
    seen_price bigint,
    seen_discount_ppm bigint not null,
    constraint cart_lines_pk primary key (cart_id, position),
    constraint cart_lines_pack_unique unique (cart_id, pack_id)
) {{clustered}};

create index cart_lines_pack on cart_lines (pack_id) where pack_id is not null;

alter table order_adjustments add column base bigint;

alter table order_adjustments add column rate_ppm bigint;

alter table order_adjustments add column fixed bigint;

alter table order_adjustments add column bound bigint;
