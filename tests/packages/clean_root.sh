#!/usr/bin/env bash
# Install the packages of FOLDER into a clean root of this machine's Debian, and use them there.
# usage: clean_root.sh program|development FOLDER ROOTS TOKO
#     program       toko, by an unprivileged user; the library alone; again; away with all of it
#     development   programs of others are compiled and run (TOKO_LONG=1)
#     ROOTS         where roots are kept; the base of them stays for the next run
#     TOKO          the program that has to say the same outside
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
part=$1 folder=$2 roots=$3 toko=$4

not_run() {
    echo "NOT RUN: $*"
    exit 0
}
[[ $part != development || -n ${TOKO_LONG:-} ]] ||
    not_run "programs are compiled in a clean root with tests/run --long"
(($(id -u) == 0)) || not_run "only root can make a clean root"
command -v debootstrap >/dev/null || fail "debootstrap is missing; see tests/debian-packages.txt"

# In a mount namespace, so that no mount stays, and a process namespace, so that no process does.
if [[ -z ${TOKO_TEST_UNSHARED:-} ]]; then
    unshare --mount --pid --fork true 2>/dev/null ||
        not_run "nothing can be mounted here, which a clean root needs"
    TOKO_TEST_UNSHARED=1 exec unshare --mount --pid --fork --kill-child "$0" "$@"
fi

# The suites of this Debian that apt reads here: SUITE URI.
release=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
sources=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' \
    'Identifier: Packages')
suites=$(awk -v suite="^$release(-updates|-security)?\$" \
    '$2 == "main" && $1 ~ suite { print $1, $3 }' <<<"$sources" | sort -u)
mirror=$(awk -v release="$release" '$1 == release { print $2; exit }' <<<"$suites")
[[ -n $release && -n $mirror ]] ||
    not_run "apt has no sources of a Debian that would be known by name"
if [[ -z ${http_proxy:-} ]]; then
    eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
fi
export http_proxy=${http_proxy:-}

mkdir -p "$roots"
base=$roots/$release
if [[ ! -d $base ]]; then
    step "a clean root of $release from $mirror"
    rm -rf "$base.new"
    more=()
    [[ $suites != *https:* ]] || more=(--include=ca-certificates)
    debootstrap --variant=minbase ${more[@]+"${more[@]}"} "$release" "$base.new" \
        "$mirror" >"$roots/debootstrap.log" 2>&1 || {
        tail -n 20 "$roots/debootstrap.log"
        not_run "debootstrap could make no clean root"
    }
    rm -rf "$base.new/var/cache/apt/archives"/*.deb
    mv "$base.new" "$base"
fi

root=$roots/$part
rm -rf --one-file-system "$root"
trap 'umount "$root/proc" 2>/dev/null || true; rm -rf --one-file-system "$root"' EXIT
cp -a "$base" "$root"
mount -t proc proc "$root/proc"

# Debian as this machine gets it.
sed 's/\([^ ]*\) \(.*\)/deb \2 \1 main/' <<<"$suites" >"$root/etc/apt/sources.list"
apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/machine"
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir "$root/packages"
cp "$folder"/*.deb "$root/packages/"

# in_root WORD…: as root, as if nothing of this machine were there
in_root() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive "$@" </dev/null
}
# apt WORD…: what it says only where it fails
apt() {
    in_root sh -c 'cd /packages && exec apt-get -qy "$@"' apt "$@" >"$root/apt.log" 2>&1 || {
        cat "$root/apt.log"
        fail "apt-get $* failed in the clean root"
    }
}
# local_package NAME: as apt-get takes it
local_package() { echo "./$(basename "$(package "$1" "$folder")")"; }
has() { [[ $(in_root dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

in_root useradd --create-home seller
rm -rf "$root/home/seller"
mkdir -m 700 "$root/home/seller"
in_root chown seller: /home/seller
# seller WORD…: somebody without rights, with an empty home and no other setting than the time
environment=(env -i PATH=/usr/bin:/bin TOKO_NOW=2026-11-24T10:00:00+07:00)
seller() {
    chroot --userspec=seller:seller "$root" "${environment[@]}" HOME=/home/seller \
        sh -c 'cd && exec "$@"' sh "$@" </dev/null
}

step "apt-get update"
in_root apt-get -q -o APT::Update::Error-Mode=any update >"$root/apt.log" 2>&1 || {
    cat "$root/apt.log"
    not_run "the mirror of Debian cannot be reached from the clean root"
}

clean_root_program() {
    local version outside=$root.outside
    version=$(dpkg-deb -f "$(package toko "$folder")" Version)

    step "the program alone"
    apt install "$(local_package toko)"
    in_root dpkg --verify toko
    [[ $(seller toko --version) == *"$version"* ]] || fail "toko --version does not say $version"

    step "the demo"
    # the same demo outside, by the program of the build folder
    rm -rf "$outside"
    mkdir "$outside"
    demo() {
        # The place of the shop is another one.
        local home=$1
        shift
        "$@" init --demo && "$@" order list && "$@" report monthly && "$@" report daily &&
            "$@" product list && "$@" check && "$@" --lang en order show 1
    }
    demo "$outside" "${environment[@]}" HOME="$outside" "$toko" >"$root.said_outside" 2>&1 ||
        fail "the demo failed outside: $(cat "$root.said_outside")"
    demo /home/seller seller toko >"$root.said" 2>&1 ||
        fail "the demo failed in the clean root: $(cat "$root.said")"
    diff -u <(sed "s,$outside,HOME,g" "$root.said_outside") \
        <(sed "s,/home/seller,HOME,g" "$root.said") ||
        fail "the demo is another one in the clean root"
    [[ $(wc -l <"$root.said") -gt 50 ]] || fail "the demo says next to nothing"
    rm -rf "$outside" "$root.said_outside" "$root.said"
    [[ -s $root/home/seller/.local/share/toko/shop.db ]] || fail "the shop is not in the user's home"
    [[ $(ls -A "$root/home/seller") == .local ]] || fail "there is more in the home than the shop"

    step "the nightly report"
    # as cron would, whose PATH has toko now
    seller env -i HOME=/home/seller SHELL=/bin/sh LOGNAME=seller PATH=/usr/bin:/bin /bin/sh -c "$(
        sed -nE 's/^([0-9*]+ ){5}//p' "$root/usr/share/doc/toko/examples/cron/crontab"
    )" || fail "the line of the crontab failed"
    (($(wc -l <"$root/home/seller/laporan.csv") == 2)) || fail "the nightly report has not one day"
    rm "$root/home/seller/laporan.csv"

    step "the library"
    ! has libtokocrm0 || fail "toko brought libtokocrm0, which it does not need"
    apt install "$(local_package libtokocrm0)"
    in_root ldconfig -p | grep -F 'libtokocrm.so.0 ' >/dev/null ||
        fail "the loader does not know libtokocrm.so.0"
    missing=$(in_root sh -c 'ldd /usr/lib/*/libtokocrm.so.0' | grep -F 'not found' || true)
    [[ -z $missing ]] || fail "libtokocrm0 lacks a dependency: $missing"
    in_root apt-get -q remove --simulate toko | grep -F 'Remv libtokocrm0' &&
        fail "libtokocrm0 goes with toko"

    step "again"
    apt install --reinstall "$(local_package toko)" "$(local_package libtokocrm0)"
    [[ -z $(in_root dpkg --audit) ]] || fail "dpkg finds half-installed packages"
    seller toko check -q || fail "the shop does not outlive a new installation"

    step "away with it"
    apt remove toko
    ! has toko || fail "toko was not removed"
    apt purge libtokocrm0
    left=$(in_root find / -xdev \( -path /packages -o -path /home/seller/.local/share/toko \) -prune \
        -o -iname '*toko*' -print)
    [[ -z $left ]] || fail "purged packages leave: $left"
    ! in_root ldconfig -p | grep -F tokocrm || fail "the loader still knows the library"
    [[ -s $root/home/seller/.local/share/toko/shop.db ]] || fail "the shop went with the packages"
}

