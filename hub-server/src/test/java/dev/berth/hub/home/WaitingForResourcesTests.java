package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ProgressLog;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ResourceWait;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a start that takes long. */
class WaitingForResourcesTests {

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(
                TestDatabase.fresh(), WORLD, "berth.profiles[0].name=gpu", "berth.profiles[0].stop-grace=1h");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @BeforeEach
    void hold() {
        WORLD.holdStarts(true);
    }

    @AfterEach
    void release() {
        WORLD.holdStarts(false);
        WORLD.stubborn(false);
    }

    @Test
    void aPersonWhoWaitsForAGpuReadsInTheirLanguageHowManyWaitBefore() {
        begin("gina");
        report("gina", ResourceWait.devices("GPU", 1, 2, 1));
        assertThat(page("gina", "en")).contains("All 2 GPUs are in use; 1 person waits before you.");
        assertThat(page("gina", "zh-CN")).contains("全部 2 个 GPU 均正在使用中；您前面还有 1 人在等待。");
        report("gina", ResourceWait.devices("GPU", 1, 1, 0));
        assertThat(page("gina", "en")).contains("The only GPU is in use; you are next.");
        assertThat(page("gina", "zh-CN")).contains("唯一的 GPU 正在使用中；下一个就轮到您。");
        report("gina", ResourceWait.devices("GPU", 2, 4, 3));
        assertThat(page("gina", "en")).contains("Fewer than 2 of the 4 GPUs are free; 3 people wait before you.");
        report("gina", ResourceWait.room("memory", 0));
        assertThat(page("gina", "zh-CN")).contains("没有节点有足够的空闲内存；下一个就轮到您。");
    }

    @Test
    void aLongQueueIsStillTheCurrentOneAfterHundredsOfChanges() {
        begin("quinn");
        for (int ahead = 300; ahead >= 0; ahead--) {
            report("quinn", ResourceWait.devices("GPU", 1, 2, ahead));
        }
        assertThat(page("quinn", "en")).contains("All 2 GPUs are in use; you are next.");
        ServerView view = hub.view("quinn");
        assertThat(hub.bean(ServerDirectory.class).progress(view.id(), view.generation(), 0))
                .hasSizeLessThan(5);
    }

    /** The server ignores the request to stop for an hour. */
    @Test
    void aStartThatTimesOutIsGivenUpAtOnce() {
        WORLD.stubborn(true);
        begin("tom");
        hub.jdbc()
                .sql("update servers set start_deadline = now() - interval '1 second' where user_id = ?")
                .param(hub.user("tom").id())
                .update();
        assertThat(hub.await("tom", ServerState.STOPPED).stopCode()).isEqualTo("START_TIMEOUT");
        assertThat(page("tom", "en")).contains("The server did not start within 120 s.");
    }

    private static void begin(String name) {
        hub.startServer(name, "");
        await("the spawner's own message is on the page")
                .until(() -> hub.view(name).phase() != null);
    }

    /** As the spawner of a cluster reports it. */
    private static void report(String name, ResourceWait wait) {
        ServerView view = hub.view(name);
        hub.bean(ProgressLog.class).append(view.id(), view.generation(), Phase.STARTING, wait.sentence());
    }

    private static String page(String name, String language) {
        HubBrowser browser = hub.browser(name);
        browser.headers.put("Accept-Language", language);
        return browser.get("/hub/spawn-pending/" + name).body();
    }
}
