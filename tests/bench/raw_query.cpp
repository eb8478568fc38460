// raw_query DATABASE SQL: the smallest process that answers one query, the floor for a command.
#include <cstdio>
#include <sqlite3.h>

int main(int count, char** words)
{
    sqlite3* connection = nullptr;
    sqlite3_stmt* select = nullptr;
    if (count != 3 ||
        sqlite3_open_v2(words[1], &connection, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(connection, words[2], -1, &select, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "raw_query: %s\n", connection ? sqlite3_errmsg(connection) : "usage");
        return 1;
    }
    int const columns = sqlite3_column_count(select);
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(select)) == SQLITE_ROW)
        for (int i = 0; i < columns; ++i) {
            auto const* const text = sqlite3_column_text(select, i);
            std::printf("%s%c", text ? reinterpret_cast<char const*>(text) : "",
                        i + 1 == columns ? '\n' : '|');
        }
    sqlite3_finalize(select);
    sqlite3_close(connection);
    return result == SQLITE_DONE ? 0 : 1;
}
