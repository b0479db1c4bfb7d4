package dev.berth.bench;

import dev.berth.bench.load.Http;
import dev.berth.bench.load.Load;
import dev.berth.bench.load.Operation;
import dev.berth.bench.load.Outcome;
import dev.berth.bench.peer.MeasuredHub;
import dev.berth.bench.peer.Usage;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs loads against one hub and keeps what they showed. */
final class Measures {

    private final Vertx vertx;
    private final MeasuredHub hub;
    private final long database;
    private final List<Figure> figures = new ArrayList<>();

    Measures(Vertx vertx, MeasuredHub hub, long database) {
        this.vertx = vertx;
        this.hub = hub;
        this.database = database;
    }

    MeasuredHub hub() {
        return hub;
    }

    Vertx vertx() {
        return vertx;
    }

    List<Figure> figures() {
        return figures;
    }

    /** To the hub itself, as servers and services send them. */
    Http api() {
        return new Http(vertx, hub.apiPort());
    }

    /** To the proxy, as browsers send them. */
    Http browser() {
        return new Http(vertx, hub.publicPort());
    }

    Outcome closed(String measure, int operations, int atOnce, Operation operation) {
        Usage before = Usage.now(hub, database);
        Outcome outcome = Load.closed(vertx, operations, atOnce, operation);
        return add(measure, outcome, Usage.now(hub, database).since(before));
    }

    /** Fills pools and caches and lets compilers see the code; nothing is counted. */
    void warmUp(int seconds, int atOnce, Operation operation) {
        Outcome outcome = Load.timed(vertx, seconds, atOnce, operation);
        if (outcome.done() == 0) {
            throw new IllegalStateException("Nothing succeeded: " + outcome.firstFailure());
        }
    }

    Outcome offered(String measure, int operations, int perSecond, Operation operation) {
        Usage before = Usage.now(hub, database);
        Outcome outcome = Load.offered(vertx, operations, perSecond, operation);
        return add(measure, outcome, Usage.now(hub, database).since(before));
    }

    Outcome add(String measure, Outcome outcome, Usage used) {
        add(Figure.of(hub.name(), measure, outcome, used));
        return outcome;
    }

    void value(String measure, String name, double value) {
        add(new Figure(hub.name(), measure, Map.of(name, value), ""));
    }

    Usage usage() {
        return Usage.now(hub, database);
    }

    private void add(Figure figure) {
        figures.add(figure);
        System.out.println("bench: " + Report.line(figure));
    }
}
