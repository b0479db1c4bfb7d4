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
 * @param person username of the actor, of the changed user, or of the owner of the changed server; null for everybody
 * @param action only this action; null for all
 * @param from the earliest time; null for the beginning
 * @param to events must be earlier than this; null for now
 * @param address only requests from this address; null for all
 * @param after only events that follow this one in the list, which means older ones; null for the newest
 * @param limit the maximum number, 1 to {@value #MAX_LIMIT}
 */
public record AuditQuery(
        @Nullable String person,
        @Nullable AuditAction action,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String address,
        @Nullable Position after,
        int limit) {

    /** The maximum number of events on one page. */
    public static final int MAX_LIMIT = 1_000;

    public AuditQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "A page of audit events must have 1 to " + MAX_LIMIT + " events, not " + limit);
        }
    }

    /** The latest events of everybody. */
    public static AuditQuery latest(int limit) {
        return new AuditQuery(null, null, null, null, null, null, limit);
    }

    /** The same query for the events after the given one. */
    public AuditQuery continuedAfter(Position last) {
        return new AuditQuery(person, action, from, to, address, last, limit);
    }

    /** The same query with a different page size. */
    public AuditQuery inPagesOf(int events) {
        return new AuditQuery(person, action, from, to, address, after, events);
    }

    /**
     * The position of an event in the list.
     *
     * @param at its time, to the microsecond as the database keeps it
     * @param id distinguishes events of the same microsecond
     */
    public record Position(Instant at, long id) {

        private static final Pattern TEXT = Pattern.compile("([0-9]{1,17})-([0-9]{1,18})");

        /** Parses the form in which clients send it back; empty if it is not valid. */
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
