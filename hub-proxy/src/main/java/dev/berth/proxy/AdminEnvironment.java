package dev.berth.proxy;

import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link AdminOptions} from environment variables; adds invalid ones to the list of problems. */
final class AdminEnvironment {

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4})s?");

    private final ProxyEnvironment environment;

    AdminEnvironment(ProxyEnvironment environment) {
        this.environment = environment;
    }

    static boolean wantsEcs(Map<String, String> variables) {
        return "ecs".equals(variables.getOrDefault("BERTH_LOG_FORMAT", "").strip());
    }

    AdminOptions read() {
        format();
        return new AdminOptions(environment.value("BERTH_PROXY_ADMIN_HOST", "127.0.0.1"), port(), token(), drain());
    }

    private void format() {
        String format = environment.value("BERTH_LOG_FORMAT", "plain");
        if (!format.equals("plain") && !format.equals("ecs")) {
            environment.problem("BERTH_LOG_FORMAT", format, "not a log format. Use plain or ecs");
        }
    }

    private int port() {
        String text = environment.value("BERTH_PROXY_ADMIN_PORT", "");
        return text.isEmpty() ? AdminOptions.NO_PORT : environment.port("BERTH_PROXY_ADMIN_PORT", text);
    }

    private @Nullable Secret token() {
        String file = environment.value("BERTH_PROXY_METRICS_TOKEN_FILE", "");
        if (file.isEmpty()) {
            return null;
        }
        try {
            return SecretFile.read(Path.of(file));
        } catch (IOException | RuntimeException unreadable) {
            environment.problem(
                    "BERTH_PROXY_METRICS_TOKEN_FILE",
                    file,
                    "cannot be read (" + unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage()
                            + "). Use a file with one long random token, which Prometheus must send");
            return null;
        }
    }

    private Duration drain() {
        String text = environment.value("BERTH_SHUTDOWN_DRAIN", "0s");
        var matched = SECONDS.matcher(text);
        if (!matched.matches()) {
            environment.problem("BERTH_SHUTDOWN_DRAIN", text, "not a number of seconds. Use a value such as 5s");
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Long.parseLong(matched.group(1)));
    }
}
