package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient.Answer;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activity reports from servers (contract, section 2.3). */
class ActivityApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1]",
                "{\"servers\":[]}",
                "{\"servers\":\"all\",\"last_activity\":\"2026-01-01T00:00:00Z\"}",
                "{\"servers\":{\"\":\"2026-01-01T00:00:00Z\"}}",
                "{\"servers\":{\"\":{}}}",
                "{\"last_activity\":5}",
                "{\"last_activity\":\"yesterday\"}",
                "{\"last_activity\":\"\"}",
                "{\"last_activity\":\"-999999999-01-01T00:00:00Z\"}",
                "{\"last_activity\":\"+999999999-01-01T00:00:00Z\"}",
                "{\"last_activity\":\"0000-01-01T00:00:00Z\"}",
                "{\"servers\":{\"no-such\":{\"last_activity\":\"2026-01-01T00:00:00Z\"}}}",
                "{\"servers\":{\"a\\u0000b\":{\"last_activity\":\"2026-01-01T00:00:00Z\"}}}",
            })
    void whatCannotBeMeantIsRefused(String body) {
        HUB.user("lively");
        HUB.api("lively").post("/hub/api/users/lively/activity", body).refused(400);
    }

    @Test
    void aTimeFarAheadIsRefusedAndOneALittleAheadCountsAsNow() {
        String name = SharedHub.ready("ahead");
        report(name, Instant.now().plus(Duration.ofHours(2))).refused(400);
        report(name, Instant.now().plus(Duration.ofMinutes(30))).ok(200);
        assertThat(serverActivity(name)).isBefore(Instant.now().plus(Duration.ofMinutes(1)));
    }

    @Test
    void timesOnlyMoveForward() {
        String name = SharedHub.ready("forward");
        Instant before = serverActivity(name);
        report(name, Instant.parse("2020-01-01T00:00:00Z")).ok(200);
        assertThat(serverActivity(name)).isEqualTo(before);
    }

    @Test
    void timesWithoutAnOffsetAreUtc() {
        HUB.user("old-style");
        ApiClient api = HUB.api("old-style");
        assertThat(api.post("/hub/api/users/old-style/activity", "{\"last_activity\":\"2021-02-03T04:05:06.789\"}")
                        .ok(200)
                        .body())
                .isEmpty();
        assertThat(api.get("/hub/api/users/old-style")
                        .json()
                        .path("last_activity")
                        .asString())
                .isEqualTo("2021-02-03T04:05:06.789000Z");
    }

    @Test
    void aDefaultServerExistsEvenIfItWasNeverStarted() {
        String name = SharedHub.user("idle");
        report(name, Instant.now()).ok(200);
        assertThat(HUB.api(name)
                        .post(
                                "/hub/api/users/" + name + "/activity",
                                "{\"servers\":{\"nope\":{\"last_activity\":\"2026-01-01T00:00:00Z\"}}}")
                        .refused(400)
                        .message())
                .isEqualTo("No such server 'nope' for user " + name);
    }

    @Test
    void othersAreHidden() {
        HUB.user("quiet");
        HUB.user("nosy");
        String body = "{\"last_activity\":\"2026-01-01T00:00:00Z\"}";
        HUB.api("nosy").post("/hub/api/users/quiet/activity", body).refused(404);
        HUB.api("nosy").post("/hub/api/users/nobody-here/activity", body).refused(404);
        HUB.api("nosy", "read:users!user")
                .post("/hub/api/users/nosy/activity", body)
                .refused(403);
    }

    private static Answer report(String name, Instant at) {
        return HUB.api(name)
                .post(
                        "/hub/api/users/" + name + "/activity",
                        "{\"servers\":{\"\":{\"last_activity\":\"" + at + "\"}}}");
    }

    private static Instant serverActivity(String name) {
        return HUB.view(name).lastActivity().toInstant();
    }
}
