package dev.berth.hub.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Stops the start when a {@code berth.*} key is set that nobody knows: a misspelt key of a security setting would leave its default in
 * force without a word. In the file that {@code BERTH_CONFIG} names, which is the hub's alone, the first word of a key must be known, too.
 * All of them are told together, each with where it stands and the nearest key that exists.
 */
class UnknownKeys implements EnvironmentPostProcessor, Ordered {

    private static final String PREFIX = "berth.";

    /** What Spring Boot itself has keys under; those are its own matter. */
    private static final Set<String> SPRING = Set.of("spring", "server", "logging", "management");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        KnownKeys known = KnownKeys.load();
        String file = environment.getProperty("BERTH_CONFIG", "");
        Set<String> problems = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            // Variables of the environment are shared with other programs and not all of them are keys.
            if (source instanceof EnumerablePropertySource<?> keys
                    && !(source instanceof SystemEnvironmentPropertySource)) {
                boolean ours = !file.isBlank() && ConfigurationFile.isFrom(source, file);
                problems.addAll(problems(keys, known, ours));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationProblemException(
                    List.copyOf(problems), "Correct or remove these keys; docs/reference/configuration.md lists all.");
        }
    }

    private static List<String> problems(EnumerablePropertySource<?> source, KnownKeys known, boolean ours) {
        List<String> problems = new ArrayList<>();
        for (String key : source.getPropertyNames()) {
            boolean misspelt = key.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !known.contains(key);
            if (misspelt || (ours && isForeign(key))) {
                Origin origin = OriginLookup.getOrigin(source, key);
                String where = origin == null ? source.getName() : origin.toString();
                problems.add(key + " (in " + where + ") is no key that Berth knows; the nearest one is "
                        + known.nearest(key));
            }
        }
        problems.sort(Comparator.naturalOrder());
        return problems;
    }

    private static boolean isForeign(String key) {
        String first = key.split("[.\\[]", 2)[0].toLowerCase(Locale.ROOT);
        return !first.equals("berth") && !SPRING.contains(first);
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 20;
    }
}
