create virtual table message_search using fts5 (search_text, content = 'messages',
    content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none);

create virtual table message_search_terms using fts5vocab (message_search, row);

-- Whether what was erased may still stand in the file: 2 in its free space and its log, 1 in the log
-- alone, 0 nowhere.
create table erased_remains (
    id integer not null constraint erased_remains_pk primary key
        constraint erased_remains_single check (id = 1),
    place bigint not null constraint erased_remains_place_known check (place in (0, 1, 2))
);

insert into erased_remains (id, place) values (1, 0);
