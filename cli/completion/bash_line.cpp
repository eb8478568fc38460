#include "bash_line.hpp"

#include <cstddef>

namespace toko {

namespace {

constexpr std::string_view escaped_in_double_quotes = "\\\"$`";

bool is_plain(char letter) noexcept
{
    bool const of_a_name = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9');
    bool const beyond_ascii = static_cast<unsigned char>(letter) >= 0x80;
    return of_a_name || beyond_ascii ||
           std::string_view("_-./:=,@%+").find(letter) != std::string_view::npos;
}

} // namespace

bash_line split_bash_line(std::string_view line, std::string_view breaks)
{
    bash_line out;
    std::string word;
    bool begun = false;
    std::size_t before_quote = 0; // `kept` as it was when a quote was opened
    for (std::size_t at = 0; at < line.size(); ++at) {
        char const letter = line[at];
        bool const escapes =
            letter == '\\' && out.quote != '\'' && at + 1 < line.size() &&
            (out.quote == '\0' || escaped_in_double_quotes.find(line[at + 1]) != line.npos);
        if (escapes) {
            word += line[++at];
            begun = true;
        } else if (out.quote != '\0' && letter == out.quote) {
            out.quote = '\0';
            out.kept = before_quote;
        } else if (out.quote != '\0') {
            word += letter;
        } else if (letter == '\'' || letter == '"') {
            out.quote = letter;
            before_quote = out.kept;
            out.kept = word.size();
            begun = true;
        } else if (letter == ' ' || letter == '\t' || letter == '\n') {
            if (begun)
                out.words.push_back(std::move(word));
            word.clear();
            begun = false;
            out.kept = 0;
        } else {
            word += letter;
            begun = true;
            if (breaks.find(letter) != breaks.npos)
                out.kept = word.size();
        }
    }
    out.words.push_back(std::move(word));
    return out;
}

std::string quoted_for_bash(std::string_view word, char quote)
{
    std::string out;
    for (char const letter : word) {
        if (quote == '\'' && letter == '\'') {
            out += "'\\''";
            continue;
        }
        bool const escape = quote == '"' ? escaped_in_double_quotes.find(letter) != word.npos
                                         : quote == '\0' && !is_plain(letter);
        if (escape)
            out += '\\';
        out += letter;
    }
    return out;
}

} // namespace toko
