#!/usr/bin/env bash
# What find_package grants, and what it refuses and how.
# usage: requests.sh PREFIX WORK COMPILER
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
prefix=$1 work=$2 compiler=$3

fresh "$work"
configure=(cmake -S "$tests/requests" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix"
    -DCMAKE_CXX_COMPILER="$compiler")
# granted KIND TARGETS REQUEST
granted() {
    local said
    said=$(stranger "${configure[@]}" -DKIND="$1" -DTARGETS="$2" -DREQUEST="$3" 2>&1) ||
        fail "find_package(tokocrm $3) is refused: $said"
}
# not_granted PATTERN REQUEST [TARGETS]
not_granted() { refused "$1" "${configure[@]}" -DKIND= -DTARGETS="${3:-}" -DREQUEST="$2"; }

granted SHARED_LIBRARY tokocrm "CONFIG"
granted SHARED_LIBRARY tokocrm "0.1;CONFIG;REQUIRED"
granted SHARED_LIBRARY tokocrm "0.1.0;CONFIG;REQUIRED;COMPONENTS;shared"
granted SHARED_LIBRARY "tokocrm;json" "0.1;CONFIG;REQUIRED;COMPONENTS;json"
granted STATIC_LIBRARY "tokocrm;json;soci" "0.1;CONFIG;REQUIRED;COMPONENTS;static;json;soci"
granted SHARED_LIBRARY tokocrm "0.1;CONFIG;REQUIRED;OPTIONAL_COMPONENTS;postgresql"

not_granted 'compatible with requested version "0.2".*version: 0.1.0' "0.2;CONFIG;REQUIRED"
not_granted 'compatible with requested version "1.0".*version: 0.1.0' "1.0;CONFIG;REQUIRED"
not_granted "no component 'postgresql'" "0.1;CONFIG;REQUIRED;COMPONENTS;postgresql"
not_granted 'exclude each other' "0.1;CONFIG;REQUIRED;COMPONENTS;shared;static"
# Whoever links what was not asked for is told so before anything is compiled.
not_granted 'tokocrm::soci.* target was not found' "0.1;CONFIG;REQUIRED" soci
not_granted 'tokocrm::json.* target was not found' "0.1;CONFIG;REQUIRED;COMPONENTS;soci" json
