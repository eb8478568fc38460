#!/usr/bin/env bash
# What the shared library shows: all of the interface, and nothing else.
# usage: exports.sh PREFIX
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
prefix=$1
library=$prefix/lib/libtokocrm.so.0

readelf -d "$library" | grep -qF 'soname: [libtokocrm.so.0]' ||
    fail "the library's SONAME is not libtokocrm.so.0"

# Kind and name. The ABI's own words before a name are left out.
exported=$(nm -DC --defined-only "$library" |
    sed -E 's/^[0-9a-f]+ //; s/ (typeinfo name|typeinfo|vtable|VTT|guard variable) for / /')
[[ -n $exported ]] || fail "the library exports nothing"

# Headers of others leave weak copies of their inline functions and types, which are shared with
# every other user of them. What is not weak can only be ours.
strangers=$(grep -vE '^[VWu] ' <<<"$exported" | grep -vE '^. tokocrm::' || true)
[[ -z $strangers ]] || fail "exported, but not of tokocrm::
$strangers"

# A host may catch SOCI's exception, nested in ours, so that one has to be one type everywhere.
others=$(grep -E '^. (soci|fmt|absl|sqlite|csv_|utf8proc|sodium|boost::json)' <<<"$exported" |
    grep -vE '^V soci::sqlite3_soci_error$' || true)
[[ -z $others ]] || fail "exported, though it is of a library that ours is made with:
$others"

inner=$(grep -E 'tokocrm::(db|[a-z_]+_repository)::|database_state|session_access' \
    <<<"$exported" || true)
[[ -z $inner ]] || fail "exported, though it is of the inside:
$inner"

# Free functions and operators that a header declares and the library hides. (A class is exported
# whole.)
free='s/^([0-9a-f]+ )?[A-Za-z] tokocrm::(operator[^a-z(]+|[a-z_0-9]+)\(.*/\2/p'
hidden=$(comm -23 <(nm -C "$library" | sed -nE "$free" | sort -u) \
    <(sed -nE "$free" <<<"$exported" | sort -u))
missing=$(nm -C "$library" | sed -nE 's/^[0-9a-f]+ [a-z] tokocrm::(operator[^a-z]+\(.*\))$/ \1/p')
for name in $hidden; do
    ! grep -hqF -- " $name(" "$prefix"/include/tokocrm/*.hpp || missing+=" $name"
done
[[ -z $missing ]] || fail "declared in a header, but not exported:$missing"
