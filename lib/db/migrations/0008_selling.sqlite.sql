-- To delete a pack or a product SQLite would read, for these keys, every order's lines and every
-- reservation, or keep indexes of them that each checkout would have to write. A pack goes only where
-- no line of its product names it, and a reservation names what its line names; toko check looks.
-- This is how SQLite's documentation says to remove a constraint.

pragma writable_schema=1;

update sqlite_schema
    set sql = replace(sql, ' constraint order_lines_pack_fk references product_packs (id)', '')
    where type = 'table' and name = 'order_lines';

update sqlite_schema
    set sql = replace(sql, ' constraint stock_reservations_product_fk references products (id)', '')
    where type = 'table' and name = 'stock_reservations';

pragma writable_schema=reset;

-- An order's row id is its number from here on, and comes from one counter instead of two.

update sqlite_sequence
    set seq = max(seq, coalesce((select value from counters where name = 'order'), 0))
    where name = 'orders';

drop table counters;
