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

mapfile -t lines < <(grep -vE '^(#|$)' "$source/examples/cron/crontab")
((${#lines[@]} == 2)) || fail "the crontab has not two lines: ${lines[*]}"
# command_of LINE: what cron runs, into `command`
command_of() {
    [[ $1 =~ ^([0-9*/,-]+\ ){5}(toko\ .*)$ ]] || fail "this is no line of a crontab: $1"
    command=${BASH_REMATCH[2]}
    [[ $command != *%* ]] || fail "% is the end of a line to cron: $command"
}
command_of "${lines[0]}"
report_by_cron=$command
[[ $report_by_cron == 'toko report daily yesterday --output laporan.csv'* ]] ||
    fail "the crontab's first line is not the nightly report: $report_by_cron"
command_of "${lines[1]}"
expiry_by_cron=$command
[[ $expiry_by_cron == 'toko order expire'* ]] ||
    fail "the crontab's second line is not the hourly expiry: $expiry_by_cron"
# started_by UNIT: what systemd runs for it
started_by() {
    local service=$source/examples/cron/$1.service
    grep -qx 'WorkingDirectory=%h' "$service" || fail "$1 does not run in the home folder"
    grep -q '^OnCalendar=.' "$source/examples/cron/$1.timer" || fail "$1's timer has no time"
    sed -n 's/^ExecStart=//p' "$service" | grep . || fail "$1 starts nothing"
}
report_by_systemd=$(started_by toko-report)
expiry_by_systemd=$(started_by toko-expire)

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

for line in "$report_by_cron" "$report_by_systemd"; do
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

# hour NAME EXIT LINE [NUMBER…]: one hour, in which just these orders expire; cron's mail names them
hours=0
hour() {
    local name=$1 wanted=$2 line=$3 is=0 said
    shift 3
    as_cron "$work/home" "$line" || is=$?
    ((is == wanted)) || fail "$name: exit code $is instead of $wanted: $(cat "$work/mail")"
    if ((wanted == 0)); then
        said=$(sed -nE 's/^ *([0-9]+) .*/\1/p' "$work/mail" | sort -n | xargs)
        [[ $said == "$*" ]] || fail "$name: the mail is about other orders than $*: $(cat "$work/mail")"
        (($#)) || [[ ! -s $work/mail ]] || fail "$name: there is mail: $(cat "$work/mail")"
    else
        grep -q "^toko: " "$work/mail" || fail "$name: other than toko speaks: $(cat "$work/mail")"
    fi
    hours=$((hours + 1))
}
# in_shop WORD…: what somebody types long before
in_shop() {
    as_cron "$work/home" "toko --now 2020-01-01T10:00:00+07:00 $*" || fail "$*: $(cat "$work/mail")"
}

for line in "$expiry_by_cron" "$expiry_by_systemd"; do
    rm -rf "${work:?}/home"
    mkdir "$work/home"
    hour "no shop" 66 "$line"
    in_shop "init --name Warung --quiet"
    hour "a shop without orders" 0 "$line"

    in_shop "product add --sku BRS --name Beras --price 14500"
    in_shop "stock receive BRS 10"
    for _ in 1 2 3; do
        in_shop "order place --item BRS:2"
    done
    in_shop "payment submit 2 --sender Siti --bank BSI --amount 29000"
    in_shop "payment accept 3 --amount 29000"
    as_cron "$work/home" "toko order place --item BRS:2" || fail "no order: $(cat "$work/mail")"
    hour "one is overdue, one waits, one is paid, one is new" 0 "$line" 1
    hour "the hour after" 0 "$line"
    as_cron "$work/home" "toko stock list --fields on_hand,reserved --format csv"
    grep -q '^8,4' "$work/mail" || fail "the goods of the overdue order are not free: $(cat "$work/mail")"
    in_shop "order place --item BRS:1"
    in_shop "order place --item BRS:1"
    hour "two are overdue" 0 "$line" 5 6
    as_cron "$work/home" "toko check --quiet" || fail "the shop does not add up: $(cat "$work/mail")"

    mv "$work/home/.local" "$work/local"
    hour "a shop that is gone" 66 "$line"
    mkdir -p "$work/home/.local/share/toko"
    echo "this is no shop" >"$work/home/.local/share/toko/shop.db"
    hour "a file that is no shop" 65 "$line"
    rm -r "$work/home/.local" "$work/local"
done
echo "$count nights, $hours hours"
