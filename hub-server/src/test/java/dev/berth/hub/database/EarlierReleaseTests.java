package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data directory of a release whose PostgreSQL listened on a port. */
class EarlierReleaseTests {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private Path folder;
    private BerthHome home;

    @BeforeEach
    void makeDataOfAnEarlierRelease() throws Exception {
        folder = Files.createTempDirectory("berth-er-");
        home = BerthHome.open(folder.toString());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
                Connection owner = postgres.owner("berth").connect()) {
            owner.createStatement().execute("CREATE TABLE kept (x int)");
        }
        PostgresBinaries.delete(folder.resolve("postgres/run"));
    }

    @AfterEach
    void removeHome() throws IOException {
        PostgresBinaries.delete(folder);
    }

    @Test
    void databaseThatWasLeftRunningIsStartedAgainOnItsSocket() throws Exception {
        long before = startWithPort();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
                Connection owner = postgres.owner("berth").connect()) {
            assertThat(postgres.pid()).isNotEqualTo(before);
            owner.createStatement().executeQuery("SELECT * FROM kept");
        }
    }

    @Test
    void hubOfThatReleaseThatIsStillRunningKeepsItsDatabase() throws Exception {
        long before = startWithPort();
        Process otherHub = HubWithDatabase.start(folder, "lock");
        try {
            assertThat(otherHub.inputReader().readLine()).isEqualTo("locked");
            assertThatThrownBy(() -> EmbeddedPostgres.open(home, TIMEOUT))
                    .isInstanceOf(DatabaseStartException.class)
                    .hasMessageContaining("A hub of another release uses the PostgreSQL");
            assertThat(ProcessHandle.of(before)).isPresent();
        } finally {
            otherHub.getOutputStream().close();
            otherHub.waitFor();
            EmbeddedPostgres.open(home, TIMEOUT).close();
        }
    }

    private long startWithPort() throws IOException {
        DatabaseAccount account = DatabaseAccount.find();
        Path postgres = folder.resolve("postgres");
        PostgresBinaries binaries = PostgresBinaries.unpack(postgres, account);
        PostgresCluster cluster = new PostgresCluster(binaries, account, postgres.resolve("data"));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = account.run(List.of(
                binaries.program("postgres"),
                "-D",
                cluster.folder().toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories="));
        Process process = Command.builder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(() ->
                cluster.postmaster() instanceof PostmasterFile file && file.complete() && file.pid() == process.pid());
        return process.pid();
    }
}
