package dev.berth.hub.signin;

import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

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

    void begin(String visitorHash, CodeWanted wanted) {
        jdbc.sql("""
                INSERT INTO pending_sign_ins (visitor, user_id, identity, rule, expires)
                VALUES (:visitor, :user, CAST(:identity AS jsonb), left(:rule, 500), now() + :seconds * interval '1 second')
                ON CONFLICT (visitor) DO UPDATE SET user_id = excluded.user_id, identity = excluded.identity,
                    rule = excluded.rule, attempts = 0, expires = excluded.expires""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("user", wanted.user().id())
                .param("identity", JsonMapper.shared().writeValueAsString(wanted.identity()))
                .param("rule", wanted.rule())
                .param("seconds", LIFETIME.toSeconds())
                .update();
    }

    Optional<CodeWanted> find(String visitorHash) {
        return jdbc.sql("""
                SELECT user_id, identity::text, rule FROM pending_sign_ins
                WHERE visitor = :visitor AND expires > now() AND attempts < :most""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("most", ATTEMPTS)
                .query((row, number) ->
                        new Row(row.getLong("user_id"), row.getString("identity"), row.getString("rule")))
                .optional()
                .flatMap(row -> directory
                        .byId(row.user())
                        .map(user -> new CodeWanted(
                                user,
                                JsonMapper.shared().readValue(row.identity(), ExternalIdentity.class),
                                row.rule())));
    }

    private record Row(long user, String identity, String rule) {}

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
}
