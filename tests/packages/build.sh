#!/usr/bin/env bash
# Make the packages in FOLDER, where CMakeLists.txt and CPack are all that decides.
# usage: build.sh SOURCE FOLDER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source=$1 folder=$2

step "configure"
(cd "$source" && cmake --preset packages -B "$folder") >/dev/null
step "build"
cmake --build "$folder" >"$folder/build.log" 2>&1 || fail "the build failed:
$(tail -n 40 "$folder/build.log")"
step "package"
make_packages "$folder" "$folder"
for name in libtokocrm0 libtokocrm-dev toko; do
    package "$name" "$folder" >/dev/null
done
