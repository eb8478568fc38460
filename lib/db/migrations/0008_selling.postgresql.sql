alter table order_lines drop constraint order_lines_pack_fk;

alter table stock_reservations drop constraint stock_reservations_product_fk;

select setval(pg_get_serial_sequence('orders', 'id'),
    greatest((select coalesce(max(id), 0) from orders),
        (select coalesce(max(value), 0) from counters where name = 'order'), 1),
    exists (select 1 from orders) or exists (select 1 from counters where name = 'order'));

drop table counters;
