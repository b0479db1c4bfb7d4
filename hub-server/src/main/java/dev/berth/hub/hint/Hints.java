package dev.berth.hub.hint;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Publishes and receives hints. A hint published inside a transaction is delivered when it commits, to all replicas including this one.
 * Payloads are ids, never data.
 */
@Component
public class Hints {

    /** A server has changed; the payload is its id. */
    public static final String SERVERS = "berth_servers";

    /** The feed has grown; the payload is the newest sequence number. */
    public static final String FEED = "berth_feed";

    /** A proxy has acknowledged changes; the payload is its name. */
    public static final String PROXIES = "berth_proxies";

    static final List<String> CHANNELS = List.of(SERVERS, FEED, PROXIES);

    private static final Logger log = LoggerFactory.getLogger(Hints.class);

    private final JdbcClient jdbc;
    private final Map<String, List<Consumer<String>>> subscribers = new ConcurrentHashMap<>();

    Hints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Joins the caller's transaction, if there is one. */
    public void publish(String channel, String payload) {
        jdbc.sql("select pg_notify(?, ?)").params(channel, payload).query().singleRow();
    }

    /**
     * Calls {@code listener} for each hint, on the listening thread: it must not block. An empty payload means that hints may have been
     * missed.
     */
    public Subscription subscribe(String channel, Consumer<String> listener) {
        List<Consumer<String>> listeners = subscribers.computeIfAbsent(channel, key -> new CopyOnWriteArrayList<>());
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Whether a hint can be about this id. Whoever waits for one thing looks only then: if each of many looked at every hint, a burst would
     * cost the square of its size.
     */
    public static boolean concern(String payload, long id) {
        return payload.isEmpty() || payload.equals(Long.toString(id));
    }

    void deliver(String channel, String payload) {
        for (Consumer<String> listener : subscribers.getOrDefault(channel, List.of())) {
            try {
                listener.accept(payload);
            } catch (RuntimeException failure) {
                // The outer edge: other listeners still receive the hint, and so does this one the next time.
                log.error("A listener on {} failed to handle a hint", channel, failure);
            }
        }
    }

    void deliverMissed() {
        CHANNELS.forEach(channel -> deliver(channel, ""));
    }

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
