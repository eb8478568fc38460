#include "shells.hpp"

#include "bash_line.hpp"
#include "complete.hpp"

namespace toko {

namespace {

constexpr char bash_script[] = R"script(# bash: what may come next on a line of toko
_toko() {
    local program=$1 answer
    [[ $program != '~/'* ]] || program=$HOME/${program:2}
    COMPREPLY=()
    answer=files
    if ((COMP_CWORD == 0)) || [[ ${COMP_WORDS[COMP_CWORD - 1]} != *[\<\>]* ]]; then
        answer=$("$program" --complete-bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" \
            2>/dev/null </dev/null)
    fi
    case ${answer%%$'\n'*} in
    files) compopt -o bashdefault -o default ;;
    parts) compopt -o nospace ;;
    esac
    [[ $answer != *$'\n'* ]] || mapfile -t COMPREPLY <<<"${answer#*$'\n'}"
}
complete -F _toko toko
)script";

constexpr char zsh_script[] = R"script(#compdef toko
# zsh: what may come next on a line of toko
_toko() {
    local program=${(Q)words[1]} answer line
    local -a lines texts shown more
    integer wide=0
    [[ $program != '~/'* ]] || program=$HOME/${program#'~/'}
    answer=$("$program" --complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" \
        2>/dev/null </dev/null)
    lines=("${(@f)answer}")
    if [[ $lines[1] == files ]]; then
        compset -P '--*='
        _files
        return
    fi
    [[ $lines[1] != parts ]] || more=(-S '')
    shift lines
    ((${#lines})) || return 1
    for line in "$lines[@]"; do
        texts+=("${line%%$'\t'*}")
        ((${#texts[-1]} <= wide)) || wide=${#texts[-1]}
    done
    for line in "$lines[@]"; do
        if [[ $line == *$'\t'?* ]]; then
            shown+=("${(r:wide:)line%%$'\t'*}  -- ${line#*$'\t'}")
        else
            shown+=("${line%%$'\t'*}")
        fi
    done
    compadd -l -d shown "$more[@]" -- "$texts[@]"
}
if [[ $funcstack[1] == _toko ]]; then
    _toko "$@"
else
    compdef _toko toko
fi
)script";

constexpr char fish_script[] = R"script(# fish: what may come next on a line of toko
function __toko_complete
    set -l before (commandline -opc)
    set -l typed (commandline -ct)
    set -l current (string unescape -- "$typed")
    or set current (string trim -l -c '\'"' -- "$typed")
    set -l program (string replace -r '^~/' "$HOME/" -- $before[1])
    set -e before[1]
    set -l answer ($program --complete $before "$current" 2>/dev/null </dev/null)
    if test "$answer[1]" = files
        set -l kept (string match -r -- '^--[^=]*=' "$current")
        for file in (__fish_complete_path (string replace -- "$kept" '' "$current"))
            printf '%s%s\n' "$kept" $file
        end
        return
    end
    set -e answer[1]
    for line in $answer
        printf '%s\n' $line
    end
end
complete -c toko -e
complete -c toko -f -k -a '(__toko_complete)'
)script";

constexpr std::string_view by_words = "--complete";
constexpr std::string_view by_line = "--complete-bash";

char const* kind_of(completions const& found) noexcept
{
    return found.files ? "files" : found.goes_on ? "parts" : "words";
}

} // namespace

char const* completion_script(std::string_view shell) noexcept
{
    if (shell == "bash")
        return bash_script;
    if (shell == "zsh")
        return zsh_script;
    if (shell == "fish")
        return fish_script;
    return nullptr;
}

bool asks_to_complete(std::span<std::string const> words) noexcept
{
    return !words.empty() && (words[0] == by_words || words[0] == by_line);
}

void answer_completion(std::ostream& out, std::span<std::string const> words,
                       std::span<command const* const> among, variable_reader const& variables,
                       std::function<tokocrm::language(std::span<std::string const>)> const& lang)
{
    bool const bash = words[0] == by_line;
    auto const said = words.subspan(1);
    bash_line line;
    if (bash) {
        line = split_bash_line(said.empty() ? "" : said[0], said.size() < 2 ? "" : said[1]);
        line.words.erase(line.words.begin()); // the program
    } else {
        line.words.assign(said.begin(), said.end());
    }
    std::string const current = line.words.empty() ? "" : line.words.back();
    if (!line.words.empty())
        line.words.pop_back();
    auto const in = bash ? tokocrm::language::en : lang(line.words); // bash shows no explanations
    auto const found = complete(line.words, current, among, variables, in);
    out << kind_of(found) << '\n';
    for (auto const& one : found.words) {
        if (bash)
            out << quoted_for_bash(std::string_view(one.text).substr(line.kept), line.quote)
                << '\n';
        else
            out << one.text << (one.about.empty() ? "" : "\t") << one.about << '\n';
    }
}

} // namespace toko
