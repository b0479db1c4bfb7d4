package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The options that a proxy needs locally; everything else comes from the hub with the feed.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param hubs base URLs of the hubs' internal ports, all equal; tried in turn, starting with the last one that responded
 * @param name stable name of this proxy, under which the hub records what it has acknowledged
 * @param secret the secret shared with the hub; read for every call, so that it can change. Throws only at the start
 * @param hubAccounts the UIDs under which a hub on this machine can run
 * @param snapshot file for the snapshot of the tables
 * @param tls certificate and key, or null for plain HTTP
 * @param trustedProxies CIDR blocks of proxies in front of this one, whose forwarding headers are trusted
 * @param limits size limits of a request
 */
public record ProxyOptions(
        String host,
        int port,
        List<URI> hubs,
        String name,
        Supplier<Secret> secret,
        Set<Long> hubAccounts,
        Path snapshot,
        @Nullable Tls tls,
        List<String> trustedProxies,
        Limits limits) {

    public ProxyOptions {
        hubs = List.copyOf(hubs);
        hubAccounts = Set.copyOf(hubAccounts);
        trustedProxies = List.copyOf(trustedProxies);
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("A proxy needs the address of at least one hub.");
        }
    }

    /** A certificate chain and its key, as PEM files. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Size limits of a request.
     *
     * @param requestLine longest request line, in bytes
     * @param headers all headers together, in bytes
     * @param body longest body, in bytes; 0 for no limit (bodies are streamed, never buffered)
     */
    public record Limits(int requestLine, int headers, long body) {
        public static final Limits DEFAULT = new Limits(16_384, 32_768, 0);
    }
}
