#!/usr/bin/env bash
# What Debian's own checks of packages say.
# usage: lintian.sh FOLDER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
folder=$1
command -v lintian >/dev/null || fail "lintian is missing; see tests/debian-packages.txt"

known=(
    embedded-library           # toko is linked from archives: docs/adr/0004-toko-from-archives.md
    maintscript-calls-ldconfig # CPack writes these two; the trigger alone would do
)
lintian --allow-root --fail-on error,warning --suppress-tags "$(IFS=,; echo "${known[*]}")" \
    "$folder"/*.deb
