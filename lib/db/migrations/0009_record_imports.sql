-- Imports of products, customers and shipping rates.

alter table import_batches add column records bigint not null default 0;

create table import_record_updates (
    batch_id bigint not null
        constraint import_record_updates_batch_fk references import_batches (id),
    record_id bigint not null,
    constraint import_record_updates_pk primary key (batch_id, record_id)
) {{clustered}};

create index shipping_rates_import_batch on shipping_rates (import_batch_id)
    where import_batch_id is not null;
