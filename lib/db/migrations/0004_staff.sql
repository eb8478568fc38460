-- Edits of the shop's staff.

alter table users add column version bigint not null default 1;
