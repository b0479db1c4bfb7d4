package dev.berth.hub.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.auth.oauth2.Keycloak;
import dev.berth.auth.oauth2.KeycloakRealm;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.keys.HubKeys;
import dev.berth.hub.keys.KeyRotation;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.StartResult;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A complete hub and a real Keycloak: sign-in, groups, refresh, back-channel logout, and sign-out. */
class KeycloakSignInIT {

    private static final String HOME = "/hub/home";
    private static final String LANDING = "/hub/";
    private static final long UID = 31_500;

    private static KeycloakRealm realm;
    private static BackChannel backChannel;
    private static HubUnderTest hub;

    private HubBrowser browser;

    @BeforeAll
    static void start() throws IOException {
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
        backChannel.leadTo(hub.port(), hub.proxySecret());
    }

    @AfterAll
    static void stop() {
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

    @Test
    void aPersonComesInByKeycloakWithTheirUidAndGroups() {
        assertThat(browser.get("/hub/login").body()).contains("Campus", "/hub/oauth_login?provider=campus");
        signIn("ann");
        User ann = user("ann").orElseThrow();
        assertThat(ann.uid()).isEqualTo(UID);
        assertThat(ann.gid()).isEqualTo(UID);
        assertThat(ann.admin()).isFalse();
        assertThat(groupsOf(ann)).contains("staff").doesNotContain("guests", "hub-admins");
        assertThat(hub.bean(UserDirectory.class).identities(ann.id()))
                .singleElement()
                .satisfies(identity -> assertThat(identity.subject()).isEqualTo(realm.id("ann")));
    }

    @Test
    void onlyWhoIsInAnAllowedGroupComesIn() {
        assertThat(callback("eve")).isEqualTo("/hub/login?problem=refused");
        assertThat(user("eve")).isEmpty();
    }

    @Test
    void aMemberOfTheAdminGroupIsAnAdministratorUntilTheyLeaveIt() {
        hub.admin("root");
        signIn("ben");
        assertThat(user("ben").orElseThrow().admin()).isTrue();
        realm.leave("ben", "hub-admins");
        askNow();
        awaitThat(
                "ben is no administrator any more",
                () -> !user("ben").orElseThrow().admin());
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        assertThat(groupsOf(user("ben").orElseThrow())).containsExactly("staff");
    }

    @Test
    void aGroupThatSomebodyLeavesAtKeycloakIsLeftHereAndOneGivenByHandStays() {
        realm.join("ann", "guests");
        signIn("ann");
        User ann = user("ann").orElseThrow();
        hub.bean(Groups.class).create("by-hand", dev.berth.hub.audit.Actor.policy("test"));
        hub.bean(Groups.class)
                .change(
                        "by-hand",
                        java.util.Set.of(ann.name()),
                        java.util.Set.of(),
                        dev.berth.hub.audit.Actor.policy("test"));
        assertThat(groupsOf(ann)).containsExactly("by-hand", "guests", "staff");
        realm.leave("ann", "guests");
        askNow();
        awaitThat("ann left guests", () -> groupsOf(ann).equals(List.of("by-hand", "staff")));
    }

    @Test
    void whoLosesTheAllowedGroupLosesTheSession() {
        signIn("ann");
        realm.leave("ann", "staff");
        askNow();
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
    }

    @Test
    void whoIsDisabledAtKeycloakLosesTheSessionAndStartsNothing() {
        signIn("ann");
        User ann = user("ann").orElseThrow();
        realm.setEnabled("ann", false);
        assertThat(hub.bean(ServerStarts.class).start(ann, "", "", "ann"))
                .containsInstanceOf(StartResult.NotHere.class);
        assertThat(browser.get(HOME).statusCode()).isNotEqualTo(200);
        // A token does not help either, although no session is left with which Keycloak could be asked.
        assertThat(hub.api("ann").post("/hub/api/users/ann/server", "{}").status())
                .isEqualTo(403);
        realm.setEnabled("ann", true);
        signIn("ann");
        assertThat(hub.bean(ServerStarts.class).start(ann, "", "", "ann"))
                .isPresent()
                .get()
                .isNotInstanceOf(StartResult.NotHere.class);
    }

    @Test
    void aSignOutAtKeycloakEndsTheSessionHereOverTheBackChannel() {
        signIn("ann");
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        realm.signOut("ann");
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
        assertThat(backChannel.statuses()).contains(200);
        // The same logout token does not count again, although there is a new session.
        signIn("ann");
        assertThat(backChannel.repeatLast()).isEqualTo(400);
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWithTheOneOfKeycloakEvenIfNobodySaysSo() {
        signIn("ann");
        backChannel.deaf(true);
        realm.signOut("ann");
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
        askNow();
        awaitThat("the session is over", () -> browser.get(HOME).statusCode() != 200);
        backChannel.deaf(false);
    }

    @Test
    void aSessionLastsNoLongerThanKeycloakSaid() {
        signIn("ann");
        Duration left = hub.jdbc()
                .sql("select extract(epoch from provider_until - now()) from browser_sessions order by id desc limit 1")
                .query((row, number) -> Duration.ofSeconds(row.getLong(1)))
                .single();
        assertThat(left).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(30));
        hub.jdbc().sql("update browser_sessions set provider_until = now()").update();
        assertThat(browser.get(HOME).statusCode()).isNotEqualTo(200);
    }

    @Test
    void whatIsKeptOfKeycloakIsUnreadableInTheDatabaseAndSurvivesARotationOfKeys() throws Exception {
        signIn("ann");
        byte[] kept = memory();
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("eyJ", "refresh");
        hub.bean(KeyRotation.class).rotate(Duration.ofDays(1), "test");
        hub.bean(HubKeys.class).forget();
        askNow();
        awaitThat("it is asked about and sealed anew", () -> !Arrays.equals(memory(), kept));
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerIsGoodOnceAndInTheBrowserThatBeganOnly() {
        String there = depart("");
        String back = local(realm.signIn(there, "ann"));
        HubBrowser other = new HubBrowser(hub.port(), hub.proxySecret());
        assertThat(location(other.get(back))).isEqualTo("/hub/login?problem=expired");
        Map<String, String> cookies = Map.copyOf(browser.cookies);
        assertThat(location(browser.get(back))).isEqualTo(LANDING);
        HubBrowser again = new HubBrowser(hub.port(), hub.proxySecret());
        again.cookies.putAll(cookies);
        assertThat(location(again.get(back))).isEqualTo("/hub/login?problem=expired");
        assertThat(again.get(HOME).statusCode()).isNotEqualTo(200);
    }

    @Test
    void severalTabsMaySignInAtOnceAndOnesOwnWishIsKept() {
        String first = depart("/hub/token");
        String second = depart("/hub/home?tab=2");
        assertThat(location(browser.get(local(realm.signIn(second, "ann"))))).isEqualTo("/hub/home?tab=2");
        assertThat(location(browser.get(local(realm.signIn(first, "ann"))))).isEqualTo("/hub/token");
    }

    @Test
    void nobodyIsLedElsewhereAfterwards() {
        for (String wish : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "/%2f/evil.example")) {
            assertThat(location(browser.get(local(realm.signIn(depart(wish), "ann")))))
                    .as(wish)
                    .isEqualTo(LANDING);
            browser();
        }
    }

    @Test
    void whoSignsOutIsOfferedTheWayOutOfKeycloakToo() {
        signIn("ann");
        HttpResponse<String> out = browser.fill("/hub/logout", Map.of());
        assertThat(location(out)).isEqualTo("/hub/signed-out?provider=campus");
        String page = browser.get("/hub/signed-out?provider=campus").body();
        int from = page.indexOf(realm.issuer());
        String link = page.substring(from, page.indexOf('"', from)).replace("&amp;", "&");
        assertThat(link).contains("client_id=berth").doesNotContain("id_token");
        assertThat(realm.confirmSignOut(link)).isEqualTo("http://127.0.0.1:8000/hub/login");
    }

    private static byte[] memory() {
        return hub.jdbc()
                .sql("select memory from session_identities order by session desc limit 1")
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    /** As if the interval had passed. */
    private static void askNow() {
        hub.jdbc().sql("update session_identities set due = now()").update();
    }

    private void signIn(String user) {
        assertThat(callback(user)).isEqualTo(LANDING);
        assertThat(browser.get(HOME).statusCode()).isEqualTo(200);
    }

    /** Goes to Keycloak and returns; the result is the address to which the hub redirects. */
    private String callback(String user) {
        return location(browser.get(local(realm.signIn(depart(""), user))));
    }

    private String depart(String next) {
        return location(browser.get(
                "/hub/oauth_login?provider=campus&next=" + java.net.URLEncoder.encode(next, StandardCharsets.UTF_8)));
    }

    private static String local(String callback) {
        URI uri = URI.create(callback);
        assertThat(callback).startsWith("http://127.0.0.1:8000/hub/oauth_callback?");
        return uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static String location(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Location")
                .orElseGet(() ->
                        response.statusCode() + " " + URLDecoder.decode(response.body(), StandardCharsets.ISO_8859_1));
    }

    private static Optional<User> user(String name) {
        return hub.bean(UserDirectory.class).byName(name);
    }

    private static List<String> groupsOf(User user) {
        return hub.bean(Groups.class).of(List.of(user.id())).getOrDefault(user.id(), List.of());
    }

    private static void awaitThat(String what, java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
