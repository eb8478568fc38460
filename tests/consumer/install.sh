#!/usr/bin/env bash
# Install a build, move what was installed to PREFIX, and look whether all of it is there.
# usage: install.sh SOURCE BUILD PREFIX
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 build=$2 prefix=$3

rm -rf "$prefix" "$prefix.first"
cmake --install "$build" --prefix "$prefix.first" >/dev/null
mv "$prefix.first" "$prefix"

cd "$prefix"
wanted() {
    echo bin/toko
    local header
    for header in "$source"/include/tokocrm/*.hpp; do
        echo "include/tokocrm/${header##*/}"
    done
    printf '%s\n' lib/libtokocrm.{a,so,so.0,so.0.1.0} lib/pkgconfig/tokocrm.pc \
        lib/cmake/tokocrm/{FindSOCI,tokocrm-config,tokocrm-config-version}.cmake \
        lib/cmake/tokocrm/tokocrm-{shared,static}{,-release}.cmake
}
diff -u --label 'to be installed' --label installed \
    <(wanted | sort) <(find bin include lib ! -type d | sort) ||
    fail "the installed files differ from what should be installed"

# What knows where it was built or first installed breaks when either goes.
for place in "$source" "$build" "$prefix.first"; do
    found=$(grep -rlF -- "$place" . || true)
    [[ -z $found ]] || fail "installed files name $place:
$found"
done
bin/toko --version >/dev/null || fail "the installed toko does not start"
