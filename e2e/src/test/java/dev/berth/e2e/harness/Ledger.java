package dev.berth.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.e2e.harness.OperatingSystem.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The expected state, recorded independently of any hub, and its comparison with the operating system.
 *
 * <p>Servers that are left alone must keep their process throughout. A watch continuously looks for two processes of one user: a duplicate
 * counts even if it is corrected before the end.
 */
public final class Ledger implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final String token;
    private final Map<String, Boolean> wanted = new ConcurrentSkipListMap<>();
    private final Set<String> undecided = new ConcurrentSkipListSet<>();
    private final Map<String, Long> untouched = new TreeMap<>();
    private final List<String> doubles = java.util.Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
    private List<Long> crowd = List.of();

    private Ledger(Installation installation, String token) {
        this.installation = installation;
        this.token = token;
        watch.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
    }

    /** For a hub's first start: with the administrator's token, and with users who have not requested anything yet. */
    public static Ledger of(Hub hub, List<String> users) throws IOException {
        Ledger ledger =
                new Ledger(hub.installation(), FormVisitor.firstAdmin(hub).token("admin"));
        for (String user : users) {
            assertThat(ledger.at(hub).post("hub/api/users/" + user, null).status())
                    .isEqualTo(201);
            ledger.wants(user, false);
        }
        return ledger;
    }

    /** The REST API of a hub, as its administrator. */
    public RestClient at(Hub hub) {
        return hub.rest(token);
    }

    public void wants(String user, boolean running) {
        wanted.put(user, running);
    }

    /** It is not known whether the last request was committed: the state in the database counts, if processes agree with it. */
    public void undecided(String user) {
        undecided.add(user);
    }

    public boolean isWanted(String user) {
        return wanted.getOrDefault(user, false);
    }

    /** Starts a server that is left alone from now on: it must keep its process. */
    public void startAndLeaveAlone(String user, Hub hub) throws IOException {
        assertThat(at(hub).start(user, "light")).isEqualTo(202);
        wants(user, true);
        settle(hub);
        untouched.put(user, processes(user).getFirst().pid());
    }

    public List<ServerProcess> processes(String user) {
        return installation.servers().stream()
                .filter(process -> process.user().equals(user))
                .toList();
    }

    /** Waits until a hub, the operating system and the proxy all show the expected state. */
    public void settle(Hub hub) {
        undecided.forEach(user -> await("the hub knows what is wanted of " + user)
                .atMost(PATIENCE)
                .ignoreException(IOException.class)
                .until(() -> {
                    String state = at(hub).state(user);
                    wanted.put(user, state.equals("ready"));
                    return state.equals("ready") || state.equals("stopped");
                }));
        undecided.clear();
        wanted.forEach((user, running) -> await((running ? "one server" : "no server") + " of " + user)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreException(IOException.class)
                .untilAsserted(() -> compare(hub, user, running)));
        check();
    }

    /** Checks without waiting: no server was duplicated, and servers that were left alone are alive. */
    public void check() {
        assertThat(doubles).as("servers that ran twice").isEmpty();
        untouched.forEach((user, pid) -> assertThat(processes(user).stream().map(ServerProcess::pid))
                .as("the process of " + user + ", whose server nobody touched")
                .containsExactly(pid));
        List<String> unwanted = installation.servers().stream()
                .map(ServerProcess::user)
                .filter(user -> !isWanted(user))
                .toList();
        assertThat(unwanted).as("servers that nobody wants").isEmpty();
    }

    private void compare(Hub hub, String user, boolean running) throws IOException {
        RestClient rest = at(hub);
        List<ServerProcess> processes = processes(user);
        assertThat(processes)
                .as(() -> "processes of " + user + ", of whom the hub says " + told(rest, user))
                .hasSize(running ? 1 : 0);
        assertThat(rest.state(user)).as("state of " + user).isEqualTo(running ? "ready" : "stopped");
        RestClient.Answer answer = rest.get("user/" + user + "/");
        if (running) {
            assertThat(answer.status()).as("answer at the route of " + user).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(processes.getFirst().marker());
        } else {
            // Answered by the hub itself, for which a token does not count as a sign-in; 200 or 502 would mean that the
            // route still exists.
            assertThat(answer.status())
                    .as("answer where " + user + " has no server")
                    .isIn(302, 403, 404, 424);
        }
    }

    private static String told(RestClient rest, String user) {
        try {
            String path = "hub/api/users/" + user;
            String servers = rest.get(path + "?include_stopped_servers").body();
            // Shows why a failed start failed; the progress of an active one would be followed to its end.
            return servers.contains("\"stopped\":true")
                    ? servers + " " + rest.get(path + "/server/progress").body().strip()
                    : servers;
        } catch (IOException failure) {
            return "nothing: " + failure;
        }
    }

    /** Checks twice in a row, so that a process that ends while another one starts is not mistaken for a duplicate. */
    private void look() {
        Map<String, List<Long>> byUser = new TreeMap<>();
        installation
                .servers()
                .forEach(process -> byUser.computeIfAbsent(process.user(), key -> new ArrayList<>())
                        .add(process.pid()));
        List<Long> now = new ArrayList<>();
        byUser.forEach((user, pids) -> {
            if (pids.size() > 1) {
                now.addAll(pids);
                if (crowd.containsAll(pids)) {
                    doubles.add(user + " has " + pids);
                }
            }
        });
        crowd = now;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
