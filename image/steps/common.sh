# Sourced by every step. A step runs as root inside the image that becomes, with the recipe mounted at $recipe and a network. Nothing of
# it runs later: the image itself needs no root and no network.
set -eu
recipe=$(dirname "$(dirname "$(readlink -f "$0")")")
# A fixed seed: compiled files hold sets in the order of their hashes.
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PYTHONHASHSEED=0 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 022
if [ -n "${PYTHON_INDEX:-}" ]; then
    export PIP_INDEX_URL="$PYTHON_INDEX" UV_DEFAULT_INDEX="$PYTHON_INDEX"
fi
# Behind a proxy that inspects TLS: its certificate together with the usual ones. No part of the image, nor of the repository.
if [ -f "$recipe/certificates.pem" ]; then
    export SSL_CERT_FILE="$recipe/certificates.pem" PIP_CERT="$recipe/certificates.pem"
fi

# listed FILE: its lines without comments.
listed() { sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$1"; }

# debian_packages FILE: installs what the file lists, and nothing that is only recommended.
debian_packages() {
    apt-get update -q -o Acquire::Retries=3
    # shellcheck disable=SC2046 # one word for each package
    apt-get install -q -y -o Acquire::Retries=3 --no-install-recommends $(listed "$1")
    listed "$recipe/debian/privileged.txt" | while read -r path; do
        [ ! -e "$path" ] || chmod ug-s "$path"
    done
    listed "$recipe/debian/forbidden.txt" | while read -r program; do
        rm -f "/bin/$program" "/sbin/$program" "/usr/bin/$program" "/usr/sbin/$program" "/etc/pam.d/$program"
    done
    rm -rf /var/lib/apt/lists/* /var/lib/dpkg/*-old /var/cache/debconf/*-old /var/cache/ldconfig/* /var/cache/apt/*.bin
    find /var/log -type f -delete
    # Python's tools for Debian's maintainers leave these, other ones each time.
    rm -rf /usr/share/python3/debpython/__pycache__
}

# python_packages FILE [OPTION...]: installs exactly what the file lists, wheels only: no package's own code runs here.
python_packages() {
    file=$1
    shift
    tool=$(mktemp -d)
    python3 -m venv "$tool"
    "$tool/bin/pip" install -q --no-cache-dir --require-hashes --only-binary :all: -r "$recipe/python/installer.txt"
    # uv leaves locks among the temporary files.
    TMPDIR="$tool" "$tool/bin/uv" pip install --system --break-system-packages --require-hashes --no-deps --only-binary :all: --link-mode copy "$@" -r "$file"
    rm -rf "$tool"
    # Nobody can write these files later. Checked by neither time nor content, they stay valid whatever times the layers give them. One by
    # one: what a worker compiled before shows in the bytes of the next.
    python3 -m compileall -q --invalidation-mode unchecked-hash /usr/local/lib/python3.*/dist-packages
}

# no_others: all belongs to root, and only root may write, but in folders for everybody's temporary files.
no_others() {
    find / -xdev -not \( -user 0 -group 0 \) -exec chown -h 0:0 {} +
    find / -xdev -perm /022 -not -type l -not \( -type d -perm -1000 \) -exec chmod go-w {} +
}
