#!/usr/bin/env bash
# Compare the names that the pages list with those of the code: error reasons in docs/errors.md,
# tables and the rules of `toko check` in docs/schema.md, public headers in docs/library.md; and the
# reasons that the headers tell of.
# usage: names.sh SOURCE_DIR
set -euo pipefail
cd "${1:?usage: names.sh SOURCE_DIR}"
export LC_ALL=C.UTF-8

mapfile -t sources < <(find lib cli -name '*.[ch]pp' | sort)
if ((${#sources[@]} == 0)); then
    echo "There are no sources in lib and cli." >&2
    exit 1
fi
failed=0

tell() {
    echo "$1" >&2
    failed=1
}

# missing PAGE WHAT NAME…: those that the page does not have
missing() {
    local page=$1 what=$2 name
    shift 2
    (($#)) || tell "No $what was found in the code."
    for name in "$@"; do
        grep -qF "\`$name\`" "$page" || tell "$page lacks the $what $name."
    done
}

# A reason stands before its marked sentence; behind a brace it is the name of a field.
mapfile -t reasons < <(perl -0777 -ne \
    'print "$1\n" while /(?<!\{)"([a-z_]+\.[a-z_]+)",\s*(?:tokocrm::)?(?:mark|tr)\(/g' \
    "${sources[@]}" | sort -u)
missing docs/errors.md reason "${reasons[@]}"
mapfile -t explained < <(grep -oP '`\K[a-z_]+\.[a-z_]+(?=`)' docs/errors.md)
((${#explained[@]})) || tell "docs/errors.md has no reasons."
for reason in "${explained[@]}"; do
    grep -qF "\"$reason\"" "${sources[@]}" || tell "docs/errors.md has the reason $reason, the code has not."
done

mapfile -t told < <(grep -ohP '`\K[a-z_]+\.(?!hpp)[a-z_]+(?=`)' include/tokocrm/*.hpp docs/library*.md | sort -u)
((${#told[@]})) || tell "include/tokocrm/*.hpp tell of no reasons."
for reason in "${told[@]}"; do
    grep -qF "\"$reason\"" "${sources[@]}" || tell "A public header or docs/library*.md tells of $reason, the code does not."
done

mapfile -t tables < <(comm -23 <(grep -hoP '^create table \K\w+' lib/db/migrations/*.sql | sort -u) \
    <(grep -hoP '^drop table \K\w+' lib/db/migrations/*.sql | sort -u))
missing docs/schema.md table "${tables[@]}"
mapfile -t rules < <(grep -ohP '\{"\K[a-z_]+\.[a-z_]+(?=", [a-z_]+\})' lib/report/check_*_queries.cpp)
missing docs/schema.md rule "${rules[@]}"

mapfile -t headers < <(cd include && printf '%s\n' tokocrm/*.hpp)
missing docs/library.md header "${headers[@]}"
for header in "${headers[@]}"; do
    [[ $header =~ /(tokocrm|json|soci)\.hpp$ ]] || grep -qF "#include <$header>" include/tokocrm/tokocrm.hpp ||
        tell "include/tokocrm/tokocrm.hpp leaves $header out."
done
exit "$failed"
