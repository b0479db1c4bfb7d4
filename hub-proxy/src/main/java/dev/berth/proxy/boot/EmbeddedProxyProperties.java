package dev.berth.proxy.boot;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The proxy that runs inside the hub.
 *
 * @param type which proxy browsers use: berth, or chp for configurable-http-proxy (berth.chp); the other keys are for Berth's proxy
 * @param embedded whether the hub runs a proxy in its own process
 * @param host address to listen on; berth.host if not set
 * @param port port to listen on; berth.port if not set
 * @param hubs base URLs of the hubs; only this hub if not set
 * @param secretFile file with the secret shared by hubs and proxies, the same for all of them; if not set, keys/proxy.secret in berth.home,
 *     which the hub creates
 * @param snapshotFile file for the snapshot of the tables; proxy/snapshot-PORT.json in berth.home if not set
 * @param name stable and unique name of this proxy; embedded-PORT if not set
 * @param grace how long a proxy that cannot reach a hub honors the grants that it knows; the hub sends this to all proxies
 * @param trustedProxies CIDR blocks of proxies in front of this one, whose forwarding headers are trusted
 * @param limits size limits of a request
 */
@ConfigurationProperties(prefix = "berth.proxy", ignoreUnknownFields = false)
public record EmbeddedProxyProperties(
        @DefaultValue("berth") Type type,
        @DefaultValue("true") boolean embedded,
        @Nullable String host,
        @Nullable @Min(0) @Max(65535) Integer port,
        @DefaultValue List<URI> hubs,
        @Nullable Path secretFile,
        @Nullable Path snapshotFile,
        @Nullable String name,

        @DefaultValue("1h") @DurationMin(message = "Use at least 0s")
        Duration grace,

        @DefaultValue List<String> trustedProxies,
        @DefaultValue @Valid Limits limits) {

    /** Kinds of proxies. */
    public enum Type {
        /** This one, or stand-alone ones of the same kind. */
        BERTH,
        /** configurable-http-proxy, whose routes the hub sets. */
        CHP
    }

    /**
     * Size limits of a request.
     *
     * @param requestLine longest request line, in bytes
     * @param headers longest headers of a request, all together, in bytes
     * @param body longest body of a request, in bytes; 0 for no limit
     */
    public record Limits(
            @DefaultValue("16384") @Min(1024) int requestLine,
            @DefaultValue("32768") @Min(4096) int headers,

            @DefaultValue("0") @Min(value = 0, message = "Use at least 1, or 0 for no limit") long body) {}
}
