package dev.berth.hub.alert;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When repeated failures to sign in are told, and to whom beside the log.
 *
 * @param failuresPerAccount refused attempts with one name within the period
 * @param failuresPerAddress refused attempts from one address within the period
 * @param period the period; of one name or address there is one alert in it
 * @param webhook an address that alerts are sent to
 */
@ConfigurationProperties(prefix = "berth.alerts", ignoreUnknownFields = false)
record AlertProperties(
        @DefaultValue("10") int failuresPerAccount,
        @DefaultValue("50") int failuresPerAddress,
        @DefaultValue("10m") Duration period,
        @DefaultValue Webhook webhook) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Where alerts go.
     *
     * @param url an https address, or http on this machine; none is called where it is left out
     * @param secretFile file with the secret that signs each call
     * @param timeout how long to wait for an answer
     * @param proxy HTTP proxy on the way, such as {@code http://proxy.example.org:3128}
     * @param caFile certificates (PEM) that are trusted instead of those of the Java installation
     */
    record Webhook(
            @DefaultValue("") String url,
            @Nullable Path secretFile,
            @DefaultValue("10s") Duration timeout,
            @Nullable URI proxy,
            @Nullable Path caFile) {

        Webhook {
            if (!url.isEmpty()) {
                URI address = URI.create(url);
                boolean near = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
                if (!"https".equals(address.getScheme()) && !near) {
                    throw new IllegalArgumentException(
                            "berth.alerts.webhook.url is no https address; it would tell names and addresses to the network");
                }
                if (secretFile == null || !Files.isReadable(secretFile)) {
                    throw new IllegalArgumentException("berth.alerts.webhook.secret-file is " + secretFile
                            + ", which cannot be read; whoever is called must be able to tell the hub from others");
                }
            }
            if (proxy != null
                    && (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 1)) {
                throw new IllegalArgumentException("berth.alerts.webhook.proxy is " + proxy
                        + "; it must be an address such as http://proxy.example.org:3128");
            }
            if (caFile != null && !Files.isReadable(caFile)) {
                throw new IllegalArgumentException(
                        "berth.alerts.webhook.ca-file is " + caFile + ", which cannot be read");
            }
            if (!timeout.isPositive()) {
                throw new IllegalArgumentException(
                        "berth.alerts.webhook.timeout is " + timeout + "; it must be positive");
            }
        }

        boolean used() {
            return !url.isEmpty();
        }
    }

    AlertProperties {
        if (failuresPerAccount < 1 || failuresPerAddress < 1 || !period.isPositive()) {
            throw new IllegalArgumentException("berth.alerts.failures-per-account, failures-per-address and period are "
                    + failuresPerAccount + ", " + failuresPerAddress + ", " + period + "; they must be positive");
        }
    }
}
