# Sourced by the scripts beside it.
set -euo pipefail
tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)

fail() {
    echo "$*" >&2
    exit 1
}

# fresh FOLDER: empty it, and give the stranger an empty home beside it
fresh() {
    rm -rf "$1" "$1.home"
    mkdir -p "$1" "$1.home"
    stranger_home=$1.home
}

# stranger COMMAND…: as on a machine that knows nothing of this checkout
stranger() { env -i PATH="$PATH" HOME="$stranger_home" "$@"; }

# refused PATTERN COMMAND…: the stranger's command fails, and says why
refused() {
    local pattern=$1 said
    shift
    if said=$(stranger "$@" 2>&1); then
        fail "not refused: $*"
    fi
    tr -s ' \n' ' ' <<<"$said" | grep -qE -- "$pattern" || fail "$* does not say '$pattern' but:
$said"
}

# run_both FOLDER: run both programs in it on fresh shops, and one where no shop can be
run_both() {
    local folder=$1 shops name status=0
    shops=$(mktemp -d "$folder/shops.XXXXXX")
    for name in smallest host; do
        stranger "$folder/$name" "$shops/$name.db" >"$shops/$name.out" 2>&1 ||
            fail "$folder/$name: $(cat "$shops/$name.out")"
        diff -u "$tests/expected/$name.txt" "$shops/$name.out"
    done
    stranger "$folder/host" "$shops/none/shop.db" >"$shops/refused.out" 2>&1 || status=$?
    ((status == 1)) || fail "$folder/host ends with $status where there is no folder"
    grep -qF '(db.folder_missing)' "$shops/refused.out" ||
        fail "$folder/host does not catch tokocrm::error: $(cat "$shops/refused.out")"
    [[ -z $(ls -A "$stranger_home") ]] || fail "something was left in the home folder"
}

# linked KIND PROGRAM…: they need the shared library, or it is in them
linked() {
    local kind=$1 program needs
    shift
    for program in "$@"; do
        needs=$(readelf -d "$program" | grep -c 'NEEDED.*libtokocrm\.so\.0\]' || true)
        case $kind in
        shared) ((needs == 1)) || fail "$program does not need libtokocrm.so.0" ;;
        static) ((needs == 0)) || fail "$program needs libtokocrm.so.0" ;;
        esac
    done
}
