package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Links on course pages, as nbgitpuller makes them, on a hub with one profile and nothing to choose. */
class CourseLinkTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static final HubUnderTest HUB = HubUnderTest.start(TestDatabase.fresh(), WORLD);

    private static final String TAIL = "git-pull?repo=https%3A%2F%2Fgithub.com%2Fcourse%2Fnotes&branch=main"
            + "&urlpath=lab/tree/x%2Fy.ipynb%3Freset&depth=1";

    @AfterAll
    static void close() {
        HUB.close();
    }

    @Test
    void aCourseLinkOpenedSignedOutStartsTheServerAndArrivesWithItsQuery() {
        String name = SharedHub.name("student");
        LinkWalk student = LinkWalk.signedOut(HUB).from("cross-site");
        student.hasPassword(name, false);
        WORLD.holdStarts(true);
        String pending;
        try {
            String signIn = student.next("/hub/user-redirect/" + TAIL);
            assertThat(signIn).startsWith("/hub/login?next=");
            student.from("same-origin");
            String back = student.signIn(signIn, name);
            assertThat(back).isEqualTo("/hub/user-redirect/" + TAIL);
            pending = student.next(back);
            assertThat(pending)
                    .isEqualTo("/hub/spawn-pending/" + name + "?next=" + encoded("/user/" + name + "/" + TAIL));
            assertThat(student.open(pending).body())
                    .contains(
                            "hx-get=\"/hub/spawn-progress/" + name + "?next=" + encoded("/user/" + name + "/" + TAIL));
        } finally {
            WORLD.holdStarts(false);
        }
        Awaitility.await("launched").until(() -> WORLD.launches(HUB.ref(name)) == 1);
        WORLD.makeReady(HUB.ref(name));
        HUB.await(name, ServerState.READY);
        String progress = pending.replace("spawn-pending", "spawn-progress");
        assertThat(student.open(progress).headers().firstValue("HX-Redirect")).contains("/user/" + name + "/" + TAIL);
        assertThat(student.next(pending)).isEqualTo("/user/" + name + "/" + TAIL);
        assertThat(student.next("/hub/user-redirect/" + TAIL))
                .as("the same link once more")
                .isEqualTo("/user/" + name + "/" + TAIL);
    }

    @Test
    void aCourseLinkStartsFromAnyOtherSiteButNotForAFrameOrAScript() {
        String name = SharedHub.name("student");
        HUB.user(name);
        LinkWalk student = LinkWalk.signedIn(HUB, name).from("cross-site");
        student.browser.headers.put("Sec-Fetch-Dest", "iframe");
        assertThat(student.open("/hub/user-redirect/lab").statusCode()).isEqualTo(200);
        student.from("cross-site").browser.headers.put("Sec-Fetch-Mode", "no-cors");
        assertThat(student.open("/hub/user-redirect/lab").statusCode()).isEqualTo(200);
        student.from("none").browser.headers.put("Sec-Purpose", "prefetch;prerender");
        assertThat(student.open("/hub/user-redirect/lab").statusCode()).isEqualTo(200);
        student.browser.headers.remove("Sec-Purpose");
        assertThat(student.from("cross-site").next("/hub/user-redirect/lab")).startsWith("/hub/spawn-pending/" + name);
    }

    @Test
    void theShortFormAndTheHubsOwnAddressOfAServerLeadThere() {
        LinkWalk anybody = LinkWalk.signedOut(HUB);
        assertThat(anybody.next("/user-redirect/" + TAIL)).isEqualTo("/hub/user-redirect/" + TAIL);
        assertThat(anybody.next("/user-redirect?x=1")).isEqualTo("/hub/user-redirect?x=1");
        assertThat(anybody.next("/hub/user/ann/lab/tree/a.ipynb?reset=1"))
                .isEqualTo("/user/ann/lab/tree/a.ipynb?reset=1");
        assertThat(anybody.next("/hub/user/ann")).isEqualTo("/user/ann");
        assertThat(anybody.next("/hub/user-redirect/lab")).isEqualTo("/hub/login?next=%2Fhub%2Fuser-redirect%2Flab");
    }

    @Test
    void aPathThatOnlyTheServerUnderstandsPassesAsItWas() {
        String name = ready();
        LinkWalk student = LinkWalk.signedIn(HUB, name);
        student.browser.headers.put(HubPaths.PATH_HEADER, "/hub/user-redirect/lab/tree/x%2Fy;v=1//z.ipynb");
        assertThat(student.next("/hub/user-redirect/lab/tree/?a=b%2Fc"))
                .isEqualTo("/user/" + name + "/lab/tree/x%2Fy;v=1//z.ipynb?a=b%2Fc");
        student.browser.headers.put(HubPaths.PATH_HEADER, "/hub/user-redirect//evil.example/");
        assertThat(student.next("/hub/user-redirect/")).isEqualTo("/user/" + name + "//evil.example/");
    }

    @Test
    void aBareCourseLinkOpensTheServer() {
        String name = ready();
        LinkWalk student = LinkWalk.signedIn(HUB, name);
        assertThat(student.next("/hub/user-redirect")).isEqualTo("/user/" + name + "/");
        assertThat(student.next("/hub/user-redirect/?x=1")).isEqualTo("/user/" + name + "/?x=1");
    }

    @Test
    void openingTheStartPageFromAPageOfOursStartsAndFromElsewhereAsks() {
        String name = SharedHub.name("student");
        HUB.user(name);
        LinkWalk student = LinkWalk.signedIn(HUB, name);
        for (String site : new String[] {"cross-site", "same-site", "none"}) {
            assertThat(student.from(site).open("/hub/spawn/" + name).statusCode())
                    .as(site)
                    .isEqualTo(200);
        }
        student.from("same-origin");
        assertThat(student.open("/hub/spawn/" + name + "?choose").statusCode()).isEqualTo(200);
        student.browser.headers.put("Sec-Fetch-Dest", "iframe");
        assertThat(student.open("/hub/spawn/" + name).statusCode()).isEqualTo(200);
        student.from("same-origin");
        assertThat(student.next("/hub/spawn?next=%2Fuser%2F" + name + "%2Ftree"))
                .isEqualTo("/hub/spawn/" + name + "?next=%2Fuser%2F" + name + "%2Ftree");
        assertThat(student.next("/hub/spawn/" + name + "?next=%2Fuser%2F" + name + "%2Ftree"))
                .isEqualTo("/hub/spawn-pending/" + name + "?next=%2Fuser%2F" + name + "%2Ftree");
    }

    @Test
    void anAdministratorWhoOpensSomebodysStartPageStartsNothing() {
        String name = SharedHub.name("student");
        String admin = SharedHub.name("admin");
        HUB.user(name);
        HUB.admin(admin);
        LinkWalk walk = LinkWalk.signedIn(HUB, admin).from("same-origin");
        assertThat(walk.open("/hub/spawn/" + name).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverSignsInWithoutAWishLandsInTheirServerWhichStarts() {
        String name = SharedHub.name("student");
        LinkWalk student = LinkWalk.signedOut(HUB);
        student.hasPassword(name, false);
        assertThat(student.follow("/")).isEqualTo("/hub/login?next=%2F");
        String back = student.signIn("/hub/login?next=%2F", name);
        assertThat(student.next(back)).isEqualTo("/hub/spawn/" + name);
        assertThat(student.next("/hub/spawn/" + name)).isEqualTo("/hub/spawn-pending/" + name);
        HUB.await(name, ServerState.READY);
        assertThat(student.next("/hub/")).isEqualTo("/user/" + name + "/lab");
        assertThat(student.next("/hub/?file=a%2Fb")).isEqualTo("/user/" + name + "/lab?file=a%2Fb");
    }

    @Test
    void aSignInStartsOneServerAndNotTheNextOneToo() {
        String name = SharedHub.name("student");
        LinkWalk student = LinkWalk.signedOut(HUB).from("cross-site");
        student.hasPassword(name, false);
        student.signIn("/hub/login", name);
        assertThat(student.browser.cookies).containsKey("berth-fresh-sign-in");
        assertThat(student.open("/hub/spawn/" + name + "?choose").statusCode()).isEqualTo(200);
        assertThat(student.browser.cookies).doesNotContainKey("berth-fresh-sign-in");
        assertThat(student.open("/hub/spawn/" + name).statusCode()).isEqualTo(200);
    }

    @Test
    void aDeepLinkGoesThroughADuePasswordAndAFailedSignIn() {
        String name = SharedHub.name("student");
        LinkWalk student = LinkWalk.signedOut(HUB);
        student.hasPassword(name, true);
        String signIn = student.next("/user/" + name + "/lab/tree/sub/a.ipynb?reset=1");
        HttpResponse<String> wrong = student.browser.fill(
                "/hub/login", Map.of("username", name, "password", "wrong", "next", "/user/" + name + "/lab?a=1"));
        assertThat(wrong.body())
                .contains("name=\"next\" value=\"/user/" + name + "/lab?a=1\"")
                .as("what the switch of languages leads back to")
                .contains("name=\"back\" value=\"/hub/login?next=" + encoded("/user/" + name + "/lab?a=1"));
        String wanted = student.signIn(signIn, name);
        assertThat(wanted).isEqualTo("/user/" + name + "/lab/tree/sub/a.ipynb?reset=1");
        String due = student.next(wanted);
        assertThat(due).isEqualTo("/hub/password?next=" + encoded(wanted));
        String other = "another horse battery";
        Map<String, String> passwords = Map.of("current", LinkWalk.PASSWORD, "password", other, "repeated", other);
        assertThat(student.submit(due, "/hub/password", passwords)).isEqualTo(wanted);
    }

    @Test
    void aDeepLinkToAStoppedServerArrivesAfterStart() {
        String name = SharedHub.name("student");
        HUB.user(name);
        LinkWalk student = LinkWalk.signedIn(HUB, name);
        String deep = "/user/" + name + "/lab/tree/sub/a.ipynb?reset=1";
        HttpResponse<String> stopped = student.open(deep);
        assertThat(stopped.statusCode()).isEqualTo(424);
        assertThat(stopped.body()).contains("href=\"/hub/spawn/" + name + "?choose&amp;next=" + encoded(deep));
        String pending = student.submit(deep, "/hub/spawn/" + name, Map.of());
        assertThat(pending).isEqualTo("/hub/spawn-pending/" + name + "?next=" + encoded(deep));
        HUB.await(name, ServerState.READY);
        assertThat(student.next(pending)).isEqualTo(deep);
        assertThat(student.open("/hub/home/server/" + name + "?next=" + encoded(deep))
                        .body())
                .contains("href=\"" + deep + "\"");
        assertThat(student.open("/hub/home/server/" + name + "?next=javascript:alert(1)")
                        .body())
                .doesNotContain("javascript:");
    }

    private static String ready() {
        String name = SharedHub.name("student");
        HUB.startServer(name, "");
        HUB.await(name, ServerState.READY);
        return name;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
