package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy must be told by its own machine; all else comes from the hub with the feed.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param hubs base URLs of the hubs' internal ports, all equal; asked in turn, starting with the last that answered
 * @param name stable name of this proxy, under which the hub knows what it has acknowledged
 * @param secret the secret shared with the hub; asked for with every call, so that it may change. Fails at the start only
 * @param snapshot file for the copy of the tables
 * @param tls certificate and key, or null for plain HTTP
 * @param trustedProxies CIDR blocks of proxies in front of this one, whose forwarding headers are believed
 * @param limits what a request may weigh
 */
public record ProxyOptions(
        String host,
        int port,
        List<URI> hubs,
        String name,
        Supplier<Secret> secret,
        Path snapshot,
        @Nullable Tls tls,
        List<String> trustedProxies,
        Limits limits) {

    public ProxyOptions {
        hubs = List.copyOf(hubs);
        trustedProxies = List.copyOf(trustedProxies);
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("A proxy needs the address of at least one hub.");
        }
    }

    /** A certificate chain and its key, as PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What a request may weigh.
     *
     * @param requestLine longest first line, in bytes
     * @param headers all headers together, in bytes
     * @param body longest body, in bytes; 0 for no limit (bodies are streamed, never held)
     */
    public record Limits(int requestLine, int headers, long body) {
        public static final Limits DEFAULT = new Limits(16_384, 32_768, 0);
    }
}
