package dev.berth.hub.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.user.UserName;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.ChangeBody.Op;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.Withdrawal;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The feed of routes, grants and withdrawals, as proxies request it. */
class FeedTests {

    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void whoeverKnowsNothingGetsEverything() {
        String name = SharedHub.ready("fed");
        withdraw("0a");
        TestProxy proxy = new TestProxy(HUB, "new");
        FeedPage page = proxy.ask(0);
        assertThat(page.changes()).isEmpty();
        assertThat(page.snapshot()).isNotNull();
        assertThat(page.snapshot().routes()).extracting(Route::path).contains("/user/" + name + "/");
        assertThat(page.snapshot().routes())
                .filteredOn(route -> route.path().equals("/user/" + name + "/"))
                .as("so that a proxy knows who must answer")
                .extracting(Route::uid)
                .containsExactly(uid(name));
        assertThat(page.snapshot().withdrawals())
                .extracting(Withdrawal::credential)
                .contains("0a");
        assertThat(page.settings().hubCookies()).contains(page.settings().sessionCookie());
        assertThat(proxy.ask(0).snapshot()).isNull();
    }

    @Test
    void whatEndsIsSentWithHowMuchIsLeftOfIt() {
        TestProxy proxy = new TestProxy(HUB, "clockless");
        withdraw("0e0e");
        long expected =
                FAR.toEpochMilli() - HUB.bean(FeedRepository.class).now().toEpochMilli();
        assertThat(proxy.ask(0).snapshot().withdrawals())
                .extracting(Withdrawal::leftMillis)
                .allSatisfy(left -> assertThat(left).isNotNull());
        withdraw("0f0f");
        assertThat(proxy.ask(0).changes().getLast().withdrawal().leftMillis())
                .isCloseTo(expected, Offset.offset(600_000L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11111111-2222-3333-4444-555555555555", "no uuid at all", ""})
    void aNumberOfAnotherFeedMeansNothing(String feed) {
        TestProxy proxy = new TestProxy(HUB, "moved");
        proxy.ask(0);
        proxy.feed = feed;
        assertThat(proxy.ask(0).snapshot()).isNotNull();
    }

    @Test
    void aNumberThatWasNeverGivenOutIsAnsweredWithEverything() {
        TestProxy proxy = new TestProxy(HUB, "ahead");
        proxy.ask(0);
        proxy.applied += 1_000;
        assertThat(proxy.ask(0).snapshot()).isNotNull();
    }

    @Test
    void whoWasAwayForTooLongGetsEverything() {
        TestProxy proxy = new TestProxy(HUB, "away");
        proxy.ask(0);
        withdraw("0b");
        withdraw("0c");
        HUB.jdbc()
                .sql("update feed_changes set at = now() - interval '2 hours'")
                .update();
        HUB.bean(FeedUpkeep.class).run();
        assertThat(proxy.ask(0).snapshot()).isNotNull();
        withdraw("0d");
        assertThat(proxy.ask(0).changes()).hasSize(1);
    }

    @Test
    void aQuestionWaitsUntilThereIsAnAnswer() throws Exception {
        TestProxy proxy = new TestProxy(HUB, "patient");
        proxy.catchUp();
        CompletableFuture<FeedPage> page = CompletableFuture.supplyAsync(() -> proxy.ask(30_000));
        withdraw("0e");
        assertThat(page.get().changes())
                .anySatisfy(change -> assertThat(change.op()).isEqualTo(Op.WITHDRAW));
    }

    @Test
    void withoutWaitingNothingNewIsAnEmptyPage() {
        TestProxy proxy = new TestProxy(HUB, "quick");
        proxy.catchUp();
        FeedPage page = proxy.ask(0);
        assertThat(page.snapshot()).isNull();
        assertThat(page.changes()).isEmpty();
        assertThat(page.last()).isEqualTo(proxy.applied);
    }

    @Test
    void manyWritersLeaveNoGapAndNoReaderSeesOne() throws Exception {
        TestProxy proxy = new TestProxy(HUB, "reader");
        proxy.catchUp();
        long from = proxy.applied;
        proxy.changes.clear();
        int writers = 8;
        int each = 25;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                String writer = "e" + i;
                running.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        withdraw(writer + n);
                    }
                }));
            }
            while (proxy.changes.size() < writers * each) {
                proxy.ask(1_000);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(proxy.changes)
                .extracting(ChangeBody::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(from + 1, from + writers * each)
                        .boxed()
                        .toList());
    }

    @Test
    void whatIsAcknowledgedIsWhatTheNextQuestionSaysIsApplied() {
        ProxyRepository proxies = HUB.bean(ProxyRepository.class);
        TestProxy proxy = new TestProxy(HUB, "slow");
        proxy.catchUp();
        withdraw("0f");
        long head = HUB.bean(FeedRepository.class).head().seq();
        assertThat(proxies.behind(head)).contains("slow");
        proxy.ask(0);
        assertThat(proxy.applied).isGreaterThanOrEqualTo(head);
        assertThat(proxies.behind(head)).contains("slow");
        proxy.ask(0);
        assertThat(proxies.behind(head)).doesNotContain("slow");
        assertThat(proxies.all()).filteredOn(ProxyStatus::name, "slow").allMatch(ProxyStatus::connected);
    }

    @Test
    void onlyProxiesMayAsk() {
        TestProxy proxy = new TestProxy(HUB, "stranger");
        String question = "{\"proxy\":\"x\",\"feed\":null,\"applied\":-1,\"waitMillis\":0}";
        HUB.admin("feed-root");
        for (String secret : new String[] {"", "wrong", HUB.proxySecret() + "x", HUB.token("feed-root")}) {
            assertThat(proxy.send(HubPaths.FEED, question, secret).statusCode())
                    .as(secret)
                    .isEqualTo(403);
        }
        assertThat(proxy.send(HubPaths.FEED, question, HUB.proxySecret()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"proxy\":7,\"applied\":\"x\"}", "{\"proxy\":\"a\\u0000b\"}", "{}"})
    void whatIsNoQuestionIsRefused(String body) {
        TestProxy proxy = new TestProxy(HUB, "odd");
        for (String path : new String[] {HubPaths.FEED, HubPaths.DECIDE, HubPaths.ENTER, HubPaths.ACTIVITY}) {
            HttpResponse<String> answer = proxy.send(path, body, HUB.proxySecret());
            assertThat(answer.statusCode()).as(path + " " + body).isLessThan(500);
            assertThat(answer.body()).doesNotContain("\"allowed\":true");
        }
    }

    private static long uid(String name) {
        return HUB.bean(UserDirectory.class)
                .byName(UserName.of(name).orElseThrow())
                .orElseThrow()
                .uid();
    }

    private static void withdraw(String credential) {
        HUB.bean(TransactionTemplate.class)
                .executeWithoutResult(
                        status -> HUB.bean(RouteTable.class).withdraw(List.of(new Withdrawal(credential, FAR))));
    }
}
