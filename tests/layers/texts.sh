#!/usr/bin/env bash
# Find sentences without an Indonesian translation, and errors whose sentence is not marked.
# usage: texts.sh SOURCE_DIR
set -euo pipefail
cd "${1:?usage: texts.sh SOURCE_DIR}"
export LC_ALL=C.UTF-8

failed=0

# usage: check CATALOGUE KEYWORD… -- FOLDER…
check() {
    local catalogue=$1 keywords=() sources missing
    shift
    while [[ $1 != -- ]]; do
        keywords+=("-k$1")
        shift
    done
    shift
    mapfile -t sources < <(find "$@" -name '*.[ch]pp' | sort)
    if ((${#sources[@]} == 0)) || [[ ! -f $catalogue ]]; then
        echo "There are no sources in $*, or there is no $catalogue." >&2
        exit 1
    fi
    msgfmt --check -o /dev/null "$catalogue" || failed=1
    # Whatever has a translation is left out; what comes out has none.
    missing=$(msgattrib --translated --no-fuzzy --no-obsolete --no-wrap "$catalogue" |
        xgettext -L C++ --from-code=UTF-8 --no-wrap --sort-output -k \
            "${keywords[@]}" -x /dev/stdin -o - "${sources[@]}" | sed '1,/^$/d') # without the header
    if [[ -n $missing ]]; then
        printf 'Without a translation in %s:\n%s\n' "$catalogue" "$missing" >&2
        failed=1
    fi
}

check lib/text/id.po mark:1 text:2 error:3 -- lib include
check cli/text/id.po tr:1 translate:2 -- cli
exit $failed
