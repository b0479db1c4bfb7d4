package dev.berth.hub.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTests {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private Path folder;
    private BerthHome home;

    @BeforeEach
    void makeHome() throws IOException {
        folder = Files.createTempDirectory("berth-pg-");
        home = BerthHome.open(folder.toString());
    }

    @AfterEach
    void removeHome() throws IOException {
        PostgresBinaries.delete(folder);
    }

    @Test
    void secondHubAdoptsAndTheLastOneOutStopsIt() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.open(home, TIMEOUT);
        Process second = HubWithDatabase.start(folder, "hold");
        try {
            assertThat(second.inputReader().readLine()).isEqualTo("pid " + first.pid());
            first.close();
            assertThat(first.running()).as("another hub uses it").isTrue();
        } finally {
            second.getOutputStream().close();
            assertThat(second.waitFor()).isZero();
        }
        assertThat(first.running()).isFalse();
    }

    @Test
    void postmasterOutlivesAKilledHubAndIsAdopted() throws Exception {
        Process killed = HubWithDatabase.start(folder, "hold");
        String pid = killed.inputReader().readLine();
        killed.destroyForcibly().waitFor();
        PostmasterFile before =
                PostmasterFile.parse(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid")));
        try (EmbeddedPostgres next = EmbeddedPostgres.open(home, TIMEOUT)) {
            assertThat("pid " + next.pid()).isEqualTo(pid);
            assertThat(PostmasterFile.parse(Files.readAllLines(next.dataFolder().resolve("postmaster.pid"))))
                    .isEqualTo(before);
        }
    }

    @Test
    void restartKeepsDataAndAddress() throws Exception {
        DatabaseLogin login;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
                Connection owner = postgres.owner("berth").connect()) {
            owner.createStatement().execute("CREATE TABLE kept (x int)");
            login = postgres.owner("berth");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT);
                Connection owner = postgres.owner("berth").connect()) {
            assertThat(postgres.owner("berth")).isEqualTo(login);
            assertThat(owner.createStatement()
                            .executeQuery("SELECT * FROM kept")
                            .next())
                    .isFalse();
        }
    }

    @Test
    void otherMajorVersionIsRefusedWithTheWayToUpgrade() throws Exception {
        EmbeddedPostgres.open(home, TIMEOUT).close();
        Files.writeString(folder.resolve("postgres/data/PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.open(home, TIMEOUT))
                .isInstanceOfSatisfying(DatabaseStartException.class, failure -> {
                    assertThat(failure).hasMessageContaining("was written by PostgreSQL 17");
                    assertThat(failure.action()).contains("pg_dump", "pg_restore");
                });
    }

    @Test
    void everyLoginNeedsAPasswordAndThereIsNoPort() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            for (String role : List.of("berth_root", "berth_owner", "berth_hub", "berth_audit", "postgres")) {
                DatabaseLogin guess = DatabaseLogin.local(postgres.socket(), "berth", role, "berth");
                assertThatThrownBy(guess::connect)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("password authentication failed");
            }
            assertThat(setting(postgres, "listen_addresses")).isEmpty();
            assertThat(setting(postgres, "fsync")).isEqualTo("on");
            assertThat(setting(postgres, "synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void otherAccountReadsNeitherDataNorPasswords() throws Exception {
        assumeThat(DatabaseAccount.currentUid())
                .as("only root can try as another account")
                .isZero();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            for (Path secret : List.of(
                    postgres.dataFolder().resolve("PG_VERSION"), folder.resolve("keys/postgres-hub.password"))) {
                Command.Result read = asNobody("cat", secret.toString());
                assertThat(read.status()).isNotZero();
                assertThat(read.output()).contains("Permission denied");
            }
            assertThat(asNobody("ls", folder.toString()).status()).isNotZero();
            assertThat(asNobody("ls", folder.resolve("postgres").toString()).status())
                    .isNotZero();
            assertThat(asNobody("ls", postgres.socket().toString()).output())
                    .as("the socket's folder")
                    .contains("Permission denied");
        }
    }

    @Test
    void runsAsAnAccountThatIsNotRootInASessionOfItsOwn() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(home, TIMEOUT)) {
            PostmasterFile file = PostmasterFile.parse(
                    Files.readAllLines(postgres.dataFolder().resolve("postmaster.pid")));
            Path process = Path.of("/proc/" + file.pid());
            assertThat((Integer) Files.getAttribute(process, "unix:uid")).isNotZero();
            String stat = Files.readString(process.resolve("stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3];
            assertThat(session).isEqualTo(Long.toString(file.pid()));
            assertThat(Files.readString(process.resolve("status")))
                    .containsPattern("NoNewPrivs:\\s+" + (DatabaseAccount.currentUid() == 0 ? 1 : 0));
        }
    }

    @Test
    void unreachableHomeIsRefusedByTheNameOfTheFolderInTheWay() throws Exception {
        assumeThat(DatabaseAccount.currentUid())
                .as("only root runs PostgreSQL as another account")
                .isZero();
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        BerthHome inside = BerthHome.open(closed.resolve("home").toString());
        assertThatThrownBy(() -> EmbeddedPostgres.open(inside, TIMEOUT))
                .isInstanceOf(DatabaseStartException.class)
                .hasMessageContaining("other accounts cannot pass through " + closed);
    }

    @Test
    void longPathOfTheDataDirectoryGetsAShortSocket() throws Exception {
        BerthHome deep = BerthHome.open(
                folder.resolve("a-folder-with-a-long-name".repeat(4)).toString());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(deep, TIMEOUT);
                Connection hub = postgres.hub("berth").connect()) {
            assertThat(hub.isValid(5)).isTrue();
            assertThat(postgres.socket().toString()).hasSizeLessThan(108).startsWith("/");
            assertThat(Files.getPosixFilePermissions(postgres.socket().getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        } finally {
            PostgresBinaries.delete(SocketFolder.of(deep.root().resolve("postgres"), DatabaseAccount.find())
                    .path());
        }
    }

    @Test
    void commaInThePathIsNotAListOfFolders() throws Exception {
        BerthHome odd = BerthHome.open(folder.resolve("a, b c").toString());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(odd, TIMEOUT);
                Connection hub = postgres.hub("berth").connect()) {
            assertThat(hub.isValid(5)).isTrue();
        }
    }

    private static String setting(EmbeddedPostgres postgres, String name) throws SQLException {
        try (Connection connection = postgres.superuser().connect();
                var result = connection.createStatement().executeQuery("SHOW " + name)) {
            result.next();
            return result.getString(1);
        }
    }

    private static Command.Result asNobody(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        all.addAll(List.of(command));
        return Command.run(all);
    }
}
