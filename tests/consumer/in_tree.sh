#!/usr/bin/env bash
# The programs as the project's own build makes them.
# usage: in_tree.sh FOLDER_OF_THE_PROGRAMS WORK
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

fresh "$2"
cp "$1"/{smallest,host} "$2"
run_both "$2"
