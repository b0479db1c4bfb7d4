package dev.berth.spawner.docker;

import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Follows the engine's events. They are hints: an engine keeps only the last 256, and none of what happened while it was away, so after each
 * connection everything counts as changed.
 */
final class EngineWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineWatch.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String SIGTERM = "15";
    private static final List<String> KINDS = List.of("start", "kill", "die", "oom", "destroy");

    private final Engine engine;
    private final Names names;
    private final Containers containers;
    private final OutsideStops outside;
    private final Consumer<String> ended;
    private final Set<Consumer<ServerRef>> listeners = new CopyOnWriteArraySet<>();
    private volatile boolean closed;
    private volatile HttpGet request = new HttpGet("/");

    /** @param ended receives the id of each container that is removed */
    EngineWatch(Engine engine, Names names, Containers containers, OutsideStops outside, Consumer<String> ended) {
        this.engine = engine;
        this.names = names;
        this.containers = containers;
        this.outside = outside;
        this.ended = ended;
    }

    void start() {
        Thread.ofVirtual().name("docker-events").start(this::run);
    }

    Spawner.Watch add(Consumer<ServerRef> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void hint(ServerRef ref) {
        listeners.forEach(listener -> listener.accept(ref));
    }

    private void run() {
        while (!closed) {
            try {
                follow();
                outside.absent();
            } catch (RuntimeException broken) {
                // Whatever it is: without this thread the hub would not notice the next restart of the engine.
                outside.absent();
                log.debug("The engine's events are followed again in a moment: {}", broken.getMessage());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void follow() {
        String filters = Names.filters(Map.of(
                "type",
                List.of("container"),
                "event",
                KINDS,
                "label",
                List.of(Names.INSTALLATION + "=" + names.installation())));
        HttpGet events = new HttpGet(engine.url("/events?" + filters));
        request = events;
        if (!closed) {
            engine.follow(events, Duration.ZERO, this::all, this::event, outside::absent);
        }
    }

    private void all() {
        outside.present();
        containers.newest().values().forEach(this::hint);
    }

    private void event(JsonNode event) {
        JsonNode actor = event.path("Actor");
        String id = actor.path("ID").asString("");
        switch (event.path("Action").asString("")) {
            case "destroy" -> ended.accept(id);
            case "kill" -> {
                if (actor.path("Attributes").path("signal").asString("").equals(SIGTERM)) {
                    outside.signalled(id);
                }
            }
            default -> hint(Names.ref(actor.path("Attributes")));
        }
    }

    @Override
    public void close() {
        closed = true;
        listeners.clear();
        request.abort();
    }
}
