package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spawner.docker.engine.EngineException;
import dev.berth.spi.spawn.ServerRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The containers of this installation. They are always addressed by their full id: a name can equal the beginning of another one's id. */
final class Containers {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final Engine engine;
    private final Names names;

    Containers(Engine engine, Names names) {
        this.engine = engine;
        this.names = names;
    }

    /** All containers of a server, of every generation. */
    List<Container> of(String runtimeName) {
        List<Container> found = new ArrayList<>();
        for (JsonNode each : list(names.filter(runtimeName))) {
            inspect(each.path("Id").asString()).ifPresent(found::add);
        }
        return found;
    }

    /** The container of one start. */
    Optional<Container> of(ServerRef ref) {
        return of(ref.runtimeName()).stream()
                .filter(each -> each.ref().equals(ref))
                .max(Comparator.comparing(Container::isRunning));
    }

    /** The newest generation of each server that has a container. */
    Map<String, ServerRef> newest() {
        Map<String, ServerRef> newest = new HashMap<>();
        for (JsonNode each : list(names.filter())) {
            ServerRef ref = Names.ref(each.path("Labels"));
            newest.merge(ref.runtimeName(), ref, (one, other) -> one.generation() > other.generation() ? one : other);
        }
        return newest;
    }

    Optional<Container> inspect(String id) {
        return engine.find("/containers/" + id + "/json").map(found -> Container.of(found, names.network()));
    }

    /** Creates a container; empty if there is one of this name. */
    Optional<String> create(ServerRef ref, Map<String, Object> model) {
        try {
            return Optional.of(engine.post("/containers/create?name=" + names.container(ref), model)
                    .path("Id")
                    .asString());
        } catch (EngineException refused) {
            if (refused.status() == CONFLICT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Starts a container that was created; false if it no longer exists. */
    boolean start(String id) {
        try {
            engine.post("/containers/" + id + "/start", null);
            return true;
        } catch (EngineException refused) {
            // 404 also means that a network does not exist.
            if (refused.status() == NOT_FOUND && inspect(id).isEmpty()) {
                return false;
            }
            throw refused;
        }
    }

    /** Asks the process to end, and kills it after the grace. Returns when it has ended. */
    void stop(String id, Duration grace) {
        // Whole seconds: a part of one must not become an immediate kill.
        long seconds = grace.plusNanos(999_999_999).toSeconds();
        tolerate(() ->
                engine.post("/containers/" + id + "/stop?t=" + seconds, null, grace.plus(Duration.ofSeconds(30))));
    }

    /** Removes a container that does not run, with its anonymous volumes; false if it runs or is being removed. */
    boolean remove(String id) {
        return tolerate(() -> engine.delete("/containers/" + id + "?v=1"));
    }

    /** False if the engine says that the container is not in the state for this call; its absence is what the call is for. */
    private static boolean tolerate(Runnable call) {
        try {
            call.run();
            return true;
        } catch (EngineException refused) {
            if (refused.status() == NOT_FOUND) {
                return true;
            }
            if (refused.status() == CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    private JsonNode list(String filter) {
        return engine.get("/containers/json?all=1&" + filter);
    }
}
