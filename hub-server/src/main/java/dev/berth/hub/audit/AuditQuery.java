package dev.berth.hub.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which events to read, newest first.
 *
 * @param person name of a user who did something, or to whom or to whose server something was done; null for everybody
 * @param action only this action; null for all
 * @param from not before; null for the beginning
 * @param to before; null for now
 * @param address only requests from this address; null for all
 * @param after only what follows this event in the list, that is, older ones; null for the newest
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}
 */
public record AuditQuery(
        @Nullable String person,
        @Nullable AuditAction action,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String address,
        @Nullable Position after,
        int limit) {

    /** Most events of one page. */
    public static final int MAX_LIMIT = 1_000;

    public AuditQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "A page of audit events has 1 to " + MAX_LIMIT + " of them, not " + limit);
        }
    }

    /** The latest events of everybody. */
    public static AuditQuery latest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, limit);
    }

    /** The same question, for what follows an event. */
    public AuditQuery continuedAfter(Position last) {
        return new AuditQuery(person, action, from, to, address, last, limit);
    }

    /** The same question, with pages of another length. */
    public AuditQuery inPagesOf(int events) {
        return new AuditQuery(person, action, from, to, address, after, events);
    }

    /**
     * Where an event stands in the list.
     *
     * @param at its time, to the microsecond as the database keeps it
     * @param id tells apart events of one microsecond
     */
    public record Position(Instant at, long id) {

        private static final Pattern TEXT = Pattern.compile("([0-9]{1,17})-([0-9]{1,18})");

        /** As clients hand it back, or nothing when it is none. */
        public static Optional<Position> parse(String text) {
            Matcher parts = TEXT.matcher(text);
            if (!parts.matches()) {
                return Optional.empty();
            }
            Instant at = Instant.EPOCH.plus(Long.parseLong(parts.group(1)), ChronoUnit.MICROS);
            return Optional.of(new Position(at, Long.parseLong(parts.group(2))));
        }

        @Override
        public String toString() {
            return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
        }
    }
}
