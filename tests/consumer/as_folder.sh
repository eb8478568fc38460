#!/usr/bin/env bash
# A project that has the checkout as a folder of its own.
# usage: as_folder.sh SOURCE WORK COMPILER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 work=$2 compiler=$3

# What the compiler cache tells apart, so that the library comes out of it: this build has compiled
# it with the same words.
kept=("CCACHE_DIR=$(ccache --get-config cache_dir 2>/dev/null || true)")
for name in LANG LC_ALL LC_CTYPE LC_MESSAGES; do
    [[ -z ${!name+set} ]] || kept+=("$name=${!name}")
done
fresh "$work"
cp -r "$tests/folder" "$work/source"
cp -r "$source/examples/embed" "$work/source/embed"
stranger cmake -S "$work/source" -B "$work/build" -G Ninja -DTOKOCRM_FOLDER="$source" \
    -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release >/dev/null
stranger env "${kept[@]}" cmake --build "$work/build" --parallel 2
linked static "$work/build/embed/smallest" "$work/build/embed/host"
run_both "$work/build/embed"

# How the host's own libraries are built stays the host's.
! grep -q '^BUILD_SHARED_LIBS' "$work/build/CMakeCache.txt" || fail "BUILD_SHARED_LIBS was set"

# The stranger asked for a library: no program, no tests and no files of it.
[[ ! -e $work/build/tokocrm/cli ]] || fail "the command line was built"
stranger cmake --install "$work/build" --prefix "$work/installed" >/dev/null
[[ ! -e $work/installed ]] || fail "installed unasked: $(find "$work/installed" -type f)"
