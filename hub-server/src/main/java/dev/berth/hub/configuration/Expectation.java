package dev.berth.hub.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.util.unit.DataSize;

/** Describes the valid values of a type. */
final class Expectation {

    private Expectation() {}

    /** One sentence about a value that does not have its type. */
    static String problem(String key, @Nullable String value, Bindable<?> target) {
        Class<?> type = target.getType().resolve(Object.class);
        String is = value == null ? key + " does not have a value" : key + " is \"" + value + "\"";
        return is + ". Use " + of(type);
    }

    private static String of(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number, such as 2 or 0.5";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration, such as 10s, 5m, 2h or 7d";
        }
        if (type == DataSize.class) {
            return "a size, such as 512MB or 32GB";
        }
        if (type == URI.class) {
            return "an address, such as http://127.0.0.1:8081";
        }
        if (type == Path.class) {
            return "the path of a file";
        }
        return type.isEnum() ? choices(type) : "a value as described in docs/reference/configuration.md";
    }

    private static String choices(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(" or "));
    }
}
