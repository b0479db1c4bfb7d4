package dev.berth.proxy.boot;

import dev.berth.proxy.BerthProxy;
import dev.berth.proxy.ChangingSecret;
import dev.berth.proxy.ListenPolicy;
import dev.berth.proxy.ProxyOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/** Starts the proxy when the hub's own port is open, and stops it before that port closes. */
public final class EmbeddedProxy implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedProxy.class);

    /**
     * Boot starts its web server in phase {@code DEFAULT_PHASE - 2048} and drains it on stopping from {@code DEFAULT_PHASE - 1024}; this
     * phase is after the former and before the latter.
     */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private static final long PATIENCE_SECONDS = 15;

    private final EmbeddedProxyProperties properties;
    private final Environment environment;
    private final MeterRegistry meters;
    private @Nullable BerthProxy proxy;

    EmbeddedProxy(EmbeddedProxyProperties properties, Environment environment, MeterRegistry meters) {
        this.properties = properties;
        this.environment = environment;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        List<URI> hubs = hubs();
        if (hubs.isEmpty()) {
            LOG.info("A proxy is not started, because this process does not have a web server");
            return;
        }
        String problem = ListenPolicy.problem(host(), tls(), properties.trustedProxies());
        if (problem != null) {
            throw new ProxyStartException(
                    "berth.host: " + problem + ".",
                    "Set berth.tls.certificate and berth.tls.key, or berth.proxy.trusted-proxies, or berth.host.",
                    null);
        }
        ProxyOptions options = options(hubs);
        BerthProxy starting = new BerthProxy(options, meters);
        proxy = starting;
        try {
            starting.start().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            LOG.warn("The embedded proxy has not received a response from the hub yet; it keeps trying");
        } catch (ExecutionException failure) {
            stop();
            throw new ProxyStartException(
                    "The embedded proxy cannot listen on " + options.host() + ":" + options.port() + ": "
                            + NestedExceptionUtils.getMostSpecificCause(failure).getMessage(),
                    "Set berth.host and berth.port to an address on which no other process listens. A certificate and its key must be"
                            + " files in PEM that this account can read.",
                    failure.getCause());
        }
    }

    @Override
    public synchronized void stop() {
        BerthProxy running = proxy;
        proxy = null;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return proxy != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The port on which the proxy listens, once it does. */
    public synchronized int port() {
        return proxy == null ? -1 : proxy.ready().getNow(-1);
    }

    private ProxyOptions options(List<URI> hubs) {
        Path home = Path.of(environment.getRequiredProperty("berth.home"));
        Path secretFile = orElse(properties.secretFile(), home.resolve("keys/proxy.secret"));
        int port = orElse(properties.port(), environment.getProperty("berth.port", Integer.class, 8_000));
        var limits = properties.limits();
        ChangingSecret secret = secret(secretFile);
        return new ProxyOptions(
                host(),
                port,
                hubs,
                // Two hubs on one machine share the folder and the feed, so each proxy needs a separate name and file.
                orElse(properties.name(), "embedded-" + port),
                secret,
                hubAccounts(secret, secretFile),
                orElse(properties.snapshotFile(), home.resolve("proxy/snapshot-" + port + ".json")),
                tls(),
                properties.trustedProxies(),
                new ProxyOptions.Limits(limits.requestLine(), limits.headers(), limits.body()));
    }

    private String host() {
        return orElse(properties.host(), environment.getProperty("berth.host", "127.0.0.1"));
    }

    private ProxyOptions.@Nullable Tls tls() {
        String certificate = environment.getProperty("berth.tls.certificate");
        String key = environment.getProperty("berth.tls.key");
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new ProxyStartException(
                    "berth.tls.certificate is " + certificate + " and berth.tls.key is " + key + ".",
                    "Set both to PEM files, or neither.",
                    null);
        }
        return new ProxyOptions.Tls(Path.of(certificate), Path.of(key));
    }

    /** None if there is neither a configured hub nor a web server in this process. */
    private List<URI> hubs() {
        String port = environment.getProperty("local.server.port");
        if (!properties.hubs().isEmpty() || port == null) {
            return properties.hubs();
        }
        String address = environment.getProperty("server.address", "127.0.0.1");
        boolean any = address.equals("0.0.0.0") || address.equals("::");
        String host = any ? "127.0.0.1" : address.contains(":") ? "[" + address + "]" : address;
        return List.of(URI.create("http://" + host + ":" + port));
    }

    private static ChangingSecret secret(Path file) {
        try {
            return new ChangingSecret(file);
        } catch (IOException failure) {
            throw new ProxyStartException(
                    "The secret shared by hub and proxy cannot be read from " + file + ": " + failure.getMessage(),
                    "The hub creates the file when it starts. Set berth.proxy.secret-file to a file that this account can read.",
                    failure);
        }
    }

    private static Set<Long> hubAccounts(ChangingSecret secret, Path file) {
        try {
            return secret.hubAccounts();
        } catch (IOException failure) {
            throw new ProxyStartException(
                    "The owner of " + file + " cannot be read: " + failure.getMessage(),
                    "Set berth.proxy.secret-file to a file that this account can read.",
                    failure);
        }
    }

    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value != null ? value : otherwise;
    }
}
