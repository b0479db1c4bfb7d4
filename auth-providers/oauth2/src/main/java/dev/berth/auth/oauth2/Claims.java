package dev.berth.auth.oauth2;

import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a person, as it said it: values keep the type that JSON gives them.
 *
 * @param values by claim; claims may lie within each other
 */
record Claims(Map<String, Object> values) {

    /** More groups than this are no person's. */
    private static final int MOST_GROUPS = 2_000;

    private static final int MOST_LETTERS = 255;

    Claims {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            // Providers write null where they know nothing.
            if (value != null) {
                plain.put(name, plain(value));
            }
        });
        values = java.util.Collections.unmodifiableMap(plain);
    }

    /** The value at a path such as {@code realm_access.roles}; a claim whose name has dots of its own goes first. Null if it is not there. */
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

    /** A text, or a whole number as one; null for everything else, and for what is too long to be a name. */
    @Nullable String text(String path) {
        Object value = at(path);
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return value.toString();
        }
        return value instanceof String text && !text.isEmpty() && text.length() <= MOST_LETTERS ? text : null;
    }

    /** Whether the claim is the boolean {@code true}; the text is not enough. */
    boolean isTrue(String path) {
        return Boolean.TRUE.equals(at(path));
    }

    /** The texts of a list, or a single text. */
    Set<String> texts(String path) {
        Object value = at(path);
        List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        Set<String> texts = new LinkedHashSet<>();
        for (Object each : all) {
            if (each instanceof String text && !text.isEmpty() && text.length() <= MOST_LETTERS) {
                texts.add(text);
            }
            if (texts.size() == MOST_GROUPS) {
                break;
            }
        }
        return texts;
    }

    /** With these in addition; what is said here already stays. */
    Claims and(Map<String, Object> others) {
        Map<String, Object> all = new LinkedHashMap<>(others);
        all.putAll(values);
        return new Claims(all);
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Instant time -> time.getEpochSecond();
            case java.net.URL url -> url.toString();
            default -> value;
        };
    }
}
