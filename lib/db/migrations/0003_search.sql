-- What a search looks into: words of folded text, two blanks before each (lib/core/search_text.hpp).

alter table products add column search_text text not null default '';

alter table customers add column search_text text not null default '';

alter table orders add column search_text text not null default '';

alter table orders add column city_folded text;

create index customers_registered on customers (registered_at, id);

create index product_packs_price on product_packs (coalesce(price, -1), product_id)
    where position = 1;
