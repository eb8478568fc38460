-- Rows of an older version get what newer ones are written with; `searched_text` and `folded_text`
-- are there while a migration runs.

update products set search_text = searched_text(name,
    (select group_concat(k.sku || ' ' || coalesce(k.barcode, ''), ' ') from product_packs k
     where k.product_id = products.id),
    (select c.name from categories c where c.id = products.category_id));

update customers set search_text = searched_text(name, phone, email, city);

update orders set search_text = searched_text(number, reference, customer_name, phone, email),
    city_folded = folded_text(city);

-- Trigrams without their places: what they find is compared with the text itself. No triggers: a
-- schema that is not trusted may not use FTS5 in them.

create virtual table product_search using fts5 (search_text, content = 'products',
    content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none);

create virtual table customer_search using fts5 (search_text, content = 'customers',
    content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none);

create virtual table order_search using fts5 (search_text, content = 'orders',
    content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none);

insert into product_search (product_search) values ('rebuild');

insert into customer_search (customer_search) values ('rebuild');

insert into order_search (order_search) values ('rebuild');

-- Orders come one by one for ever: their index is put together in larger steps, half as often.

insert into order_search (order_search, rank) values ('automerge', 16);

-- How many rows have a trigram, for `toko check`.

create virtual table product_search_terms using fts5vocab (product_search, row);

create virtual table customer_search_terms using fts5vocab (customer_search, row);

create virtual table order_search_terms using fts5vocab (order_search, row);
