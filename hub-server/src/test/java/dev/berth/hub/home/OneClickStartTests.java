package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.profile.Profiles;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.SharedHub;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.spi.spawn.InMemoryWorld;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneClickStartTests {

    private static final String ONE_CLICK = "action=\"/hub/spawn/%s\"";

    @Test
    void oneProfileWithoutOptionsStartsAtOnceWithChoosingBesideIt() {
        try (HubUnderTest hub = HubUnderTest.start(TestDatabase.fresh(), new InMemoryWorld())) {
            hub.user("kim");
            HubBrowser browser = hub.browser("kim");
            String profile = hub.bean(Profiles.class).all().getFirst().name();
            for (String card : new String[] {"/hub/home", "/hub/home/server/kim", "/user/kim/lab"}) {
                browser.headers.put("Accept", "text/html");
                assertThat(browser.get(card).body())
                        .as(card)
                        .contains(ONE_CLICK.formatted("kim"), "name=\"profile\" value=\"" + profile + "\"")
                        .contains("href=\"/hub/spawn/kim?choose", "Choose options");
            }
            Map<String, String> form = Map.of("_xsrf", browser.cookies.get("_xsrf"), "profile", profile);
            assertThat(browser.post("/hub/spawn/kim", form).headers().firstValue("Location"))
                    .contains("/hub/spawn-pending/kim");
            hub.await("kim", ServerState.READY);
        }
    }

    @Test
    void whereThereIsSomethingToChooseStartLeadsToTheChoice() {
        String name = SharedHub.name("chooser");
        SharedHub.HUB.user(name);
        assertThat(SharedHub.HUB.browser(name).get("/hub/home").body())
                .contains("href=\"/hub/spawn/" + name + "\"")
                .doesNotContain(ONE_CLICK.formatted(name));
    }
}
