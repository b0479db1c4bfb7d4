package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.Keycloak;
import dev.berth.auth.oauth2.KeycloakRealm;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.user.Groups;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A complete hub and a real Keycloak, started by the first class that extends this and used by all. Each test signs in with a browser of its
 * own.
 */
abstract class KeycloakHub {

    static final String HOME = "/hub/home";
    static final String LANDING = "/hub/";
    static final long UID = 31_500;

    static KeycloakRealm realm;
    static BackChannel backChannel;
    static HubUnderTest hub;

    HubBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        if (hub != null) {
            return;
        }
        Keycloak keycloak = Keycloak.shared();
        backChannel = new BackChannel();
        realm = new KeycloakRealm(
                keycloak, "http://127.0.0.1:8000/", backChannel.address() + "hub/oauth_backchannel/campus", UID);
        hub = HubUnderTest.start(
                TestDatabase.fresh(),
                new InMemoryWorld(),
                "berth.auth.oauth2.campus.kind=keycloak",
                "berth.auth.oauth2.campus.label=Campus",
                "berth.auth.oauth2.campus.issuer=" + realm.issuer(),
                "berth.auth.oauth2.campus.client-id=berth",
                "berth.auth.oauth2.campus.client-secret=" + KeycloakRealm.SECRET,
                "berth.auth.oauth2.campus.claims.groups=berth.groups",
                "berth.auth.oauth2.campus.claims.uid=uid_number",
                "berth.auth.oauth2.campus.claims.gid=gid_number",
                "berth.signin.providers.campus.allowed-groups=staff",
                "berth.signin.providers.campus.admin-groups=hub-admins",
                "berth.signin.providers.campus.manage-groups=true",
                "berth.signin.providers.campus.create-users=true",
                "berth.signin.throttle.per-address=100000",
                "berth.routing.acknowledge-timeout=300ms",
                "berth.identities.before-start-age=0s",
                "berth.identities.refresh-interval=1d");
        Runtime.getRuntime().addShutdownHook(new Thread(KeycloakHub::stop));
        backChannel.leadTo(hub.port(), hub.proxySecret());
    }

    private static void stop() {
        if (hub != null) {
            hub.close();
        }
        if (backChannel != null) {
            backChannel.close();
        }
    }

    @BeforeEach
    void browser() {
        browser = new HubBrowser(hub.port(), hub.proxySecret());
        browser.headers.put("X-Forwarded-Host", "127.0.0.1:8000");
        browser.headers.put("X-Forwarded-Proto", "http");
    }

    /** Restores everybody's original state. */
    @AfterEach
    void restore() {
        realm.setEnabled("ann", true);
        realm.join("ann", "staff");
        realm.join("ben", "hub-admins");
    }

    /** As if the interval had passed. */
    static void askNow() {
        hub.jdbc().sql("update session_identities set due = now()").update();
    }

    void signIn(String user) {
        assertThat(callback(user)).isEqualTo(LANDING);
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    /** Goes to Keycloak and returns; the result is the address to which the hub redirects. */
    String callback(String user) {
        return location(browser.get(local(realm.signIn(depart(""), user))));
    }

    String depart(String next) {
        return location(browser.get(
                "/hub/oauth_login?provider=campus&next=" + java.net.URLEncoder.encode(next, StandardCharsets.UTF_8)));
    }

    static String local(String callback) {
        URI uri = URI.create(callback);
        assertThat(callback).startsWith("http://127.0.0.1:8000/hub/oauth_callback?");
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseGet(() ->
                        response.statusCode() + " " + URLDecoder.decode(response.body(), StandardCharsets.ISO_8859_1));
    }

    static Optional<User> user(String name) {
        return hub.bean(UserDirectory.class).byName(name);
    }

    static List<String> groupsOf(User user) {
        return hub.bean(Groups.class).of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }

    static void awaitThat(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
