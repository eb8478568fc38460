#!/usr/bin/env bash
# A stranger's copy of examples/embed, built with find_package and run.
# usage: with_cmake.sh SOURCE PREFIX WORK COMPILER shared|static
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 prefix=$2 work=$3 compiler=$4 kind=$5
declare -A shared=([shared]=ON [static]=OFF)

fresh "$work"
cp -r "$source/examples/embed" "$work/source"
stranger cmake -S "$work/source" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_CXX_COMPILER="$compiler" \
    -DBUILD_SHARED_LIBS="${shared[$kind]}" -DCMAKE_CXX_VISIBILITY_PRESET=hidden \
    -DCMAKE_CXX_FLAGS='-Wall -Wextra -Werror -pedantic' >/dev/null
stranger cmake --build "$work/build" --parallel 2
linked "$kind" "$work/build/smallest" "$work/build/host"
run_both "$work/build"
