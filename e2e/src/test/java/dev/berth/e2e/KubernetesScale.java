package dev.berth.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.Cluster;
import dev.berth.e2e.harness.FormVisitor;
import dev.berth.e2e.harness.Hub;
import dev.berth.e2e.harness.Installation;
import dev.berth.e2e.harness.RestClient;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Thousands of servers on KWOK nodes (label {@code type=kwok}), which must exist: how long until all are running, compared with a
 * Deployment of as many pods on the same nodes in the same run; how far the hub lags behind its pods; how many requests it sends to the API
 * server; how much memory it uses. Prints the results and checks only that all servers started. {@code BERTH_BENCH_SERVERS} sets the
 * number, 2000 by default.
 */
class KubernetesScale {

    private static final int SERVERS = Integer.parseInt(System.getenv().getOrDefault("BERTH_BENCH_SERVERS", "2000"));

    /** More than an installation has for processes on this machine, above its subuids and below the largest UID that a pod can have. */
    private static final int FIRST_UID = 2_000_000_000;

    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Pattern REQUESTS = Pattern.compile("apiserver_request_total\\{([^}]*)} ([0-9.e+]+)");

    @Test
    void manyServersAtOnce() throws IOException {
        try (Cluster cluster = Cluster.required("scale");
                Installation installation = cluster.use(new Installation("scale"))
                        .set("berth.users.uid-from", Integer.toString(FIRST_UID))
                        .set("berth.users.uid-to", Integer.toString(FIRST_UID + SERVERS))
                        .set("berth.spawner.kubernetes.readiness", "pod")
                        .set("berth.spawner.kubernetes.home.kind", "none")
                        .set("berth.spawner.kubernetes.templates.default.shared-memory", "0B")
                        .set("berth.spawner.kubernetes.templates.default.node-selector.type", "kwok")
                        .set("berth.spawner.kubernetes.templates.default.tolerations[0].key", "kwok.x-k8s.io/node")
                        .profiles("""
                          - name: fake
                            image: berth-test/base
                            command: [httpd, -f, -p, "{port}"]
                            jupyter: false
                            landing: ""
                            idle-timeout: 0s
                            memory: 32MB
                            start-timeout: 30m
                        """)) {
            double bare = deployment(cluster);
            Hub hub = installation
                    .start("hub", cluster.hubEnvironment(installation))
                    .awaitReady();
            RestClient rest = hub.rest(FormVisitor.firstAdmin(hub).token("admin"));
            servers(cluster, hub, rest, bare);
        }
    }

