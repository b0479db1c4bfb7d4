package dev.berth.hub.configuration;

import dev.berth.spi.check.ForeignVariables;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds environment variables that begin with {@code BERTH_} but have no meaning. Spring Boot exempts the environment from its check of unknown
 * keys, so a misspelled security setting would silently keep its default.
 */
final class UnknownVariables {

    /** Variables that are not keys: what the start script reads, the configuration file, failpoints, the marker of a server, and the chart's tests. */
    private static final Set<String> NOT_KEYS = Set.of(
            "BERTH_CLASSPATH", "BERTH_CONFIG", "BERTH_HEAP", "BERTH_FAILPOINT", "BERTH_SERVER", "BERTH_IMAGE_IMPORT");

    private UnknownVariables() {}

    static List<Finding> find(ConfigurableEnvironment environment, KnownKeys known) {
        return environment.getPropertySources().stream()
                .filter(SystemEnvironmentPropertySource.class::isInstance)
                .map(SystemEnvironmentPropertySource.class::cast)
                .flatMap(source -> find(source, known))
                .toList();
    }

    private static Stream<Finding> find(SystemEnvironmentPropertySource source, KnownKeys known) {
        return Arrays.stream(source.getPropertyNames())
                .filter(name -> name.startsWith(ForeignVariables.PREFIX))
                .filter(name -> !NOT_KEYS.contains(name) && !known.containsVariable(name))
                .filter(name -> !ForeignVariables.contain(name, String.valueOf(source.getProperty(name))))
                .sorted(Comparator.naturalOrder())
                .map(name -> new Finding(name, null, Finding.place(source, name), problem(name, known)));
    }

    private static String problem(String name, KnownKeys known) {
        Set<String> all = new TreeSet<>(known.variables());
        all.addAll(NOT_KEYS);
        return "Unknown variable " + name
                + NearNames.near(name, all)
                        .map(near -> ". Did you mean " + near + "? Correct or remove it")
                        .orElse(". Remove it, or look up its name in docs/reference/configuration.md");
    }
}
