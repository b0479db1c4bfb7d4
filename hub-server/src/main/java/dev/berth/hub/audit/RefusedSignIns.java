package dev.berth.hub.audit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records refused sign-ins. Strangers cause them, and audit events are never deleted: above {@value #OWN_EVENTS} in ten minutes, over all
 * hubs, the others are counted by name, address and reason, and summarized in one event.
 */
@Component
public class RefusedSignIns {

    private static final Logger log = LoggerFactory.getLogger(RefusedSignIns.class);

    /** A class that mistypes its passwords stays below this. */
    static final int OWN_EVENTS = 300;

    /** How many names and addresses of one period are kept apart. */
    private static final int KEPT = 100;

    private final JdbcClient jdbc;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher listeners;

    RefusedSignIns(
            JdbcClient jdbc, AuditLog audit, TransactionTemplate transactions, ApplicationEventPublisher listeners) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transactions = transactions;
        this.listeners = listeners;
    }

    /**
     * Records one.
     *
     * @param account whether an account with that name exists; its name is then kept apart, so that invented names cannot crowd it out
     */
    public void record(AuditEvent event, boolean account) {
        transactions.executeWithoutResult(transaction -> {
            if (countInPeriod() <= OWN_EVENTS) {
                audit.record(event);
            } else {
                summarise(event, account);
            }
            listeners.publishEvent(new RefusedSignIn(event));
        });
    }

    private long countInPeriod() {
        return jdbc.sql("""
                INSERT INTO refused_sign_ins (period, attempts) VALUES (date_bin('10 minutes', now(), 'epoch'), 1)
                ON CONFLICT (period) DO UPDATE SET attempts = refused_sign_ins.attempts + 1
                RETURNING attempts""").query(Long.class).single();
    }

    private void summarise(AuditEvent event, boolean account) {
        String sql = "UPDATE refused_sign_ins SET summarised = summarised + 1,"
                + " first_at = coalesce(first_at, clock_timestamp()), last_at = clock_timestamp(), "
                + counted("accounts") + ", " + counted("names") + ", " + counted("addresses") + ", "
                + counted("reasons") + " WHERE period = date_bin('10 minutes', now(), 'epoch')";
        String reason = event.detail().getOrDefault("reason", "");
        // A directory that does not respond rejects everybody: these are not guesses, and only their number is of
        // interest.
        boolean guess = !reason.equals("UNAVAILABLE");
        String name = guess ? event.target().name() : "";
        jdbc.sql(sql)
                .param("accounts", account ? name : "")
                .param("names", account ? "" : name)
                .param(
                        "addresses",
                        guess ? Objects.requireNonNullElse(event.actor().address(), "") : "")
                .param("reasons", reason)
                .update();
    }

    /** Counts a key of a column, unless it is empty, or new where enough others are kept. */
    private static String counted(String column) {
        return """
                %1$s = CASE WHEN :%1$s <> '' AND (jsonb_exists(%1$s, :%1$s)
                        OR (SELECT count(*) FROM jsonb_object_keys(%1$s)) < %2$d)
                    THEN jsonb_set(%1$s, ARRAY[:%1$s], to_jsonb(coalesce((%1$s ->> :%1$s)::bigint, 0) + 1))
                    ELSE %1$s END""".formatted(column, KEPT);
    }

    /** The number within a time that have no separate events, by name or address. */
    public long summarised(By by, String subject, Duration within) {
        String count = switch (by) {
            case NAME -> "coalesce((accounts ->> :subject)::bigint, (names ->> :subject)::bigint, 0)";
            case ADDRESS -> "coalesce((addresses ->> :subject)::bigint, 0)";
        };
        return jdbc.sql("SELECT coalesce(sum(" + count + "), 0) FROM refused_sign_ins"
                        + " WHERE last_at > now() - :seconds * interval '1 second'")
                .param("subject", subject)
                .param("seconds", within.toSeconds())
                .query(Long.class)
                .single();
    }

    /** How attempts are counted. */
    public enum By {
        NAME,
        ADDRESS
    }

    /** Counts stay for a day, for {@link #summarised}. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void recordSummaries() {
        try {
            transactions.executeWithoutResult(transaction -> {
                over().forEach(summary -> audit.record(summary.event()));
                jdbc.sql("DELETE FROM refused_sign_ins WHERE recorded AND period < now() - interval '1 day'")
                        .update();
            });
        } catch (DataAccessException failure) {
            log.warn("Refused sign-ins could not be summarized; trying again in a minute: {}", failure.getMessage());
        }
    }

    /** The row stays locked until the summary is committed, so exactly one hub records it. */
    private List<RefusalSummary> over() {
        return jdbc.sql("""
                UPDATE refused_sign_ins SET recorded = true
                WHERE NOT recorded AND period < now() - interval '10 minutes' RETURNING *""").query(RefusalSummary::of).list().stream()
                .filter(summary -> summary.count() > 0)
                .toList();
    }
}
