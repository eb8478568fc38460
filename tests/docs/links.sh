#!/usr/bin/env bash
# Find relative links of the pages that lead nowhere, and paths they name that are not there.
# usage: links.sh SOURCE_DIR
set -euo pipefail
cd "${1:?usage: links.sh SOURCE_DIR}"
export LC_ALL=C.UTF-8

failed=0
tell() {
    echo "$1" >&2
    failed=1
}

# anchors PAGE: its headings as they are linked to
anchors() {
    sed -n 's/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' | tr -cd 'a-z0-9 \n-' | tr ' ' '-'
}

# prose PAGE: it without its blocks of code
prose() {
    awk '/^ *```/ { code = !code; next } !code' "$1"
}

pages=(README.md docs/*.md docs/adr/*.md)
for page in "${pages[@]}"; do
    while read -r target; do
        [[ $target != http*://* ]] || continue
        file=${target%%#*}
        there=$page
        [[ -z $file ]] || there=$(dirname "$page")/$file
        if [[ ! -e $there ]]; then
            tell "$page: there is no $target"
        elif [[ $target == *'#'* ]] && ! anchors "$there" | grep -qxF "${target#*#}"; then
            tell "$page: $there has no heading for #${target#*#}"
        fi
    done < <(prose "$page" | grep -oP '\]\(\K[^)]+' || true)
    while read -r path; do
        # Not as it is: a pattern or a placeholder.
        [[ $path != *[\*\<\{…]* && $path != *NNNN* ]] || continue
        [[ -e $path ]] || tell "$page: there is no $path"
    done < <(grep -oP '`\K(lib|cli|include|tests|docs|examples|\.ci)/[^` ]+(?=`)' "$page" || true)
done
exit "$failed"
