package dev.berth.hub.server;

import dev.berth.hub.user.User;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The records of servers, which exist from a server's first start on, made and changed without a start. */
public class KitServerRecords {

    private final WishRepository wishes;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    KitServerRecords(WishRepository wishes, TransactionTemplate transactions, JdbcClient jdbc) {
        this.wishes = wishes;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /**
     * Makes sure that the record exists.
     *
     * @throws IllegalArgumentException if no server can have this name
     */
    public void ensure(User user, String server) {
        ServerNames.problem(server).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        transactions.executeWithoutResult(_ -> wishes.lockOrCreate(user.id(), user.runtimeHome(), server));
    }

    /** The last start of a stopped server came to this; null for a server that did not fail. */
    public void setFailure(User user, String server, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE servers SET stop_code = CASE WHEN CAST(:reason AS text) IS NULL THEN NULL ELSE 'EXITED_AT_START' END,
                            stop_detail = :reason, stop_by = NULL, ready_at = NULL, ended_at = now()
                        WHERE user_id = :user AND name = :server AND wanted = 'STOPPED'
                        """)
                .param("reason", reason)
                .param("user", user.id())
                .param("server", server)
                .update();
    }

    public void setLastActivity(User user, String server, @Nullable Instant at) {
        jdbc.sql("UPDATE servers SET last_activity = :at WHERE user_id = :user AND name = :server")
                .param("at", at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .param("user", user.id())
                .param("server", server)
                .update();
    }
}
