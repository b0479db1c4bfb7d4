package dev.berth.hub.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.database.DatabaseState.Probe;
import dev.berth.hub.overview.PartHealth.Remedy.Code;
import dev.berth.hub.overview.PartHealth.State;
import dev.berth.hub.routing.ProxyStatus;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.server.SharedHub;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A problem of a component is reported with its remedy. */
class OverviewTests {

    private static final HubUnderTest HUB = SharedHub.HUB;

    @Test
    void aDatabaseIsWellSlowOrSilent() {
        assertThat(Overview.database(answered(3)).remedy()).isNull();
        PartHealth slow = Overview.database(answered(250));
        assertThat(slow.state()).isEqualTo(State.WARNING);
        assertThat(slow.remedy().code()).isEqualTo(Code.DATABASE_SLOW);
        assertThat(slow.remedy().text()).contains("250 ms");
        assertThat(Overview.database(new Probe.Silent("refused")).state()).isEqualTo(State.DOWN);
    }

    @Test
    void aProxyIsWellBehindOrGone() {
        OffsetDateTime now = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        assertThat(Overview.proxy(new ProxyStatus("p", 10, now, true), 12).state())
                .isEqualTo(State.OK);
        PartHealth behind = Overview.proxy(new ProxyStatus("p", 10, now, true), 5_000);
        assertThat(behind.remedy().code()).isEqualTo(Code.PROXY_BEHIND);
        assertThat(behind.facts()).containsEntry("lag", "4990");
        assertThat(Overview.proxy(new ProxyStatus("p", 10, now, false), 10)
                        .remedy()
                        .code())
                .isEqualTo(Code.PROXY_GONE);
    }

    @Test
    void theWholeIsAsItsWorstPart() {
        PartHealth well = Overview.database(answered(1));
        PartHealth down = Overview.database(new Probe.Silent("x"));
        assertThat(new HubHealth(java.time.Instant.EPOCH, List.of(well, down)).state())
                .isEqualTo(State.DOWN);
        assertThat(new HubHealth(java.time.Instant.EPOCH, List.of(well)).state())
                .isEqualTo(State.OK);
    }

    @Test
    void aSpawnerThatCannotBeAskedIsDown() {
        SharedHub.WORLD.unavailable(true);
        try {
            HUB.sweep();
            assertThat(spawner().remedy().code()).isEqualTo(Code.LISTING_FAILED);
        } finally {
            SharedHub.WORLD.unavailable(false);
        }
        HUB.sweep();
        assertThat(spawner().state()).isEqualTo(State.OK);
        assertThat(spawner().facts()).containsKey("listing_age_seconds");
        SharedHub.WORLD.preflight("No JupyterLab: install one.");
        try {
            assertThat(spawner().remedy().text()).contains("No JupyterLab: install one.");
        } finally {
            SharedHub.WORLD.preflight();
        }
    }

    private static PartHealth spawner() {
        return HUB.bean(Overview.class).look().parts().stream()
                .filter(part -> part.kind() == PartHealth.Kind.SPAWNER)
                .findFirst()
                .orElseThrow();
    }

    private static Probe answered(int millis) {
        return new Probe.Answered(Duration.ofMillis(millis), "18.6", 1, 1, true);
    }
}
