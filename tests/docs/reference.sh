#!/usr/bin/env bash
# Make the reference of the public headers and fail at any warning, and at an enumerator without a
# word, for which Doxygen has no warning.
# usage: reference.sh DOXYGEN DOXYFILE
set -euo pipefail
doxygen=${1:?usage: reference.sh DOXYGEN DOXYFILE}
doxyfile=${2:?usage: reference.sh DOXYGEN DOXYFILE}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# make NAME [LINE…]: the reference in a folder of its own, with further lines of configuration
make() {
    local to=$folder/$1
    shift
    mkdir "$to"
    {
        cat "$doxyfile"
        printf '%s\n' "OUTPUT_DIRECTORY = $to" 'GENERATE_XML = YES' "$@"
    } | "$doxygen" -
}
# unsaid NAME: the enumerators that nothing is said of
unsaid() {
    perl -0777 -ne 'while (/<enumvalue id=.*?<\/enumvalue>/gs) {
        my $value = $&;
        my ($name) = $value =~ /<name>(\w+)/;
        print "$name\n" unless $value =~ /<(brief|detailed)description>\s*<para>/;
    }' "$folder/$1"/xml/*.xml
}

# This test can fail.
cat >"$folder/sample.hpp" <<'SAMPLE'
/// Something.
namespace sample {
/// A choice.
enum class choice {
    told, ///< said
    untold
};
SAMPLE
echo '}' >>"$folder/sample.hpp"
if [[ $(make told "INPUT = $folder/sample.hpp" 2>&1 || true; unsaid told) != untold ]]; then
    echo "An enumerator that nothing is said of was not noticed." >&2
    exit 1
fi
sed -i 's|^}$|void untold();\n}|' "$folder/sample.hpp"
if make untold "INPUT = $folder/sample.hpp" 2>/dev/null; then
    echo "A function that nothing is said of was not noticed." >&2
    exit 1
fi

make reference
mapfile -t names < <(unsaid reference)
if ((${#names[@]})); then
    echo "Enumerators that nothing is said of: ${names[*]}" >&2
    exit 1
fi
[[ -s $folder/reference/html/index.html ]]
