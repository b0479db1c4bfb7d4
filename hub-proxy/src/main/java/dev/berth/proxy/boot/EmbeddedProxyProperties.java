package dev.berth.proxy.boot;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxy that runs inside the hub.
 *
 * @param embedded whether the hub runs a proxy in its own process
 * @param host address to listen on; berth.host when not set
 * @param port port to listen on; berth.port when not set
 * @param hubs base URLs of the hubs; this hub alone when not set
 * @param secretFile file with the secret shared by hub and proxies, the same at all; keys/proxy.secret in berth.home,
 *     which the hub makes, when not set
 * @param snapshotFile file for the copy of the tables; proxy/snapshot-PORT.json in berth.home when not set
 * @param name stable name of this proxy, one of its own among all; embedded-PORT when not set
 * @param grace how long a proxy that reaches no hub honours the grants that it knows; told to all proxies by the hub
 * @param trustedProxies CIDR blocks of proxies in front of this one, whose forwarding headers are believed
 * @param limits what a request may weigh
 */
@ConfigurationProperties(prefix = "berth.proxy", ignoreUnknownFields = false)
public record EmbeddedProxyProperties(
        @DefaultValue("true") boolean embedded,
        @Nullable String host,
        @Nullable Integer port,
        @DefaultValue List<URI> hubs,
        @Nullable Path secretFile,
        @Nullable Path snapshotFile,
        @Nullable String name,
        @DefaultValue("1h") Duration grace,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue Limits limits) {

    /**
     * What a request may weigh.
     *
     * @param requestLine longest first line of a request, in bytes
     * @param headers longest headers of a request, all together, in bytes
     * @param body longest body of a request, in bytes; 0 for no limit
     */
    public record Limits(
            @DefaultValue("16384") int requestLine,
            @DefaultValue("32768") int headers,
            @DefaultValue("0") long body) {}
}
