package dev.berth.hub.web;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * configurable-http-proxy in the place of Berth's proxy; only with {@code berth.proxy.type: chp}.
 *
 * @param apiUrl address of its REST API, such as http://127.0.0.1:8001
 * @param tokenFile file with the token for its REST API, its CONFIGPROXY_AUTH_TOKEN
 * @param caFile certificates (PEM) that its REST API's certificate must be signed with; those that Java trusts if not set
 * @param hubUrl address at which it reaches the internal port of the hub, or of a load balancer for several hubs, such as http://127.0.0.1:8081
 * @param addresses CIDR blocks from which it connects to the hub; the hub's pages are served to them only
 * @param checkInterval how often the hub compares its routes with those that there should be
 */
@ConfigurationProperties("berth.chp")
public record ChpProperties(
        @Nullable URI apiUrl,
        @Nullable Path tokenFile,
        @Nullable Path caFile,
        @Nullable URI hubUrl,
        @DefaultValue List<String> addresses,

        @DefaultValue("1m") @DurationMin(seconds = 1, message = "Use at least 1s")
        Duration checkInterval) {

    /** The value of {@code berth.proxy.type} with which these keys matter. */
    public static final String TYPE = "chp";

    /** Whether that is the value, in any spelling that Spring Boot accepts for it; null if the key is not set. */
    public static boolean isChosen(@Nullable String proxyType) {
        return TYPE.equalsIgnoreCase(proxyType);
    }

    public ChpProperties {
        addresses = List.copyOf(addresses);
    }
}
