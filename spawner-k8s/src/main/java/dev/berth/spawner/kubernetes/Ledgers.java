package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads and writes ledgers; every write is made upon what was read, or not at all. */
final class Ledgers {

    /** Each try that fails means that somebody else's succeeded; so many in a row are no contention but a fault. */
    private static final int TRIES = 20;

    private final Cluster cluster;
    private final KubernetesSpawnerProperties settings;

    Ledgers(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * A ledger as it was read.
     *
     * @param object what it was read from; null when there is none yet
     */
    record Read(Ledger ledger, @Nullable ConfigMap object) {}

    /** An object of a ledger's name that is not this server's. */
    static final class ForeignException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignException(String name) {
            super("A ConfigMap " + name
                    + " is there, and is not this server's: remove it, or give Berth another pod-name");
        }
    }

    Read read(String runtimeName) {
        String name = Names.ledger(settings, runtimeName);
        Optional<ConfigMap> found = cluster.configMap(name);
        if (found.isPresent() && !Ledger.isOurs(found.get(), settings, runtimeName)) {
            throw new ForeignException(name);
        }
        return found.map(map -> new Read(Ledger.of(map, runtimeName), map))
                .orElseGet(() -> new Read(Ledger.empty(runtimeName), null));
    }

    /** Writes, if nobody did since it was read; then what stands there now. */
    Optional<Read> write(Read read, Ledger next) {
        if (next.equals(read.ledger()) && read.object() != null) {
            return Optional.of(read);
        }
        Optional<ConfigMap> written = read.object() == null
                ? cluster.create(next.toConfigMap(settings))
                : cluster.update(next.over(read.object()));
        return written.map(map -> new Read(next, map));
    }

    /** Reads and writes until a write holds. */
    Read change(String runtimeName, UnaryOperator<Ledger> change) {
        for (int i = 0; i < TRIES; i++) {
            Read read = read(runtimeName);
            Optional<Read> written = write(read, change.apply(read.ledger()));
            if (written.isPresent()) {
                return written.get();
            }
        }
        throw contended(runtimeName);
    }

    static SpawnerUnavailableException contended(String runtimeName) {
        return new SpawnerUnavailableException(
                "The ledger of " + runtimeName + " was changed by others " + TRIES + " times in a row");
    }

    static int tries() {
        return TRIES;
    }
}
