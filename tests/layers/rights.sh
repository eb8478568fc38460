#!/bin/bash
# Finds a public use case that tests/service/rights_test.cpp does not put before those who may not.
# usage: rights.sh CHECKOUT
set -euo pipefail
cd "$1"

test=tests/service/rights_test.cpp
# What lends the session asks for nothing: its user is a program.
names=$(grep -ohE '\b[a-z_]+\(unit_of_work& uow' include/tokocrm/*.hpp | sed 's/(.*//' | sort -u |
        grep -vx native)
[ "$(wc -w <<< "$names")" -gt 50 ] || { echo "no use cases were found"; exit 1; }
missing=0
for name in $names; do
    grep -qE "\b$name\(uow" "$test" || { echo "$name is not in $test"; missing=1; }
done
exit $missing
