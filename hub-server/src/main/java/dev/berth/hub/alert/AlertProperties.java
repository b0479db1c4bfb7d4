package dev.berth.hub.alert;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When to raise an alert about repeated failed sign-ins, and where to send it in addition to the log.
 *
 * @param failuresPerAccount number of rejected attempts with one username within the period
 * @param failuresPerAddress number of rejected attempts from one address within the period
 * @param period the period; at most one alert is raised for each username or address within it
 * @param webhook a URL to which alerts are sent
 */
@ConfigurationProperties(prefix = "berth.alerts", ignoreUnknownFields = false)
record AlertProperties(
        @DefaultValue("10") @Min(1) int failuresPerAccount,
        @DefaultValue("50") @Min(1) int failuresPerAddress,

        @DefaultValue("10m") @DurationMin(nanos = 1, message = "Use a time above zero, such as 10m")
        Duration period,

        @DefaultValue @Valid Webhook webhook) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * The destination of alerts.
     *
     * @param url an https URL, or http on this machine; if not set, alerts are not sent
     * @param secretFile file with the secret that signs each request
     * @param timeout how long to wait for a response
     * @param proxy HTTP proxy for the requests, such as {@code http://proxy.example.org:3128}
     * @param caFile certificates (PEM) to trust instead of those of the Java installation
     */
    record Webhook(
            @DefaultValue("") String url,
            @Nullable Path secretFile,

            @DefaultValue("10s") @DurationMin(nanos = 1, message = "Use a time above zero, such as 10s")
            Duration timeout,

            @Nullable URI proxy,
            @Nullable Path caFile) {

        Webhook {
            if (!url.isEmpty()) {
                URI address = URI.create(url);
                boolean near = "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost());
                if (!"https".equals(address.getScheme()) && !near) {
                    throw new IllegalArgumentException(
                            "berth.alerts.webhook.url is not an https URL and would reveal usernames and addresses to the network");
                }
                if (secretFile == null || !Files.isReadable(secretFile)) {
                    throw new IllegalArgumentException("berth.alerts.webhook.secret-file is " + secretFile
                            + ", which cannot be read. The receiver needs the signature to authenticate the hub");
                }
            }
            if (proxy != null
                    && (!"http".equals(proxy.getScheme()) || proxy.getHost() == null || proxy.getPort() < 1)) {
                throw new IllegalArgumentException("berth.alerts.webhook.proxy is " + proxy
                        + ", but must be a URL such as http://proxy.example.org:3128");
            }
            if (caFile != null && !Files.isReadable(caFile)) {
                throw new IllegalArgumentException(
                        "berth.alerts.webhook.ca-file is " + caFile + ", which cannot be read");
            }
        }

        boolean used() {
            return !url.isEmpty();
        }
    }
}
