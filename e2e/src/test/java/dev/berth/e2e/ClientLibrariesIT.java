package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.NodeTools;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that were written for JupyterHub and its servers, unmodified. */
class ClientLibrariesIT {

    private static final int ALL = 20_000;
    private static final int OLD = 50;
    private static final String CULLER_TOKEN = "culler-".repeat(8);

    private static Installation installation;
    private static Hub hub;
    private static RestClient admin;

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("clients")
                // More than the tests' usual share of this machine's UIDs.
                .set("berth.users.uid-from", "2000000000")
                .set("berth.users.uid-to", "2000039999")
                .set("berth.profiles[0].name", "edge")
                .set("berth.profiles[1].name", "self")
                .set("berth.profiles[1].mode", "self")
                .set(
                        "berth.spawner.local.python",
                        PythonTools.withJupyterHub("6.1.1").toString())
                .set("berth.access.services[0].name", "idle-culler")
                .set("berth.access.services[0].api-token", CULLER_TOKEN)
                .set("berth.access.roles[0].name", "idle-culler")
                .set("berth.access.roles[0].services", "idle-culler")
                .set(
                        "berth.access.roles[0].scopes",
                        "list:users,read:users:activity,read:servers,delete:servers,admin:users");
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    @ParameterizedTest(name = "in a server with the mode {0}")
    @ValueSource(strings = {"edge", "self"})
    void jupyterLabsClientLibraryRunsACellFromNode(String mode) throws IOException {
        String user = "node-" + mode;
        admin.post("hub/api/users/" + user, Map.of());
        RestClient owner = hub.rest(admin.post("hub/api/users/" + user + "/tokens", Map.of())
                .json()
                .path("token")
                .asString());
        admin.post("hub/api/users/" + user + "/server", Map.of("user_options", Map.of("profile", mode)));
        await("the server is ready")
                .atMost(Duration.ofMinutes(2))
                .until(() -> owner.state(user).equals("ready"));
        PythonTools.Result result = NodeTools.run(
                "run_a_cell.mjs",
                Map.of("JUPYTER_TOKEN", owner.token()),
                List.of(hub.url("/") + "user/" + user + "/", "print(6 * 7)"));
        assertThat(result.output()).contains("42\n", "ok\n");
        assertThat(result.status()).as(result.output()).isZero();
    }

    /** People who were never active count from their creation, so those who were created last stay. */
    @Test
    void theIdleCullerFindsItsUsersAmongTwentyThousandInPages() throws IOException {
        create("old", OLD);
        long created = System.nanoTime();
        create("new", ALL - OLD);
        long age = Duration.ofNanos(System.nanoTime() - created).toSeconds();
        var _ = installation.run(
                "culler",
                PythonTools.builder(
                        "python",
                        Map.of("JUPYTERHUB_API_TOKEN", CULLER_TOKEN, "JUPYTERHUB_API_URL", hub.url("/") + "hub/api"),
                        List.of(
                                "-m",
                                "jupyterhub_idle_culler",
                                "--timeout=" + Math.max(1, age),
                                "--cull-users=True",
                                "--cull-every=3600",
                                "--api-page-size=200")));
        await("the old users are gone")
                .atMost(Duration.ofMinutes(2))
                .until(() -> admin.get("hub/api/users?name_filter=old&limit=1")
                        .body()
                        .equals("[]"));
        assertThat(admin.get("hub/api/users/new" + (ALL - OLD - 1)).status()).isEqualTo(200);
    }

    private static void create(String prefix, int count) throws IOException {
        for (int from = 0; from < count; from += 500) {
            List<String> names = new ArrayList<>(IntStream.range(from, Math.min(count, from + 500))
                    .mapToObj(number -> prefix + number)
                    .toList());
            assertThat(admin.post("hub/api/users", Map.of("usernames", names)).status())
                    .isEqualTo(201);
        }
    }
}
