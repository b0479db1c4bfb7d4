package dev.berth.hub.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who used what, for programs. */
class UsageApiTests {

    private static final HubUnderTest HUB = SharedHub.HUB;
    private static final String USAGE = "/hub/api/berth/usage";

    @Test
    void everybodySeesTheirOwnUsage() {
        String name = SharedHub.ready("user-of-hours");
        SharedHub.ready("another-user-of-hours");
        JsonNode report = HUB.api(name).get(USAGE + "?by=user").ok(200).json();
        assertThat(report.path("items")
                        .valueStream()
                        .map(item -> item.path("key").asString()))
                .containsExactly(name);
        assertThat(report.path("total").path("server_hours").asDouble()).isPositive();
        assertThat(report.path("zone").asString()).isEqualTo("UTC");
        assertThat(report.path("more").asBoolean()).isFalse();
    }

    @Test
    void administratorsSeeAll() {
        String name = SharedHub.ready("seen-by-admins");
        String admin = SharedHub.name("admin-of-hours");
        HUB.admin(admin);
        JsonNode report = HUB.api(admin)
                .get(USAGE + "?by=user&limit=1000&bucket=day&zone=Asia/Shanghai")
                .ok(200)
                .json();
        assertThat(report.path("items")
                        .valueStream()
                        .map(item -> item.path("key").asString()))
                .contains(name);
        assertThat(HUB.api(admin)
                        .get(USAGE + "?by=user&user=" + name)
                        .ok(200)
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void aTokenThatCannotReadTheUserCannotReadUsage() {
        String name = SharedHub.ready("without-scope");
        HUB.api(name, "read:servers!user").get(USAGE).refused(403);
        assertThat(HUB.api(name, "read:users!user")
                        .get(USAGE)
                        .ok(200)
                        .json()
                        .path("total")
                        .path("server_hours")
                        .asDouble())
                .isPositive();
    }

    @Test
    void aReportIsAFileForASpreadsheet() {
        String name = SharedHub.ready("csv-of-hours");
        String csv = HUB.api(name).get(USAGE + "?by=profile&format=csv").ok(200).body();
        assertThat(csv)
                .startsWith("from,to,zone,profile,gpu_hours,cpu_hours,memory_gib_hours,server_hours,estimated\r\n");
        assertThat(csv).contains(",UTC,\"lab\",");
    }

    @Test
    void whatIsWrongIsNamed() {
        String name = SharedHub.user("wrong-query");
        assertThat(HUB.api(name).get(USAGE + "?zone=Mars").refused(400).message())
                .contains("Europe/Berlin");
        assertThat(HUB.api(name).get(USAGE + "?from=yesterday").refused(400).message())
                .contains("2026-11-30");
        assertThat(HUB.api(name)
                        .get(USAGE + "?from=2026-02-02&to=2026-02-01")
                        .refused(400)
                        .message())
                .contains("must end after it begins");
        assertThat(HUB.api(name).get(USAGE + "?bucket=year").refused(400).message())
                .contains("day, week, month");
        HUB.api(name).get(USAGE + "?from=-999999999-01-01").refused(400);
        HUB.api(name)
                .get(USAGE + "?from=%2B999999999-12-31&to=%2B999999999-12-31")
                .refused(400);
    }
}
