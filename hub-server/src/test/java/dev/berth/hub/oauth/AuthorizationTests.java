package dev.berth.hub.oauth;

import static dev.berth.hub.oauth.OAuthHub.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.OAuthClientId;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.CanonicalPath;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People on their way to a server that authorizes its visitors itself. */
class AuthorizationTests {

    private static String ann;

    @BeforeAll
    static void start() {
        ann = OAuthHub.ready("ann-of-lab");
    }

    @Test
    void theOwnerGoesThroughWithoutAQuestion() {
        HttpResponse<String> answer = OAuthHub.authorize(HUB.browser(ann), OAuthHub.request(ann));
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(OAuthHub.callback(ann) + "?code=");
        assertThat(OAuthHub.redirected(answer, "state")).contains("st%26te%3D1");
    }

    @Test
    void aPathWithEscapesIsKept() {
        String zoe = OAuthHub.ready("zo\u00eb q ");
        String callback = "/user/" + CanonicalPath.segment(zoe) + "/oauth_callback";
        Map<String, String> request = OAuthHub.request(zoe);
        request.put("client_id", new OAuthClientId(zoe, "").text());
        request.put("redirect_uri", callback);
        HttpResponse<String> answer = OAuthHub.authorize(HUB.browser(zoe), request);
        assertThat(callback).contains("%C3%AB%20q");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith(callback + "?code=");
    }

    @Test
    void aParameterThatIsGivenTwiceIsRefused() {
        String query = OAuthHub.form(OAuthHub.request(ann));
        for (String twice :
                List.of("client_id=x", "redirect_uri=%2Fuser%2Fx%2Foauth_callback", "state=x", "scope=a&scope=b")) {
            HttpResponse<String> answer = HUB.browser(ann).get("/hub/api/oauth2/authorize?" + query + "&" + twice);
            assertThat(answer.statusCode()).as(twice).isEqualTo(400);
            assertThat(answer.body()).contains("it contains a parameter twice");
        }
    }

    @Test
    void whoeverIsNotSignedInSignsInFirstAndComesBack() {
        HttpResponse<String> answer =
                OAuthHub.authorize(new HubBrowser(HUB.port(), HUB.proxySecret()), OAuthHub.request(ann));
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("/hub/login?next=%2Fhub%2Fapi%2Foauth2%2Fauthorize%3Fclient_id%3D");
    }

    @Test
    void anApiTokenDoesNotOpenThePage() {
        HubBrowser program = new HubBrowser(HUB.port(), HUB.proxySecret());
        program.headers.put("Authorization", "token " + HUB.token(ann));
        assertThat(OAuthHub.authorize(program, OAuthHub.request(ann)).headers().firstValue("Location"))
                .hasValueSatisfying(address -> assertThat(address).startsWith("/hub/login"));
    }

    @Test
    void aStrangerIsRefusedBeforeAnyQuestion() {
        HttpResponse<String> answer =
                OAuthHub.authorize(HUB.browser(SharedHub.name("stranger")), OAuthHub.request(ann));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void aForeignRedirectAndAnUnknownClientArePagesAndNeverRedirects() {
        HubBrowser browser = HUB.browser(ann);
        for (String foreign : new String[] {
            "https://evil.example/user/" + ann + "/oauth_callback",
            OAuthHub.callback(ann) + "/",
            OAuthHub.callback(ann) + "?x=1",
            "/user/" + ann + "x/oauth_callback",
            "//evil.example" + OAuthHub.callback(ann)
        }) {
            Map<String, String> request = OAuthHub.request(ann);
            request.put("redirect_uri", foreign);
            HttpResponse<String> answer = OAuthHub.authorize(browser, request);
            assertThat(answer.statusCode()).as(foreign).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).as(foreign).isEmpty();
        }
        for (String unknown : new String[] {
            "", "jupyterhub-user-nobody", "service-x", "jupyterhub-user-" + ann, OAuthHub.client(ann) + "-gpu"
        }) {
            Map<String, String> request = OAuthHub.request(ann);
            request.put("client_id", unknown);
            assertThat(OAuthHub.authorize(browser, request).statusCode())
                    .as(unknown)
                    .isEqualTo(400);
        }
    }

    @Test
    void mistakesOfTheClientGoBackToIt() {
        HubBrowser browser = HUB.browser(ann);
        assertThat(error(browser, "scope", "access:servers")).contains("invalid_scope");
        assertThat(error(browser, "scope", "access:servers!server=" + ann + "/ admin:users"))
                .contains("invalid_scope");
        assertThat(error(browser, "response_type", "token")).contains("unsupported_response_type");
        assertThat(error(browser, "code_challenge_method", "S256")).contains("invalid_request");
        Map<String, String> plain = OAuthHub.request(ann);
        plain.put("code_challenge", "x".repeat(43));
        plain.put("code_challenge_method", "plain");
        assertThat(OAuthHub.redirected(OAuthHub.authorize(browser, plain), "error"))
                .contains("invalid_request");
    }

    private static Optional<String> error(HubBrowser browser, String parameter, String value) {
        Map<String, String> request = OAuthHub.request(ann);
        request.put(parameter, value);
        HttpResponse<String> answer = OAuthHub.authorize(browser, request);
        assertThat(OAuthHub.redirected(answer, "code")).isEmpty();
        assertThat(OAuthHub.redirected(answer, "state")).contains("st%26te%3D1");
        return OAuthHub.redirected(answer, "error");
    }

    @Test
    void anOldClientAsksToIdentifyItsVisitor() {
        Map<String, String> request = OAuthHub.request(ann);
        request.put("scope", "identify");
        assertThat(OAuthHub.redirected(OAuthHub.authorize(HUB.browser(ann), request), "code"))
                .isPresent();
    }

    @Test
    void somebodyElseWithAccessIsAskedOnceAndOnlyByThePage() {
        String bob = OAuthHub.ready("bob");
        HubBrowser helper = HUB.browser("helper");
        HttpResponse<String> question = OAuthHub.authorize(helper, OAuthHub.request(bob));
        assertThat(question.statusCode()).isEqualTo(200);
        assertThat(question.body()).contains("Open " + bob + "&#39;s server?");
        assertThat(question.headers().firstValue("Content-Security-Policy").orElseThrow())
                .as("a page with the hub's styles, which nobody frames")
                .contains("frame-ancestors 'none'", "default-src 'self'");
        assertThat(helper.post("/hub/api/oauth2/authorize", OAuthHub.request(bob))
                        .statusCode())
                .as("without the token of the page")
                .isEqualTo(403);
        String page = "/hub/api/oauth2/authorize?" + OAuthHub.form(OAuthHub.request(bob));
        Map<String, String> agreed = OAuthHub.request(bob);
        agreed.put("_xsrf", helper.xsrfOn(page));
        String code = OAuthHub.redirected(helper.post("/hub/api/oauth2/authorize", agreed), "code")
                .orElseThrow();
        assertThat(OAuthHub.token(OAuthHub.exchange(bob, code)).statusCode()).isEqualTo(200);
        assertThat(OAuthHub.redirected(OAuthHub.authorize(helper, OAuthHub.request(bob)), "code"))
                .as("not asked again while that token is valid")
                .isPresent();
    }

    @Test
    void anAdministratorGivesAReasonFirst() {
        String admin = SharedHub.name("admin");
        HUB.admin(admin);
        HttpResponse<String> answer = OAuthHub.authorize(HUB.browser(admin), OAuthHub.request(ann));
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith("/hub/admin/enter/" + ann + "?next=%2Fhub%2Fapi%2Foauth2%2Fauthorize");
    }
}
