package dev.berth.kit;

import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the hub stores about users, read and written without its rules. */
final class KitUsers {

    private static final String SESSIONS =
            "session_identities i JOIN browser_sessions s ON s.id = i.session WHERE s.user_id = :user AND s.ended_at IS NULL";

    private final UserDirectory users;
    private final JdbcClient jdbc;

    KitUsers(UserDirectory users, JdbcClient jdbc) {
        this.users = users;
        this.jdbc = jdbc;
    }

    /** The name as stored: a test that asks for another spelling has a mistake. */
    User require(String name) {
        return UserName.of(name)
                .filter(known -> known.value().equals(name))
                .flatMap(users::byName)
                .orElseThrow(() -> KitErrors.unknown("user", name));
    }

    void setAdmin(User user, boolean admin) {
        jdbc.sql("UPDATE users SET admin = :admin WHERE id = :user")
                .param("admin", admin)
                .param("user", user.id())
                .update();
    }

    void setLastActivity(User user, @Nullable Instant at) {
        jdbc.sql("UPDATE users SET last_seen = :at WHERE id = :user")
                .param("at", at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("user", user.id())
                .update();
    }

    /** When a provider last confirmed one of the user's sessions, in seconds of the database's clock; empty without a session. */
    Optional<Double> confirmed(User user) {
        return Optional.ofNullable(jdbc.sql("SELECT max(extract(epoch FROM i.asked))::float8 AS at FROM " + SESSIONS)
                .param("user", user.id())
                .query((row, number) -> row.getObject("at", Double.class))
                .list()
                .getFirst());
    }

    /** Sets that for all of the user's sessions, and that they are due for the next refresh accordingly; false without a session. */
    boolean confirm(User user, double seconds) {
        return jdbc.sql(
                                "UPDATE session_identities SET due = due + (to_timestamp(:at) - asked), asked = to_timestamp(:at)"
                                        + " WHERE session IN (SELECT s.id FROM " + SESSIONS + ")")
                        .param("at", seconds)
                        .param("user", user.id())
                        .update()
                > 0;
    }

    /** Whether a provider keeps something for one of the user's sessions; Berth has no other state of a sign-in. */
    boolean hasProviderState(User user) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM " + SESSIONS + " AND i.memory IS NOT NULL)")
                .param("user", user.id())
                .query(Boolean.class)
                .single();
    }
}
