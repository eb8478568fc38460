#!/usr/bin/env bash
# The short form of `run`: toko and its yardsticks agree, the table is there, and a difference is seen.
# usage: short.sh BENCH TOKO YARDSTICK RAW_QUERY CHECKOUTS FOLLOWING
set -euo pipefail
bench=$1 toko=$2 yardstick=$3 raw_query=$4 checkouts=$5 following=$6
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() {
    echo "$1" >&2
    exit 1
}

"$bench" --toko "$toko" --shell sqlite3 --yardstick "$yardstick" --raw-query "$raw_query" \
    --checkouts "$checkouts" --following "$following" \
    --folder "$folder" --orders 500,2000 --repeat 2 --page "$folder/page.md" | tee "$folder/table"
for row in '^### .*order list' '^### .*report monthly' '^### .*order import' '^### .*16 threads' \
    '^An answer takes .* ms' '^A message is told of after .* of a core' '^| 2,000 | .* ms'; do
    grep -q "$row" "$folder/table" || fail "the table has no row like: $row"
    grep -q "$row" "$folder/page.md" || fail "the page has no row like: $row"
done
grep -q '^| SQLite | 3' "$folder/page.md" || fail "the page does not describe the machine"

# Equal sums must not come from comparing nothing.
one=$(echo "$folder"/*-2000/fresh-toko.db) other=$(echo "$folder"/*-2000/fresh-raw.db)
"$yardstick" compare "$one" "$other"
sqlite3 "$other" 'update payments set amount = amount + 1 where order_id = 7'
if "$yardstick" compare "$one" "$other" 2>"$folder/said"; then
    fail "a payment that differs was not seen"
fi
grep -q 'payments.amount' "$folder/said" || fail "$(cat "$folder/said")"
