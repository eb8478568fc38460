#!/usr/bin/env bash
# Install the Debian packages that LIST… names and the machine lacks.
# usage: install-packages.sh LIST…      (a package a line: name first, then why)
set -euo pipefail
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" # dpkg needs it; a user's PATH has none

wanted=()
for list in "$@"; do
    while read -r name _; do
        [[ -z $name || $name == '#'* ]] || wanted+=("$name")
    done <"$list"
done
((${#wanted[@]})) || exit 0

if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system; what the build needs is listed in: $*" >&2
    exit 0
fi

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null || true)
missing=()
for name in "${wanted[@]}"; do
    grep -qxF "$name installed" <<<"$installed" || missing+=("$name")
done
((${#missing[@]})) || exit 0

as_root=()
if (($(id -u) != 0)); then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
        as_root=(sudo)
    else
        echo "These packages are missing and only root or sudo can install them:" >&2
        echo "    apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
fi

apt() {
    # The assignments stand behind sudo, which drops them when they stand before it.
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive PATH="$PATH" \
        apt-get -q -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

echo "Installing: ${missing[*]}" >&2
apt update || echo "The package lists could not all be renewed; going on with those there are." >&2
apt install -y --no-install-recommends "${missing[@]}"
