#!/bin/bash
# Acts like the start scripts of images that people have: prepares the account where it can, runs hooks, and becomes the given program.
set -e
echo "start.sh: $*" >> "$HOME/started.txt"
if [ "$(id -u)" = 0 ]; then
    echo "start.sh: the tests' servers do not run as root" >&2
    exit 1
fi
# Such images declare a user, and keep quiet if there is no such account.
if [ "${NB_USER:-}" ] && ! id -un >/dev/null 2>&1; then
    echo "start.sh: no account for UID $(id -u), which NB_USER=$NB_USER names" >&2
fi
cd "$HOME"
for hook in "${HOOKS:-/nonexistent}"/*.sh; do
    # shellcheck source=/dev/null
    if [ -f "$hook" ]; then . "$hook"; fi
done
exec "${@:-bash}"
