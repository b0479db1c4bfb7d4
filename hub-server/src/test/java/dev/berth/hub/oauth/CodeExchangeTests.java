package dev.berth.hub.oauth;

import static dev.berth.hub.oauth.OAuthHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.user.UserAccounts;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A single-user server exchanges codes, and what its visitors' tokens are worth. */
class CodeExchangeTests {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static String ann;

    @BeforeAll
    static void start() {
        ann = OAuthHub.ready("ann");
    }

    @Test
    void theTokenIdentifiesTheVisitorAndOpensTheServer() {
        HttpResponse<String> answer = OAuthHub.token(OAuthHub.exchange(ann, OAuthHub.code(HUB.browser(ann), ann)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(OAuthHub.json(answer).path("token_type").asString()).isEqualTo("Bearer");
        assertThat(OAuthHub.json(answer).has("refresh_token")).isFalse();
        assertThat(OAuthHub.letsIn(
                        ann, OAuthHub.json(answer).path("access_token").asString()))
                .isTrue();
    }

    @Test
    void theServersOwnTokenReportsActivityAndNothingElse() {
        var server = new ApiClient(HUB.port(), OAuthHub.secret(ann));
        assertThat(server.post(
                                "/hub/api/users/" + ann + "/activity",
                                "{\"servers\": {\"\": {\"last_activity\": \"2026-01-01T00:00:00.000000Z\"}}}")
                        .status())
                .isEqualTo(200);
        assertThat(server.get("/hub/api/users").status()).isEqualTo(403);
        assertThat(server.post("/hub/api/users/" + ann + "/tokens", "{}").status())
                .isEqualTo(403);
    }

    @Test
    void aCodeIsGoodOnceAndItsSecondUseEndsTheToken() {
        Map<String, String> form = OAuthHub.exchange(ann, OAuthHub.code(HUB.browser(ann), ann));
        String token = OAuthHub.json(OAuthHub.token(form)).path("access_token").asString();
        assertThat(OAuthHub.letsIn(ann, token)).isTrue();
        assertThat(error(form)).isEqualTo("400 invalid_grant");
        assertThat(OAuthHub.letsIn(ann, token)).isFalse();
    }

    @Test
    void aParameterThatIsGivenTwiceIsRefusedAndTheCodeIsStillGood() {
        Map<String, String> form = OAuthHub.exchange(ann, OAuthHub.code(HUB.browser(ann), ann));
        HttpResponse<String> answer = new HubBrowser(HUB.port(), HUB.proxySecret())
                .post("/hub/api/oauth2/token?client_id=" + OAuthHub.client("bob"), form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(OAuthHub.json(answer).path("error").asString()).isEqualTo("invalid_request");
        assertThat(OAuthHub.token(form).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherClientOrAddressOrAWrongSecretGetsNothing() {
        String bob = OAuthHub.ready("bob");
        HubBrowser browser = HUB.browser(ann);
        Map<String, String> swapped = OAuthHub.exchange(bob, OAuthHub.code(browser, ann));
        assertThat(error(swapped)).isEqualTo("400 invalid_grant");
        swapped.put("redirect_uri", OAuthHub.callback(ann));
        assertThat(error(swapped)).isEqualTo("400 invalid_grant");
        Map<String, String> moved = OAuthHub.exchange(ann, OAuthHub.code(browser, ann));
        moved.put("redirect_uri", OAuthHub.callback(bob));
        assertThat(error(moved)).isEqualTo("400 invalid_grant");
        for (String secret : new String[] {"", "wrong", OAuthHub.secret(bob), HUB.token(ann)}) {
            Map<String, String> form = OAuthHub.exchange(ann, OAuthHub.code(browser, ann));
            form.put("client_secret", secret);
            assertThat(error(form)).isEqualTo("401 invalid_client");
        }
    }

    @Test
    void aClientMayAuthenticateWithABasicHeader() {
        Map<String, String> form = OAuthHub.exchange(ann, OAuthHub.code(HUB.browser(ann), ann));
        form.remove("client_id");
        HubBrowser client = new HubBrowser(HUB.port(), HUB.proxySecret());
        String pair = OAuthHub.client(ann).replace("%", "%25") + ":" + form.remove("client_secret");
        client.headers.put(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        assertThat(client.post("/hub/api/oauth2/token", form).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverBeginsWithAChallengeMustProveIt() throws Exception {
        Map<String, String> request = OAuthHub.request(ann);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
        request.put("code_challenge", Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        request.put("code_challenge_method", "S256");
        HubBrowser browser = HUB.browser(ann);
        String code = OAuthHub.redirected(OAuthHub.authorize(browser, request), "code")
                .orElseThrow();
        Map<String, String> form = OAuthHub.exchange(ann, code);
        assertThat(error(form)).as("without").isEqualTo("400 invalid_grant");
        form.put("code_verifier", VERIFIER.replace('d', 'e'));
        assertThat(error(form)).as("another").isEqualTo("400 invalid_grant");
        form.put("code_verifier", VERIFIER);
        assertThat(OAuthHub.token(form).statusCode()).isEqualTo(200);
        Map<String, String> without = OAuthHub.exchange(ann, OAuthHub.code(browser, ann));
        without.put("code_verifier", VERIFIER);
        assertThat(error(without)).as("a verifier without a challenge").isEqualTo("400 invalid_grant");
    }

    @Test
    void signingOutEndsTheTokensAndTheCodesOfTheSession() {
        HubBrowser browser = HUB.browser(ann);
        HubBrowser other = HUB.browser(ann);
        String token = OAuthHub.accessToken(browser, ann);
        String elsewhere = OAuthHub.accessToken(other, ann);
        String code = OAuthHub.code(browser, ann);
        browser.post("/hub/logout", Map.of("_xsrf", browser.xsrfOn("/hub/home")));
        assertThat(OAuthHub.letsIn(ann, token)).isFalse();
        assertThat(error(OAuthHub.exchange(ann, code))).isEqualTo("400 invalid_grant");
        assertThat(OAuthHub.letsIn(ann, elsewhere)).as("another browser").isTrue();
    }

    @Test
    void theEndOfTheServerEndsItsTokenAndThoseOfItsVisitors() {
        String owner = OAuthHub.ready("owner");
        String token = OAuthHub.accessToken(HUB.browser(owner), owner);
        String secret = OAuthHub.secret(owner);
        HUB.stopServer(owner);
        HUB.await(owner, ServerState.STOPPED);
        assertThat(OAuthHub.letsIn(owner, token)).isFalse();
        assertThat(OAuthHub.letsIn(owner, secret)).isFalse();
        assertThat(OAuthHub.authorize(HUB.browser(owner), OAuthHub.request(owner))
                        .statusCode())
                .isEqualTo(400);
        OAuthHub.start(owner);
        assertThat(OAuthHub.secret(owner)).isNotEqualTo(secret);
        assertThat(OAuthHub.letsIn(owner, OAuthHub.accessToken(HUB.browser(owner), owner)))
                .isTrue();
    }

    @Test
    void aClosedAccountIsNotLetIn() {
        HubBrowser helper = HUB.browser("helper");
        String bob = OAuthHub.ready("bob");
        String leaver = SharedHub.name("leaver");
        HUB.user(leaver);
        OAuthHub.start(leaver);
        String token = OAuthHub.accessToken(HUB.browser(leaver), leaver);
        HUB.bean(UserAccounts.class).disable(HUB.user(leaver).id(), Actor.policy("test"));
        assertThat(OAuthHub.letsIn(leaver, token)).isFalse();
        assertThat(OAuthHub.authorize(helper, OAuthHub.request(bob)).statusCode())
                .as("others go on")
                .isEqualTo(200);
    }

    @Test
    void aParameterWithoutAValueIsAsGoodAsLeftOut() {
        Map<String, String> request = OAuthHub.request(ann);
        request.put("code_challenge", "");
        request.put("code_challenge_method", "");
        request.put("scope", "");
        String code = OAuthHub.redirected(OAuthHub.authorize(HUB.browser(ann), request), "code")
                .orElseThrow();
        Map<String, String> form = OAuthHub.exchange(ann, code);
        form.put("code_verifier", "");
        assertThat(OAuthHub.token(form).statusCode()).isEqualTo(200);
    }

    @Test
    void otherGrantTypesAreRefused() {
        for (String type : new String[] {"", "password", "client_credentials", "refresh_token"}) {
            Map<String, String> form = OAuthHub.exchange(ann, "x");
            form.put("grant_type", type);
            assertThat(error(form)).isEqualTo("400 unsupported_grant_type");
        }
    }

    @Test
    void noValueIsStored() {
        String code = OAuthHub.code(HUB.browser(ann), ann);
        assertThat(HUB.jdbc()
                        .sql("select string_agg(oauth_codes::text, ' ') from oauth_codes")
                        .query(String.class)
                        .single())
                .doesNotContain(code);
    }

    private static String error(Map<String, String> form) {
        HttpResponse<String> answer = OAuthHub.token(form);
        return answer.statusCode() + " " + OAuthHub.json(answer).path("error").asString();
    }
}
