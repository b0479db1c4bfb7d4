package dev.berth.kit;

import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to know when a server may have changed. */
final class SpawnerListeners {

    private final List<Registered> all = new CopyOnWriteArrayList<>();

    Spawner.Watch add(Consumer<ServerRef> listener) {
        Registered own = new Registered(listener);
        all.add(own);
        return () -> all.remove(own);
    }

    void changed(ServerRef ref) {
        all.forEach(each -> each.listener.accept(ref));
    }

    /** Not a record: two watches of the same listener are two watches. */
    private static final class Registered {

        private final Consumer<ServerRef> listener;

        private Registered(Consumer<ServerRef> listener) {
            this.listener = listener;
        }
    }
}
