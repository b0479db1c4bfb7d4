package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.spawn.ReasonCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The event stream of a start (contract, section 2.5). */
class ProgressApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aStartIsToldFromFirstToLast() throws IOException {
        String name = SharedHub.name("prog");
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(name, "");
            HttpResponse<InputStream> stream = open(name);
            assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            assertThat(stream.headers().firstValue("Cache-Control")).contains("no-cache");
            try (BufferedReader lines = reader(stream)) {
                assertThat(lines.readLine()).isEmpty();
                assertThat(lines.readLine()).isEmpty();
                String first = lines.readLine();
                assertThat(first).startsWith("data: {");
                assertThat(json(first).path("progress").asInt()).isZero();
                assertThat(json(first).path("message").asString()).isEqualTo("Server requested");
                assertThat(lines.readLine()).isEmpty();
                HUB.await(name, ServerState.PENDING_START);
                makeReady(name);
                List<JsonNode> rest = events(lines);
                JsonNode last = rest.getLast();
                assertThat(last.path("ready").asBoolean()).isTrue();
                assertThat(last.path("progress").asInt()).isEqualTo(100);
                assertThat(last.path("url").asString()).isEqualTo("/user/" + name + "/");
                assertThat(last.path("message").asString()).isEqualTo("Server ready at /user/" + name + "/");
                assertThat(last.path("html_message").asString())
                        .isEqualTo("Server ready at <a href=\"/user/" + name + "/\">/user/" + name + "/</a>");
                rest.subList(0, rest.size() - 1)
                        .forEach(middle -> assertThat(middle.has("ready")).isFalse());
            }
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
    }

    @Test
    void aReadyServerIsOneEventAndTheEnd() throws IOException {
        String name = SharedHub.ready("prog");
        try (BufferedReader lines = reader(open(name))) {
            List<JsonNode> events = events(lines);
            assertThat(events).hasSize(1);
            assertThat(events.getLast().path("ready").asBoolean()).isTrue();
        }
    }

    @Test
    void aFailureIsToldWithItsReason() throws IOException {
        String name = SharedHub.name("prog");
        HUB.user(name);
        SharedHub.WORLD.refuseStarts(ReasonCode.QUOTA);
        try {
            HUB.startServer(name, "");
            HUB.await(name, ServerState.STOPPED);
        } finally {
            SharedHub.WORLD.refuseStarts(null);
        }
        try (BufferedReader lines = reader(open(name))) {
            List<JsonNode> events = events(lines);
            assertThat(events).hasSize(1);
            JsonNode last = events.getLast();
            assertThat(last.path("failed").asBoolean()).isTrue();
            assertThat(last.path("progress").asInt()).isEqualTo(100);
            assertThat(last.path("message").asString()).startsWith("Spawn failed: ");
        }
    }

    @Test
    void aCancelledStartIsToldToWhoeverFollowsIt() throws IOException {
        String name = SharedHub.name("prog");
        SharedHub.WORLD.holdStarts(true);
        try {
            HUB.startServer(name, "");
            try (BufferedReader lines = reader(open(name))) {
                lines.readLine();
                HUB.stopServer(name);
                JsonNode last = events(lines).getLast();
                assertThat(last.path("failed").asBoolean()).isTrue();
                assertThat(last.path("message").asString()).isEqualTo("Spawn cancelled");
            }
        } finally {
            SharedHub.WORLD.holdStarts(false);
        }
        HUB.await(name, ServerState.STOPPED);
        HUB.api(name).get(path(name)).refused(404);
    }

    @Test
    void whatDoesNotStartHasNoProgress() {
        String name = SharedHub.ready("prog");
        HUB.api(name).get("/hub/api/users/" + name + "/servers/none/progress").refused(404);
        SharedHub.WORLD.stubborn(true);
        try {
            HUB.stopServer(name);
            HUB.api(name).get(path(name)).refused(404);
        } finally {
            SharedHub.WORLD.stubborn(false);
            org.awaitility.Awaitility.await("told to stop").ignoreExceptions().until(() -> {
                SharedHub.WORLD.giveIn(HUB.ref(name));
                return HUB.view(name).state() == ServerState.STOPPED;
            });
        }
        HUB.api(name).get(path(name)).refused(404);
    }

    private static void makeReady(String name) {
        org.awaitility.Awaitility.await("launched").until(() -> SharedHub.WORLD.launches(HUB.ref(name)) == 1);
        SharedHub.WORLD.makeReady(HUB.ref(name));
    }

    private static HttpResponse<InputStream> open(String name) {
        HttpResponse<InputStream> response = HUB.api(name).open(path(name));
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static String path(String name) {
        return "/hub/api/users/" + name + "/server/progress";
    }

    private static BufferedReader reader(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static List<JsonNode> events(BufferedReader lines) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                events.add(json(line));
            }
        }
        return events;
    }

    private static JsonNode json(String line) {
        assertThat(line).startsWith("data: ");
        return JsonMapper.shared().readTree(line.substring("data: ".length()));
    }
}
