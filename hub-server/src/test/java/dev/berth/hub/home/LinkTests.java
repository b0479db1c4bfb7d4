package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.spawn.InMemoryWorld;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of the hub and to it lead where they say, and nowhere else. */
class LinkTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void theRootKeepsAWishAndAQuery() {
        String name = SharedHub.ready("root");
        LinkWalk walk = LinkWalk.signedIn(HUB, name);
        for (String root : new String[] {"/", "/hub", "/hub/"}) {
            assertThat(walk.next(root)).isEqualTo("/user/" + name + "/lab");
            assertThat(walk.next(root + "?next=%2Fhub%2Ftoken%3Fa%3Db")).isEqualTo("/hub/token?a=b");
            assertThat(walk.next(root + "?next=http%3A%2F%2F127.0.0.1%3A8000%2Fhub%2Ftoken"))
                    .isEqualTo("/hub/token");
            assertThat(walk.next(root + "?next=%2F%2Fevil.example")).isEqualTo("/user/" + name + "/lab");
            assertThat(walk.next(root + "?file=a%2Fb")).isEqualTo("/user/" + name + "/lab?file=a%2Fb");
        }
        LinkWalk nobody = LinkWalk.signedOut(HUB);
        assertThat(nobody.next("/?next=%2Fhub%2Ftoken")).isEqualTo("/hub/login?next=%2F%3Fnext%3D%252Fhub%252Ftoken");
    }

    @Test
    void whoeverHasNoServerLandsAtTheChoice() {
        String name = user();
        LinkWalk walk = LinkWalk.signedIn(HUB, name);
        assertThat(walk.follow("/hub/")).isEqualTo("/hub/spawn/" + name);
        assertThat(walk.next("/hub/?file=a"))
                .isEqualTo("/hub/spawn/" + name + "?next=%2Fuser%2F" + name + "%2F%3Ffile%3Da");
    }

    @Test
    void theLandingPageCanBeConfigured() {
        try (HubUnderTest hub =
                HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), "berth.default-url=/hub/home?tab=1")) {
            hub.user("kim");
            LinkWalk walk = LinkWalk.signedIn(hub, "kim");
            assertThat(walk.next("/")).isEqualTo("/hub/home?tab=1");
            assertThat(walk.next("/?x=2")).isEqualTo("/hub/home?tab=1&x=2");
            assertThat(walk.next("/?next=%2Fhub%2Ftoken")).isEqualTo("/hub/token");
            assertThat(walk.next("/hub/login?next=%2Fhub%2Flogout")).isEqualTo("/hub/");
        }
    }

    @Test
    void aFragmentThatAScriptPutIntoTheFormComesBack() {
        String name = SharedHub.ready("fragment");
        LinkWalk walk = LinkWalk.signedIn(HUB, name);
        String next = encoded("/user/" + name + "/lab/tree/a.ipynb#Plot");
        assertThat(walk.next("/hub/login?next=" + next)).endsWith("/lab/tree/a.ipynb#Plot");
        assertThat(walk.next("/hub/spawn/" + name + "?next=" + next)).endsWith("/lab/tree/a.ipynb#Plot");
        assertThat(walk.open("/hub/spawn-progress/" + name + "?next=" + next)
                        .headers()
                        .firstValue("HX-Redirect"))
                .contains("/user/" + name + "/lab/tree/a.ipynb#Plot");
    }

    @Test
    void aChoiceOfProfilesKeepsTheDeepLink() {
        String name = user();
        LinkWalk walk = LinkWalk.signedIn(HUB, name).from("same-origin");
        String deep = "/user/" + name + "/lab?x=%2F";
        String page = walk.follow("/hub/user-redirect/lab?x=%2F");
        assertThat(page).isEqualTo("/hub/user-redirect/lab?x=%2F");
        assertThat(walk.submit(page, "/hub/spawn/" + name, Map.of("profile", "lab")))
                .isEqualTo("/hub/spawn-pending/" + name + "?next=" + encoded(deep));
        HUB.await(name, ServerState.READY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/\\evil.example", "https://evil.example", "/hub/spawn", "/hub/spawn-pending/x"
            })
    void aWayThroughTheStartEndsAtTheServerAndNowhereElse(String wish) {
        String name = SharedHub.ready("wish");
        LinkWalk walk = LinkWalk.signedIn(HUB, name);
        for (String page : new String[] {"/hub/spawn/", "/hub/spawn-pending/"}) {
            assertThat(walk.next(page + name + "?next=" + encoded(wish))).isEqualTo("/user/" + name + "/lab");
        }
    }

    @Test
    void aQueryAsBrowsersSendItIsTaken() throws IOException {
        String bare = "[1]{2}|3^4`5\\6\"7<8>9";
        assertThat(raw("/hub/health?" + bare)).startsWith("HTTP/1.1 200");
        assertThat(raw("/user/ann/lab?" + bare))
                .startsWith("HTTP/1.1 302")
                .contains("Location: /hub/login?next=" + encoded("/user/ann/lab?" + bare));
        assertThat(raw("/hub/login?next=/user/ann/lab?" + bare)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aSwitchOfLanguageComesBackToAQueryWithBraces() {
        LinkWalk walk = LinkWalk.signedOut(HUB);
        Map<String, String> form = Map.of("language", "en", "back", "/hub/login?next=%2Fx&a={b}");
        HttpResponse<String> chosen = walk.browser.fill("/hub/preferences".replace("preferences", "login"), form);
        assertThat(chosen.statusCode()).isEqualTo(403);
        Map<String, String> all = new java.util.HashMap<>(form);
        all.put("_xsrf", walk.browser.xsrfOn("/hub/login"));
        assertThat(LinkWalk.location(walk.browser.post("/hub/preferences", all)))
                .isEqualTo("/hub/login?next=%2Fx&a={b}");
    }

    @Test
    void signingOutFromAPageOfOursNeedsNoQuestionAndFromElsewhereDoes() {
        String name = user();
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            LinkWalk walk = LinkWalk.signedIn(HUB, name).from(site);
            assertThat(walk.open("/hub/logout").body()).as(site).contains("action=\"/hub/logout\"");
            assertThat(walk.open("/hub/home").statusCode()).isEqualTo(200);
        }
        LinkWalk framed = LinkWalk.signedIn(HUB, name).from("same-origin");
        framed.browser.headers.put("Sec-Fetch-Dest", "iframe");
        assertThat(framed.open("/hub/logout").statusCode()).isEqualTo(200);
        LinkWalk walk = LinkWalk.signedIn(HUB, name).from("same-origin");
        assertThat(walk.browser.send("HEAD", "/hub/logout", null, null).statusCode())
                .isEqualTo(200);
        assertThat(walk.next("/hub/logout")).isEqualTo("/hub/login");
        assertThat(walk.next("/hub/home")).startsWith("/hub/login");
    }

    @Test
    void aStrangerGetsOneAnswerWhetherAServerRunsOrNotOrIsNobodys() {
        String running = SharedHub.ready("runs");
        String stopped = user();
        for (LinkWalk walk : new LinkWalk[] {LinkWalk.signedOut(HUB), LinkWalk.signedIn(HUB, user())}) {
            assertAlike(walk, running, stopped);
            walk.browser.headers.put("Accept", "*/*");
            assertThat(assertAlike(walk, running, stopped)).isEqualTo(403);
            assertThat(walk.open("/user/" + stopped + "/api").body())
                    .isEqualTo("{\"status\":403,\"message\":\""
                            + ResourceBundle.getBundle("dev.berth.proxy.http.refusals", Locale.ENGLISH)
                                    .getString("access")
                            + "\"}");
        }
    }

    private static int assertAlike(LinkWalk walk, String running, String stopped) {
        HttpResponse<String> one = walk.open("/user/" + running + "/api?x=1");
        for (String other : new String[] {stopped, "nobody-at-all"}) {
            HttpResponse<String> answer = walk.open("/user/" + other + "/api?x=1");
            assertThat(answer.statusCode()).isEqualTo(one.statusCode());
            assertThat(answer.body().replace(other, "NAME"))
                    .isEqualTo(one.body().replace(running, "NAME"));
        }
        return one.statusCode();
    }

    /** Sends a request line that no URI may have, as it is. */
    private static String raw(String target) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", HUB.port())) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: hub\r\nAccept: text/html\r\nConnection: close\r\n"
                    + HubPaths.HOP_HEADER + ": " + HUB.proxySecret() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String user() {
        String name = SharedHub.name("link");
        HUB.user(name);
        return name;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
