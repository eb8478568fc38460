-- What is left of a product, or less, is little.

alter table stock_levels add column low_stock bigint;