    /** Seconds until all pods of a Deployment are running. */
    private static double deployment(Cluster cluster) {
        Deployment deployment = bare();
        long began = System.nanoTime();
        cluster.admin()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .resource(deployment)
                .create();
        await("the Deployment's pods run")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> isReady(cluster));
        double seconds = seconds(began);
        cluster.admin()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("bare")
                .delete();
        await("the Deployment's pods are gone")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> cluster.admin()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withLabel("app", "bare")
                        .list()
                        .getItems()
                        .isEmpty());
        System.out.printf("bench: a bare Deployment of %d pods ran after %.1f s%n", SERVERS, seconds);
        return seconds;
    }

    private static Deployment bare() {
        PodTemplateSpec template = Serialization.unmarshal("""
                metadata: {labels: {app: bare}}
                spec:
                  nodeSelector: {type: kwok}
                  tolerations: [{key: kwok.x-k8s.io/node, operator: Exists}]
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, runAsUser: 20000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: bare
                      image: berth-test/base
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """, PodTemplateSpec.class);
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("bare")
                .endMetadata()
                .withNewSpec()
                .withReplicas(SERVERS)
                .withNewSelector()
                .addToMatchLabels("app", "bare")
                .endSelector()
                .withTemplate(template)
                .endSpec()
                .build();
    }

    private static boolean isReady(Cluster cluster) {
        var status = cluster.admin()
                .apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("bare")
                .get()
                .getStatus();
        return status != null && status.getReadyReplicas() != null && status.getReadyReplicas() == SERVERS;
    }

    private static void servers(Cluster cluster, Hub hub, RestClient rest, double bare) throws IOException {
        List<String> users = IntStream.range(0, SERVERS).mapToObj(i -> "u" + i).toList();
        for (int from = 0; from < SERVERS; from += 200) {
            RestClient.Answer made =
                    rest.post("hub/api/users", Map.of("usernames", users.subList(from, Math.min(SERVERS, from + 200))));
            assertThat(made.status())
                    .as("users from u%d are made: %s", from, made.body())
                    .isEqualTo(201);
        }
        Map<String, Long> ran = new ConcurrentHashMap<>();
        Map<String, Long> shown = new ConcurrentHashMap<>();
        Map<String, Double> before = requests(cluster);
        try (var _ = cluster.admin()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withLabel("component", "singleuser-server")
                        .watch(new Running(ran));
                ExecutorService pool = Executors.newFixedThreadPool(16)) {
            long began = System.nanoTime();
            users.forEach(user -> pool.execute(() -> start(rest, user)));
            await("all servers are shown as ready")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        ready(rest).forEach(user -> shown.putIfAbsent(user, System.nanoTime()));
                        return shown.size() == SERVERS;
                    });
            double all = (ran.values().stream().mapToLong(Long::longValue).max().orElseThrow() - began) / 1e9;
            System.out.printf(
                    "bench: %d servers through the hub ran after %.1f s (%.2f of the Deployment), were shown ready after %.1f s%n",
                    SERVERS, all, all / bare, seconds(began));
        }
        assertThat(shown).hasSize(SERVERS);
        printLags(users, ran, shown);
        print(before, requests(cluster));
        System.out.println("bench: memory of the hub: " + memory(hub));
    }

    private static void printLags(List<String> users, Map<String, Long> ran, Map<String, Long> shown) {
        double[] lags = users.stream()
                .filter(ran::containsKey)
                .mapToDouble(user -> Math.max(0, (shown.get(user) - ran.get(user)) / 1e9))
                .sorted()
                .toArray();
        System.out.printf(
                "bench: the hub lags behind the pod by %.2f s at the median, %.2f s at p99 (polled twice a second)%n",
                lags[lags.length / 2], lags[(int) (lags.length * 0.99)]);
    }

    /** Repeated if the hub did not respond in time: otherwise the test would wait in vain for a server that was never requested. */
    private static void start(RestClient rest, String user) {
        await("the start of " + user + " is accepted")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> List.of(201, 202, 400).contains(rest.start(user))); // 400: it is already running
    }

    private static List<String> ready(RestClient rest) throws IOException {
        List<String> users = new java.util.ArrayList<>();
        for (int offset = 0; ; offset += 200) {
            JsonNode page = rest.get("hub/api/users?state=ready&limit=200&offset=" + offset)
                    .json();
            page.forEach(user -> users.add(user.path("name").asString()));
            if (page.size() < 200) {
                return users;
            }
        }
    }

    /** The API server's counters of all clients' requests for the kinds that the hub uses, without subresources. */
    private static Map<String, Double> requests(Cluster cluster) {
        Map<String, Double> counts = new TreeMap<>();
        Matcher line = REQUESTS.matcher(String.valueOf(cluster.admin().raw("/metrics")));
        while (line.find()) {
            String labels = line.group(1);
            if (labels.contains("subresource=\"\"")
                    && labels.matches(".*resource=\"(pods|configmaps|secrets|persistentvolumeclaims)\".*")) {
                String name = label(labels, "verb") + " " + label(labels, "resource");
                counts.merge(name, Double.parseDouble(line.group(2)), Double::sum);
            }
        }
        return counts;
    }

    private static String label(String labels, String name) {
        Matcher found = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"").matcher(labels);
        return found.find() ? found.group(1) : "";
    }

    private static void print(Map<String, Double> before, Map<String, Double> after) {
        after.forEach((name, count) -> {
            double more = count - before.getOrDefault(name, 0.0);
            if (more > 0) {
                System.out.printf("bench: %.0f %s, %.2f for each start (everybody's)%n", more, name, more / SERVERS);
            }
        });
    }

    private static String memory(Hub hub) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + hub.process().pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " "))
                .toList()
                .toString();
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private record Running(Map<String, Long> since) implements Watcher<Pod> {

        @Override
        public void eventReceived(Action action, Pod pod) {
            if ("Running".equals(pod.getStatus().getPhase())) {
                since.putIfAbsent(pod.getMetadata().getName().substring("jupyter-".length()), System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            System.out.println("bench: the watch ended: " + cause.getMessage());
        }
    }
}
