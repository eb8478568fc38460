// Reads the #include lines, the string literals and the code of every source file and fails
// where a file reaches past its row of docs/architecture.md, "One way through".
// usage: layers CHECKOUT
#include <algorithm>
#include <array>
#include <cctype>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

// --- what stands in a file

struct located
{
    std::size_t line = 0;
    std::string text;
};

struct source
{
    std::string path;              ///< from the checkout, with /
    std::vector<located> includes; ///< as written: "x.hpp" or <x.hpp>
    std::vector<located> literals; ///< neighbours joined, as the compiler does
    std::vector<located> code;     ///< each line without comments and literals
};

/** Splits a file into includes, literals and code.

    Knows comments, continued lines, character, ordinary and raw string literals with their
    prefixes, and digits parted by '.
*/
class lexer
{
public:
    lexer(std::string path, std::string_view text) : text_(text) { result_.path = std::move(path); }

    source run()
    {
        while (at_ < text_.size())
            step();
        end_line();
        return std::move(result_);
    }

private:
    char peek(std::size_t ahead = 0) const
    {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    char take()
    {
        char const c = text_[at_++];
        if (c == '\n')
            ++line_;
        return c;
    }

    static bool in_word(char c)
    {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    }

    void step()
    {
        char const c = peek();
        if (c == '\n') {
            end_line();
            take();
        } else if (c == '\\' && peek(1) == '\n') {
            at_ += 1;
            take();
        } else if (c == '/' && peek(1) == '/')
            line_comment();
        else if (c == '/' && peek(1) == '*')
            block_comment();
        else if (c == '"')
            string_literal();
        else if (c == '\'' && !(in_number_ && in_word(peek(1))))
            character_literal();
        else if (c == '#' && blank(code_))
            directive();
        else
            code_character();
    }

    static bool blank(std::string_view text) { return text.find_first_not_of(" \t") == text.npos; }

    void code_character()
    {
        char const c = take();
        // A number begins with a digit that no letter stands before.
        if (in_number_)
            in_number_ = in_word(c) || c == '.' || c == '\'';
        else
            in_number_ = std::isdigit(static_cast<unsigned char>(c)) != 0 &&
                         (code_.empty() || !in_word(code_.back()));
        if (std::isspace(static_cast<unsigned char>(c)) == 0) {
            // The word may turn out to be a literal's prefix.
            if (!in_word(c) || code_.empty() || !in_word(code_.back()))
                joining_before_word_ = joining_;
            joining_ = false;
        }
        code_ += c;
    }

    void end_line()
    {
        if (!blank(code_))
            result_.code.push_back({line_, code_});
        code_.clear();
        in_number_ = false;
    }

    void line_comment()
    {
        while (at_ < text_.size() && peek() != '\n')
            if (take() == '\\' && peek() == '\n')
                take();
    }

    void block_comment()
    {
        at_ += 2;
        while (at_ < text_.size() && !(peek() == '*' && peek(1) == '/'))
            if (peek() == '\n') {
                end_line();
                take();
            } else
                take();
        at_ = std::min(at_ + 2, text_.size());
    }

    void directive()
    {
        static std::regex const include(R"(^#[ \t]*include(?:_next)?[ \t]*(<[^>\n]*>|"[^"\n]*"))");
        auto const end = std::min(text_.find('\n', at_), text_.size());
        std::string const rest(text_.substr(at_, end - at_));
        std::smatch found;
        if (std::regex_search(rest, found, include)) {
            result_.includes.push_back({line_, found[1].str()});
            at_ = end;
        } else
            code_character();
    }

    void character_literal()
    {
        take();
        while (at_ < text_.size() && peek() != '\'' && peek() != '\n')
            if (take() == '\\' && at_ < text_.size())
                take();
        if (peek() == '\'')
            take();
        code_ += "' '";
        joining_ = false;
    }

    void string_literal()
    {
        auto const prefix_at = code_.find_last_not_of("RuUL8") + 1;
        auto const prefix = code_.substr(prefix_at);
        bool const own_word = prefix_at == 0 || !in_word(code_[prefix_at - 1]);
        bool const raw = own_word && prefix.ends_with('R');
        if (own_word)
            code_.erase(prefix_at);
        auto const line = line_;
        bool const join = prefix.empty() ? joining_ : own_word && joining_before_word_;
        auto const content = raw ? raw_content() : ordinary_content();
        if (join && !result_.literals.empty())
            result_.literals.back().text += content;
        else
            result_.literals.push_back({line, content});
        code_ += "\"\"";
        joining_ = true;
    }

    std::string ordinary_content()
    {
        std::string content;
        take();
        while (at_ < text_.size() && peek() != '"' && peek() != '\n') {
            char const c = take();
            if (c == '\\' && at_ < text_.size()) {
                char const escaped = take();
                if (escaped == '\n')
                    continue;
                content += escaped == 'n' || escaped == 't' ? ' ' : escaped;
            } else
                content += c;
        }
        if (peek() == '"')
            take();
        return content;
    }

    std::string raw_content()
    {
        take();
        std::string closing = ")";
        while (at_ < text_.size() && peek() != '(')
            closing += take();
        closing += '"';
        if (at_ < text_.size())
            take();
        auto const end = std::min(text_.find(closing, at_), text_.size());
        std::string content;
        while (at_ < end)
            content += take();
        at_ = std::min(end + closing.size(), text_.size());
        return content;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::string code_;
    bool in_number_ = false;
    bool joining_ = false; ///< only blanks since the last literal
    bool joining_before_word_ = false;
    source result_;
};

// --- what a path says

/// The features from left to right; each may use those before it.
constexpr std::array features{"core",    "audit",   "staff",    "shop",   "outbox",     "summary",
                              "picture", "catalog", "customer", "stock",  "coupon",     "shipping",
                              "import",  "order",   "pricing",  "cart",   "payment",    "sale",
                              "review",  "chat",    "crm",      "report", "maintenance"};

/// Public headers and folders of the foundation, and names that differ from their feature's.
std::map<std::string, std::string, std::less<>> const known_as{{"text", "core"},
                                                               {"error", "core"},
                                                               {"id", "core"},
                                                               {"money", "core"},
                                                               {"quantity", "core"},
                                                               {"percentage", "core"},
                                                               {"time", "core"},
                                                               {"environment", "core"},
                                                               {"actor", "core"},
                                                               {"page", "core"},
                                                               {"database", "core"},
                                                               {"unit_of_work", "core"},
                                                               {"config", "core"},
                                                               {"catalogue", "core"},
                                                               {"booking", "core"},
                                                               {"db", "core"},
                                                               {"sales_summary", "summary"},
                                                               {"customer_notes", "customer"},
                                                               {"consent", "customer"},
                                                               {"customer_merge", "crm"},
                                                               {"customer_erasure", "crm"},
                                                               {"selling", "sale"}};

/// Public headers that stand over all features.
std::set<std::string, std::less<>> const over_all{"tokocrm", "json", "soci"};
/// Folders of lib/ that do.
std::set<std::string, std::less<>> const serving_all{"json", "text", "cmake"};

std::optional<std::size_t> place_of(std::string_view name)
{
    if (auto const alias = known_as.find(name); alias != known_as.end())
        name = alias->second;
    auto const found = std::find(features.begin(), features.end(), name);
    if (found == features.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - features.begin());
}

struct place
{
    std::string folder;  ///< "lib/sale"
    std::string stem;    ///< "service"
    std::string feature; ///< "sale"; "money" in include/tokocrm/money.hpp; else empty

    explicit place(std::string_view path)
    {
        auto const slash = path.rfind('/');
        folder = slash == path.npos ? "" : path.substr(0, slash);
        auto const name = slash == path.npos ? path : path.substr(slash + 1);
        stem = name.substr(0, name.rfind('.'));
        if (path.starts_with("lib/") && folder.size() > 4)
            feature = folder.substr(4, folder.find('/', 4) - 4);
        else if (path.starts_with("include/tokocrm/"))
            feature = stem;
    }

    bool in(std::string_view root) const
    {
        return folder == root || folder.starts_with(std::string(root) + '/');
    }
    bool is_public() const { return in("include/tokocrm"); }
    bool is_repository() const
    {
        return in("lib") && (stem == "repository" || stem.starts_with("repository_") ||
                             stem.ends_with("_repository"));
    }
    bool is_rules() const
    {
        return in("lib") &&
               (stem == "rules" || stem.starts_with("rules_") || stem.ends_with("_rules"));
    }
    bool is_queries() const
    {
        return folder == "lib/report" && (stem == "queries" || stem.ends_with("_queries"));
    }
    /// A stranger's program: it borrows our session, for tables of its own.
    bool is_host() const { return in("examples/embed"); }
    bool may_use_sql() const { return in("lib/db") || is_repository() || is_queries(); }
};

// --- SQL

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words(1);
    for (char const c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_')
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

enum class sql_kind { none, reads, writes };

sql_kind sql_in(std::string_view literal)
{
    static std::set<std::string, std::less<>> const made{
        "table", "index", "trigger", "view", "unique", "virtual", "temp", "temporary"};
    auto const words = words_of(literal);
    auto const word = [&](std::size_t i) -> std::string_view {
        return i < words.size() ? std::string_view(words[i]) : std::string_view();
    };
    auto found = sql_kind::none;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if ((word(i) == "insert" && word(i + 1) == "into") ||
            (word(i) == "insert" && word(i + 1) == "or" && word(i + 3) == "into") ||
            (word(i) == "replace" && word(i + 1) == "into") ||
            (word(i) == "update" && word(i + 2) == "set") ||
            (word(i) == "delete" && word(i + 1) == "from") ||
            (word(i) == "create" && made.contains(word(i + 1))) ||
            ((word(i) == "drop" || word(i) == "alter") && word(i + 1) == "table") ||
            (word(i) == "begin" && word(i + 1) == "immediate") ||
            (word(i) == "pragma" && i + 1 < words.size()))
            return sql_kind::writes;
        if (word(i) == "select" && std::find(words.begin() + static_cast<std::ptrdiff_t>(i),
                                             words.end(), "from") != words.end())
            found = sql_kind::reads;
    }
    return found;
}

/// Whether SQL names a table whose name does not begin so.
bool names_other_table(std::string_view sql, std::string_view prefix)
{
    static std::set<std::string, std::less<>> const before{"from", "into", "join", "update",
                                                           "table"};
    auto words = words_of(sql);
    std::erase_if(
        words, [](auto const& word) { return word == "if" || word == "not" || word == "exists"; });
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        if (before.contains(words[i]) && !words[i + 1].starts_with(prefix))
            return true;
    return false;
}

// --- the rules

struct violation
{
    std::string path;
    std::size_t line = 0;
    std::string rule;
};

class checker
{
public:
    /// @param all The paths of all files. @param commands Those that define a command.
    checker(source const& file, std::set<std::string> const& all,
            std::set<std::string> const& commands)
        : file_(file), all_(all), commands_(commands), here_(file.path)
    {}

    std::vector<violation> run()
    {
        check_name();
        for (auto const& include : file_.includes)
            check_include(include);
        for (auto const& literal : file_.literals)
            check_literal(literal);
        for (auto const& code : file_.code)
            check_code(code);
        return std::move(found_);
    }

private:
    void report(std::size_t line, std::string rule)
    {
        found_.push_back({file_.path, line, std::move(rule)});
    }

    void check_name()
    {
        if (!here_.feature.empty() && !place_of(here_.feature) &&
            !(here_.is_public() ? over_all : serving_all).contains(here_.feature))
            report(1, "feature '" + here_.feature +
                          "' has no place in the order of the features (tests/layers/layers.cpp)");
    }

    void check_include(located const& include)
    {
        bool const quoted = include.text.front() == '"';
        auto const name = include.text.substr(1, include.text.size() - 2);
        if (quoted)
            check_own_header(include.line, name);
        else if (name.starts_with("tokocrm/"))
            check_project_header(include.line, "include/" + name);
        else
            check_system_header(include.line, name);
    }

    void check_own_header(std::size_t line, std::string const& name)
    {
        if (here_.is_public()) {
            report(line, "a public header includes others as <tokocrm/…>");
            return;
        }
        auto const path = (fs::path(here_.folder) / name).lexically_normal().generic_string();
        if (!all_.contains(path)) {
            report(line, "\"" + name + "\" is no file beside this one; write its relative path");
            return;
        }
        check_project_header(line, path);
    }

    void check_system_header(std::size_t line, std::string const& name)
    {
        bool const soci =
            name == "soci.h" || name.starts_with("soci/") || name.starts_with("soci-");
        bool const lending = here_.is_public() && here_.stem == "soci";
        if (soci && !here_.may_use_sql() && !lending && !here_.is_host())
            report(line, "SOCI is for lib/db, repositories and the queries of lib/report");
        if ((name.starts_with("sqlite3") || name.starts_with("libpq")) && !here_.in("lib/db"))
            report(line, "the database's own interface is for lib/db");
        if (here_.is_public()) {
            if (name.starts_with("boost/json") && here_.stem != "json")
                report(line, "Boost.JSON is for json.hpp alone among the public headers");
            check_io(line, name, "a public header does no I/O");
        }
        if (here_.is_rules())
            check_io(line, name, "rules do no I/O");
    }

    void check_io(std::size_t line, std::string const& name, char const* rule)
    {
        static std::set<std::string, std::less<>> const io{"cstdio",   "stdio.h",  "fstream",
                                                           "iostream", "unistd.h", "random"};
        if (io.contains(name))
            report(line, rule);
    }

    void check_project_header(std::size_t line, std::string const& path)
    {
        place const there(path);
        if (here_.in("cli") || here_.in("examples")) {
            check_program(line, there);
            return;
        }
        if (there.in("cli") || there.in("examples")) {
            report(line, "the library does not know the programs over it");
            return;
        }
        if (there.in("lib/db") && !here_.may_use_sql() &&
            !(there.stem == "spool" && (here_.in("lib/sale") || here_.in("lib/import"))) &&
            !(there.stem == "upkeep" && here_.in("lib/maintenance")))
            report(line, "lib/db is for repositories and the queries of lib/report");
        if (there.is_repository() && there.folder != here_.folder)
            report(line, "a repository is for its own feature");
        if (here_.is_rules())
            check_rules(line, there);
        if (there.is_public() && there.stem == "json" && here_.is_public() &&
            here_.stem == "tokocrm")
            report(line, "json.hpp is for programs that ask for it");
        if (there.is_public() && there.stem == "soci") {
            if (!here_.in("lib/db"))
                report(line, "soci.hpp is for programs that ask for it");
            return;
        }
        check_order(line, there);
    }

    void check_program(std::size_t line, place const& there)
    {
        if (there.in("lib"))
            report(line, "programs use public headers only");
        if (there.is_public() && there.stem == "soci" && !here_.is_host())
            report(line, "programs of ours use no SOCI");
        // A header without a command of its own is shared by several.
        if (here_.in("cli/commands") && there.stem != here_.stem &&
            commands_.contains(there.folder + '/' + there.stem + ".cpp"))
            report(line, "a command does not use another command");
        if (here_.in("cli") && there.in("examples"))
            report(line, "the command line does not know the examples");
        if (here_.in("examples") && there.in("cli"))
            report(line, "examples use public headers only");
    }

    void check_rules(std::size_t line, place const& there)
    {
        static std::set<std::string, std::less<>> const outside{"environment", "database",
                                                                "unit_of_work"};
        if (there.is_repository())
            report(line, "rules use no repository");
        if (there.is_public() && outside.contains(there.stem))
            report(line, "rules know only the values they are handed");
    }

    void check_order(std::size_t line, place const& there)
    {
        bool const served = here_.is_public() ? over_all.contains(here_.feature)
                                              : serving_all.contains(here_.feature);
        if (served)
            return;
        if (there.is_public() ? over_all.contains(there.feature)
                              : serving_all.contains(there.feature)) {
            // What stands over all features is under none, but for the texts that are compiled in.
            if (there.feature != "text")
                report(line, "'" + there.feature + "' stands over the features, not under them");
            return;
        }
        auto const mine = place_of(here_.feature);
        auto const theirs = place_of(there.feature);
        if (mine && theirs && *theirs > *mine)
            report(line, "feature '" + here_.feature + "' stands left of '" + there.feature +
                             "' and does not use it");
    }

    void check_literal(located const& literal)
    {
        auto const kind = sql_in(literal.text);
        if (here_.is_host()) {
            if (kind != sql_kind::none && names_other_table(literal.text, "host_"))
                report(literal.line, "a host's SQL is for its own tables, host_…");
            return;
        }
        if (kind != sql_kind::none && !here_.may_use_sql())
            report(literal.line, "SQL is for repositories, the queries of lib/report and lib/db");
        if (kind == sql_kind::writes && here_.is_queries())
            report(literal.line, "reports only read");
    }

    void check_code(located const& code)
    {
        static std::regex const world(
            R"(\b(system_clock\s*::\s*now|s?rand\s*\(|time\s*\(\s*(nullptr|NULL|0)\s*\)|random_device)"
            R"(|gettimeofday|clock_gettime|(second|day|microsec)_clock|getrandom|randombytes_\w+))");
        static std::regex const output(
            R"(\b(std\s*::\s*w?(cout|cerr|clog)\b|(f|v|vf|d)?printf\s*\(|puts\s*\(|fmt\s*::\s*print))");
        static std::regex const process(
            R"(\b(std\s*::\s*(thread|jthread|async)\b|pthread_create|setlocale)"
            R"(|locale\s*::\s*global|sigaction|signal\s*\())");
        if (std::regex_search(code.text, world) && file_.path != "lib/core/environment.cpp")
            report(code.line, "the clock and randomness come from the environment");
        if (!here_.in("lib"))
            return;
        if (std::regex_search(code.text, output))
            report(code.line, "the library prints nothing");
        if (std::regex_search(code.text, process))
            report(code.line, "threads, signals and the locale belong to the program");
    }

    source const& file_;
    std::set<std::string> const& all_;
    std::set<std::string> const& commands_;
    place here_;
    std::vector<violation> found_;
};

// --- the checkout

std::string content_of(fs::path const& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error(file.string() + ": cannot be read");
    return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string, std::string> sources_of(fs::path const& root)
{
    std::map<std::string, std::string> sources;
    for (auto const* const part : {"include", "lib", "cli", "examples"}) {
        if (!fs::exists(root / part))
            continue;
        for (auto const& entry : fs::recursive_directory_iterator(root / part)) {
            auto const ending = entry.path().extension();
            if (entry.is_regular_file() &&
                (ending == ".cpp" || ending == ".hpp" || ending == ".c" || ending == ".h"))
                sources.emplace(fs::relative(entry.path(), root).generic_string(),
                                content_of(entry.path()));
        }
    }
    return sources;
}

bool defines_command(source const& file)
{
    static std::regex const definition(R"(\bcommand\s+const\s+\w+\s*[{=(])");
    return file.path.starts_with("cli/commands/") &&
           std::any_of(file.code.begin(), file.code.end(),
                       [](auto const& c) { return std::regex_search(c.text, definition); });
}

std::vector<violation> check(std::map<std::string, std::string> const& sources)
{
    std::vector<source> files;
    std::set<std::string> all;
    std::set<std::string> commands;
    for (auto const& [path, text] : sources) {
        files.push_back(lexer(path, text).run());
        all.insert(path);
        if (defines_command(files.back()))
            commands.insert(path);
    }
    std::vector<violation> found;
    for (auto const& file : files) {
        auto more = checker(file, all, commands).run();
        found.insert(found.end(), more.begin(), more.end());
    }
    return found;
}

// --- the test of the test

struct sample
{
    char const* path;
    char const* text;
    char const* rule;     ///< a part of what is to be reported; nullptr: nothing
    std::size_t line = 1; ///< where
};

constexpr sample samples[] = {
    // What each file may do.
    {"lib/coupon/repository.cpp",
     "#include \"repository.hpp\"\n#include \"../db/session.hpp\"\n#include <soci/soci.h>\n"
     "auto a = \"select x from coupons\";\nauto b = \"update coupons set x = 1\";",
     nullptr},
    {"lib/coupon/service.cpp",
     "#include \"repository.hpp\"\n#include \"../stock/service.hpp\"\n"
     "#include <tokocrm/catalog.hpp>\n#include <tokocrm/unit_of_work.hpp>",
     nullptr},
    {"lib/report/queries.cpp", "#include \"../db/session.hpp\"\nauto a = \"select 1 from x\";",
     nullptr},
    {"lib/sale/import.cpp", "#include \"../db/spool.hpp\"", nullptr},
    {"lib/maintenance/service.cpp", "#include \"../db/upkeep.hpp\"", nullptr},
    {"lib/core/environment.cpp", "auto t = std::chrono::system_clock::now();", nullptr},
    {"lib/json/order.cpp", "#include <tokocrm/json.hpp>\n#include <tokocrm/order.hpp>", nullptr},
    {"include/tokocrm/json.hpp", "#include <boost/json/value.hpp>\n#include <tokocrm/order.hpp>",
     nullptr},
    {"include/tokocrm/soci.hpp", "#include <soci/session.h>", nullptr},
    {"cli/commands/coupon.cpp",
     "#include \"../command.hpp\"\n#include <tokocrm/coupon.hpp>\n#include "
     "<boost/program_options.hpp>\n"
     "auto a = \"Select something\";\nint f() { std::cout << 1; }",
     nullptr},
    {"cli/commands/coupon.cpp", "#include \"shared.hpp\"", nullptr},
    {"examples/embed/host.cpp",
     "#include <tokocrm/soci.hpp>\n#include <soci/soci.h>\n"
     "auto a = \"create table if not exists host_labels (id bigint)\";\n"
     "auto b = \"select text from host_labels\";",
     nullptr},
    // Neither comments nor words of other kinds are SQL or code.
    {"lib/coupon/service.cpp",
     "// select a from b\n/* insert into x */ auto t = 1'000'000; char c = '\"'; auto d = '\"';\n"
     "auto u = \"the selection from a list\"; // std::cout <<\nauto s = \"std::cout\";\n"
     "int operand(int); auto lifetime(0); std::snprintf(a, b);",
     nullptr},
    // Each rule, broken.
    {"lib/coupon/service.cpp", "#include \"../db/session.hpp\"", "lib/db is for repositories"},
    {"lib/coupon/service.cpp", "\n#include \"../db/spool.hpp\"", "lib/db is for repositories", 2},
    {"lib/coupon/service.cpp", "#include \"../db/upkeep.hpp\"", "lib/db is for repositories"},
    {"lib/coupon/service.cpp", "  #  include <soci/soci.h>", "SOCI is for"},
    {"lib/coupon/repository.cpp", "#include <sqlite3.h>", "own interface"},
    {"lib/coupon/service.cpp", "#include \"../stock/repository.hpp\"", "its own feature"},
    {"lib/coupon/repository.cpp", "#include \"../stock/repository.hpp\"", "its own feature"},
    {"lib/coupon/service.cpp", "#include <tokocrm/order.hpp>", "stands left of 'order'"},
    {"lib/coupon/service.cpp", "#include \"../order/service.hpp\"", "stands left of 'order'"},
    {"lib/db/session.cpp", "#include <tokocrm/coupon.hpp>", "stands left of 'coupon'"},
    {"lib/core/money.cpp", "#include <tokocrm/json.hpp>", "stands over the features"},
    {"include/tokocrm/catalog.hpp", "#include <tokocrm/coupon.hpp>", "stands left of 'coupon'"},
    {"include/tokocrm/tokocrm.hpp", "#include <tokocrm/soci.hpp>", "ask for it"},
    {"include/tokocrm/tokocrm.hpp", "#include <tokocrm/json.hpp>", "ask for it"},
    {"include/tokocrm/order.hpp", "#include <tokocrm/json.hpp>", "stands over the features"},
    {"lib/coupon/service.cpp", "#include <tokocrm/soci.hpp>", "ask for it"},
    {"include/tokocrm/order.hpp", "#include <boost/json.hpp>", "Boost.JSON"},
    {"include/tokocrm/order.hpp", "#include <soci/soci.h>", "SOCI is for"},
    {"include/tokocrm/order.hpp", "#include <iostream>", "no I/O"},
    {"include/tokocrm/order.hpp", "#include \"error.hpp\"", "<tokocrm/"},
    {"include/tokocrm/shelves.hpp", "", "has no place"},
    {"lib/shelves/service.cpp", "", "has no place"},
    {"lib/coupon/rules.cpp", "#include \"repository.hpp\"", "rules use no repository"},
    {"lib/coupon/rules.cpp", "#include <tokocrm/environment.hpp>", "values they are handed"},
    {"lib/coupon/rules.cpp", "#include <tokocrm/unit_of_work.hpp>", "values they are handed"},
    {"lib/coupon/rules.cpp", "#include <fstream>", "rules do no I/O"},
    {"lib/coupon/service.cpp", "#include \"session.hpp\"", "no file beside"},
    {"lib/coupon/service.cpp", "#include \"../../cli/command.hpp\"", "programs over it"},
    {"cli/commands/coupon.cpp", "#include \"../../lib/coupon/service.hpp\"", "public headers only"},
    {"cli/commands/coupon.cpp", "#include <soci/soci.h>", "SOCI is for"},
    {"cli/commands/coupon.cpp", "#include <sqlite3.h>", "own interface"},
    {"cli/commands/coupon.cpp", "#include <tokocrm/soci.hpp>", "no SOCI"},
    {"cli/commands/coupon.cpp", "#include \"order.hpp\"", "another command"},
    {"examples/embed/main.cpp", "#include \"../../cli/command.hpp\"", "public headers only"},
    {"examples/embed/main.cpp", "auto a = \"update products set x = 1\";", "its own tables"},
    {"examples/embed/main.cpp", "auto a = \"select x from host_y join orders\";", "its own tables"},
    {"examples/web/main.cpp", "#include <tokocrm/soci.hpp>", "no SOCI"},
    {"examples/web/main.cpp", "#include <soci/soci.h>", "SOCI is for"},
    {"cli/app.cpp", "auto a = \"select x \"\n  \"from y\";", "SQL is for"},
    {"cli/app.cpp", "f(\"\");\nauto a = R\"sql(insert\n into y)sql\";", "SQL is for", 2},
    {"cli/app.cpp", "auto a = \"x \" // why\n u8R\"(delete from y)\";", "SQL is for"},
    {"lib/coupon/service.cpp", "auto a = \"UPDATE x SET y = 1\";", "SQL is for"},
    {"lib/coupon/service.cpp", "auto a = \"create table x\";", "SQL is for"},
    {"lib/coupon/service.cpp", "auto a = \"pragma user_version\";", "SQL is for"},
    {"lib/report/service.cpp", "auto a = \"select x from y\";", "SQL is for"},
    {"lib/report/queries.cpp", "auto a = \"delete from y\";", "reports only read"},
    {"lib/report/check_x_queries.cpp", "auto a = \"delete from y\";", "reports only read"},
    {"lib/coupon/service.cpp", "auto t = std::chrono::system_clock::now();", "environment"},
    {"cli/app.cpp", "\nauto t = time(nullptr);", "environment", 2},
    {"cli/app.cpp", "auto t = std::rand();", "environment"},
    {"lib/coupon/service.cpp", "/* a\nb */ std::random_device d;", "environment", 2},
    {"lib/coupon/service.cpp", "void f() { std::cerr << 1; }", "prints nothing"},
    {"lib/db/session.cpp", "void f() { printf(\"x\"); }", "prints nothing"},
    {"lib/db/session.cpp", "std::thread t;", "belong to the program"},
};

/// Files that the samples speak of.
constexpr std::pair<char const*, char const*> stage[] = {
    {"lib/db/session.hpp", ""},      {"lib/db/spool.hpp", ""},
    {"lib/db/upkeep.hpp", ""},       {"lib/coupon/repository.hpp", ""},
    {"lib/coupon/service.hpp", ""},  {"lib/stock/repository.hpp", ""},
    {"lib/stock/service.hpp", ""},   {"lib/order/service.hpp", ""},
    {"cli/command.hpp", ""},         {"cli/commands/order.hpp", ""},
    {"cli/commands/shared.hpp", ""}, {"cli/commands/order.cpp", "command const order{};"}};

std::size_t failed_samples()
{
    std::size_t failed = 0;
    for (auto const& s : samples) {
        std::map<std::string, std::string> sources;
        for (auto const& [path, text] : stage)
            sources.emplace(path, text);
        sources[s.path] = s.text;
        auto const found = check(sources);
        bool const as_expected = s.rule ? found.size() == 1 && found[0].path == s.path &&
                                              found[0].line == s.line &&
                                              found[0].rule.find(s.rule) != std::string::npos
                                        : found.empty();
        if (as_expected)
            continue;
        ++failed;
        std::cout << "sample of " << s.path << ":\n"
                  << s.text << "\n  expected: " << (s.rule ? s.rule : "nothing") << " at line "
                  << s.line << '\n';
        for (auto const& v : found)
            std::cout << "  found: " << v.path << ':' << v.line << ": " << v.rule << '\n';
    }
    return failed;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        if (argc != 2)
            throw std::invalid_argument("usage: layers CHECKOUT");
        if (auto const failed = failed_samples()) {
            std::cout << failed << " of the samples were judged wrongly\n";
            return 1;
        }
        auto const sources = sources_of(argv[1]);
        if (sources.empty())
            throw std::runtime_error(std::string(argv[1]) + " holds no source file");
        auto const found = check(sources);
        for (auto const& v : found)
            std::cout << v.path << ':' << v.line << ": " << v.rule << '\n';
        std::cout << sources.size() << " files, " << found.size() << " violations\n";
        return found.empty() ? 0 : 1;
    } catch (std::exception const& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
