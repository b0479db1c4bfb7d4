# Sourced by every step.
set -eu
recipe=$(dirname "$(dirname "$(readlink -f "$0")")")
export LC_ALL=C.UTF-8
umask 022

# listed FILE: prints its lines without comments.
listed() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$1"; }
