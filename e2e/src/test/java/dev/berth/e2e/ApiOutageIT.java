package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.Cluster;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.Requirement;
import dev.berth.e2e.harness.RestClient;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The API server becomes unavailable and comes back. Environment variables configure the duration and the number of servers:
 * {@code BERTH_TEST_OUTAGE_SECONDS}, {@code BERTH_TEST_OUTAGE_SERVERS} real ones and {@code BERTH_TEST_OUTAGE_FAKES} on KWOK nodes, which
 * must exist and have no volumes for home directories. {@code BERTH_TEST_API_STOP} and {@code BERTH_TEST_API_START} name the programs that stop and start it;
 * {@code BERTH_TEST_AUDIT_LOG} is its audit log.
 */
class ApiOutageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final int REAL = number("BERTH_TEST_OUTAGE_SERVERS", 4);
    private static final int FAKES = number("BERTH_TEST_OUTAGE_FAKES", 0);
    private static final int SECONDS = number("BERTH_TEST_OUTAGE_SECONDS", 20);

    @Test
    void nothingIsLostAndEveryWishComesTrueAfterwards() throws IOException {
        Requirement.variable("BERTH_TEST_API_STOP");
        Requirement.variable("BERTH_TEST_API_START");
        try (Cluster cluster = Cluster.required("outage");
                Installation installation = cluster.use(new Installation("outage"))
                        .set("berth.users.uid-from", "200000")
                        .set("berth.users.uid-to", "209999")
                        .set("berth.spawner.kubernetes.readiness", "pod")
                        .set("berth.spawner.kubernetes.home.kind", FAKES > 0 ? "none" : "claim")
                        .set("berth.spawner.kubernetes.templates.default.shared-memory", "0B")
                        .set("berth.spawner.kubernetes.templates.fake.shared-memory", "0B")
                        .set("berth.spawner.kubernetes.templates.fake.node-selector.type", "kwok")
                        .set("berth.spawner.kubernetes.templates.fake.tolerations[0].key", "kwok.x-k8s.io/node")
                        .profiles("""
                          - name: real
                            image: %1$s
                            command: &serve [sh, -c, "trap 'exit 0' TERM; httpd -f -p {port} & wait; wait"]
                            jupyter: false
                            landing: ""
                            idle-timeout: 0s
                            memory: 32MB
                            start-timeout: 15m
                          - name: fake
                            image: %1$s
                            command: *serve
                            template: fake
                            jupyter: false
                            landing: ""
                            idle-timeout: 0s
                            memory: 32MB
                            start-timeout: 15m
                        """.formatted(Cluster.SMALL_IMAGE))) {
            Hub hub = installation
                    .start("hub", cluster.hubEnvironment(installation))
                    .awaitReady();
            outage(cluster, hub);
        }
    }

    private static void outage(Cluster cluster, Hub hub) throws IOException {
        RestClient rest = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
        List<String> real = names("real", REAL);
        List<String> fakes = names("fake", FAKES);
        for (String user : real) {
            start(rest, user, "real");
        }
        for (String user : fakes) {
            start(rest, user, "fake");
        }
        awaitState(rest, Stream.concat(real.stream(), fakes.stream()).toList(), "ready");
        Map<String, String> before = uids(cluster);
        start(rest, "before", "real");
        assertThat(rest.stop(real.get(0))).isIn(202, 204);
        withoutApiServer(rest, real);
        awaitState(rest, List.of("before", "during"), "ready");
        awaitState(rest, real.subList(0, 2), "stopped");
        List<String> kept = Stream.concat(real.stream().skip(2), fakes.stream()).toList();
        awaitState(rest, kept, "ready");
        Map<String, String> after = uids(cluster);
        for (String user : kept) {
            assertThat(after.get("jupyter-" + user)).as("the pod of " + user).isEqualTo(before.get("jupyter-" + user));
        }
        assertThat(deleted(cluster)).isSubsetOf(List.of("jupyter-" + real.get(0), "jupyter-" + real.get(1)));
        System.out.printf(
                "ApiOutageIT: %d s without an API server, %d real and %d faked servers: none was lost%n",
                SECONDS, REAL, FAKES);
    }

    private static void withoutApiServer(RestClient rest, List<String> real) throws IOException {
        run("BERTH_TEST_API_STOP");
        try {
            start(rest, "during", "real");
            assertThat(rest.stop(real.get(1))).isIn(202, 204);
            Instant end = Instant.now().plusSeconds(SECONDS);
            await("the outage has lasted " + SECONDS + " s")
                    .atMost(Duration.ofSeconds(SECONDS + 30L))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Instant.now().isAfter(end));
            for (String user : real.subList(2, real.size())) {
                assertThat(rest.state(user))
                        .as("the state of " + user + " during the outage")
                        .isEqualTo("ready");
            }
        } finally {
            run("BERTH_TEST_API_START");
        }
    }

    private static void start(RestClient rest, String user, String profile) throws IOException {
        RestClient.Answer made = rest.post("hub/api/users/" + user, null);
        assertThat(made.status()).as("%s is made: %s", user, made.body()).isEqualTo(201);
        RestClient.Answer answer = rest.post("hub/api/users/" + user + "/server", Map.of("profile", profile));
        assertThat(answer.status())
                .as("the start of %s: %s", user, answer.body())
                .isEqualTo(202);
    }

    private static void awaitState(RestClient rest, List<String> users, String state) {
        for (String user : users) {
            await(user + " is " + state)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> rest.state(user).equals(state));
        }
    }

    private static Map<String, String> uids(Cluster cluster) {
        Map<String, String> uids = new TreeMap<>();
        for (Pod pod : cluster.pods()) {
            uids.put(pod.getMetadata().getName(), pod.getMetadata().getUid());
        }
        return uids;
    }

    /** Names of the pods of this namespace that were deleted by any client, according to the API server's audit log. */
    private static List<String> deleted(Cluster cluster) throws IOException {
        String log = System.getenv("BERTH_TEST_AUDIT_LOG");
        if (log == null) {
            System.out.println("ApiOutageIT: no BERTH_TEST_AUDIT_LOG, so only the pods themselves were compared");
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<String> lines = Files.lines(Path.of(log))) {
            lines.filter(line -> line.contains("\"namespace\":\"" + cluster.namespace() + "\""))
                    .filter(line -> line.contains("\"resource\":\"pods\""))
                    .filter(line -> line.contains("\"verb\":\"delete"))
                    .map(line -> line.replaceFirst(".*\"resource\":\"pods\"[^}]*?\"name\":\"([^\"]+)\".*", "$1"))
                    .forEach(names::add);
        }
        return names;
    }

    private static void run(String variable) throws IOException {
        String program = Objects.requireNonNull(System.getenv(variable));
        Process process = new ProcessBuilder("sh", "-c", program)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.onExit().join().exitValue()).as(program).isZero();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    private static int number(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
