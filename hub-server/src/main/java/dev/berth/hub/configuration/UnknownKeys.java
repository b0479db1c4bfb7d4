package dev.berth.hub.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds unknown {@code berth.*} keys: a misspelled key of a security setting would silently leave its default in force. In the file of
 * {@code BERTH_CONFIG}, which belongs only to the hub, the first part of a key must be known as well.
 */
final class UnknownKeys {

    private static final String PREFIX = "berth.";

    /** Top-level keys of Spring Boot, which checks them itself. */
    private static final Set<String> SPRING = Set.of("spring", "server", "logging", "management");

    private UnknownKeys() {}

    static List<Finding> find(ConfigurableEnvironment environment, KnownKeys known) {
        String file = environment.getProperty("BERTH_CONFIG", "");
        return environment.getPropertySources().stream()
                // Environment variables are shared with other programs, and not all of them are keys.
                .filter(source -> !(source instanceof SystemEnvironmentPropertySource))
                .flatMap(source -> source instanceof EnumerablePropertySource<?> keys
                        ? find(keys, known, !file.isBlank() && ConfigurationFile.isFrom(source, file))
                        : Stream.of())
                .toList();
    }

    private static Stream<Finding> find(EnumerablePropertySource<?> source, KnownKeys known, boolean ours) {
        return Arrays.stream(source.getPropertyNames())
                .filter(key -> isMisspelt(key, known) || (ours && isForeign(key)))
                .map(key -> new Finding(
                        key,
                        null,
                        Finding.place(source, key),
                        "Unknown key " + key + ". Did you mean " + known.nearest(key) + "?" + " Correct or remove it"));
    }

    private static boolean isMisspelt(String key, KnownKeys known) {
        return key.toLowerCase(Locale.ROOT).startsWith(PREFIX) && !known.contains(key);
    }

    private static boolean isForeign(String key) {
        String first = key.split("[.\\[]", 2)[0].toLowerCase(Locale.ROOT);
        return !first.equals("berth") && !SPRING.contains(first);
    }
}
