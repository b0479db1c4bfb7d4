package dev.berth.hub.signin;

import dev.berth.hub.keys.Sealing;
import dev.berth.hub.session.SessionTerms;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.identity.ExternalIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * People whose password was correct and who still have to enter a code. Stored in the database, because the code may reach another replica;
 * identified by the cookie that the browser had on the form, so that nothing of it is in a URL. They do not have access to anything else in
 * the meantime.
 */
@Component
public class PendingSignIns {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;

    private final JdbcClient jdbc;
    private final UserDirectory directory;
    private final Sealing sealing;

    PendingSignIns(JdbcClient jdbc, UserDirectory directory, Sealing sealing) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.sealing = sealing;
    }

    /**
     * A pending sign-in.
     *
     * @param user the user, if the code is correct
     * @param authenticated the provider's authentication
     * @param rule the rule that allows the sign-in
     */
    public record Pending(User user, AuthenticatedIdentity authenticated, String rule) {}

    public void begin(String visitorHash, SignInOutcome.CodeWanted wanted) {
        ExternalIdentity identity = wanted.authenticated().identity();
        SessionTerms terms = wanted.authenticated().terms();
        jdbc.sql("""
                INSERT INTO pending_sign_ins (visitor, user_id, provider, subject, name, provider_session, provider_until, memory,
                    by_password, rule, expires)
                VALUES (:visitor, :user, :provider, :subject, left(:name, 512), :session, :until, :memory, :byPassword, left(:rule, 500),
                    now() + :seconds * interval '1 second')
                ON CONFLICT (visitor) DO UPDATE SET user_id = excluded.user_id, provider = excluded.provider,
                    subject = excluded.subject, name = excluded.name, provider_session = excluded.provider_session,
                    provider_until = excluded.provider_until, memory = excluded.memory,
                    by_password = excluded.by_password,
                    rule = excluded.rule, attempts = 0, expires = excluded.expires""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("user", wanted.user().id())
                .param("provider", identity.provider())
                .param("subject", identity.subject())
                .param("name", identity.name())
                .param("byPassword", wanted.authenticated().byPassword())
                .param("session", terms.providerSession())
                .param("until", terms.until() == null ? null : terms.until().atOffset(ZoneOffset.UTC))
                .param(
                        "memory",
                        terms.memory() == null
                                ? null
                                : sealing.seal(Sealing.MEMORY, place(visitorHash), terms.memory()))
                .param("rule", wanted.rule())
                .param("seconds", LIFETIME.toSeconds())
                .update();
    }

    public Optional<Pending> find(String visitorHash) {
        return jdbc.sql("""
                SELECT * FROM pending_sign_ins
                WHERE visitor = :visitor AND expires > now() AND attempts < :most""")
                .param("visitor", HexFormat.of().parseHex(visitorHash))
                .param("most", ATTEMPTS)
                .query((row, number) ->
                        new Waiting(row.getLong("user_id"), authenticated(visitorHash, row), row.getString("rule")))
                .optional()
                .flatMap(waiting -> directory
                        .byId(waiting.userId())
                        .map(user -> new Pending(user, waiting.authenticated(), waiting.rule())));
    }

    private record Waiting(long userId, AuthenticatedIdentity authenticated, String rule) {}

    private AuthenticatedIdentity authenticated(String visitorHash, ResultSet row) throws SQLException {
        byte[] memory = row.getBytes("memory");
        OffsetDateTime until = row.getObject("provider_until", OffsetDateTime.class);
        return new AuthenticatedIdentity(
                ExternalIdentity.of(row.getString("provider"), row.getString("subject"), row.getString("name")),
                new SessionTerms(
                        memory == null
                                ? null
                                : sealing.open(Sealing.MEMORY, place(visitorHash), memory)
                                        .orElse(null),
                        row.getString("provider_session"),
                        until == null ? null : until.toInstant()),
                row.getBoolean("by_password"));
    }

    private static String place(String visitorHash) {
        return "pending " + visitorHash;
    }

    /** Counts an attempt before it is checked; false if there were too many or the pending sign-in has expired. */
    public boolean attempt(String visitorHash) {
        return jdbc.sql("""
                UPDATE pending_sign_ins SET attempts = attempts + 1
                WHERE visitor = :visitor AND expires > now() AND attempts < :most""")
                        .param("visitor", HexFormat.of().parseHex(visitorHash))
                        .param("most", ATTEMPTS)
                        .update()
                == 1;
    }

    /** True for the caller that ends it: two simultaneous responses result in one session. */
    public boolean end(String visitorHash) {
        return jdbc.sql("DELETE FROM pending_sign_ins WHERE visitor = :visitor")
                        .param("visitor", HexFormat.of().parseHex(visitorHash))
                        .update()
                == 1;
    }

    int removeOld() {
        return jdbc.sql("DELETE FROM pending_sign_ins WHERE expires < now()").update();
    }
}
