#!/usr/bin/env bash
# Look into the pages for man: every command and noun has one in both languages, and nothing in them
# is wrong.
# usage: pages.sh FOLDER TOKO
#     FOLDER   what the build made of them: man1/ and id/man1/
set -euo pipefail
usage="usage: pages.sh FOLDER TOKO"
folder=${1:?$usage} toko=${2:?$usage}
export LC_ALL=C.UTF-8
for program in mandoc lexgrog; do
    command -v "$program" >/dev/null || {
        echo "$program is missing; see tests/debian-packages.txt" >&2
        exit 1
    }
done
failed=0
tell() {
    echo "$*" >&2
    failed=1
}

mapfile -t commands < <("$toko" --commands | cut -f 1)
((${#commands[@]} > 1)) || {
    echo "toko --commands lists no command." >&2
    exit 1
}
wanted=()
for name in "${commands[@]}"; do
    [[ $name == toko ]] || name="toko $name"
    # and its nouns
    while [[ -n $name ]]; do
        wanted+=("${name// /-}")
        [[ $name == *' '* ]] || break
        name=${name% *}
    done
done
for language in en id; do
    pages=$folder/man1
    [[ $language == en ]] || pages=$folder/id/man1
    diff -u --label "pages wanted" --label "$pages" <(printf '%s.1.gz\n' "${wanted[@]}" | sort -u) \
        <(cd "$pages" && ls) || tell "There are other pages in $pages."
    for file in "$pages"/*.1.gz; do
        page=${file##*/}
        page=${page%.1.gz}
        gzip -dc "$file" | cmp - <("$toko" --lang "$language" --man "$page") ||
            tell "$file is not what toko says of it."
        wrong=$(gzip -dc "$file" | mandoc -T lint -W warning || true)
        [[ -z $wrong ]] || tell "$file: $wrong"
        about=$(lexgrog "$file") || tell "$file: apropos would not find it: $about"
        [[ $about == *": \"$page - "* ]] || tell "$file: it is not about $page: $about"
    done
done
# What stands in the help stands on the page, too.
for name in "${commands[@]:1}"; do
    page=$("$toko" --lang en --man "toko-${name// /-}" | mandoc -T utf8 | sed 's/.\x08//g')
    for option in $("$toko" --commands | sed -n "s/^$name\t//p"); do
        grep -qF -- "${option%%,*}" <<<"$page" || tell "toko-${name// /-}(1) lacks ${option%%,*}"
    done
done
((failed == 0)) && echo "$(printf '%s\n' "${wanted[@]}" | sort -u | wc -l) pages in two languages"
exit "$failed"
