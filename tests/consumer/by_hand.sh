#!/usr/bin/env bash
# A stranger's compiler lines with pkg-config, in both kinds, and what they make, run.
# usage: by_hand.sh SOURCE PREFIX WORK COMPILER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 prefix=$2 work=$3 compiler=$4

fresh "$work"
cp "$source"/examples/embed/*.cpp "$tests"/{catches,json}.cpp "$work"
cd "$work"
package() { stranger PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config "$@" tokocrm; }

package --exact-version=0.1.0 || fail "pkg-config has another version: $(package --modversion)"
# pkg-config gives -I and not -isystem: a warning out of our headers is an error here.
read -ra compile <<<"-std=c++20 -O2 -Wall -Wextra -Werror -pedantic -fvisibility=hidden \
    $(package --cflags)"
for program in smallest host catches json; do
    stranger "$compiler" "${compile[@]}" -c "$program.cpp"
done

# link KIND LIBRARIES…: in a folder of its own, and run
link() {
    local kind=$1 programs=(smallest host catches json)
    shift
    mkdir "$kind"
    stranger "$compiler" smallest.o -o "$kind/smallest" "$@"
    stranger "$compiler" host.o -o "$kind/host" "$@" -lsoci_core
    stranger "$compiler" catches.o -o "$kind/catches" "$@"
    stranger "$compiler" json.o -o "$kind/json" "$@" -lboost_json
    linked "$kind" "${programs[@]/#/$kind/}"

    run_both "$work/$kind"
    stranger "$kind/catches" "$kind/none.db"
    stranger "$kind/json" >"$kind/json.out"
    diff -u "$tests/expected/json.txt" "$kind/json.out"
}

read -ra shared <<<"$(package --libs) -Wl,-rpath,$prefix/lib"
link shared "${shared[@]}"
# With both kinds in one folder -ltokocrm would mean the shared one.
libraries=$(package --static --libs)
read -ra static <<<"${libraries/-ltokocrm/-l:libtokocrm.a}"
link static "${static[@]}"

# The two opt-in headers without the libraries that they need: the linker names them.
refused 'libsoci_core|soci::' "$compiler" host.o -o incomplete "${shared[@]}"
refused 'libboost_json|boost::json' "$compiler" json.o -o incomplete "${shared[@]}"
