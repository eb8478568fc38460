# Sourced by the scripts that build; `root` is the checkout.

# ccache keeps its files in the home folder, which a build machine may lack.
if [[ -z ${CCACHE_DIR:-} && ! -w ${HOME:-/nowhere} ]]; then
    export CCACHE_DIR="$root/build/ccache"
fi

# What compilers, tests and imports need for a moment stays in the checkout, too.
export TMPDIR="$root/build/tmp"
mkdir -p "$TMPDIR"

# build PRESET [build options…]: configure where that is needed, and build into build/PRESET
build() {
    local preset=$1 folder="$root/build/$1" configured=''
    shift
    if [[ -f $folder/CMakeCache.txt ]]; then
        configured=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$folder/CMakeCache.txt")
        # A checkout that was moved or copied brings a build folder that CMake refuses.
        [[ $configured == "$root" ]] || rm -rf "$folder"
    fi
    # A preset newer than the folder may set what the folder does not know of.
    if [[ ! -f $folder/build.ninja || $root/CMakePresets.json -nt $folder/build.ninja ]]; then
        (cd "$root" && cmake --preset "$preset") </dev/null >&2
    fi
    cmake --build "$folder" --parallel "$(nproc)" "$@" </dev/null >&2
}
