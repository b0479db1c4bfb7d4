package dev.berth.hub.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.UserAccounts;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an administrator who has lost the password regains access. */
class ResetPasswordTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void besideARunningHubItGivesAOneTimePasswordAndEndsWhatWasOpen() {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            hub.admin("boss");
            HubBrowser before = hub.browser("boss");
            assertThat(before.get("/hub/home").statusCode()).isEqualTo(200);
            long head = count(database, "select seq from feed_head");
            hub.jdbc()
                    .sql(
                            "insert into invitations (hash, name, expires) values (sha256('x'), 'boss', now() + interval '1 day')")
                    .update();

            assertThat(run(database, "reset-password", "Boss")).isZero();

            assertThat(before.get("/hub/home").statusCode()).isEqualTo(302);
            assertThat(count(database, "select seq from feed_head"))
                    .as("told to the proxies")
                    .isGreaterThan(head);
            assertThat(count(database, "select count(*) from invitations where used is null"))
                    .isZero();
            assertThat(out.toString()).startsWith("Sign in as \"boss\" with the one-time password ");
            String password = out.toString().lines().findFirst().orElseThrow().replaceAll(".* ", "");
            HubBrowser after = new HubBrowser(hub.port(), hub.proxySecret());
            assertThat(after.signIn("boss", password).statusCode()).isEqualTo(302);
            assertThat(after.get("/hub/home").headers().firstValue("Location"))
                    .contains("/hub/password?next=%2Fhub%2Fhome");
            Map<String, Object> event = hub.jdbc()
                    .sql(
                            "select actor_name, detail::text as detail from audit_events where action = 'PASSWORD_RESET' order by id desc limit 1")
                    .query()
                    .singleRow();
            assertThat(event.get("actor_name")).isEqualTo("operator");
            assertThat(event.get("detail").toString()).contains("command line").doesNotContain(password);
        }
    }

    @Test
    void whoIsNotThereOrMayNotComeInGetsNoPassword() {
        TestDatabase database = TestDatabase.fresh();
        try (HubUnderTest hub = HubUnderTest.start(database, new InMemoryWorld())) {
            assertThat(run(database, "reset-password", "nobody")).isEqualTo(1);
            assertThat(err.toString()).contains("There is no user \"nobody\"").contains("Administrators are: admin");
            hub.user("shut");
            hub.bean(UserAccounts.class).disable(hub.user("shut").id(), Actor.policy("test"));
            assertThat(run(database, "reset-password", "shut")).isEqualTo(1);
            assertThat(err.toString()).contains("The account of \"shut\" is disabled");
            assertThat(out.toString()).isEmpty();
        }
    }

    @Test
    void aWrongCallIsAnsweredWithTheWayToTheHelp() {
        for (String[] call : new String[][] {{"reset-password"}, {"reset-password", "a", "b"}, {"start"}}) {
            err.reset();
            assertThat(CommandRuns.status(List.of(call), stream(out), stream(err)))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--help' for help.");
        }
    }

    @Test
    void whereNoHubWasNoDatabaseIsMade() throws IOException {
        String[] call = {"reset-password", "admin", "--berth.home=" + folder};
        assertThatThrownBy(() -> Commands.run(call, stream(out), stream(err)))
                .hasMessageContaining("A hub's database does not exist in " + folder);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private int run(TestDatabase database, String... words) {
        List<String> call = new ArrayList<>(List.of(words));
        database.properties().forEach((key, value) -> call.add("--" + key + "=" + value));
        call.add("--berth.routing.acknowledge-timeout=300ms");
        return CommandRuns.status(call, stream(out), stream(err));
    }

    private static long count(TestDatabase database, String query) {
        return database.jdbc().sql(query).query(Long.class).single();
    }

    private static PrintStream stream(ByteArrayOutputStream target) {
        return new PrintStream(target, true);
    }
}
