package dev.berth.bench;

import dev.berth.bench.load.Answer;
import dev.berth.bench.load.Http;
import dev.berth.bench.load.Outcome;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Requests to the REST API, all of them JupyterHub's. */
final class RestLoads {

    private static final int PAGE = 200;
    private static final int AT_ONCE = 8;
    private static final int BULK = 100;

    private final Measures measures;
    private final Scale scale;
    private final Http api;

    RestLoads(Measures measures, Scale scale) {
        this.measures = measures;
        this.scale = scale;
        this.api = measures.api();
    }

    void lists() {
        measures.warmUp(scale.warmUp(), AT_ONCE, this::page);
        measures.closed("page of 200 users, 8 at a time", scale.requests() / 5, AT_ONCE, this::page);
        measures.closed("page of 200 users, alone", scale.requests() / 10, 1, this::page);
        int pages = scale.users() / PAGE;
        Outcome all = measures.closed("whole list in pages, one page", pages, 1, number -> page(number, ""));
        measures.value("whole list in pages", "seconds", all.seconds());
        measures.warmUp(scale.warmUp(), AT_ONCE, this::user);
        measures.closed("one user", scale.requests(), AT_ONCE, this::user);
    }

    void active() {
        measures.warmUp(scale.warmUp(), 1, number -> page(0, "&state=active"));
        measures.closed(
                "page of 200 users with running servers", scale.requests() / 10, 1, number -> page(0, "&state=active"));
    }

    /** New tokens, one for each user; returns them. */
    List<String> tokens() {
        String[] tokens = new String[scale.servers()];
        measures.warmUp(scale.warmUp(), AT_ONCE, this::token);
        measures.closed(
                "new token",
                tokens.length,
                AT_ONCE,
                number -> token(number)
                        .map(answer -> tokens[number] = JsonMapper.shared()
                                .readTree(answer.body())
                                .path("token")
                                .asString()));
        return List.of(tokens);
    }

    private Future<Answer> token(int number) {
        int user = number % scale.users();
        return send(HttpMethod.POST, "/hub/api/users/user-" + user + "/tokens", "{\"note\": \"bench\"}")
                .map(answer -> answer.expect(200, 201));
    }

    void bulk() {
        measures.warmUp(scale.warmUp(), 1, number -> newUsers("warm", number));
        int requests = Math.max(3, scale.requests() / BULK / 2);
        Outcome outcome =
                measures.closed("100 new users in one request", requests, 1, number -> newUsers("new", number));
        measures.value("new user in bulk", "per second", outcome.perSecond() * BULK);
    }

    private Future<Answer> newUsers(String prefix, int request) {
        return send(HttpMethod.POST, "/hub/api/users", "{\"usernames\": [" + names(prefix, request) + "]}")
                .map(answer -> answer.expect(201));
    }

    private static String names(String prefix, int request) {
        return IntStream.range(0, BULK)
                .mapToObj(i -> "\"" + prefix + "-" + request + "-" + i + "\"")
                .collect(Collectors.joining(", "));
    }

    /** What servers post every five minutes; here at a rate that 150,000 of them would cause. */
    void activity(List<String> tokens) {
        measures.warmUp(scale.warmUp(), AT_ONCE, number -> post(tokens, number));
        measures.offered(
                "activity posts, 500 offered per second",
                scale.requests() * 5 / 2,
                500,
                number -> post(tokens, number));
    }

    private Future<Answer> post(List<String> tokens, int number) {
        int user = number % tokens.size();
        String now = Instant.now().toString();
        String body = "{\"servers\": {\"\": {\"last_activity\": \"" + now + "\"}}, \"last_activity\": \"" + now + "\"}";
        return api.send(
                        HttpMethod.POST,
                        "/hub/api/users/user-" + user + "/activity",
                        Map.of("Authorization", "token " + tokens.get(user)),
                        body)
                .map(answer -> answer.expect(200));
    }

    Future<Answer> user(int number) {
        int user = (int) (number * 7919L % scale.users());
        return send(HttpMethod.GET, "/hub/api/users/user-" + user, "").map(answer -> answer.expect(200));
    }

    private Future<Answer> page(int number) {
        return page(number % (scale.users() / PAGE), "");
    }

    private Future<Answer> page(int page, String filter) {
        return send(HttpMethod.GET, "/hub/api/users?limit=" + PAGE + "&offset=" + page * PAGE + filter, "")
                .map(answer -> answer.expect(200));
    }

    private Future<Answer> send(HttpMethod method, String path, String body) {
        return api.send(method, path, measures.hub().authorization(), body);
    }
}
