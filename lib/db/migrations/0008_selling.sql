-- What an order needs that was not imported: proofs of payment, money that came and went in parts.

alter table shop add column payment_hours bigint not null default 24;

alter table shop add column unique_codes bigint not null default 0;

alter table payments add column submission bigint;

alter table payments add column idempotency_key text;

create unique index payments_idempotency_unique on payments (order_id, idempotency_key)
    where idempotency_key is not null;

create table payment_submissions (
    order_id bigint not null
        constraint payment_submissions_order_fk references orders (id),
    position bigint not null,
    sender text not null,
    bank text not null,
    amount bigint not null constraint payment_submissions_amount_positive check (amount > 0),
    paid_on bigint not null,
    picture_id bigint constraint payment_submissions_picture_fk references pictures (id),
    picture_digest text,
    state text not null
        constraint payment_submissions_state_known
            check (state in ('open', 'accepted', 'rejected')),
    submitted_at bigint not null,
    submitted_by text not null,
    decided_at bigint,
    decided_by text,
    reason text,
    idempotency_key text,
    constraint payment_submissions_pk primary key (order_id, position)
) {{clustered}};

create index payment_submissions_picture on payment_submissions (picture_id)
    where picture_id is not null;

create index payment_submissions_digest on payment_submissions (picture_digest)
    where picture_digest is not null;

create unique index payment_submissions_open_unique on payment_submissions (order_id)
    where state = 'open';

create unique index payment_submissions_idempotency_unique
    on payment_submissions (order_id, idempotency_key) where idempotency_key is not null;

create index payment_submissions_submitted
    on payment_submissions (submitted_at, order_id, position);

create index payment_submissions_waiting
    on payment_submissions (submitted_at, order_id, position) where state = 'open';

alter table refunds add column idempotency_key text;

alter table refunds add column request_digest text;

create unique index refunds_idempotency_unique on refunds (order_id, idempotency_key)
    where idempotency_key is not null;

create table refund_lines (
    order_id bigint not null constraint refund_lines_order_fk references orders (id),
    refund bigint not null,
    line bigint not null,
    quantity bigint not null constraint refund_lines_quantity_positive check (quantity > 0),
    base_quantity bigint not null,
    amount bigint not null constraint refund_lines_amount_range check (amount >= 0),
    restocked bigint not null constraint refund_lines_restocked_flag check (restocked in (0, 1)),
    constraint refund_lines_pk primary key (order_id, refund, line)
) {{clustered}};

create index orders_expiring on orders (expires_at, number)
    where expires_at is not null and payment_state = 'awaiting';

-- A checkout writes to every index there is: those of what is paid leave out what is not, and of
-- what is reserved there is none, for only toko check adds it up.

drop index orders_customer_paid;

create index orders_customer_paid on orders (customer_id, booked_paid_on, import_batch_id)
    where booked_paid_on is not null;

drop index orders_booked_paid;

create index orders_booked_paid on orders (booked_paid_on, number)
    where booked_paid_on is not null;

drop index stock_reservations_open;
