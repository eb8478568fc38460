#!/usr/bin/env bash
# Build the first program of docs/library.md as that page says, against the library as it is
# installed, and run it twice: it founds a shop, then finds it.
# usage: first_program.sh BUILD_FOLDER CXX
set -euo pipefail
build=${1:?usage: first_program.sh BUILD_FOLDER CXX}
compiler=${2:?usage: first_program.sh BUILD_FOLDER CXX}
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/first_program" && pwd -P)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

quietly() {
    "$@" >log 2>&1 || {
        cat log >&2
        exit 1
    }
}
for component in library development; do
    quietly cmake --install "$build" --prefix "$folder/installed" --component "$component"
done
quietly cmake -S "$source" -B warung -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$folder/installed"
quietly cmake --build warung

expect() {
    ./warung/warung >said
    if [[ $(<said) != "$1" ]]; then
        echo "The program said:" >&2
        cat said >&2
        echo "and not: $1" >&2
        exit 1
    fi
}
expect 'TEH-BOTOL Rp 4.500'
expect 'TEH-BOTOL-2 Rp 4.500' # the shop was there, so its product is a second one
