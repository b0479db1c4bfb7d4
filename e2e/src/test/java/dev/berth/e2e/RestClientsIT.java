package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.LightServer;
import dev.berth.e2e.harness.PythonTools;
import dev.berth.e2e.harness.PythonTools.Result;
import dev.berth.e2e.harness.RestClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Third-party programs: one that was written for JupyterHub, and one that reads the OpenAPI document and tries everything. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RestClientsIT {

    /** For all calls together; each of them gets its examples, its boundary values, and then random input. */
    private static final String SECONDS = "100";

    private static Installation installation;
    private static Hub hub;
    private static RestClient admin;

    @BeforeAll
    static void prepare() throws IOException {
        installation = new Installation("clients").set("berth.servers.named-limit", "3");
        installation.set("logging.level.dev.berth.proxy.http.HubForwarder", "debug");
        installation.set("berth.servers.stop-patience", "2s").set("berth.servers.start-patience", "2s");
        // The permissions of a JupyterHub service: everything that belongs to its own user, and listing all users.
        installation.set("berth.access.roles[0].name", "lister");
        installation.set("berth.access.roles[0].users", "ann");
        installation.set("berth.access.roles[0].scopes", "list:users");
        LightServer.offer(installation);
        hub = installation.start("hub", Map.of()).awaitReady();
        admin = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
        for (String name : List.of("ann", "bob", "cleo")) {
            admin.post("hub/api/users/" + name, Map.of());
        }
        admin.post("hub/api/groups/lab", Map.of("users", List.of("ann")));
    }

    @AfterAll
    static void end() {
        installation.close();
    }

    @Test
    @Order(1)
    void aProgramWrittenForJupyterHubListsStartsFollowsUsesAndStops() throws IOException {
        String token = admin.post("hub/api/users/ann/tokens", Map.of("note", "program"))
                .json()
                .path("token")
                .asString();
        Result program = PythonTools.run(
                "python",
                Map.of("JUPYTERHUB_API_TOKEN", token),
                List.of(PythonTools.script("start_follow_stop.py").toString(), origin(), "ann"));
        assertThat(program.output()).as("its output").contains("progress 100").contains("done");
        assertThat(program.status()).isZero();
    }

    /** Runs after the other test, because it changes every user. */
    @Test
    @Order(2)
    void nothingThatTheDocumentAllowsMakesTheHubFailOrAnswerOtherwiseThanItSays() {
        Result result = PythonTools.run(
                "st",
                Map.of("NO_COLOR", "1"),
                List.of(
                        "run",
                        origin() + "/hub/api/openapi.json",
                        "--header",
                        "Authorization: token " + admin.token(),
                        "--checks",
                        "not_a_server_error,status_code_conformance,content_type_conformance,"
                                + "response_headers_conformance,response_schema_conformance",
                        // Operations that would stop the hub, or invalidate the credential of all other calls.
                        "--exclude-operation-id",
                        "shutDown",
                        "--phases",
                        "examples,coverage,fuzzing",
                        "--max-time",
                        SECONDS,
                        "--request-timeout",
                        "30",
                        "--continue-on-failure",
                        "--warnings",
                        "off",
                        "--seed",
                        "20261124"));
        // What failed stands between these headings; what is before them is the same each time.
        String failures =
                result.output().replaceFirst("(?s)^.*=== FAILURES ===", "").replaceFirst("(?s)=== SUMMARY ===.*$", "");
        assertThat(result.status()).as(failures).isZero();
        assertThat(result.output()).contains("No issues found");
    }

    private static String origin() {
        return hub.url("").toString();
    }
}
