#!/usr/bin/env bash
# Look into the packages: fields, files, owners, modes, binaries; and make them again.
# usage: contents.sh SOURCE FOLDER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 folder=$2
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:.*=//p' "$folder/CMakeCache.txt")
machine=$(dpkg --print-architecture)
libraries=usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH)
library=$(package libtokocrm0 "$folder")
development=$(package libtokocrm-dev "$folder")
program=$(package toko "$folder")
all=("$library" "$development" "$program")

for file in "${all[@]}"; do
    name=${file##*/}
    [[ $name == "${name%%_*}_${version}_$machine.deb" ]] ||
        fail "$name is not named NAME_${version}_$machine.deb"
    [[ $(dpkg-deb -f "$file" Version) == "$version" ]] || fail "$name has another version inside"
done

# depends FILE FIELD PACKAGE…: each stands in the field
depends() {
    local file=$1 field=$2 wanted is
    shift 2
    is=$(dpkg-deb -f "$file" "$field")
    for wanted in "$@"; do
        grep -qF -- "$wanted" <<<"$is" || fail "${file##*/}: $field lacks $wanted: $is"
    done
}
depends "$library" Depends tzdata libsqlite3-0 libsoci-sqlite3-4.0 libboost-json1.81.0 libabsl20220623
depends "$program" Depends tzdata libsqlite3-0
depends "$development" Depends "libtokocrm0 (= $version)" libboost1.81-dev
depends "$development" Recommends libboost-json1.81-dev libsoci-dev
[[ $(dpkg-deb -I "$library" shlibs) == "libtokocrm 0 libtokocrm0 (= $version)" ]] ||
    fail "${library##*/}: shlibs say other than that programs need this version"
[[ $(dpkg-deb -I "$library" triggers) == "activate-noawait ldconfig" ]] ||
    fail "${library##*/}: the loader's cache is not told"

# files FILE: what is in it, without folders
files() { dpkg-deb --fsys-tarfile "$1" | tar -t | sed 's,^\./,,; /\/$/d' | sort; }
same_files() {
    diff -u --label "wanted in ${1##*/}" --label "${1##*/}" <(sort) <(files "$1") ||
        fail "${1##*/} has other files"
}
from_source() { (cd "$source" && find "$@" -type f); }
doc=usr/share/doc
same_files "$library" <<END_OF_LIST
$libraries/libtokocrm.so.0
$libraries/libtokocrm.so.$version
$doc/libtokocrm0/changelog.gz
$doc/libtokocrm0/copyright
END_OF_LIST
same_files "$development" <<END_OF_LIST
$libraries/libtokocrm.a
$libraries/libtokocrm.so
$libraries/pkgconfig/tokocrm.pc
$(printf "$libraries/cmake/tokocrm/%s\n" FindSOCI.cmake tokocrm-config{,-version}.cmake \
    tokocrm-{shared,static}{,-release}.cmake)
$(from_source include/tokocrm -name '*.hpp' | sed 's,^,usr/,')
$(from_source examples/embed | sed "s,^,$doc/libtokocrm-dev/,")
$(printf "$doc/libtokocrm-dev/%s\n" {errors,library,library_examples,schema}.md)
$doc/libtokocrm-dev/changelog.gz
$doc/libtokocrm-dev/copyright
END_OF_LIST
# That no page for man is missing is another test's.
same_files "$program" <<END_OF_LIST
usr/bin/toko
usr/share/bash-completion/completions/toko
usr/share/fish/vendor_completions.d/toko.fish
usr/share/zsh/vendor-completions/_toko
$(cd "$folder/cli/share" && find man -type f | sed 's,^,usr/share/,')
$(from_source docs -name '*.md' | sed "s,^docs,$doc/toko,")
$(from_source examples/cron | sed "s,^,$doc/toko/,")
$doc/toko/changelog.gz
$doc/toko/copyright
END_OF_LIST

work=$folder/contents
rm -rf "$work"
mkdir "$work"
for file in "${all[@]}"; do
    wrong=$(dpkg-deb -c "$file" | awk '
        $2 != "root/root" { print; next }
        $1 == "drwxr-xr-x" || $1 ~ /^l/ { next }
        $6 == "./usr/bin/toko" ? $1 != "-rwxr-xr-x" : $1 != "-rw-r--r--"')
    [[ -z $wrong ]] || fail "${file##*/}: wrong owner or mode:
$wrong"
    dpkg-deb -x "$file" "$work"
done

cd "$work"
for binary in usr/bin/toko "$libraries/libtokocrm.so.$version"; do
    inside=$(readelf -WdS "$binary")
    ! grep -E 'R(UN)?PATH' <<<"$inside" || fail "$binary looks for libraries in folders of its own"
    ! grep -F '.symtab' <<<"$inside" || fail "$binary is not stripped"
    grep -qF 'NOW' <<<"$inside" || fail "$binary is not bound before it starts"
done
readelf -d "$libraries/libtokocrm.so.$version" | grep -qF '[libtokocrm.so.0]' ||
    fail "libtokocrm.so.$version has another soname"
for place in "$source/" "$folder"; do
    found=$(grep -rlF -- "$place" . || true)
    [[ -z $found ]] || fail "packaged files name $place:
$found"
done
for copy in libtokocrm0 libtokocrm-dev toko; do
    gzip -dc "$doc/$copy/changelog.gz" | dpkg-parsechangelog -l- -SVersion | grep -qxF "$version" ||
        fail "$copy: the changelog is of another version"
    cmp <(sed -n '/^ Boost/,$s/^ //p' "$doc/$copy/copyright" | sed 's/^\.$//') "$source/LICENSE" ||
        fail "$copy: the copyright file lacks the licence"
done

# Made again at another time they are the same, and under another umask they have the same inside.
cd "$folder"
sums() { (cd "$1" && sha256sum ./*.deb); }
insides() {
    local file
    for file in "$1"/*.deb; do
        dpkg-deb --ctrl-tarfile "$file" | sha256sum
        dpkg-deb --fsys-tarfile "$file" | sha256sum
    done
}
touch cli/toko lib/libtokocrm.a
make_packages "$folder" "$work"
diff -u <(sums "$folder") <(sums "$work") || fail "the packages differ when they are made again"
(umask 077 && make_packages "$folder" "$work")
diff -u <(insides "$folder") <(insides "$work") || fail "the packages differ by the umask"
rm -rf "$work"
