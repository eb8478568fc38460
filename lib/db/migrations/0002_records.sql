-- What an owner keeps of the shop, and versions of records that several people may edit.

alter table shop add column about text not null default '';

alter table shop add column address text not null default '';

alter table shop add column phone text;

alter table shop add column whatsapp text;

alter table shop add column email text;

alter table shop add column version bigint not null default 1;

create table opening_hours (
    weekday bigint not null constraint opening_hours_weekday check (weekday between 1 and 7),
    opens bigint not null,
    closes bigint not null,
    constraint opening_hours_pk primary key (weekday, opens),
    constraint opening_hours_span check (opens >= 0 and closes > opens and closes <= 1440)
) {{clustered}};

create table bank_accounts (
    id {{identity:bank_accounts_pk}},
    bank text not null,
    account_number text not null,
    holder text not null,
    constraint bank_accounts_unique unique (bank, account_number)
);

alter table categories add column version bigint not null default 1;

alter table shipping_rates add column version bigint not null default 1;

alter table shipping_rates add column import_batch_id bigint
    constraint shipping_rates_import_batch_fk references import_batches (id);

alter table coupons add column version bigint not null default 1;

create table coupon_products (
    coupon_id bigint not null constraint coupon_products_coupon_fk references coupons (id),
    product_id bigint not null constraint coupon_products_product_fk references products (id),
    constraint coupon_products_pk primary key (coupon_id, product_id)
) {{clustered}};

create index coupon_products_product on coupon_products (product_id);

create table coupon_categories (
    coupon_id bigint not null constraint coupon_categories_coupon_fk references coupons (id),
    category_id bigint not null constraint coupon_categories_category_fk references categories (id),
    constraint coupon_categories_pk primary key (coupon_id, category_id)
) {{clustered}};

create index coupon_categories_category on coupon_categories (category_id);
