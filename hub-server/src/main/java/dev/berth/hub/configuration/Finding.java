package dev.berth.hub.configuration;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * One problem in the configuration.
 *
 * @param key the key
 * @param value the value that is set, or null if none is; hidden if it may be a secret
 * @param place where it is set: file and line, environment variable, command line, or that it is not set
 * @param problem one sentence that says what is wrong and how to fix it
 */
public record Finding(String key, @Nullable String value, String place, String problem) {

    private static final int LONGEST_VALUE = 200;

    /** Determines the location of a key. */
    static Finding of(ConfigurableEnvironment environment, String key, String problem) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            // Spring's merged view of all other sources, which does not know locations.
            if (source.getName().equals("configurationProperties")) {
                continue;
            }
            for (String form : forms(source, key)) {
                Object value = source.getProperty(form);
                if (value != null) {
                    return new Finding(key, shown(key, value), place(source, form), problem);
                }
            }
        }
        return new Finding(key, null, "not set", problem);
    }

    /** As a line for a person. */
    public String text() {
        return place + ": " + problem;
    }

    static String place(PropertySource<?> source, String key) {
        Origin origin = OriginLookup.getOrigin(source, key);
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
            return file(source, text) + ":" + (text.getLocation().getLine() + 1);
        }
        if (source instanceof SystemEnvironmentPropertySource) {
            return "environment variable " + key;
        }
        return switch (source.getName()) {
            case "commandLineArgs" -> "command line";
            case "systemProperties" -> "system property " + key;
            case "defaultProperties" -> "default value";
            default -> origin == null ? source.getName() : origin.toString();
        };
    }

    private static String file(PropertySource<?> source, TextResourceOrigin origin) {
        try {
            return origin.getResource() == null
                    ? source.getName()
                    : Path.of(origin.getResource().getURI()).toString();
        } catch (java.io.IOException | RuntimeException noFile) {
            return source.getName();
        }
    }

    /** An environment variable only has capital letters and underscores; in files people also use camel case. */
    private static String[] forms(PropertySource<?> source, String key) {
        String variable = key.toUpperCase(Locale.ROOT).replaceAll("[.\\[]", "_").replaceAll("[-\\]]", "");
        return source instanceof SystemEnvironmentPropertySource
                ? new String[] {variable}
                : new String[] {key, camelCase(key), variable};
    }

    private static String camelCase(String key) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char each = key.charAt(i);
            if (each == '-' && i + 1 < key.length()) {
                camel.append(Character.toUpperCase(key.charAt(++i)));
            } else {
                camel.append(each);
            }
        }
        return camel.toString();
    }

    private static String shown(String key, Object value) {
        String lower = key.toLowerCase(Locale.ROOT);
        boolean secret = lower.contains(".environment.")
                || (lower.matches(".*(password|secret|token)[^.]*") && !lower.matches(".*(file|lifetime|length)"));
        String text = String.valueOf(value);
        return secret ? "(hidden)" : text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
