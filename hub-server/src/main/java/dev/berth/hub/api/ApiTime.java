package dev.berth.hub.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Times in JupyterHub's format: ISO 8601, UTC, microseconds, {@code Z}. */
public final class ApiTime {

    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ApiTime() {}

    public static @Nullable String of(@Nullable Instant time) {
        return time == null ? null : MICROS.format(time);
    }

    public static @Nullable String of(@Nullable OffsetDateTime time) {
        return time == null ? null : of(time.toInstant());
    }

    /** Times from clients: any offset, or UTC without one; four-digit years from 1970 on. */
    public static Instant parse(String text) {
        OffsetDateTime time = parsed(text);
        if (time == null) {
            time = parsed(text + "Z");
        }
        if (time == null || time.getYear() < 1970 || time.getYear() > 9999) {
            String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
            throw ApiException.invalid(
                    "\"" + shown + "\" is not a valid time. Use ISO 8601, such as 2026-11-01T12:00:00Z");
        }
        return time.toInstant();
    }

    private static @Nullable OffsetDateTime parsed(String text) {
        try {
            return OffsetDateTime.parse(text);
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }
}
