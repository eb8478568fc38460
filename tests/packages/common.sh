# Sourced by the tests of the packages.
set -euo pipefail
export LC_ALL=C.UTF-8
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" # a user's PATH has no debootstrap
# The same at every run, so that the packages are, too.
export SOURCE_DATE_EPOCH=1795478400

fail() {
    echo "$*" >&2
    exit 1
}

# say what there is to see before something that takes long
step() { echo "-- $*"; }

# make_packages FOLDER INTO
make_packages() {
    rm -f "$2"/*.deb
    cpack --config "$1/CPackConfig.cmake" -B "$2" >"$1/cpack.log" 2>&1 || fail "cpack failed:
$(cat "$1/cpack.log")"
}

# package NAME FOLDER: its one file
package() {
    local files=("$2/$1"_*.deb)
    ((${#files[@]} == 1)) && [[ -f ${files[0]} ]] || fail "there is not one package $1: ${files[*]}"
    echo "${files[0]}"
}
