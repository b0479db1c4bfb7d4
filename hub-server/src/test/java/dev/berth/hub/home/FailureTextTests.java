package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import dev.berth.spi.spawn.ReasonCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A person reads why their server failed, and what to do, in their own language. */
class FailureTextTests {

    private static final String MISSING_IMAGE =
            "The image torch:9 does not exist. Choose another image, or tell an administrator. (torch:9: not found)";

    private static final InMemoryWorld WORLD = new InMemoryWorld();
    private static HubUnderTest hub;

    @BeforeAll
    static void start() {
        hub = HubUnderTest.start(TestDatabase.fresh(), WORLD);
        WORLD.warnings("Users are not isolated: each can read and change the data of all others.");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void aFailedStartIsExplainedInChineseOnTheHomePageAndOnThatOfTheStart() {
        fail("mei", MISSING_IMAGE);
        String inChinese = "镜像 torch:9 不存在。请选择其他镜像，或联系管理员。（torch:9: not found）";
        assertThat(page("mei", "zh-CN", "/hub/home")).contains(inChinese).doesNotContain("does not exist");
        assertThat(page("mei", "zh-CN", "/hub/spawn-pending/mei")).contains(inChinese);
        assertThat(page("mei", "en", "/hub/home")).contains(MISSING_IMAGE);
    }

    @Test
    void theRestApiStaysEnglish() {
        fail("rui", MISSING_IMAGE);
        assertThat(hub.api("rui")
                        .with("Accept-Language", "zh-CN")
                        .get("/hub/api/users/rui/server/progress")
                        .body())
                .contains(MISSING_IMAGE);
    }

    @Test
    void anExplanationOfASpawnerWithoutTranslationsIsShownAsItIs() {
        fail("lin", "The slot 7 of the batch system is drained.");
        assertThat(page("lin", "zh-CN", "/hub/home")).contains("The slot 7 of the batch system is drained.");
    }

    @Test
    void theWeaknessesOfTheRuntimeAreShownInChinese() {
        fail("bo", MISSING_IMAGE);
        assertThat(page("bo", "zh-CN", "/hub/home")).contains("用户之间没有隔离");
    }

    /** The detail as a row of this or an earlier release has it. */
    private static void fail(String name, String detail) {
        hub.user(name);
        WORLD.failStarts(ReasonCode.IMAGE_PULL);
        try {
            hub.startServer(name, "");
            hub.await(name, ServerState.STOPPED);
        } finally {
            WORLD.failStarts(null);
        }
        hub.jdbc()
                .sql("update servers set stop_detail = ? where user_id = ?")
                .params(detail, hub.user(name).id())
                .update();
    }

    private static String page(String name, String language, String path) {
        HubBrowser browser = hub.browser(name);
        browser.headers.put("Accept-Language", language);
        return browser.get(path).body();
    }
}
