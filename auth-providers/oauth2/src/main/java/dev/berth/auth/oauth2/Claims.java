package dev.berth.auth.oauth2;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a person as the provider sent them: values keep their JSON type.
 *
 * @param values by claim; claims may lie within each other
 * @param gap why a claim that is absent here may exist all the same; null if absent means that there is none
 */
record Claims(Map<String, Object> values, @Nullable String gap) {

    private static final int MOST_LETTERS = 255;

    Claims {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            // Providers write null for unknown values.
            if (value != null) {
                plain.put(name, plain(value));
            }
        });
        values = java.util.Collections.unmodifiableMap(plain);
    }

    /** All that the provider has to say. */
    Claims(Map<String, Object> values) {
        this(values, null);
    }

    /** The same, with a reason why absent claims are not known. */
    Claims withGap(String why) {
        return new Claims(values, why);
    }

    /** The value at a path such as {@code realm_access.roles}; a claim with dots in its name goes first. Null if it is missing. */
    @Nullable Object at(String path) {
        return at(values, path);
    }

    private static @Nullable Object at(Map<?, ?> within, String path) {
        if (within.containsKey(path)) {
            return within.get(path);
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (within.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                return at(inner, path.substring(dot + 1));
            }
        }
        return null;
    }

    /** A string, or an integer as a string; null for every other type, and for a value that is too long for a name. */
    @Nullable String text(String path) {
        Object value = at(path);
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        return value instanceof String text && !text.isEmpty() && text.length() <= MOST_LETTERS ? text : null;
    }

    /** Whether the claim is the boolean {@code true}; the string "true" does not count. */
    boolean isTrue(String path) {
        return Boolean.TRUE.equals(at(path));
    }

    /** With these in addition; what is said here already stays. */
    Claims and(Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(others);
        all.putAll(values);
        return new Claims(all, gap);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Instant time -> time.getEpochSecond();
            case java.net.URL url -> url.toString();
            default -> value;
        };
    }
}
