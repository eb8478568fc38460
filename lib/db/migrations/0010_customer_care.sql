-- What customers say, what the shop knows of them, and cards that were merged or erased.

alter table products add column review_count bigint not null default 0;

alter table products add column review_stars bigint not null default 0;

create table reviews (
    id {{identity:reviews_pk}},
    order_id bigint not null constraint reviews_order_fk references orders (id),
    line bigint not null,
    product_id bigint not null constraint reviews_product_fk references products (id),
    customer_id bigint not null constraint reviews_customer_fk references customers (id),
    stars bigint not null constraint reviews_stars_range check (stars between 1 and 5),
    text text not null,
    written_at bigint not null,
    edited_at bigint,
    reply text,
    replied_at bigint,
    replied_by text,
    hidden_at bigint,
    hidden_by text,
    hidden_reason text,
    version bigint not null,
    constraint reviews_line_unique unique (order_id, line),
    constraint reviews_reply_whole check ((reply is null) = (replied_at is null)),
    constraint reviews_hidden_whole check ((hidden_reason is null) = (hidden_at is null))
);

create index reviews_product on reviews (product_id, id);

create index reviews_customer on reviews (customer_id, id);

create index reviews_stars on reviews (stars, id);

create index reviews_unanswered on reviews (id) where reply is null and hidden_at is null;

create table conversations (
    customer_id bigint not null
        constraint conversations_pk primary key
        constraint conversations_customer_fk references customers (id),
    last_message bigint not null,
    last_at bigint not null,
    read_by_customer bigint not null,
    read_by_shop bigint not null,
    unread_by_customer bigint not null
        constraint conversations_unread_by_customer_range check (unread_by_customer >= 0),
    unread_by_shop bigint not null
        constraint conversations_unread_by_shop_range check (unread_by_shop >= 0)
);

create index conversations_newest on conversations (last_message);

create index conversations_unread on conversations (last_message) where unread_by_shop > 0;

create table messages (
    id {{identity:messages_pk}},
    customer_id bigint not null
        constraint messages_conversation_fk references conversations (customer_id),
    from_customer bigint not null
        constraint messages_from_customer_flag check (from_customer in (0, 1)),
    text text not null,
    sent_at bigint not null,
    sent_by text not null,
    idempotency_key text,
    search_text text not null
);

create index messages_conversation on messages (customer_id, id);

create unique index messages_idempotency_unique on messages (customer_id, idempotency_key)
    where idempotency_key is not null;

create table quick_answers (
    id {{identity:quick_answers_pk}},
    name text not null,
    name_folded text not null constraint quick_answers_name_unique unique,
    text text not null
);

create table customer_notes (
    id {{identity:customer_notes_pk}},
    customer_id bigint not null constraint customer_notes_customer_fk references customers (id),
    text text not null,
    written_at bigint not null,
    written_by text not null
);

create index customer_notes_customer on customer_notes (customer_id, id);

create table customer_tags (
    id {{identity:customer_tags_pk}},
    customer_id bigint not null constraint customer_tags_customer_fk references customers (id),
    tag text not null,
    tag_folded text not null,
    added_at bigint not null,
    added_by text not null,
    removed_at bigint,
    removed_by text,
    constraint customer_tags_removal_whole check ((removed_at is null) = (removed_by is null))
);

create index customer_tags_customer on customer_tags (customer_id, id);

create unique index customer_tags_unique on customer_tags (tag_folded, customer_id)
    where removed_at is null;

create table consents (
    id {{identity:consents_pk}},
    customer_id bigint not null constraint consents_customer_fk references customers (id),
    channel text not null
        constraint consents_channel_known check (channel in ('email', 'whatsapp')),
    given bigint not null constraint consents_given_flag check (given in (0, 1)),
    source text not null,
    recorded_at bigint not null,
    recorded_by text not null
);

create index consents_customer on consents (customer_id, channel, id);

-- What unsubscribe tokens are made with.
alter table shop add column token_secret text;

alter table customers add column merged_into bigint
    constraint customers_merged_into_fk references customers (id);

alter table customers add column erased_at bigint;

create index customers_merged_into on customers (merged_into) where merged_into is not null;

create table customer_merges (
    id {{identity:customer_merges_pk}},
    kept_id bigint not null constraint customer_merges_kept_fk references customers (id),
    other_id bigint not null
        constraint customer_merges_other_fk references customers (id)
        constraint customer_merges_other_unique unique,
    merged_at bigint not null,
    merged_by text not null,
    other_card text not null
);

create index customer_merges_kept on customer_merges (kept_id, id);

create table customer_erasures (
    customer_id bigint not null
        constraint customer_erasures_pk primary key
        constraint customer_erasures_customer_fk references customers (id),
    erased_at bigint not null,
    erased_by text not null,
    reason text not null
);
