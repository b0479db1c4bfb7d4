package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.DecisionRequest.CredentialType;
import dev.berth.spi.spawn.InMemoryWorld;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A sign-out or a loss of permissions is complete when every connected proxy has applied it, and the wait is limited if one does not
 * respond.
 */
class AcknowledgementsTests {

    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld(), "berth.routing.acknowledge-timeout=3s");
        hub.startServer("ann", "");
        hub.await("ann", ServerState.READY);
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @AfterEach
    void noProxies() {
        hub.jdbc().sql("delete from proxies").update();
    }

    @Test
    void aSignOutWaitsForAConnectedProxyThatIsBehind() throws Exception {
        TestProxy proxy = new TestProxy(hub, "behind");
        proxy.catchUp();
        HubBrowser browser = hub.browser("ann");
        String session = browser.cookies.get("jupyterhub-hub-login");
        assertThat(proxy.decide(session, CredentialType.SESSION, "/user/ann/").allowed())
                .isTrue();
        CompletableFuture<HttpResponse<String>> out = CompletableFuture.supplyAsync(() -> signOut(browser));
        Awaitility.await("the withdrawal is on the feed")
                .until(() -> hub.bean(FeedRepository.class).after(proxy.applied).stream()
                        .anyMatch(Change.Withdraw.class::isInstance));
        assertThat(out).isNotDone();
        proxy.catchUp();
        assertThat(out.get().statusCode()).isEqualTo(302);
        assertThat(out.get().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("jupyterhub-hub-login=;"));
    }

    @Test
    void theNewsThatAServerIsReadyWaitsForAConnectedProxyThatIsBehind() throws InterruptedException {
        TestProxy proxy = new TestProxy(hub, "late");
        proxy.catchUp();
        hub.startServer("bob", "");
        hub.await("bob", ServerState.READY);
        HubBrowser browser = hub.browser("bob");
        RoutesInForce routes = hub.bean(RoutesInForce.class);
        AtomicBoolean reached = new AtomicBoolean();
        Thread waiting = Thread.ofPlatform().start(() -> reached.set(routes.await()));
        Awaitility.await("somebody waits").until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        proxy.catchUp();
        waiting.join();
        assertThat(reached).isTrue();
        assertThat(browser.get("/hub/spawn-pending/bob").statusCode()).isEqualTo(302);
    }

    @Test
    void aProxyThatNeverAnswersHoldsASignOutForABoundedTimeOnly() {
        new TestProxy(hub, "mute").ask(0);
        HubBrowser browser = hub.browser("ann");
        assertThat(CompletableFuture.supplyAsync(() -> signOut(browser)))
                .succeedsWithin(Duration.ofSeconds(20))
                .matches(answer -> answer.statusCode() == 302);
        assertThat(browser.get("/hub/home").statusCode()).isEqualTo(302);
    }

    @Test
    void aProxyThatIsNotConnectedIsNotWaitedFor() {
        new TestProxy(hub, "gone").ask(0);
        hub.jdbc()
                .sql("update proxies set connected_until = now() - interval '1 second'")
                .update();
        Acknowledgements acknowledgements = hub.bean(Acknowledgements.class);
        assertThat(CompletableFuture.runAsync(acknowledgements::awaitAcknowledged))
                .succeedsWithin(Duration.ofSeconds(2));
    }

    private static HttpResponse<String> signOut(HubBrowser browser) {
        return browser.post("/hub/logout", Map.of("_xsrf", browser.cookies.get("_xsrf")));
    }
}
