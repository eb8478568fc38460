#!/usr/bin/env bash
# Complete lines in real shells at a terminal, and look what toko is then started with.
# usage: shells.sh bash|zsh|fish TOKO
set -euo pipefail
shell=${1:?usage: shells.sh bash|zsh|fish TOKO} toko=${2:?usage: shells.sh bash|zsh|fish TOKO}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
for program in zsh "$shell"; do # zsh types
    command -v "$program" >/dev/null || {
        echo "$program is missing; see tests/debian-packages.txt" >&2
        exit 1
    }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir home stub scripts
cat >stub/toko <<END
#!/bin/sh
case \${1-} in
--complete*) exec '$toko' "\$@" ;;
esac
printf '[%s]' "\$@" >given
read -r released <go
END
chmod +x stub/toko
clean=(env -i HOME="$work/home" LC_ALL=C.UTF-8 TERM=dumb PATH="$work/stub:/usr/bin:/bin")
for name in ASAN_OPTIONS LSAN_OPTIONS TSAN_OPTIONS UBSAN_OPTIONS; do
    [[ -z ${!name:-} ]] || clean+=("$name=${!name}")
done
"$toko" completion "$shell" >scripts/_toko
case $shell in
bash)
    words=(bash --norc --noprofile -i)
    setup="source scripts/_toko; PS1=REA''DY'>'"
    ;;
zsh) # as it is installed
    words=(zsh -f -i)
    setup="fpath+=(\$PWD/scripts); autoload -Uz compinit; compinit -u -D; PS1=REA''DY'>'"
    ;;
fish)
    words=(fish --no-config -i)
    setup="source scripts/_toko; function fish_prompt; echo -n REA''DY'>'; end"
    ;;
*)
    echo "There are no completions for $shell." >&2
    exit 64
    ;;
esac

# A line as far as it is typed, and what it becomes.
pairs() {
    cat <<'END'
toko ord
[order]
toko order lis
[order][list]
toko --db home/none.db order imp
[--db][home/none.db][order][import]
toko order list --stat
[order][list][--status]
toko order list --format js
[order][list][--format][json]
toko order list --format=js
[order][list][--format=json]
toko order list --lang=e
[order][list][--lang=en]
toko order list --color alw
[order][list][--color][always]
toko order list --status new,pe
[order][list][--status][new,pending]
toko order list --fields number,pla
[order][list][--fields][number,placed_]
toko report daily --basis pl
[report][daily][--basis][placed]
toko report monthly last\ m
[report][monthly][last month]
toko order import --map li
[order][import][--map][line_total=]
toko completion f
[completion][fish]
toko order import hist
[order][import][history.csv]
toko report daily --output lap
[report][daily][--output][laporan malam.csv]
toko report daily --output=lap
[report][daily][--output=laporan malam.csv]
toko product list --category Ber
[product][list][--category][Beras & Gula]
toko product list --category "Ber
[product][list][--category][Beras & Gula]
toko product list --category 'Ber
[product][list][--category][Beras & Gula]
toko product list --category=Ber
[product][list][--category=Beras & Gula]
toko product list --category Beras\ 
[product][list][--category][Beras & Gula]
toko product list --category Mie
[product][list][--category][Mie "Instan" $5]
toko product list --category "Mie
[product][list][--category][Mie "Instan" $5]
toko product list --category 'Mie
[product][list][--category][Mie "Instan" $5]
toko product list --category Ibu
[product][list][--category][Ibu's kue]
toko product list --category 'Ibu
[product][list][--category][Ibu's kue]
toko product list --category "Ibu
[product][list][--category][Ibu's kue]
toko product list --category -P
[product][list][--category][-Promo]
toko product list --category Kop
[product][list][--category][Kopi\Teh]
toko product list --category '*b
[product][list][--category][*bintang]
toko product list --category \#
[product][list][--category][#satu]
toko product list --category \~
[product][list][--category][~rumah]
toko product list --category satu:
[product][list][--category][satu:dua=tiga]
toko product list --category satu:dua=
[product][list][--category][satu:dua=tiga]
toko product list --category Ç
[product][list][--category][Çay hijau]
toko product list --category '$(touch
[product][list][--category][$(touch run) `touch run`]
END
}
# Where several words fit, fish shows them, and Enter would choose among them.
only() {
    if [[ $shell == fish ]]; then sed '/--fields number/,+1d'; else cat; fi
}

touch history.csv 'laporan malam.csv'
cat >goods.csv <<'END'
order,placed_at,product,unit_price,category
1,2026-11-01,a,1000,Beras & Gula
2,2026-11-01,b,1000,"Mie ""Instan"" $5"
3,2026-11-01,c,1000,Ibu's kue
4,2026-11-01,d,1000,-Promo
5,2026-11-01,e,1000,Kopi\Teh
6,2026-11-01,f,1000,*bintang
7,2026-11-01,g,1000,#satu
8,2026-11-01,h,1000,~rumah
9,2026-11-01,i,1000,Çay hijau
10,2026-11-01,j,1000,satu:dua=tiga
11,2026-11-01,k,1000,$(touch run) `touch run`
END
"${clean[@]}" "$toko" init --name "Warung Sari" -q >/dev/null
"${clean[@]}" "$toko" order import goods.csv -q >/dev/null

mapfile -t typed < <(pairs | only | sed -n 'p;n')
zsh -f "$here/type.zsh" "${clean[@]}" "${words[@]}" -- "$setup" "${typed[@]}" \
    >got </dev/null
diff -u --label wanted --label "$shell" <(pairs | only | sed 's/^toko /$ toko /') got
[[ ! -e run ]] || {
    echo "A shop's word was run as a command." >&2
    exit 1
}
echo "$shell: ${#typed[@]} lines"
