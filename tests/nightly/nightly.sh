#!/usr/bin/env bash
# Run the lines of examples/cron as cron and systemd would: with next to no environment, no terminal
# and nobody to answer.
# usage: nightly.sh SOURCE TOKO
set -euo pipefail
usage="usage: nightly.sh SOURCE TOKO"
source=$(cd "${1:?$usage}" && pwd -P) toko=${2:?$usage}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$*" >&2
    exit 1
}
# The only thing that is not as cron has it: toko is not installed in /usr/bin.
mkdir "$work/bin"
ln -s "$toko" "$work/bin/toko"
told=()
for name in ASAN_OPTIONS LSAN_OPTIONS TSAN_OPTIONS UBSAN_OPTIONS; do
    [[ -z ${!name:-} ]] || told+=("$name=${!name}")
done
# as_cron HOME LINE: cron's shell in the user's home; what would come as mail goes to `mail`
as_cron() {
    (cd "$1" && env -i HOME="$1" SHELL=/bin/sh LOGNAME=seller PATH="$work/bin:/usr/bin:/bin" \
        ${told[@]+"${told[@]}"} /bin/sh -c "$2" </dev/null >"$work/mail" 2>&1)
}

lines=$(grep -vE '^(#|$)' "$source/examples/cron/crontab")
(($(wc -l <<<"$lines") == 1)) || fail "the crontab has not one line: $lines"
[[ $lines =~ ^([0-9*/,-]+\ ){5}(toko\ .*)$ ]] || fail "this is no line of a crontab: $lines"
by_cron=${BASH_REMATCH[2]}
[[ $by_cron == 'toko report daily yesterday --output laporan.csv'* ]] ||
    fail "the crontab's line is not the nightly report: $by_cron"
[[ $by_cron != *%* ]] || fail "% is the end of a line to cron: $by_cron"
service=$source/examples/cron/toko-report.service
by_systemd=$(sed -n 's/^ExecStart=//p' "$service")
[[ -n $by_systemd ]] || fail "the service starts nothing"
grep -qx 'WorkingDirectory=%h' "$service" || fail "the service does not run in the home folder"
grep -q '^OnCalendar=.' "$source/examples/cron/toko-report.timer" || fail "the timer has no time"

count=0
# night NAME EXIT LINE [HOME]: one night; with a failure there is mail, without there is none
night() {
    local name=$1 wanted=$2 line=$3 home=${4:-$work/home} is=0
    as_cron "$home" "$line" || is=$?
    ((is == wanted)) || fail "$name: exit code $is instead of $wanted: $(cat "$work/mail")"
    if ((wanted == 0)); then
        [[ ! -s $work/mail ]] || fail "$name: there is mail: $(cat "$work/mail")"
    else
        [[ -s $work/mail ]] || fail "$name: nothing is said"
        grep -q "^toko: " "$work/mail" || fail "$name: other than toko speaks: $(cat "$work/mail")"
    fi
    # a file that was begun has another name, and goes
    local left
    left=$(find "$home" "$work/away" -mindepth 1 -not -path '*/.local*' -not -name laporan.csv \
        2>/dev/null || true)
    [[ -z $left ]] || fail "$name: this is left over: $left"
    count=$((count + 1))
}

for line in "$by_cron" "$by_systemd"; do
    rm -rf "$work/home" "$work/away"
    mkdir "$work/home" "$work/away"
    report=$work/home/laporan.csv

    night "no shop" 66 "$line"
    [[ ! -e $report && ! -e $work/home/.local ]] || fail "no shop: something was made"

    as_cron "$work/home" "toko init --demo --quiet"
    night "the first night" 0 "$line"
    (($(wc -l <"$report") == 2)) || fail "the report has not one day: $(cat "$report")"
    head -n 1 "$report" | grep -q '^period,orders,units,gross,' || fail "no header: $(cat "$report")"
    day=$(sed -n '2s/,.*//p' "$report")
    as_cron "$work/home" "toko report daily $day --format csv --quiet"
    cmp "$work/mail" "$report" || fail "the file differs from what is printed"

    echo "the report of another night" >"$report"
    night "an old report" 0 "$line"
    grep -q '^period,' "$report" || fail "the old report was not replaced"

    cp "$report" "$work/kept"
    night "a folder that is missing" 73 "${line/laporan.csv/none/laporan.csv}"
    mv "$work/home/.local" "$work/local"
    night "a shop that is gone" 66 "$line"
    cmp "$report" "$work/kept" || fail "a shop that is gone: the old report is another"
    mkdir -p "$work/home/.local/share/toko"
    echo "this is no shop" >"$work/home/.local/share/toko/shop.db"
    night "a file that is no shop" 65 "$line"
    cmp "$report" "$work/kept" || fail "a file that is no shop: the old report is another"
    rm -r "$work/home/.local"
    mv "$work/local" "$work/home/.local"
    night "a day that is none" 64 "${line/yesterday/someday}"
    night "a name of no format" 64 "${line/laporan.csv/laporan.doc}"
    cmp "$report" "$work/kept" || fail "a mistake in the line: the old report is another"
    rm "$report" "$work/kept"
done
echo "$count nights"
