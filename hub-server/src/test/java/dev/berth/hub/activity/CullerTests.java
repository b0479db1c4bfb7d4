package dev.berth.hub.activity;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerActivity;
import dev.berth.hub.server.ServerLists;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stops idle servers, but never one whose activity could not be determined. A small HTTP server acts as the Jupyter server. */
class CullerTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String OLD = "2020-01-01T00:00:00Z";
    private static final String IDLE_KERNEL = "[{\"id\":\"k1\",\"name\":\"python3\",\"execution_state\":\"idle\","
            + "\"last_activity\":\"" + OLD + "\",\"connections\":1}]";

    private static HttpServer jupyter;
    private static CountDownLatch end = new CountDownLatch(1);

    private static volatile Reply kernels;
    private static volatile Reply terminals;
    private static volatile Runnable meanwhile;
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    /** The response; a null body never ends. */
    private record Reply(int status, String body) {}

    @BeforeAll
    static void start() throws IOException {
        jupyter = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        jupyter.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        jupyter.createContext("/", CullerTests::answer);
        jupyter.start();
        SharedHub.WORLD.addresses(
                request -> new Address("127.0.0.1", jupyter.getAddress().getPort(), 20_001L));
    }

    @AfterAll
    static void stop() {
        end.countDown();
        jupyter.stop(0);
    }

    @BeforeEach
    void idle() {
        kernels = new Reply(200, IDLE_KERNEL);
        terminals = new Reply(200, "[]");
        meanwhile = () -> {};
        ASKED.clear();
    }

    @Test
    void whatIsIdleIsStoppedAndTheEvidenceIsKept() throws InterruptedException {
        String name = unused();
        cull();
        ServerView stopped = HUB.await(name, ServerState.STOPPED);
        assertThat(stopped.stopCode()).isEqualTo("IDLE");
        assertThat(stopped.stopBy()).isNull();
        assertThat(stopped.stopEvidence())
                .contains("\"kernels\"")
                .contains("\"k1\"")
                .contains("\"idleSince\"")
                .contains("\"terminalJobs\"");
        assertThat(ASKED).contains("/user/" + name + "/api/kernels token", "/user/" + name + "/api/terminals token");
    }

    @Test
    void aNameThatTheDatabaseWouldRefuseKeepsNoServerAlive() throws InterruptedException {
        String name = unused();
        kernels = new Reply(200, IDLE_KERNEL.replace("python3", "py\\u0000thon"));
        cull();
        assertThat(HUB.await(name, ServerState.STOPPED).stopCode()).isEqualTo("IDLE");
    }

    @Test
    void whatSpokeAgainstStoppingIsKept() throws InterruptedException {
        String name = unused();
        kernels = new Reply(200, IDLE_KERNEL.replace("\"idle\"", "\"busy\""));
        cull();
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
        assertThat(HUB.bean(ServerLists.class).lastLook(HUB.view(name).id())).hasValueSatisfying(look -> {
            assertThat(look.inUse()).isEqualTo("kernel k1 is busy");
            assertThat(look.evidence()).contains("\"kernels\"");
        });
        HUB.stopServer(name);
        HUB.await(name, ServerState.STOPPED);
        HUB.startServer(name, "");
        assertThat(HUB.bean(ServerLists.class).lastLook(HUB.view(name).id()))
                .as("of a run that is over")
                .isEmpty();
    }

    @Test
    void aServerWithoutTerminalsIsStoppedAllTheSame() throws InterruptedException {
        String name = unused();
        terminals = new Reply(404, "{}");
        cull();
        assertThat(HUB.await(name, ServerState.STOPPED).stopCode()).isEqualTo("IDLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | [{\"id\":\"k\",\"execution_state\":\"busy\",\"last_activity\":\"2020-01-01T00:00:00Z\"}]",
                "200 | [{\"id\":\"k\",\"execution_state\":\"idle\"}]",
                "200 | [{\"id\":\"k\",\"execution_state\":\"idle\",\"last_activity\":\"long ago\"}]",
                "200 | [1]",
                "200 | {}",
                "200 | null",
                "200 | <html>",
                "200 | ''",
                "404 | []",
                "403 | []",
                "302 | []",
                "500 | []",
                "200 | ",
            })
    void whatItsKernelsDoNotTellKeepsAServer(int status, String body) throws InterruptedException {
        String name = unused();
        kernels = new Reply(status, body);
        cull();
        kept(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"500 | []", "200 | [2]", "200 | [{\"name\":\"1\"}]", "200 | "})
    void whatItsTerminalsDoNotTellKeepsAServer(int status, String body) throws InterruptedException {
        String name = unused();
        terminals = new Reply(status, body);
        cull();
        kept(name);
    }

    @Test
    void anAnswerWithoutEndKeepsAServer() throws InterruptedException {
        String name = unused();
        kernels = new Reply(200, "[" + "{\"id\":\"k\"},".repeat(200_000) + "{}]");
        cull();
        kept(name);
    }

    @Test
    void aJobThatRunsOrCannotBeSeenKeepsAServer() throws InterruptedException {
        for (JobEvidence jobs : List.of(JobEvidence.RUNNING, JobEvidence.UNKNOWN)) {
            String name = unused();
            SharedHub.WORLD.terminalJobs(HUB.ref(name), jobs);
            cull();
            kept(name);
        }
    }

    @Test
    void aUseBetweenTheLookAndTheDecisionKeepsAServer() throws InterruptedException {
        String name = unused();
        ServerView view = HUB.view(name);
        meanwhile = () -> HUB.bean(ServerActivity.class).used(view.path(), view.generation(), Duration.ZERO, null);
        cull();
        kept(name);
    }

    @Test
    void aServerThatKeepsSilentHoldsUpNoOther() throws InterruptedException {
        String first = unused();
        String second = unused();
        CountDownLatch both = new CountDownLatch(2);
        meanwhile = () -> {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
        cull();
        assertThat(HUB.await(first, ServerState.STOPPED).stopCode()).isEqualTo("IDLE");
        assertThat(HUB.await(second, ServerState.STOPPED).stopCode()).isEqualTo("IDLE");
    }

    @Test
    void aServerThatIsNotWhereItWasIsNotAsked() throws InterruptedException {
        String name = unused();
        SharedHub.WORLD.unavailable(true);
        try {
            cull();
        } finally {
            SharedHub.WORLD.unavailable(false);
        }
        assertThat(ASKED).noneMatch(path -> path.startsWith("/user/" + name + "/"));
        kept(name);
    }

    @Test
    void aStrangerOnTheServersPortDoesNotGetItsToken() throws InterruptedException {
        String name = unused();
        HUB.spawner().takePorts(true);
        try {
            cull();
        } finally {
            HUB.spawner().takePorts(false);
        }
        assertThat(ASKED).contains("/user/" + name + "/api/status ").noneMatch(request -> request.endsWith(" token"));
        kept(name);
    }

    @Test
    void whatIsTooOldIsStoppedHoweverBusyItIs() throws InterruptedException {
        String name = SharedHub.name("aged");
        HUB.api(name)
                .post("/hub/api/users/" + name + "/server", "{\"profile\":\"short-lived\"}")
                .ok(201);
        HUB.await(name, ServerState.READY);
        cull();
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
        HUB.jdbc()
                .sql("update servers set ready_at = now() - interval '2 hours' where user_id = ?")
                .param(HUB.user(name).id())
                .update();
        cull();
        ServerView stopped = HUB.await(name, ServerState.STOPPED);
        assertThat(stopped.stopCode()).isEqualTo("TOO_OLD");
        assertThat(stopped.stopEvidence()).contains("readyAt");
    }

    private static void cull() throws InterruptedException {
        HUB.bean(Culler.class).run();
    }

    /** The server stays, and is used again, so that later rounds do not check it. */
    private static void kept(String name) {
        assertThat(HUB.view(name).state()).isEqualTo(ServerState.READY);
        HUB.jdbc()
                .sql("update servers set last_activity = now() where user_id = ?")
                .param(HUB.user(name).id())
                .update();
    }

    private static String unused() {
        String name = SharedHub.ready("idle");
        HUB.jdbc()
                .sql("update servers set last_activity = now() - interval '2 hours' where user_id = ?")
                .param(HUB.user(name).id())
                .update();
        return name;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String credential = exchange.getRequestHeaders().getFirst("Authorization");
        ASKED.add(path + " " + (credential == null ? "" : credential.split(" ")[0]));
        meanwhile.run();
        Reply reply = path.endsWith("/api/kernels") ? kernels : terminals;
        exchange.sendResponseHeaders(reply.status(), 0);
        try (exchange) {
            exchange.getResponseBody()
                    .write((reply.body() == null ? "[" : reply.body()).getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            if (reply.body() == null) {
                end.await();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
