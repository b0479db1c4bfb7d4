package dev.berth.hub.server.reconcile;

import dev.berth.hub.hint.Hints;
import dev.berth.hub.server.ServerRow;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation.Address;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Writes the results of steps. Each write is one statement that names the claim, the generation and the wish to which it applies, and does
 * nothing if any of them has changed.
 */
@Repository
class ResultRepository {

    private static final String STILL_MEANT =
            " where id = :id and lease_epoch = :epoch and generation = :generation and wanted = :wanted";

    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Hints hints;

    ResultRepository(JdbcClient jdbc, Hints hints) {
        this.jdbc = jdbc;
        this.hints = hints;
    }

    /** The start timeout begins here: until now, the runtime may not have responded. */
    boolean accepted(ServerRow row, String domain) {
        return write(
                row,
                jdbc.sql("""
                                update servers
                                set accepted_at = now(), seen = 'STARTING', seen_at = now(), domain = :domain,
                                    start_deadline = now() + :timeout * interval '1 second'
                                """ + STILL_MEANT)
                        .param("domain", domain)
                        .param("timeout", timeout(row).toSeconds()));
    }

    /**
     * A starting server could not be observed, and the runtime may need up to two minutes to recover: that time does not count towards its
     * start timeout.
     */
    void postponeTimeout(ServerRow row) {
        Duration left = timeout(row).compareTo(RECOVERY) < 0 ? timeout(row) : RECOVERY;
        jdbc.sql("update servers set start_deadline = greatest(start_deadline, now() + :left * interval '1 second')"
                        + STILL_MEANT)
                .param("left", left.toSeconds())
                .param("id", row.id())
                .param("epoch", row.epoch())
                .param("generation", row.generation())
                .param("wanted", row.wanted().name())
                .update();
    }

    private static Duration timeout(ServerRow row) {
        return row.requiredLaunch().spec().startTimeout();
    }

    /** If the row already contains the same values, nothing is written and no listener is woken; this returns false as well. */
    boolean progress(ServerRow row, Transition.Progress progress) {
        return write(
                row,
                jdbc.sql("update servers set seen = 'STARTING', seen_at = now(), phase = :phase, message = :message"
                                + STILL_MEANT
                                + " and (seen, phase, message) is distinct from ('STARTING', :phase, :message)")
                        .param("phase", progress.phase().name())
                        .param("message", progress.message()));
    }

    boolean ready(ServerRow row, Address address) {
        return write(
                row,
                jdbc.sql("""
                                update servers
                                set seen = 'READY', seen_at = now(), ip = :ip, port = :port, account_uid = :uid,
                                    ready_at = coalesce(ready_at, now()), missing_since = null,
                                    last_activity = greatest(last_activity, now())
                                """ + STILL_MEANT)
                        .param("ip", address.ip())
                        .param("port", address.port())
                        .param("uid", address.uid()));
    }

    /** The run has resources; false if that is recorded already. */
    boolean allocated(ServerRow row) {
        return jdbc.sql("update servers set allocated_generation = generation" + STILL_MEANT
                                + " and allocated_generation is distinct from generation")
                        .param("id", row.id())
                        .param("epoch", row.epoch())
                        .param("generation", row.generation())
                        .param("wanted", row.wanted().name())
                        .update()
                == 1;
    }

    /** The server is gone. The reason of an earlier decision is kept. */
    boolean ended(ServerRow row, Failure failure) {
        return write(
                row,
                jdbc.sql("""
                                update servers
                                set stop_code = case when wanted = 'RUNNING' then :code else stop_code end,
                                    stop_detail = case when wanted = 'RUNNING' then :detail else stop_detail end,
                                    stop_by = case when wanted = 'RUNNING' then null else stop_by end,
                                    stop_wanted_at = coalesce(stop_wanted_at, now()),
                                    wanted = 'STOPPED', seen = 'GONE', seen_at = now(), ended_at = now(),
                                    ip = null, port = null, account_uid = null, token = null, missing_since = null
                                """ + STILL_MEANT).param("code", failure.code().name()).param("detail", failure.detail()));
    }

    /** Who requested that the row of this server is deleted when the server has ended; empty if it has not, or nobody did. */
    Optional<String> removalBy(ServerRow row) {
        return jdbc.sql("select remove_by from servers where id = ? and seen = 'GONE' and remove_by is not null")
                .param(row.id())
                .query(String.class)
                .optional();
    }

    boolean giveUp(ServerRow row, Failure failure) {
        return write(
                row,
                jdbc.sql("""
                                update servers
                                set wanted = 'STOPPED', stop_code = :code, stop_detail = :detail, stop_by = null,
                                    stop_wanted_at = now(), due_at = now()
                                """ + STILL_MEANT).param("code", failure.code().name()).param("detail", failure.detail()));
    }

    boolean seenAgain(ServerRow row) {
        return jdbc.sql("update servers set seen_at = now(), missing_since = null" + STILL_MEANT)
                        .param("id", row.id())
                        .param("epoch", row.epoch())
                        .param("generation", row.generation())
                        .param("wanted", row.wanted().name())
                        .update()
                == 1;
    }

    private boolean write(ServerRow row, JdbcClient.StatementSpec statement) {
        boolean written = statement
                        .param("id", row.id())
                        .param("epoch", row.epoch())
                        .param("generation", row.generation())
                        .param("wanted", row.wanted().name())
                        .update()
                == 1;
        if (written) {
            hints.publish(Hints.SERVERS, Long.toString(row.id()));
        }
        return written;
    }
}
