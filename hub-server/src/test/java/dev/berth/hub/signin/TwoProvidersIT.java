package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.Keycloak;
import dev.berth.auth.oauth2.KeycloakRealm;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.factor.OneTimeCodes;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserAccounts;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two providers on one page, one of which pretends to be the other; and a hub on which anybody can register. */
class TwoProvidersIT {

    private static KeycloakRealm campus;
    private static KeycloakRealm evil;
    private static HubUnderTest hub;

    private HubBrowser browser;

    @BeforeAll
    static void start() {
        Keycloak keycloak = Keycloak.shared();
        campus = new KeycloakRealm(keycloak, "http://127.0.0.1:8000/", "http://127.0.0.1:9/", 31_600);
        evil = new KeycloakRealm(keycloak, "http://127.0.0.1:8000/", "http://127.0.0.1:9/", 31_700);
        List<String> settings = new java.util.ArrayList<>();
        for (var each : java.util.Map.of("campus", campus, "evil", evil).entrySet()) {
            String key = "berth.auth.oauth2." + each.getKey();
            settings.add(key + ".kind=keycloak");
            settings.add(key + ".issuer=" + each.getValue().issuer());
            settings.add(key + ".client-id=berth");
            settings.add(key + ".client-secret=" + KeycloakRealm.SECRET);
            settings.add("berth.signin.providers." + each.getKey() + ".allow-all=true");
            settings.add("berth.signin.providers." + each.getKey() + ".create-users=true");
        }
        settings.add("berth.signin.throttle.per-address=100000");
        settings.add("berth.signin.second-factor-roles=examined");
        settings.add("berth.access.roles[0].name=examined");
        settings.add("berth.access.roles[0].users=ben");
        settings.add("berth.routing.acknowledge-timeout=300ms");
        hub = HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void browser() {
        browser = new HubBrowser(hub.port(), hub.proxySecret());
        browser.headers.put("X-Forwarded-Host", "127.0.0.1:8000");
        browser.headers.put("X-Forwarded-Proto", "http");
    }

    @Test
    void theSameNameAndAddressOfAnotherProviderIsNotTheSamePerson() {
        assertThat(come("campus", campus)).isEqualTo("/hub/");
        User ann = hub.bean(UserDirectory.class).byName("ann").orElseThrow();
        browser();
        assertThat(come("evil", evil)).isEqualTo("/hub/login?problem=refused");
        assertThat(hub.bean(UserDirectory.class).identities(ann.id())).hasSize(1);
        assertThat(reason()).isEqualTo("NAME_TAKEN");
    }

    @Test
    void oneProvidersAnswerIsNotTakenForTheOthers() {
        String back = campus.signIn(depart("campus"), "ben");
        assertThat(back).startsWith("http://127.0.0.1:8000/hub/oauth_callback/campus?");
        assertThat(location(browser.get(local(back).replace("/campus?", "/evil?"))))
                .isEqualTo("/hub/login?problem=expired");
        // A code of one provider with a sign-in in progress at the other.
        browser();
        String state = parameter(depart("evil"), "state");
        String stolen = local(campus.signIn(departElsewhere("campus"), "ben"))
                .replaceFirst("state=[^&]*", "state=" + state)
                .replace("/campus?", "/evil?");
        assertThat(location(browser.get(stolen))).isEqualTo("/hub/login?problem=refused");
        assertThat(reason()).isEqualTo("ISSUER_MISMATCH");
        assertThat(location(browser.get(stolen))).isEqualTo("/hub/login?problem=expired");
    }

    @Test
    void whoOnlyKnocksLeavesNothingBehind() {
        long before = used();
        for (int i = 0; i < 30; i++) {
            depart("campus");
            browser.get("/hub/oauth_callback/campus?state=" + "x".repeat(i * 100) + "&code=y");
        }
        assertThat(browser.cookies.keySet())
                .filteredOn(name -> name.startsWith("berth-flow-"))
                .hasSize(4);
        assertThat(used()).isEqualTo(before);
        assertThat(new HubBrowser(hub.port(), hub.proxySecret())
                        .get("/hub/oauth_callback?state=a&state=b&code=c")
                        .statusCode())
                .isEqualTo(302);
    }

    /** A provider with its own pages handles the second factor itself; a rule can require one here as well. */
    @Test
    void whoComesFromAProviderGivesACodeWhereARuleAsksForOne() {
        String answer = location(browser.get(local(campus.signIn(depart("campus"), "ben"))));
        assertThat(answer).startsWith("/hub/login/code");
        assertThat(browser.cookies).doesNotContainKey("jupyterhub-hub-login");
        assertThat(browser.get("/hub/home").statusCode()).isNotEqualTo(200);
        String page = browser.get("/hub/login/code").body();
        byte[] shared =
                Base32.decode(first("class=\"secret\">([A-Z2-7 ]+)<", page).replace(" ", ""));
        Map<String, String> form = Map.of(
                "_xsrf", browser.xsrfOn("/hub/login/code"),
                "ticket", first("name=\"ticket\" value=\"([^\"]+)\"", page),
                "code", OneTimeCodes.code(shared, Instant.now()));
        assertThat(browser.post("/hub/login/code", form).statusCode()).isEqualTo(302);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
        // Keycloak's information about its own session was kept: signing out there signs them out here.
        assertThat(hub.jdbc()
                        .sql(
                                "select count(*) from session_identities where provider = 'campus' and provider_session is not null"
                                        + " and subject = ?")
                        .param(campus.id("ben"))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    private static String first(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(page))
                .group(1);
    }

    @Test
    void aClosedAccountDoesNotComeInByItsProvider() {
        assertThat(come("campus", campus)).isEqualTo("/hub/");
        User ann = hub.bean(UserDirectory.class).byName("ann").orElseThrow();
        hub.bean(UserAccounts.class).disable(ann.id(), Actor.policy("test"));
        assertThat(browser.get("/hub/home").statusCode()).isNotEqualTo(200);
        browser();
        assertThat(come("campus", campus)).isEqualTo("/hub/login?problem=refused");
        hub.bean(UserAccounts.class).enable(ann.id(), Actor.policy("test"));
    }

    @Test
    void thePageHasAButtonForEachAndTakesNoTextFromItsAddress() {
        String page = browser.get("/hub/login?next=/hub/token%22%3E%3Cb&problem=%3Cscript%3E")
                .body();
        assertThat(page).contains("provider=campus", "provider=evil").doesNotContain("<script>\"", "\"><b");
        assertThat(browser.get("/hub/login?problem=unavailable").body())
                .contains("identity provider cannot be reached");
        assertThat(location(browser.get("/hub/oauth_login?provider=nobody"))).isEqualTo("/hub/login");
        assertThat(location(browser.get("/hub/signed-out?provider=nobody"))).isEqualTo("/hub/login");
    }

    @Test
    void aWordThatIsNoProvidersEndsNothing() {
        assertThat(come("campus", campus)).isEqualTo("/hub/");
        for (String token : List.of("", "x", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(20_000))) {
            HttpResponse<String> answer = new HubBrowser(hub.port(), hub.proxySecret())
                    .send(
                            "POST",
                            "/hub/oauth_backchannel/campus",
                            "application/x-www-form-urlencoded",
                            "logout_token=" + token);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        }
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(200);
    }

    private static long used() {
        return hub.jdbc()
                .sql("select count(*) from single_uses")
                .query(Long.class)
                .single();
    }

    private static String reason() {
        return hub.jdbc()
                .sql(
                        "select detail->>'reason' from audit_events where action = 'SIGN_IN_REFUSED' order by id desc limit 1")
                .query(String.class)
                .single();
    }

    private String come(String provider, KeycloakRealm realm) {
        return location(browser.get(local(realm.signIn(depart(provider), "ann"))));
    }

    private String depart(String provider) {
        return location(browser.get("/hub/oauth_login?provider=" + provider));
    }

    /** In a different browser. */
    private static String departElsewhere(String provider) {
        HubBrowser other = new HubBrowser(hub.port(), hub.proxySecret());
        other.headers.put("X-Forwarded-Host", "127.0.0.1:8000");
        other.headers.put("X-Forwarded-Proto", "http");
        return location(other.get("/hub/oauth_login?provider=" + provider));
    }

    private static String local(String callback) {
        URI uri = URI.create(callback);
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse(response.statusCode() + " " + response.body());
    }

    private static String parameter(String url, String name) {
        return java.util.Arrays.stream(URI.create(url).getRawQuery().split("&"))
                .filter(field -> field.startsWith(name + "="))
                .map(field -> field.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
