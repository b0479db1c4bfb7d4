package dev.berth.proxy;

import dev.berth.proxy.http.Networks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options of the stand-alone proxy from environment variables, and collects all problems. */
final class ProxyEnvironment {

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    ProxyEnvironment(Map<String, String> environment) {
        this.environment = environment;
    }

    List<String> problems() {
        return problems;
    }

    /** Null if there are problems. */
    @Nullable ProxyOptions read() {
        UnknownVariables.find(environment).forEach(unknown -> problem(unknown.name(), "", unknown.problem()));
        String host = value("BERTH_HOST", "127.0.0.1");
        int port = port("BERTH_PORT", value("BERTH_PORT", "8000"));
        List<URI> hubs = hubs();
        ChangingSecret secret = secret();
        ProxyOptions.Tls tls = tls();
        List<String> trusted = trusted();
        String listening = ListenPolicy.problem(host, tls, trusted);
        if (listening != null) {
            problem(
                    "BERTH_HOST",
                    host,
                    listening + " (BERTH_TLS_CERTIFICATE and BERTH_TLS_KEY, or BERTH_TRUSTED_PROXIES)");
        }
        if (!problems.isEmpty() || secret == null) {
            return null;
        }
        Set<Long> hubAccounts = hubAccounts(secret);
        if (hubAccounts == null) {
            return null;
        }
        Path snapshot = Path.of(value("BERTH_PROXY_SNAPSHOT", "berth-proxy-snapshot.json"));
        return new ProxyOptions(
                host, port, hubs, name(), secret, hubAccounts, snapshot, tls, trusted, ProxyOptions.Limits.DEFAULT);
    }

    int port(String variable, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notNumber) {
            problem(variable, text, "not a number. Use a port from 1 to 65535");
            return 0;
        }
        problem(variable, text, "not a valid port. Use a port from 1 to 65535");
        return 0;
    }

    private List<URI> hubs() {
        List<URI> urls = new ArrayList<>();
        for (String text : list("BERTH_PROXY_HUBS")) {
            URI url = hub(text);
            if (url == null) {
                problem("BERTH_PROXY_HUBS", text, "not an address like http://127.0.0.1:8081");
            } else {
                urls.add(url);
            }
        }
        if (list("BERTH_PROXY_HUBS").isEmpty()) {
            problem(
                    "BERTH_PROXY_HUBS",
                    "",
                    "missing. Set it to the addresses of the hubs' internal ports, separated by commas");
        }
        return urls;
    }

    private static @Nullable URI hub(String text) {
        try {
            URI url = URI.create(text);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return web && url.getHost() != null && url.getUserInfo() == null ? url : null;
        } catch (IllegalArgumentException notUrl) {
            return null;
        }
    }

    private @Nullable ChangingSecret secret() {
        String file = value("BERTH_PROXY_SECRET_FILE", "");
        if (file.isEmpty()) {
            problem(
                    "BERTH_PROXY_SECRET_FILE",
                    file,
                    "missing. Set it to the file with the secret that the hub shares with its proxies");
            return null;
        }
        try {
            return new ChangingSecret(Path.of(file));
        } catch (IOException | RuntimeException unreadable) {
            problem(
                    "BERTH_PROXY_SECRET_FILE",
                    file,
                    "cannot be read (" + unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage()
                            + "). Use the hub's file keys/proxy.secret");
            return null;
        }
    }

    private @Nullable Set<Long> hubAccounts(ChangingSecret secret) {
        try {
            return secret.hubAccounts();
        } catch (IOException | RuntimeException unknown) {
            problem(
                    "BERTH_PROXY_SECRET_FILE",
                    value("BERTH_PROXY_SECRET_FILE", ""),
                    "its owner cannot be read (" + unknown + ")");
            return null;
        }
    }

    private ProxyOptions.@Nullable Tls tls() {
        String certificate = value("BERTH_TLS_CERTIFICATE", "");
        String key = value("BERTH_TLS_KEY", "");
        if (certificate.isEmpty() && key.isEmpty()) {
            return null;
        }
        readable("BERTH_TLS_CERTIFICATE", certificate);
        readable("BERTH_TLS_KEY", key);
        return new ProxyOptions.Tls(Path.of(certificate), Path.of(key));
    }

    private void readable(String variable, String file) {
        if (file.isEmpty()) {
            problem(variable, file, "missing. A certificate and a key belong together, both as PEM files");
        } else if (!Files.isReadable(Path.of(file))) {
            problem(variable, file, "not a readable file");
        }
    }

    private List<String> trusted() {
        List<String> trusted = list("BERTH_TRUSTED_PROXIES");
        for (String block : trusted) {
            try {
                var _ = Networks.of(List.of(block));
            } catch (IllegalArgumentException noBlock) {
                problem(
                        "BERTH_TRUSTED_PROXIES",
                        block,
                        "not a CIDR block. Use addresses such as 10.0.0.0/8, separated by commas");
            }
        }
        return trusted;
    }

    private String name() {
        String name = value("BERTH_PROXY_NAME", "");
        try {
            return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
        } catch (UnknownHostException nameless) {
            return "proxy";
        }
    }

    private List<String> list(String variable) {
        return List.of(value(variable, "").split(",", -1)).stream()
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    String value(String variable, String otherwise) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    void problem(String variable, String value, String what) {
        problems.add(variable + (value.isEmpty() ? "" : "=" + value) + " (environment): " + what + ".");
    }
}
