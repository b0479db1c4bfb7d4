package dev.berth.hub.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hub whose servers authorize their visitors themselves, and what such a server does in the flow. */
final class OAuthHub {

    static final String GRADES_TOKEN = "grades-".repeat(5);
    static final String PORTAL_TOKEN = "portal-".repeat(5);
    static final InMemoryWorld WORLD = new InMemoryWorld();
    static final HubUnderTest HUB = HubUnderTest.start(
            TestDatabase.fresh(),
            WORLD,
            "berth.standard-profile.mode=self",
            "berth.access.roles[0].name=helpers",
            "berth.access.roles[0].scopes[0]=access:servers",
            "berth.access.roles[0].users[0]=helper",
            "berth.access.roles[1].name=students",
            "berth.access.roles[1].scopes=access:services!service=grades,access:services!service=portal,access:services!service=wiki",
            "berth.access.roles[1].groups=students",
            "berth.access.services[0].name=grades",
            "berth.access.services[0].display-name=Grades",
            "berth.access.services[0].url=http://127.0.0.1:10101",
            "berth.access.services[0].api-token=" + GRADES_TOKEN,
            "berth.access.services[0].oauth-client-allowed-scopes=list:groups",
            "berth.access.services[1].name=portal",
            "berth.access.services[1].api-token=" + PORTAL_TOKEN,
            "berth.access.services[1].oauth-no-confirm=true",
            "berth.access.services[1].oauth-redirect-uri=https://portal.example.org/oauth",
            "berth.access.services[2].name=wiki",
            "berth.access.services[2].api-token=" + "wiki-".repeat(8),
            "berth.access.services[2].oauth-redirect-uri=https://wiki.example.org:8443/oauth");

    private OAuthHub() {}

    /** A user with a running server. */
    static String ready(String prefix) {
        String name = SharedHub.name(prefix);
        HUB.user(name);
        start(name);
        return name;
    }

    static void start(String name) {
        HUB.startServer(name, "");
        Awaitility.await("launched").until(() -> WORLD.launches(HUB.ref(name)) == 1);
        WORLD.makeReady(HUB.ref(name));
        HUB.await(name, ServerState.READY);
    }

    /** The token that the server has in its environment, which is its secret as a client. */
    static String secret(String owner) {
        return HUB.jdbc()
                .sql("select token from servers where user_id = ?")
                .param(HUB.user(owner).id())
                .query(String.class)
                .single();
    }

    static String client(String owner) {
        return "jupyterhub-user-" + owner.replace("-", "%2D");
    }

    static String callback(String owner) {
        return "/user/" + owner + "/oauth_callback";
    }

    /** The parameters of a single-user server's authorization request. */
    static Map<String, String> request(String owner) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", client(owner));
        parameters.put("redirect_uri", callback(owner));
        parameters.put("response_type", "code");
        parameters.put("state", "st&te=1");
        return parameters;
    }

    static HttpResponse<String> authorize(HubBrowser browser, Map<String, String> parameters) {
        return browser.get("/hub/api/oauth2/authorize?" + form(parameters));
    }

    static String form(Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }

    /** A parameter of the address to which the browser is sent. */
    static Optional<String> redirected(HttpResponse<String> answer, String parameter) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return Optional.ofNullable(UriComponentsBuilder.fromUriString(location)
                .build()
                .getQueryParams()
                .getFirst(parameter));
    }

    static String code(HubBrowser browser, String owner) {
        return redirected(authorize(browser, request(owner)), "code").orElseThrow();
    }

    /** The form with which a single-user server exchanges a code. */
    static Map<String, String> exchange(String owner, String code) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", client(owner));
        form.put("client_secret", secret(owner));
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", callback(owner));
        return form;
    }

    static HttpResponse<String> token(Map<String, String> form) {
        return new HubBrowser(HUB.port(), HUB.proxySecret()).post("/hub/api/oauth2/token", form);
    }

    static String accessToken(HubBrowser browser, String owner) {
        HttpResponse<String> answer = token(exchange(owner, code(browser, owner)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("access_token").asString();
    }

    /** Whether a single-user server that asks the hub lets the holder of this token in. */
    static boolean letsIn(String owner, String token) {
        ApiClient.Answer answer = new ApiClient(HUB.port(), token).get("/hub/api/user");
        return answer.status() == 200
                && answer.json()
                        .path("scopes")
                        .valueStream()
                        .anyMatch(scope -> scope.asString().equals("access:servers!server=" + owner + "/"));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
