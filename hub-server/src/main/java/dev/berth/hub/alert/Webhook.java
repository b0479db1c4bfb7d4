package dev.berth.hub.alert;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends alerts to the configured URL, as JSON with its HMAC-SHA-256 in the header {@value #SIGNATURE}, as GitHub signs its webhooks.
 * Redirects are not followed.
 */
@Component
class Webhook {

    static final String SIGNATURE = "X-Berth-Signature-256";

    private static final Logger log = LoggerFactory.getLogger(Webhook.class);

    private final AlertRepository alerts;
    private final AlertProperties properties;
    private final HttpClient client;

    Webhook(AlertRepository alerts, AlertProperties properties) {
        this.alerts = alerts;
        this.properties = properties;
        this.client = client(properties.webhook());
    }

    /** Without redirects, with the configured proxy and certificates. */
    static HttpClient client(AlertProperties.Webhook target) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(target.timeout());
        URI proxy = target.proxy();
        if (proxy != null) {
            client.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        }
        Path authorities = target.caFile();
        if (authorities != null) {
            PemSslStoreDetails trusted =
                    PemSslStoreDetails.forCertificate(authorities.toUri().toString());
            client.sslContext(SslBundle.of(new PemSslStoreBundle(null, trusted)).createSslContext());
        }
        return client.build();
    }

    /** Sends the due alerts one after the other; if one fails, it and the remaining ones are sent later. */
    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void send() {
        if (!properties.webhook().used()) {
            return;
        }
        try {
            Optional<Alert> due = alerts.due();
            while (due.isPresent() && sent(due.get())) {
                alerts.delivered(due.get());
                due = alerts.due();
            }
        } catch (DataAccessException failure) {
            log.warn("Pending alerts could not be read; trying again: {}", failure.getMessage());
        }
    }

    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT10M")
    void removeOld() {
        alerts.removeOld();
    }

    private boolean sent(Alert alert) {
        byte[] body = body(alert);
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(properties.webhook().url()))
                    .timeout(properties.webhook().timeout())
                    .header("Content-Type", "application/json")
                    .header(SIGNATURE, "sha256=" + signature(body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                log.warn(
                        "An alert could not be sent to berth.alerts.webhook.url and will be sent again: status {}",
                        status);
            }
            return status / 100 == 2;
        } catch (IOException failure) {
            log.warn(
                    "An alert could not be sent to berth.alerts.webhook.url and will be sent again: {}",
                    failure.toString());
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] body(Alert alert) {
        ObjectNode node = JsonMapper.shared().createObjectNode();
        node.put("event", "sign_in_failures");
        node.put("kind", alert.kind().name().toLowerCase(Locale.ROOT));
        node.put("subject", alert.subject());
        node.put("failures", alert.failures());
        node.put("period_seconds", properties.period().toSeconds());
        node.put("raised", alert.raised().toString());
        return JsonMapper.shared().writeValueAsBytes(node);
    }

    private String signature(byte[] body) throws IOException {
        String secret = Files.readString(
                        Objects.requireNonNull(properties.webhook().secretFile()))
                .strip();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IOException(
                    "the secret in " + properties.webhook().secretFile() + " cannot be used for signing", unusable);
        }
    }
}
