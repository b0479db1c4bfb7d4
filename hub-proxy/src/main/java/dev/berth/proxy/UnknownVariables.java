package dev.berth.proxy;

import dev.berth.spi.check.ForeignVariables;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds environment variables that begin with {@code BERTH_} and that the stand-alone proxy does not read, usually misspelled ones. */
final class UnknownVariables {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    /** The variables that {@link ProxyEnvironment}, {@link AdminEnvironment} and the start script read. */
    private static final Set<String> KNOWN = Set.of(
            "BERTH_HEAP",
            "BERTH_HOST",
            "BERTH_LOG_FORMAT",
            "BERTH_PORT",
            "BERTH_PROXY_ADMIN_HOST",
            "BERTH_PROXY_ADMIN_PORT",
            "BERTH_PROXY_HUBS",
            "BERTH_PROXY_METRICS_TOKEN_FILE",
            "BERTH_PROXY_NAME",
            "BERTH_PROXY_SECRET_FILE",
            "BERTH_PROXY_SNAPSHOT",
            "BERTH_SHUTDOWN_DRAIN",
            "BERTH_TLS_CERTIFICATE",
            "BERTH_TLS_KEY",
            "BERTH_TRUSTED_PROXIES");

    private UnknownVariables() {}

    record Unknown(String name, Optional<String> near) {

        String problem() {
            return near.map(known -> "unknown variable. Did you mean " + known + "? Correct or remove it")
                    .orElse("unknown variable. Remove it, or look up its name in docs/howto/proxy-alone.md");
        }
    }

    static List<Unknown> find(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(each -> each.getKey().startsWith(ForeignVariables.PREFIX))
                .filter(each -> !KNOWN.contains(each.getKey()))
                .filter(each -> !ForeignVariables.contain(each.getKey(), each.getValue()))
                .map(each -> new Unknown(each.getKey(), near(each.getKey())))
                .sorted(Comparator.comparing(Unknown::name))
                .toList();
    }

    /** The nearest name, if less than half of the letters differ; the hub suggests names by the same rule. */
    private static Optional<String> near(String name) {
        return KNOWN.stream()
                .min(Comparator.<String>comparingInt(known -> DISTANCE.apply(known, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(known -> DISTANCE.apply(known, name) * 2 < Math.max(known.length(), name.length()));
    }
}
