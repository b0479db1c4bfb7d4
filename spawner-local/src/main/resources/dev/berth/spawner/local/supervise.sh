#!/bin/sh
# Supervises one generation of one server: claims it, runs it with privileges dropped, keeps the end of its output, kills
# what it leaves behind, and records how it ended. The Java package documentation describes the protocol. One word on standard output reports the
# result to the hub; after that the supervisor is detached from the hub.
#
# usage: supervise.sh FOLDER GENERATION NONCE MARKER UID SETPRIV-OPTION...
set -u
umask 077
# Only SIGKILL ends a supervisor. SIGPIPE comes from a hub that was killed before it read the result.
trap '' HUP INT QUIT TERM PIPE

folder=$1 generation=$2 nonce=$3 marker=$4 uid=$5
shift 5
own=$folder/$generation.$nonce

answer() {
    echo "$1" 2>/dev/null || :
    exec >/dev/null 2>&1
}

give_up() {
    rm -f "$own.launch" "$own.program"
    answer "$1"
    exit 1
}

# 0 if a newer generation is claimed, or the whole server is being forgotten.
overtaken() {
    [ -e "$folder/closed" ] && return 0
    for file in "$folder"/*.claim; do
        other=${file##*/}
        other=${other%.claim}
        [ "$other" != '*' ] && [ "$other" -gt "$generation" ] && return 0
    done
    return 1
}

# 0 if an older generation has not ended yet.
beside_older() {
    for file in "$folder"/*.claim; do
        other=${file##*/}
        other=${other%.claim}
        [ "$other" != '*' ] && [ "$other" -lt "$generation" ] || continue
        [ -e "$folder/$other.exit" ] || grep -q '^tombstone=' "$file" || return 0
    done
    return 1
}

real_uid() {
    while read -r key real rest; do
        if [ "$key" = Uid: ]; then
            echo "$real"
            return
        fi
    done <"/proc/$1/status"
}

# The processes of this generation: those with its UID that carry its marker.
marked() {
    for file in $(grep -lzxF -e "BERTH_SERVER=$marker" /proc/[0-9]*/environ 2>/dev/null); do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$(real_uid "$pid" 2>/dev/null)" = "$uid" ] && echo "$pid"
    done
}

exec 9>>"$folder/lock" || give_up gone
flock -w 10 9 || give_up busy
overtaken && give_up superseded
beside_older && give_up older

read -r boot </proc/sys/kernel/random/boot_id
read -r stat <"/proc/$$/stat"
# The program's name in brackets may contain spaces and brackets, so fields are counted after the last bracket.
started=$(set -- ${stat##*) } && echo "${20}")
[ -f "$own.launch" ] && printf 'supervisor=%s\nstarted=%s\nboot=%s\n' "$$" "$started" "$boot" >>"$own.launch" || give_up gone
ln "$own.launch" "$folder/$generation.claim" || give_up taken
rm -f "$own.launch"

finish() {
    printf '%s\nat=%s\n' "$1" "$(date +%s.%N)" >"$own.exit" && ln "$own.exit" "$folder/$generation.exit"
    rm -f "$own.exit" "$own.program"
}

# A stop looks for claims after it has written its own, without the lock, so check again after claiming.
if overtaken; then
    finish superseded=yes
    give_up superseded
fi
answer claimed
exec 9>&-
if [ -e "$folder/$generation.stop" ]; then
    finish stopped=yes
    exit 0
fi

log=$folder/$generation.log

# Keeps the last lines of a full log, and nothing of one that the disk has no room for.
shorten_log() {
    tail -c 1048576 "$log" >"$log.end" && mv -f "$log.end" "$log" && return
    rm -f "$log.end"
    : >"$log"
}

# Copies the output to the log. A server can write gigabytes between two checks of a hub, so the limit is the kernel's: cat
# cannot write a file above it, and is ended by SIGXFSZ. The log is bounded while it is written, and so is what root writes.
keep_log() {
    ulimit -c 0
    until (ulimit -f 16384 && exec cat) >>"$log"; do
        shorten_log
        # If the disk is full, the server must not wait for a reader.
        [ -s "$log" ] || timeout 1 cat >/dev/null
    done
    : >"$own.logged"
}

# A pipe that the supervisor opens for both directions has a reader for as long as it lives: if the copy is killed, the server
# does not get SIGPIPE.
mkfifo "$own.output" || { finish failed=output; exit 1; }
exec 4<>"$own.output"
exec 5>"$own.output"
# Opened here and not by the copier, which may begin only after the name is gone.
exec 6<"$own.output"
rm -f "$own.output"
# exec in a subshell: the shell would keep a copy of a descriptor that is closed for one command, and with it the pipe open.
(exec 4>&- 5>&- && keep_log) <&6 &
exec 6<&-

# A server may take up more memory than there is. Then the kernel ends servers before the hub and its database. Only a process
# with CAP_SYS_RESOURCE can take this back, if the hub has that capability itself.
yield_memory() {
    read -r now </proc/self/oom_score_adj && [ "$now" -lt 500 ] && echo 500 >/proc/self/oom_score_adj
}

exec 3<"$own.program"
rm -f "$own.program"
(
    trap - HUP INT QUIT TERM PIPE
    yield_memory
    # The shell is started in between because setpriv keeps capabilities until its own exec and could reach what the
    # user cannot.
    exec setpriv "$@" /bin/sh -c 'eval "$(/bin/cat <&3)"'
) </dev/null >&5 2>&1 4>&- 5>&-
status=$?
exec 3<&-

while
    pids=$(marked)
    [ -n "$pids" ]
do
    kill -KILL $pids
    sleep 0.1
done
# The last lines often say why it ended. A process that has cleared its environment may still hold the pipe; its output is
# bounded as well, but not waited for.
exec 4>&- 5>&-
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -e "$own.logged" ] && break
    sleep 0.05
done
rm -f "$own.logged"
finish "status=$status"
