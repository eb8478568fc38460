-- Pictures, each of one thing that refers to it.

create table pictures (
    id {{identity:pictures_pk}},
    sha256 text not null constraint pictures_sha256_length check (length(sha256) = 64),
    width bigint not null constraint pictures_width_range check (width between 1 and 1600),
    height bigint not null constraint pictures_height_range check (height between 1 and 1600),
    created_at bigint not null,
    webp {{blob}} not null
);

create index pictures_sha256 on pictures (sha256, id);

create table product_pictures (
    product_id bigint not null constraint product_pictures_product_fk references products (id),
    position bigint not null constraint product_pictures_position check (position > 0),
    picture_id bigint not null constraint product_pictures_picture_fk references pictures (id)
        constraint product_pictures_picture_unique unique,
    constraint product_pictures_pk primary key (product_id, position)
) {{clustered}};
