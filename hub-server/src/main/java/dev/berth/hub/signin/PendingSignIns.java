package dev.berth.hub.signin;

import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * People whose password was right and who have yet to give a code. In the database, because the code may come to another replica; known by
 * the cookie that their browser had on the form, so that nothing of it is in an address. Nothing else is open to them meanwhile.
 */
@Component
class PendingSignIns {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final UserDirectory directory;

    PendingSignIns(JdbcClient jdbc, UserDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /**
     * Somebody who waits.
     *
     * @param user who they are, if the code is right
     * @param provider by which they came
     * @param rule which rule allows them
     */
    record Pending(User user, String provider, String rule) {}

    void begin(String visitorHash, SignInOutcome.CodeWanted wanted) {
        jdbc.sql("""
                INSERT INTO pending_sign_ins (visitor, user_id, provider, rule, expires)
                VALUES (:visitor, :user, :provider, left(:rule, 500), now() + :seconds * interval '1 second')
                ON CONFLICT (visitor) DO UPDATE SET user_id = excluded.user_id, provider = excluded.provider,
                    rule = excluded.rule, attempts = 0, expires = excluded.expires""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("user", wanted.user().id())
                .param("provider", wanted.provider())
                .param("rule", wanted.rule())
                .param("seconds", LIFETIME.toSeconds())
                .update();
    }

    Optional<Pending> find(String visitorHash) {
        return jdbc.sql("""
                SELECT user_id, provider, rule FROM pending_sign_ins
                WHERE visitor = :visitor AND expires > now() AND attempts < :most""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("most", ATTEMPTS)
                .query((row, number) -> directory
                        .byId(row.getLong("user_id"))
                        .map(user -> new Pending(user, stringOf(row, "provider"), stringOf(row, "rule"))))
                .optional()
                .flatMap(found -> found);
    }

    /** Counts an attempt before it is looked at; false when there were too many, or the time is over. */
    boolean attempt(String visitorHash) {
        return jdbc.sql("""
                UPDATE pending_sign_ins SET attempts = attempts + 1
                WHERE visitor = :visitor AND expires > now() AND attempts < :most""")
                        .param("visitor", HexFormat.of().parseHex(visitorHash))
                        .param("most", ATTEMPTS)
                        .update()
                == 1;
    }

    /** True for the one that ends it: two answers at once make one session. */
    boolean end(String visitorHash) {
        return jdbc.sql("DELETE FROM pending_sign_ins WHERE visitor = :visitor")
                        .param("visitor", HexFormat.of().parseHex(visitorHash))
                        .update()
                == 1;
    }

    int removeOld() {
        return jdbc.sql("DELETE FROM pending_sign_ins WHERE expires < now()").update();
    }

    private static String stringOf(java.sql.ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (java.sql.SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
