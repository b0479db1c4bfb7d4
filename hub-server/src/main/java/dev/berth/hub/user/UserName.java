package dev.berth.hub.user;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A username in its normal form: compatibility-composed (NFKC), lower case, without surrounding spaces.
 *
 * @param value the normal form
 */
public record UserName(String value) {

    /** Longer names are rejected before anything else is checked. */
    public static final int MAX_LENGTH = 255;

    public UserName {
        String problem = problem(value);
        if (problem != null || !value.equals(normalise(value))) {
            throw new IllegalArgumentException(
                    problem != null ? problem : "The name \"" + value + "\" is not in its normal form");
        }
    }

    /** Parses a name that somebody typed or sent; empty if it is not a valid username; {@link #problem} explains why. */
    public static Optional<UserName> of(@Nullable String raw) {
        return raw == null || problem(raw) != null ? Optional.empty() : Optional.of(new UserName(normalise(raw)));
    }

    /** The problem of a name, as a sentence of limited length for the person who typed it, or null. */
    public static @Nullable String problem(String raw) {
        if (raw.length() > MAX_LENGTH) {
            return "A username can have at most " + MAX_LENGTH + " characters. This one has " + raw.length() + ".";
        }
        String name = normalise(raw);
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "A username must have 1 to " + MAX_LENGTH + " characters.";
        }
        if (name.codePoints().anyMatch(UserName::isUnseen)) {
            return "A username cannot contain control characters or invisible characters.";
        }
        String decoded = decoded(name);
        if (hasSlash(name) || hasSlash(decoded)) {
            return "A username cannot contain / or \\, even escaped.";
        }
        if (isDots(name) || isDots(decoded)) {
            return "A username cannot consist only of dots.";
        }
        return null;
    }

    /** Normalizes a part of a name for searching; it need not be a valid name itself. */
    public static String normalised(String part) {
        return normalise(part.length() > MAX_LENGTH ? part.substring(0, MAX_LENGTH) : part);
    }

    static String normalise(String raw) {
        String lower = Normalizer.normalize(raw, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC).strip();
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean hasSlash(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
    }

    private static boolean isDots(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c == '.');
    }

    /** Some client or proxy may decode once more than it should. */
    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return name;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
