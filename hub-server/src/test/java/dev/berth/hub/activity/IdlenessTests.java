package dev.berth.hub.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.activity.Evidence.Kernel;
import dev.berth.hub.activity.Evidence.Terminal;
import dev.berth.spi.spawn.Spawner.JobEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdlenessTests {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(2));
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Test
    void aServerThatNothingUsesIsIdle() {
        assertThat(use(LONG_AGO, List.of(kernel("idle", LONG_AGO)), List.of(), JobEvidence.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"busy", ""})
    void aBusyKernelAndOneWhoseStateIsNotKnownAreUseHoweverOldTheirLastWordIs(String state) {
        assertThat(use(LONG_AGO, List.of(kernel(state, LONG_AGO)), List.of(), JobEvidence.NONE))
                .isPresent();
    }

    /** Jupyter Server leaves a kernel in this state for as long as no client connects to it. */
    @ParameterizedTest
    @ValueSource(strings = {"starting", "restarting", "autorestarting", "dead"})
    void aKernelThatNobodyEverConnectedToDoesNotKeepTheServerForEver(String state) {
        assertThat(use(LONG_AGO, List.of(kernel(state, LONG_AGO)), List.of(), JobEvidence.NONE))
                .isEmpty();
        Kernel young = kernel(state, NOW.minus(Duration.ofMinutes(1)));
        assertThat(use(LONG_AGO, List.of(young), List.of(), JobEvidence.NONE)).isPresent();
    }

    @Test
    void aKernelThatBecameIdleAMinuteAgoKeepsTheServer() {
        Kernel kernel = kernel("idle", NOW.minus(Duration.ofMinutes(1)));
        assertThat(use(LONG_AGO, List.of(kernel), List.of(), JobEvidence.NONE)).isPresent();
    }

    @Test
    void aPersonsRecentRequestKeepsTheServerAndIsNamed() {
        Instant lastUse = NOW.minus(Duration.ofMinutes(29));
        assertThat(use(lastUse, List.of(), List.of(), JobEvidence.NONE))
                .contains("it was last used at " + lastUse + " (POST /git/…)");
        Kernel later = kernel("idle", NOW.minus(Duration.ofMinutes(1)));
        assertThat(use(lastUse, List.of(later), List.of(), JobEvidence.NONE))
                .hasValueSatisfying(why -> assertThat(why).doesNotContain("git"));
    }

    @Test
    void aJobInATerminalAndOneThatCouldNotBeSeenBothKeepTheServer() {
        assertThat(use(LONG_AGO, List.of(), List.of(), JobEvidence.RUNNING)).isPresent();
        assertThat(use(LONG_AGO, List.of(), List.of(), JobEvidence.UNKNOWN)).isPresent();
    }

    @Test
    void whereJobsCannotBeObservedTheTerminalsOwnWordDecides() {
        assertThat(use(LONG_AGO, List.of(), List.of(new Terminal("1", LONG_AGO)), JobEvidence.NOT_OBSERVABLE))
                .isEmpty();
        assertThat(use(LONG_AGO, List.of(), List.of(new Terminal("1", NOW)), JobEvidence.NOT_OBSERVABLE))
                .isPresent();
    }

    private static java.util.Optional<String> use(
            Instant lastUse, List<Kernel> kernels, List<Terminal> terminals, JobEvidence jobs) {
        Instant idleSince = Idleness.idleSince(lastUse, kernels, terminals);
        return Idleness.use(
                new Evidence(NOW, lastUse, "POST /git/…", idleSince, kernels, terminals, jobs), HALF_AN_HOUR);
    }

    private static Kernel kernel(String state, Instant lastActivity) {
        return new Kernel("4d3c", "python3", state, lastActivity, 0);
    }
}
