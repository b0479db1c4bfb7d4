package dev.berth.hub.audit;

import dev.berth.hub.audit.AuditEvent.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The refused sign-ins of one period that have no separate events.
 *
 * @param accounts attempts by the name of an existing account
 * @param names attempts by a name without an account
 * @param addresses attempts by address
 * @param reasons attempts by reason code
 */
record RefusalSummary(
        long count,
        Instant first,
        Instant last,
        Map<String, Long> accounts,
        Map<String, Long> names,
        Map<String, Long> addresses,
        Map<String, Long> reasons) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    /** A detail of an event is cut off at 500 characters. */
    private static final int LONGEST = 450;

    static RefusalSummary of(ResultSet row, int number) throws SQLException {
        long count = row.getLong("summarised");
        return new RefusalSummary(
                count,
                count == 0 ? Instant.EPOCH : instant(row, "first_at"),
                count == 0 ? Instant.EPOCH : instant(row, "last_at"),
                counts(row, "accounts"),
                counts(row, "names"),
                counts(row, "addresses"),
                counts(row, "reasons"));
    }

    AuditEvent event() {
        Map<String, String> detail = new TreeMap<>(
                Map.of("count", Long.toString(count), "first", first.toString(), "last", last.toString()));
        put(detail, "accounts", accounts);
        put(detail, "names", names);
        put(detail, "addresses", addresses);
        put(detail, "reasons", reasons);
        return new AuditEvent(AuditAction.SIGN_INS_SUMMARIZED, Actor.policy("refused-sign-ins"), Target.hub(), detail);
    }

    private static void put(Map<String, String> detail, String key, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            detail.put(key, text(counts));
        }
    }

    /** The most frequent ones first: {@code alice (120), bob (3), and 17 more}. */
    private static String text(Map<String, Long> counts) {
        List<Map.Entry<String, Long>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        StringBuilder text = new StringBuilder();
        int told = 0;
        for (Map.Entry<String, Long> each : sorted) {
            String part = each.getKey() + " (" + each.getValue() + ")";
            if (text.length() + part.length() > LONGEST) {
                break;
            }
            text.append(told == 0 ? "" : ", ").append(part);
            told++;
        }
        return told == sorted.size() ? text.toString() : text + ", and " + (sorted.size() - told) + " more";
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Map<String, Long> counts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(row.getString(column), COUNTS);
    }
}