clean_root_development() {
    step "the library to compile with, and no more than it depends on"
    apt install --no-install-recommends "$(local_package libtokocrm0)" \
        "$(local_package libtokocrm-dev)" g++ cmake make pkg-config
    in_root dpkg --verify libtokocrm-dev
    ! has libsoci-dev || fail "libsoci-dev came, although it is only recommended"
    examples=/usr/share/doc/libtokocrm-dev/examples
    seller sh -ec '
        g++ -std=c++20 -o by_pkg_config '$examples'/embed/smallest.cpp \
            $(pkg-config --cflags --libs tokocrm)
        ./by_pkg_config one.db
        mkdir plain
        cat >plain/CMakeLists.txt <<END
cmake_minimum_required(VERSION 3.25)
project(plain LANGUAGES CXX)
find_package(tokocrm 0.1 CONFIG REQUIRED)
add_executable(plain '$examples'/embed/smallest.cpp)
target_link_libraries(plain PRIVATE tokocrm::tokocrm)
END
        cmake -S plain -B plain/build
        cmake --build plain/build
        plain/build/plain one.db' >"$root/log" 2>&1 || {
        cat "$root/log"
        fail "the smallest program cannot be compiled with what libtokocrm-dev depends on"
    }

    step "with what it recommends"
    read -ra recommended < <(dpkg-deb -f "$(package libtokocrm-dev "$folder")" Recommends | tr -d ,)
    apt install "${recommended[@]}"
    seller sh -ec '
        for kind in shared static; do
            shared=ON
            [ $kind = shared ] || shared=OFF
            cmake -S '$examples'/embed -B $kind -DBUILD_SHARED_LIBS=$shared
            cmake --build $kind
            $kind/smallest $kind-smallest.db
            $kind/host $kind-host.db
            if ldd $kind/smallest | grep libtokocrm.so; then is=shared; else is=static; fi
            [ $is = $kind ]
        done
        g++ -std=c++20 -o static_by_pkg_config '$examples'/embed/smallest.cpp \
            $(pkg-config --cflags tokocrm) -Wl,-Bstatic -ltokocrm -Wl,-Bdynamic \
            $(pkg-config --libs --static tokocrm | sed s/-ltokocrm//)
        ./static_by_pkg_config one.db' >"$root/log" 2>&1 || {
        cat "$root/log"
        fail "the examples cannot be compiled with what libtokocrm-dev recommends"
    }

    step "away with it"
    apt purge libtokocrm-dev libtokocrm0
    left=$(in_root find / -xdev \( -path /packages -o -path /home/seller \) -prune \
        -o -iname '*toko*' -print)
    [[ -z $left ]] || fail "purged packages leave: $left"
}

"clean_root_$part"
