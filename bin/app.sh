# Sourced: where the hub and the proxy lie that `make build` has made. $top is the folder of the checkout.

app_module() {
    case $1 in
        hub) echo hub-server ;;
        proxy) echo hub-proxy ;;
        *)
            echo "There is no program '$1': only hub and proxy." >&2
            exit 2
            ;;
    esac
}

app_folder() { echo "$top/$(app_module "$1")/target/app"; }

app_lock() { echo "$top/hub-server/target/app.lock"; }

# The jar that Maven built, if it has.
app_jar() {
    case $1 in
        hub) pattern='hub-server-*.jar' ;;
        *) pattern='hub-proxy-*-runnable.jar' ;;
    esac
    find "$top/$(app_module "$1")/target" -maxdepth 1 -name "$pattern" -not -name '*-sources.jar' -not -name '*-tests.jar' 2>/dev/null | head -n 1
}

app_missing() {
    echo "The $1 is not built yet: run 'make build' first." >&2
    exit 1
}

# What changes when Maven writes the jar again; its date is always the same.
app_stamp() { stat -L -c '%s %i %Z' "$1"; }

# The cache's name holds the hash of the jars and the build of the JDK: before 25.0.4 the JVM would accept one of other jars (JDK-8377932).
app_cache() {
    folder=$(app_folder "$1")
    echo "$folder/$1-$(cat "$folder/jar.sha256")-$(app_jdk_build "$2").aot"
}

app_jdk_build() {
    sed -n 's/^\(IMPLEMENTOR_VERSION\|JAVA_RUNTIME_VERSION\)="\(.*\)"/\2/p' "$1/release" | sha256sum | cut -c 1-12
}

# Sets $app to the program's folder, and $cache to its AOT cache, or to nothing where there is none. Unpacks what Maven built in the meantime.
app_find() {
    jar=$(app_jar "$1")
    [ -n "$jar" ] || app_missing "$1"
    app=$(app_folder "$1")
    if [ "$(app_stamp "$jar")" != "$(cat "$app/jar.stamp" 2>/dev/null)" ]; then
        "$top/bin/prepare" --unpack-only "$1"
    fi
    cache=$(app_cache "$1" "$2")
    [ -e "$cache" ] || cache=
}
