package dev.berth.hub.api;

import dev.berth.hub.user.UserName;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each limited in length and of the expected type; a missing or empty parameter is null. */
public record ApiQuery(HttpServletRequest request) {

    private static final int MAX_TEXT = 512;

    public @Nullable String text(String name) {
        String value = request.getParameter(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (value.length() > MAX_TEXT) {
            throw ApiException.invalid(
                    name + " can have at most " + MAX_TEXT + " characters. This one has " + value.length());
        }
        return value;
    }

    /** A username in its normal form; text that is not a valid username is used as it is and does not match any user. */
    public @Nullable String user(String name) {
        String value = text(name);
        return value == null ? null : UserName.normalised(value);
    }

    public @Nullable Instant time(String name) {
        String value = text(name);
        return value == null ? null : ApiTime.parse(value);
    }

    public @Nullable Boolean bool(String name) {
        String value = text(name);
        return value == null
                ? null
                : switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, value, "true or false");
                };
    }

    /** An integer, limited to its range. */
    public int number(String name, int standard, int from, int to) {
        String value = text(name);
        if (value == null) {
            return standard;
        }
        try {
            return Math.clamp(Long.parseLong(value), from, to);
        } catch (NumberFormatException notANumber) {
            throw wrong(name, value, "a whole number");
        }
    }

    /** The name of an enum constant, in any case, with - or _. */
    public <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
        String value = text(name);
        return value == null ? null : choice(name, value, type);
    }

    /** The same for a value from another source, such as a body. */
    public static <E extends Enum<E>> E choice(String name, String value, Class<E> type) {
        String wanted = value.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> wrong(name, value, "one of " + names(type)));
    }

    private static String names(Class<? extends Enum<?>> type) {
        return String.join(
                ", ",
                Arrays.stream(type.getEnumConstants()).map(ApiQuery::lower).toList());
    }

    /** An enum constant's name as used in responses. */
    public static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ApiException wrong(String name, String value, String right) {
        String shown = value.length() > 60 ? value.substring(0, 60) + "…" : value;
        return ApiException.invalid(name + " is \"" + shown + "\". Use " + right);
    }
}
