package dev.berth.spawner.kubernetes;

import dev.berth.spawner.kubernetes.model.Ledger;
import dev.berth.spawner.kubernetes.model.Names;
import dev.berth.spawner.kubernetes.settings.KubernetesSpawnerProperties;
import dev.berth.spi.spawn.SpawnerUnavailableException;
import dev.berth.spi.text.Texts;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads and writes ledgers; a write succeeds only if the ledger has not changed since it was read. */
final class Ledgers {

    /** Each failed attempt means that another writer succeeded; this many in a row indicate a defect, not contention. */
    private static final int TRIES = 20;

    private final Cluster cluster;
    private final KubernetesSpawnerProperties settings;

    Ledgers(Cluster cluster, KubernetesSpawnerProperties settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /**
     * A ledger together with the object from which it was read.
     *
     * @param object the object; null if it does not exist yet
     */
    record Read(Ledger ledger, @Nullable ConfigMap object) {}

    /** An object with the ledger's name that does not belong to this server. */
    static final class ForeignException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ForeignException(String name) {
            super(Texts.of("kubernetes.ledger-taken", name));
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

    /** Writes the ledger if it has not changed since it was read, and returns what is stored then. */
    Optional<Read> write(Read read, Ledger next) {
        if (next.equals(read.ledger()) && read.object() != null) {
            return Optional.of(read);
        }
        Optional<ConfigMap> written = read.object() == null
                ? cluster.create(next.toConfigMap(settings))
                : cluster.update(next.over(read.object()));
        return written.map(map -> new Read(next, map));
    }

    /** Reads and writes until a write succeeds. */
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
