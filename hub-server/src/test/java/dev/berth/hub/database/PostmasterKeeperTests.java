package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL ends while the hub runs. */
@Timeout(180)
class PostmasterKeeperTests {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private Path folder;
    private BerthHome home;

    @BeforeEach
    void makeHome() throws IOException {
        folder = Files.createTempDirectory("berth-pk-");
        home = BerthHome.open(folder.toString());
    }

    /** The other processes of a postmaster that was killed notice that a moment later, and may write until then. */
    @AfterEach
    void removeHome() {
        await("nothing writes to the folder")
                .atMost(TIMEOUT)
                .ignoreExceptionsMatching(
                        failure -> failure instanceof IOException || failure instanceof UncheckedIOException)
                .until(() -> {
                    PostgresBinaries.delete(folder);
                    return true;
                });
    }

    @Test
    void killedPostmasterIsStartedAgainAtTheSameAddress() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            long before = postgres.pid();
            kill(before);
            awaitLogin(postgres);
            assertThat(postgres.pid()).isNotEqualTo(before);
            await().until(() -> postgres.restarts() == 1);
        }
    }

    @Test
    void backendThatDoesNotNoticeDoesNotPreventTheStart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            // Not closed: PostgreSQL ends both.
            Connection busy = postgres.hub("berth").connect();
            Connection observer = postgres.superuser().connect();
            Thread query = Thread.ofPlatform().daemon().start(() -> {
                try (var statement = busy.createStatement()) {
                    statement.execute("SELECT count(*) FROM generate_series(1, 1000000000000)");
                } catch (SQLException ended) {
                    // As intended.
                }
            });
            await().until(() -> observer.createStatement()
                    .executeQuery(
                            "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series(1,%' AND pid <> pg_backend_pid()")
                    .next());
            kill(postgres.pid());
            awaitLogin(postgres);
            query.join();
        }
    }

    @Test
    void failingStartIsRepeatedUntilItsCauseIsGone() throws Exception {
        try (LogLines lines = new LogLines();
                EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            Path data = postgres.dataFolder();
            long pid = postgres.pid();
            Files.move(data, data.resolveSibling("elsewhere"));
            kill(pid);
            await().until(() -> lines.count(Level.ERROR, "PostgreSQL cannot be started again") == 1);
            Files.move(data.resolveSibling("elsewhere"), data);
            awaitLogin(postgres);
            await().until(() -> postgres.restarts() == 1);
        }
    }

    @Test
    void twoHubsStartOnlyOne() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
        Process other = HubWithDatabase.start(folder, "hold");
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("pid " + postgres.pid());
            kill(postgres.pid());
            awaitLogin(postgres);
            await().until(() -> postgres.restarts() == 1);
            long pid = postgres.pid();
            postgres.close();
            assertThat(ProcessHandle.of(pid)).as("the other hub uses it").isPresent();
        } finally {
            other.getOutputStream().close();
            assertThat(other.waitFor()).isZero();
        }
        assertThat(postgres.running()).isFalse();
    }

    @Test
    void hubThatStopsDoesNotStartItAgain() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
        kill(postgres.pid());
        postgres.close();
        assertThat(postgres.running()).isFalse();
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
    }

    private static void awaitLogin(EmbeddedPostgres postgres) {
        await().atMost(TIMEOUT).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            try (Connection connection = postgres.hub("berth").connect()) {
                return connection.isValid(5);
            }
        });
    }
}
