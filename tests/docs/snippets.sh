#!/usr/bin/env bash
# Compare the code that docs/library*.md shows with the regions of the programs in tests/docs, which
# are compiled and run, and find public functions that no page shows.
#
# A region stands between two lines `// [name]` (`# [name]` for CMake); a page shows it behind a line
# `<!-- FILE: name -->`, FILE being named from tests/docs.
#
# usage: snippets.sh [--update|--self-test] SOURCE_DIR
#     --update      write the regions into the pages
#     --self-test   see that what is wrong is found
set -euo pipefail
export LC_ALL=C.UTF-8

mode=compare
case ${1:-} in
--update | --self-test)
    mode=${1#--}
    shift
    ;;
esac
source_dir=$(cd "${1:?usage: snippets.sh [--update|--self-test] SOURCE_DIR}" && pwd -P)

compare() {
    perl - "$@" <<'PERL'
use strict;
use warnings;
my ($update, $root) = @ARGV;
chdir $root or die "$root: $!\n";
my $failed = 0;
sub tell_of { print STDERR "$_[0]\n"; $failed = 1 }
sub slurp { local (@ARGV, $/) = ($_[0]); return scalar <> }

# The regions, without the indentation that all their lines have.
my %region;
for my $file (glob('tests/docs/snippets/*.cpp'), glob('tests/docs/first_program/*')) {
    (my $short = $file) =~ s{^tests/docs/}{};
    my ($name, @lines);
    for my $line (split /^/, slurp($file)) {
        if ($line !~ m{^\s*(?://|#) \[(\w+)\]$}) {
            push @lines, $line if defined $name;
        } elsif (!defined $name) {
            $name = $1;
            tell_of("$file has two regions $name.") if exists $region{"$short: $name"};
        } elsif ($name eq $1) {
            my ($least) = sort { $a <=> $b } map { /^( *)\S/ ? length $1 : () } @lines;
            $region{"$short: $name"} = join '', map { s/^ {0,$least}//r } @lines;
            ($name, @lines) = ();
        } else {
            tell_of("$file: the region $name is open where $1 begins.");
        }
    }
    tell_of("$file: the region $name has no end.") if defined $name;
}
tell_of('There are no regions in tests/docs.') unless %region;

my %shown;
for my $page (glob('docs/library*.md')) {
    my $text = slurp($page);
    my $marked = () = $text =~ /^<!-- [^\n]*: \w+ -->\n```(?:cpp|cmake)\n/mg;
    my $blocks = () = $text =~ /^ *```(?:cpp|cmake)$/mg;
    tell_of("$page: $blocks blocks of code, but only $marked say which region they show.")
        if $blocks != $marked;
    $text =~ s{^(<!-- ([^\n]*: \w+) -->\n```(?:cpp|cmake)\n)(.*?)^```$}{
        my ($head, $which, $code) = ($1, $2, $3);
        $shown{$which} = 1;
        if (!exists $region{$which}) {
            tell_of("$page: there is no region $which.");
        } elsif ($code ne $region{$which} && !$update) {
            tell_of("$page: $which is not what the program has there.");
        } else {
            $code = $region{$which};
        }
        "$head$code```"
    }gmse;
    if ($update) {
        open my $out, '>', $page or die "$page: $!\n";
        print $out $text;
        close $out or die "$page: $!\n";
    }
}
tell_of("No page shows $_.") for grep { !$shown{$_} } sort keys %region;

# Public free functions: what is declared in namespace tokocrm with parentheses, bodies left out.
my $code = join "\n", map { $region{$_} } grep { $shown{$_} } sort keys %region;
$code =~ s{//[^\n]*}{}g;
my %declared;
for my $header (glob('include/tokocrm/*.hpp')) {
    my $text = slurp($header);
    $text =~ s{/\*.*?\*/}{}gs;
    $text =~ s{//[^\n]*}{}g;
    $text =~ s{^\s*#[^\n]*}{}mg;
    while ($text =~ /namespace tokocrm (\{(?:[^{}]++|(?1))*\})/g) {
        my $body = substr $1, 1, -1;
        1 while $body =~ s/(namespace detail \{(?:[^{}]++|(\{(?:[^{}]++|(?2))*\}))*\})//;
        $body =~ s/(\{(?:[^{}]++|(?1))*\})/;/g;
        for my $statement (split /;/, $body) {
            next if $statement =~ /^\s*(?:template\s*<[^>]*>\s*)?(?:class|struct|enum|using)\b/;
            $declared{$1}{$header =~ s{.*/}{}r}++ if $statement =~ /\b([a-z]\w*)\s*\(/;
        }
    }
}
tell_of('No public function was found.') unless %declared;
for my $name (sort keys %declared) {
    my $overloads = 0;
    $overloads += $_ for values %{ $declared{$name} };
    my $calls = () = $code =~ /\b\Q$name\E\s*\(/g;
    tell_of("$name (" . join(', ', sort keys %{ $declared{$name} })
            . ") has $overloads forms and is shown $calls times.") if $calls < $overloads;
}
printf "%d regions, %d functions\n", scalar keys %region, scalar keys %declared unless $failed;
exit $failed;
PERL
}

case $mode in
compare) compare 0 "$source_dir" ;;
update) compare 1 "$source_dir" ;;
self-test)
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    # broken WHAT FILE EDIT…: after that edit by sed the comparison fails, and says WHAT
    broken() {
        local what=$1 file=$2 said
        shift 2
        rm -rf "${folder:?}/copy"
        mkdir -p "$folder/copy/tests"
        cp -r "$source_dir/docs" "$source_dir/include" "$folder/copy"
        cp -r "$source_dir/tests/docs" "$folder/copy/tests"
        sed -i "$@" "$folder/copy/$file"
        if said=$(compare 0 "$folder/copy" 2>&1); then
            echo "Nobody noticed: $what" >&2
            exit 1
        elif [[ $said != *"$what"* ]]; then
            echo "This was expected: $what" >&2
            echo "$said" >&2
            exit 1
        fi
    }
    page=docs/library_examples.md
    broken 'coupons.cpp: coupons is not what the program has there' "$page" 's/"LBR10"/"LBR11"/'
    broken 'coupons.cpp: coupons is not what the program has there' \
        tests/docs/snippets/coupons.cpp 's/"LBR10"/"LBR11"/'
    broken 'there is no region snippets/coupons.cpp: gone' "$page" \
        's/coupons.cpp: coupons/coupons.cpp: gone/'
    broken 'No page shows snippets/coupons.cpp: coupons' "$page" \
        '/coupons.cpp: coupons/,/^```$/d'
    broken 'add_coupon (coupon.hpp) has 1 forms and is shown 0 times' "$page" \
        '/coupons.cpp: coupons/,/^```$/d'
    broken 'only' "$page" 's/^<!-- .*coupons.cpp: coupons -->$//'
    broken 'sell (money.hpp) has 1 forms and is shown 0 times' include/tokocrm/money.hpp \
        's/^money multiply(/int sell(int what);\n&/'
    broken 'has no end' tests/docs/snippets/coupons.cpp '0,/\/\/ \[coupons\]/s///'
    ;;
esac
