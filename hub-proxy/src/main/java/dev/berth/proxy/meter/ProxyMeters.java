package dev.berth.proxy.meter;

import dev.berth.proxy.hub.ProxyState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts requests, WebSockets, decisions and bytes, from any thread; reports how far the feed was followed. */
public final class ProxyMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(120)
    };

    private final MeterRegistry registry;
    private final Counter up;
    private final Counter down;
    private final Counter opened;
    private final Counter refused;

    public ProxyMeters(MeterRegistry registry, ProxyState state) {
        this.registry = registry;
        this.up = bytes("to_server");
        this.down = bytes("from_server");
        this.opened = registry.counter("berth.proxy.upgrades", "outcome", "opened");
        this.refused = registry.counter("berth.proxy.upgrades", "outcome", "refused");
        gauge("berth.proxy.open", state, each -> each.open().count());
        gauge("berth.proxy.routes", state, each -> each.tables().size());
        gauge("berth.proxy.hub.connected", state, each -> each.link().connected() ? 1 : 0);
        gauge("berth.proxy.feed.applied", state, ProxyState::appliedNumber);
        for (Target target : Target.values()) {
            timer(target, 200);
        }
        for (Source source : Source.values()) {
            decisions(source, "pass");
        }
    }

    /** Who responds to a request. */
    public enum Target {
        HUB,
        SERVER,
        /** The proxy itself: rejections, redirects, its health page. */
        PROXY
    }

    /** The basis of a decision. */
    public enum Source {
        KNOWN,
        ASKED
    }

    /** Begins to time the request. */
    public Timing begin(HttpServerRequest request) {
        return new Timing(this, request);
    }

    void ended(Target target, HttpServerRequest request, long nanos) {
        timer(target, request.response().getStatusCode()).record(nanos, TimeUnit.NANOSECONDS);
        if (target == Target.SERVER) {
            up.increment((double) request.bytesRead());
            down.increment((double) request.response().bytesWritten());
        }
    }

    /** The server has responded to a request for a WebSocket. */
    public void upgraded(boolean accepted) {
        (accepted ? opened : refused).increment();
    }

    public void decided(Source source, String outcome) {
        decisions(source, outcome).increment();
    }

    public void toServer(int bytes) {
        up.increment(bytes);
    }

    public void fromServer(int bytes) {
        down.increment(bytes);
    }

    private Counter decisions(Source source, String outcome) {
        return registry.counter("berth.proxy.decisions", "source", word(source), "outcome", outcome);
    }

    private Counter bytes(String direction) {
        return Counter.builder("berth.proxy.bytes")
                .baseUnit("bytes")
                .tag("direction", direction)
                .register(registry);
    }

    /** Only status classes are labels, because a server may send any number. */
    private Timer timer(Target target, int status) {
        return Timer.builder("berth.proxy.requests")
                .tags("target", word(target), "status", status / 100 + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void gauge(String name, ProxyState state, java.util.function.ToDoubleFunction<ProxyState> value) {
        Gauge.builder(name, state, value).strongReference(true).register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
