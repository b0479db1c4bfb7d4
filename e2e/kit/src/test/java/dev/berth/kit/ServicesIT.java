package dev.berth.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** Tests declare services as if they were in the configuration. */
class ServicesIT {

    @BothBaseUrls
    void aDeclaredServiceActsWithItsRolesAndCannotBeChangedOverRest(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        JsonNode service = kit.control("PUT", "services/grader", "{\"api_token\": \"short\"}")
                .ok(201)
                .json();
        assertThat(service.path("oauth_available").asBoolean()).isFalse();
        assertThat(service.path("oauth_client_id").asString("")).isEqualTo("service-grader");
        kit.call("short", "GET", "hub/api/users").ok(403);
        kit.control("PATCH", "services/grader", "{\"roles\": [\"admin\"]}").ok(200);
        kit.call("short", "GET", "hub/api/users").ok(200);
        kit.admin("DELETE", "services/grader").ok(405);
        kit.control("PUT", "services/boss", "{\"admin\": true}").ok(201);
        assertThat(RolesIT.texts(kit.control("GET", "services/boss").json().path("roles")))
                .containsExactly("admin");
        kit.control("POST", "reset").ok(204);
        kit.control("GET", "services/grader").ok(404);
        kit.call("short", "GET", "hub/api/users").ok(403);
    }

    @BothBaseUrls
    void aServiceWithAnAddressHasARouteAndAnOAuthClient(String baseUrl) throws IOException {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] path = exchange.getRequestURI().getRawPath().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, path.length);
            exchange.getResponseBody().write(path);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            String entry = "{\"url\": \"" + url + "\", \"oauth_no_confirm\": true}";
            JsonNode service =
                    kit.control("PUT", "services/pages", entry).ok(201).json();
            String prefix = baseUrl + "services/pages/";
            assertThat(service.path("prefix").asString("")).isEqualTo(prefix);
            assertThat(service.path("oauth_no_confirm").asBoolean()).isTrue();
            assertThat(kit.awaitBody("services/pages/x")).isEqualTo(prefix + "x");
            JsonNode client =
                    kit.control("GET", "oauth-clients/service-pages").ok(200).json();
            assertThat(client.path("redirect_uri").asString("")).isEqualTo(prefix + "oauth_callback");
            kit.control("PATCH", "services/pages", "{\"oauth_client_allowed_scopes\": [\"self\"], \"display\": false}")
                    .ok(200);
            assertThat(RolesIT.texts(kit.control("GET", "oauth-clients/service-pages")
                            .json()
                            .path("allowed_scopes")))
                    .contains("self");
        } finally {
            server.stop(0);
        }
    }

    @BothBaseUrls
    void aServiceGetsMoreTokensButNoneWithFewerPermissions(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        kit.control("PUT", "services/boss", "{\"admin\": true}").ok(201);
        kit.call(kit.token("{\"service\": \"boss\"}"), "GET", "hub/api/users").ok(200);
        kit.control("POST", "tokens", "{\"service\": \"boss\", \"scopes\": []}").ok(501);
        kit.control("POST", "tokens", "{\"service\": \"none\"}").ok(404);
        kit.control("PUT", "services/Boss", "{}").ok(400);
    }

    @BothBaseUrls
    void aServicesProgramRunsAndIsRestarted(String baseUrl) {
        KitUnderTest kit = KitUnderTest.afterReset(baseUrl);
        String account = ProcessHandle.current().info().user().orElseThrow().equals("root") ? "nobody" : "";
        String entry = "{\"command\": [\"/usr/bin/sleep\", \"300\"], \"user\": \"" + account + "\", \"start\": true}";
        long first = kit.control("PUT", "services/sleeper", entry)
                .ok(201)
                .json()
                .path("pid")
                .asLong();
        assertThat(ProcessHandle.of(first)).isPresent();
        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        long next = Awaitility.await()
                .until(
                        () -> kit.control("GET", "services/sleeper")
                                .json()
                                .path("pid")
                                .asLong(),
                        pid -> pid != 0 && pid != first);
        kit.control("PATCH", "services/sleeper", "{\"start\": false}").ok(200);
        assertThat(ProcessHandle.of(next).filter(ProcessHandle::isAlive)).isEmpty();
        kit.control("PUT", "services/none", "{\"start\": true}").ok(400);
    }
}
