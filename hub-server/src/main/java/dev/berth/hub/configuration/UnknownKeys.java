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
 * force without a word. All of them are told together, each with where it stands and the nearest key that exists.
 */
class UnknownKeys implements EnvironmentPostProcessor, Ordered {

    private static final String PREFIX = "berth.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        KnownKeys known = KnownKeys.load();
        Set<String> problems = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            // Variables of the environment are shared with other programs and not all of them are keys.
            if (source instanceof EnumerablePropertySource<?> keys
                    && !(source instanceof SystemEnvironmentPropertySource)) {
                problems.addAll(problems(keys, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationProblemException(
                    List.copyOf(problems), "Correct or remove these keys; docs/reference/configuration.md lists all.");
        }
    }

    private static List<String> problems(EnumerablePropertySource<?> source, KnownKeys known) {
        List<String> problems = new ArrayList<>();
        for (String key : source.getPropertyNames()) {
            if (key.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !known.contains(key)) {
                Origin origin = OriginLookup.getOrigin(source, key);
                String where = origin == null ? source.getName() : origin.toString();
                problems.add(key + " (in " + where + ") is no key that Berth knows; the nearest one is "
                        + known.nearest(key));
            }
        }
        problems.sort(Comparator.naturalOrder());
        return problems;
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 20;
    }
}
