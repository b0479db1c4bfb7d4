package dev.berth.bench;

import dev.berth.bench.load.Answer;
import dev.berth.bench.load.Http;
import dev.berth.bench.load.Load;
import dev.berth.bench.load.Outcome;
import dev.berth.bench.peer.Usage;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** Thousands of servers started and stopped, and what other requests notice of it. */
final class ServerLoads {

    private static final int AT_ONCE = 50;

    private final Measures measures;
    private final Scale scale;
    private final RestLoads rest;
    private final Http api;

    ServerLoads(Measures measures, Scale scale, RestLoads rest) {
        this.measures = measures;
        this.scale = scale;
        this.rest = rest;
        this.api = measures.api();
    }

    /** Each of the last users' servers once, in both directions. */
    void warmUp() {
        int first = scale.users() - scale.servers();
        measures.warmUp(scale.warmUp() * 2, AT_ONCE, number -> {
            String path = path(first + number % (scale.servers() - AT_ONCE));
            return send(HttpMethod.POST, path).compose(_ -> send(HttpMethod.DELETE, path));
        });
        awaitReady(0);
    }

    void start() {
        change("start", HttpMethod.POST, scale.servers());
    }

    /** So that the hub restarts with servers. */
    void startUnmeasured() {
        Load.closed(measures.vertx(), scale.servers(), AT_ONCE, number -> send(HttpMethod.POST, path(number)));
        awaitReady(scale.servers());
    }

    void stop() {
        change("stop", HttpMethod.DELETE, 0);
    }

    /** @param running how many servers run at the end */
    private void change(String what, HttpMethod method, int running) {
        AtomicBoolean under = new AtomicBoolean(true);
        Usage before = measures.usage();
        long began = System.nanoTime();
        Future<Outcome> others = Load.meanwhile(measures.vertx(), under::get, rest::user);
        measures.closed(
                what + " of a server, 50 at a time", scale.servers(), AT_ONCE, number -> send(method, path(number)));
        awaitReady(running);
        measures.value(what + " of all servers", "seconds", (System.nanoTime() - began) / 1e9);
        under.set(false);
        Usage used = measures.usage().since(before);
        measures.value(what + " of all servers", "hub cpu ms", used.hub() * 1000 / scale.servers());
        measures.add("another request during each " + what, others.await(), used);
    }

    private Future<Answer> send(HttpMethod method, String path) {
        return api.send(method, path, measures.hub().authorization(), "").map(answer -> answer.expect(201, 202, 204));
    }

    private static String path(int user) {
        return "/hub/api/users/user-" + user + "/server";
    }

    private void awaitReady(int running) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> ready() == running);
    }

    /** How many servers the hub shows as ready. */
    int ready() {
        Map<String, String> headers = new HashMap<>(measures.hub().authorization());
        headers.put("Accept", "application/jupyterhub-pagination+json");
        Answer page = api.get("/hub/api/users?state=ready&limit=1", headers).await();
        return JsonMapper.shared()
                .readTree(page.expect(200).body())
                .path("_pagination")
                .path("total")
                .asInt();
    }
}
