#!/bin/sh
# Supervises one generation of one server: claims it, runs it with privileges dropped, kills what it leaves behind, and
# records how it ended. The Java package documentation describes the protocol. One word on standard output reports the
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
    printf '%s\nat=%s\n' "$1" "$(date +%s)" >"$own.exit" && ln "$own.exit" "$folder/$generation.exit"
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

exec 3<"$own.program"
rm -f "$own.program"
(
    trap - HUP INT QUIT TERM PIPE
    # The shell is started in between because setpriv keeps capabilities until its own exec and could reach what the
    # user cannot.
    exec setpriv "$@" /bin/sh -c 'eval "$(/bin/cat <&3)"'
) </dev/null >>"$folder/$generation.log" 2>&1
status=$?
exec 3<&-

while
    pids=$(marked)
    [ -n "$pids" ]
do
    kill -KILL $pids
    sleep 0.1
done
finish "status=$status"
