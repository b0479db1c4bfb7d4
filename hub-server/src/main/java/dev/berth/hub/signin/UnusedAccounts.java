package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.AccountOutcome;
import dev.berth.hub.user.UserAccounts;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Disables accounts that were not used for {@code berth.signin.disable-unused-after}: no sign-in, no session and no token, and not enabled
 * by an administrator in that time. The last administrator is kept. Every replica can run it; it is idempotent.
 */
@Component
class UnusedAccounts {

    private static final Logger log = LoggerFactory.getLogger(UnusedAccounts.class);
    private static final Actor POLICY = Actor.policy("unused-account");
    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final UserAccounts accounts;
    private final SignInProperties properties;

    UnusedAccounts(JdbcClient jdbc, UserAccounts accounts, SignInProperties properties) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.properties = properties;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void run() {
        try {
            int disabled = disable();
            if (disabled > 0) {
                log.info(
                        "{} accounts that were not used for {} have been disabled",
                        disabled,
                        properties.disableUnusedAfter());
            }
        } catch (DataAccessException failure) {
            log.warn(
                    "Unused accounts could not be determined; the next attempt is in an hour: {}",
                    failure.getMessage());
        }
    }

    /** Returns the number of disabled accounts. */
    int disable() {
        Duration after = properties.disableUnusedAfter();
        return after == null
                ? 0
                : (int) unused(after).stream()
                        .filter(id -> accounts.disable(id, POLICY) instanceof AccountOutcome.Done)
                        .count();
    }

    private List<Long> unused(Duration after) {
        return jdbc.sql("""
                SELECT u.id FROM users u WHERE u.state = 'ACTIVE'
                  AND greatest(u.created, u.last_seen, u.enabled,
                      (SELECT max(s.last_seen) FROM browser_sessions s WHERE s.user_id = u.id),
                      (SELECT max(t.last_activity) FROM api_tokens t WHERE t.user_id = u.id))
                    < now() - :seconds * interval '1 second'
                ORDER BY u.id LIMIT :most""")
                .param("seconds", after.toSeconds())
                .param("most", AT_ONCE)
                .query((row, number) -> row.getLong(1))
                .list();
    }
}
