package dev.berth.hub.oauth;

import static dev.berth.hub.oauth.OAuthHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.Groups;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People on their way to a service. */
class ServiceSignInTests {

    private static final String CALLBACK = "/services/grades/oauth_callback";

    @Test
    void aPersonAgreesOnceAndTheServiceLearnsWhoTheyAre() {
        String ann = visitor();
        HubBrowser browser = HUB.browser(ann);
        HttpResponse<String> question = OAuthHub.authorize(browser, request("service-grades", CALLBACK));
        assertThat(question.body()).contains("Open “Grades”?", "list:groups").doesNotContain("admin:users");
        String code = OAuthHub.redirected(agree(browser), "code").orElseThrow();
        JsonNode issued = exchange("service-grades", OAuthHub.GRADES_TOKEN, code, CALLBACK);
        JsonNode me = new ApiClient(HUB.port(), issued.path("access_token").asString())
                .get("/hub/api/user")
                .ok(200)
                .json();
        assertThat(me.path("name").asString()).isEqualTo(ann);
        assertThat(me.path("session_id").asString()).isNotEmpty();
        assertThat(me.path("scopes").valueStream().map(JsonNode::asString).toList())
                .contains("access:services!service=grades", "read:users:name!user=" + ann)
                .doesNotContain("list:groups", "servers!user=" + ann);
        assertThat(OAuthHub.redirected(OAuthHub.authorize(browser, request("service-grades", CALLBACK)), "code"))
                .isPresent();
    }

    @Test
    void whoeverMayNotOpenItIsRefusedBeforeAnyQuestion() {
        HubBrowser stranger = HUB.browser(SharedHub.name("stranger"));
        HttpResponse<String> answer = OAuthHub.authorize(stranger, request("service-grades", CALLBACK));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("Grades");
    }

    @Test
    void aServiceThatNeedsNoQuestionGetsItsCodeAtOnceAtItsOwnAddress() {
        HttpResponse<String> answer = OAuthHub.authorize(
                HUB.browser(visitor()), request("service-portal", "https://portal.example.org/oauth"));
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("https://portal.example.org/oauth?code=");
    }

    @Test
    void theFormMayLeadToTheServicesOwnSite() {
        HttpResponse<String> question = OAuthHub.authorize(
                HUB.browser(visitor()), request("service-wiki", "https://wiki.example.org:8443/oauth"));
        assertThat(question.headers().firstValue("Content-Security-Policy").orElseThrow())
                .endsWith("form-action 'self' https://wiki.example.org:8443");
    }

    @Test
    void aForeignRedirectAnotherClientsSecretAndAnotherClientsCodeAreRefused() {
        HubBrowser browser = HUB.browser(visitor());
        for (String foreign :
                new String[] {"https://portal.example.org/oauth", CALLBACK + "?x", "/user/x/oauth_callback"}) {
            assertThat(OAuthHub.authorize(browser, request("service-grades", foreign))
                            .statusCode())
                    .as(foreign)
                    .isEqualTo(400);
        }
        String portal = "https://portal.example.org/oauth";
        String code = OAuthHub.redirected(OAuthHub.authorize(browser, request("service-portal", portal)), "code")
                .orElseThrow();
        assertThat(OAuthHub.token(form("service-portal", OAuthHub.GRADES_TOKEN, code, portal))
                        .statusCode())
                .isEqualTo(401);
        assertThat(OAuthHub.token(form("service-grades", OAuthHub.GRADES_TOKEN, code, portal))
                        .statusCode())
                .isEqualTo(400);
        assertThat(OAuthHub.token(form("service-portal", OAuthHub.PORTAL_TOKEN, code, portal))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theEndOfAServiceEndsItsVisitorsTokens() {
        String admin = SharedHub.name("service-admin");
        HUB.admin(admin);
        ApiClient api = HUB.api(admin);
        String secret = "secret-of-a-service-".repeat(2);
        api.post("/hub/api/services/passing", """
                        {"url": "http://127.0.0.1:10102", "api_token": "%s", "oauth_no_confirm": true}""".formatted(secret)).ok(201);
        String callback = "/services/passing/oauth_callback";
        HubBrowser browser = HUB.browser(admin);
        String code = OAuthHub.redirected(OAuthHub.authorize(browser, request("service-passing", callback)), "code")
                .orElseThrow();
        String token = exchange("service-passing", secret, code, callback)
                .path("access_token")
                .asString();
        ApiClient visitor = new ApiClient(HUB.port(), token);
        visitor.get("/hub/api/user").ok(200);
        api.delete("/hub/api/services/passing").ok(200);
        visitor.get("/hub/api/user").refused(403);
    }

    private static String visitor() {
        String name = SharedHub.name("visitor");
        HUB.user(name);
        Groups groups = HUB.bean(Groups.class);
        groups.create("students", Actor.policy("test"));
        groups.change("students", Set.of(HUB.user(name).name()), Set.of(), Actor.policy("test"));
        return name;
    }

    private static Map<String, String> request(String client, String redirect) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("client_id", client);
        parameters.put("redirect_uri", redirect);
        parameters.put("response_type", "code");
        parameters.put("state", "s");
        return parameters;
    }

    private static HttpResponse<String> agree(HubBrowser browser) {
        Map<String, String> agreed = request("service-grades", CALLBACK);
        agreed.put("_xsrf", browser.xsrfOn("/hub/api/oauth2/authorize?" + OAuthHub.form(agreed)));
        return browser.post("/hub/api/oauth2/authorize", agreed);
    }

    private static Map<String, String> form(String client, String secret, String code, String redirect) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", client);
        form.put("client_secret", secret);
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        return form;
    }

    private static JsonNode exchange(String client, String secret, String code, String redirect) {
        HttpResponse<String> answer = OAuthHub.token(form(client, secret, code, redirect));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
