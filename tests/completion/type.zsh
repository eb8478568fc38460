#!/usr/bin/env zsh
# Type lines at a shell's prompt, a tab and Enter behind each, and print what toko is then given.
# usage: type.zsh WORD… -- SETUP LINE…
#     WORD…   the shell
#     SETUP   its first command: it reads the completions, and makes READY> the prompt
# `toko` is found as a stub that writes its arguments into the pipe `given` and then reads `go`; every
# line has to start it.
emulate -R zsh
setopt err_exit no_unset
zmodload zsh/zpty

shell=("${(@)argv[1,${argv[(i)--]}-1]}")
setup=$argv[${argv[(i)--]}+1]
lines=("${(@)argv[${argv[(i)--]}+2,-1]}")
rm -f given go
mkfifo given go

# type LINE KEYS: prints what toko is given, then waits for the next prompt
type() {
    local arguments said
    zpty -n -w sh $1$2
    arguments=$(<given)
    # Some shells draw a prompt several times: only one behind this is new.
    while zpty -r -t sh said; do :; done
    : >go
    print -rn -- $arguments
    zpty -r sh said "*READY>*"
}
# A terminal so wide that no line is broken.
zpty sh "stty cols 500 rows 50; exec ${(@q)shell}"
type "$setup; toko" $'\r' >/dev/null
for line in "$lines[@]"; do
    print -r -- "\$ $line"
    type $line $'\t\r'
    print
done
zpty -d sh
