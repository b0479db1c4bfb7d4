package dev.berth.proxy.boot;

import dev.berth.proxy.ListenPolicy;
import dev.berth.proxy.PemFiles;
import dev.berth.proxy.ProxyOptions;
import dev.berth.proxy.http.Networks;
import dev.berth.spi.check.ConfigurationCheck;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the embedded proxy is allowed to listen on its address, and can do so with its certificate. */
final class EmbeddedProxyCheck implements ConfigurationCheck {

    @Override
    public void check(Settings settings, Problems problems) {
        settings.bound(EmbeddedProxyProperties.class)
                .filter(properties -> properties.embedded() && properties.type() == EmbeddedProxyProperties.Type.BERTH)
                .ifPresent(properties -> check(properties, settings, problems));
    }

    private static void check(EmbeddedProxyProperties properties, Settings settings, Problems problems) {
        properties.trustedProxies().forEach(block -> network(block, problems));
        String certificate = settings.value("berth.tls.certificate");
        String key = settings.value("berth.tls.key");
        files(certificate, key, problems);
        boolean tls = certificate != null || key != null;
        String ownHost = properties.host();
        String host = ownHost == null ? settings.value("berth.host") : ownHost;
        if (host != null && !tls) {
            listening(ownHost == null ? "berth.host" : "berth.proxy.host", host, properties.trustedProxies(), problems);
        }
    }

    private static void listening(String key, String host, List<String> trusted, Problems problems) {
        String problem = ListenPolicy.problem(host, (ProxyOptions.Tls) null, trusted);
        if (problem != null) {
            problems.add(
                    key,
                    key + " is \"" + host + "\": " + problem
                            + " (berth.tls.certificate and berth.tls.key, or berth.proxy.trusted-proxies)");
        }
    }

    private static void files(@Nullable String certificate, @Nullable String key, Problems problems) {
        if ((certificate == null) != (key == null)) {
            String missing = certificate == null ? "berth.tls.certificate" : "berth.tls.key";
            problems.add(
                    certificate == null ? "berth.tls.key" : "berth.tls.certificate",
                    missing + " is missing. Set both to PEM files, or neither");
        }
        if (certificate != null) {
            problem("berth.tls.certificate", certificate, PemFiles.certificateProblem(Path.of(certificate)), problems);
        }
        if (key != null) {
            problem("berth.tls.key", key, PemFiles.keyProblem(Path.of(key)), problems);
        }
    }

    private static void problem(String name, String value, @Nullable String problem, Problems problems) {
        if (problem != null) {
            problems.add(name, name + " is \"" + value + "\": " + problem);
        }
    }

    private static void network(String block, Problems problems) {
        try {
            var _ = Networks.of(List.of(block));
        } catch (IllegalArgumentException noBlock) {
            problems.add(
                    "berth.proxy.trusted-proxies",
                    "berth.proxy.trusted-proxies contains \"" + block
                            + "\", which is not a CIDR block. Use addresses such as 10.0.0.0/8");
        }
    }
}
