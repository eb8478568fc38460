create virtual table message_search using fts5 (search_text, content = 'messages',
    content_rowid = 'id', tokenize = 'trigram case_sensitive 1', detail = none);

create virtual table message_search_terms using fts5vocab (message_search, row);
