package dev.berth.hub.server.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.server.Seen;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.Wanted;
import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Observation.Phase;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.Run;
import dev.berth.spi.spawn.StartOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state and every event: exactly the transitions of the diagram in the package documentation. */
class LifecycleTests {

    private static final Address HERE = new Address("127.0.0.1", 20_001);
    private static final Address ELSEWHERE = new Address("127.0.0.1", 20_002);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final Failure CRASH = new Failure(ReasonCode.CRASHED, "status 1");

    private static final List<Observation> OBSERVATIONS = List.of(
            new Observation.Absent(),
            new Observation.Starting(Phase.STARTING, "on its way"),
            new Observation.Ready(HERE),
            new Observation.Ready(ELSEWHERE),
            new Observation.Stopping(),
            new Observation.Exited(CRASH),
            new Observation.Unknown("no answer"));

    @Test
    void everyRowHasExactlyOneTask() {
        assertThat(Lifecycle.task(Wanted.RUNNING, Seen.NOTHING, false)).isEqualTo(Task.START);
        for (Seen seen : List.of(Seen.NOTHING, Seen.STARTING, Seen.READY)) {
            assertThat(Lifecycle.task(Wanted.RUNNING, seen, true)).isEqualTo(Task.LOOK);
            for (boolean accepted : List.of(true, false)) {
                assertThat(Lifecycle.task(Wanted.STOPPED, seen, accepted)).isEqualTo(Task.STOP);
            }
        }
        assertThat(Lifecycle.task(Wanted.STOPPED, Seen.GONE, true)).isEqualTo(Task.NOTHING);
        assertThat(Lifecycle.task(Wanted.STOPPED, Seen.GONE, false)).isEqualTo(Task.NOTHING);
    }

    @Test
    void anAcceptedStartIsRecordedAndARefusedOneEndsWithItsReason() {
        assertThat(Lifecycle.afterStart(new StartOutcome.Accepted())).isEqualTo(new Transition.Accepted());
        assertThat(Lifecycle.afterStart(new StartOutcome.Refused(CRASH))).isEqualTo(new Transition.Ended(CRASH));
        assertThat(Lifecycle.afterStart(new StartOutcome.Superseded()))
                .isInstanceOfSatisfying(
                        Transition.Ended.class,
                        ended -> assertThat(ended.failure().code()).isEqualTo(ReasonCode.LOST));
    }

    static Stream<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (Seen seen : List.of(Seen.NOTHING, Seen.STARTING, Seen.READY)) {
            for (boolean overdue : List.of(true, false)) {
                for (boolean missing : List.of(true, false)) {
                    OBSERVATIONS.forEach(observed -> looks.add(new Look(seen, overdue, missing, observed)));
                }
            }
        }
        return looks.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void aWantedServerEndsOnlyByAConfirmedExitALossOrATimeOut(Look look) {
        Transition transition = look.transition();
        boolean exited = look.observed instanceof Observation.Exited;
        boolean lost = look.observed instanceof Observation.Absent && look.missing;
        boolean timedOut = look.observed instanceof Observation.Starting && look.overdue && look.seen != Seen.READY;
        assertThat(transition instanceof Transition.Ended).isEqualTo(exited || lost);
        assertThat(transition instanceof Transition.GiveUp).isEqualTo(timedOut);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void unknownAndStoppingAndAnUnconfirmedAbsenceChangeNothing(Look look) {
        boolean nothingLearned = look.observed instanceof Observation.Unknown
                || look.observed instanceof Observation.Stopping
                || (look.observed instanceof Observation.Absent && !look.missing);
        if (nothingLearned) {
            assertThat(look.transition()).isEqualTo(new Transition.Keep());
        }
    }

    @ParameterizedTest
    @MethodSource("looks")
    void readyIsRecordedWhenItIsNewsAndSeenAgainWhenItIsNot(Look look) {
        if (look.observed instanceof Observation.Ready(Address address, Run _)) {
            Transition expected = look.seen == Seen.READY && address.equals(HERE)
                    ? new Transition.SeenAgain()
                    : new Transition.Ready(address);
            assertThat(look.transition()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Seen.class,
            names = {"NOTHING", "STARTING"})
    void progressIsShownWhileThereIsTime(Seen seen) {
        Transition transition = Lifecycle.afterLook(
                seen, null, null, false, new Observation.Starting(Phase.ANSWERING, "waiting for it to answer"));
        assertThat(transition).isEqualTo(new Transition.Progress(Phase.ANSWERING, "waiting for it to answer"));
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void aTimeOutIsToldInWordsWithItsLength(Phase phase) {
        Transition transition = Lifecycle.afterLook(
                Seen.STARTING, null, TIMEOUT, false, new Observation.Starting(phase, "All 2 GPUs are in use"));
        assertThat(transition)
                .isInstanceOfSatisfying(
                        Transition.GiveUp.class,
                        given -> assertThat(given.failure().detail())
                                .startsWith("The server did not start within 15 s. ")
                                .doesNotContain(phase.name())
                                .containsAnyOf("All 2 GPUs are in use", "did not respond to requests"));
    }

    @Test
    void aReadyServerThatDoesNotAnswerForAMomentKeepsItsRoute() {
        Transition transition = Lifecycle.afterLook(
                Seen.READY, HERE, TIMEOUT, true, new Observation.Starting(Phase.ANSWERING, "no answer"));
        assertThat(transition).isEqualTo(new Transition.Keep());
    }

    @Test
    void aServerThatIsToGoIsGoneOnlyWhenItWasSeenGone() {
        for (Observation observed : OBSERVATIONS) {
            boolean gone = observed instanceof Observation.Exited || observed instanceof Observation.Absent;
            assertThat(Lifecycle.afterStop(observed) instanceof Transition.Ended)
                    .as("%s", observed)
                    .isEqualTo(gone);
            if (!gone) {
                assertThat(Lifecycle.afterStop(observed)).isEqualTo(new Transition.Keep());
            }
        }
    }

    @Test
    void whatPeopleSeeFollowsFromWantedAndSeen() {
        assertThat(ServerState.of(Wanted.RUNNING, Seen.NOTHING)).isEqualTo(ServerState.PENDING_START);
        assertThat(ServerState.of(Wanted.RUNNING, Seen.STARTING)).isEqualTo(ServerState.PENDING_START);
        assertThat(ServerState.of(Wanted.RUNNING, Seen.READY)).isEqualTo(ServerState.READY);
        assertThat(ServerState.of(Wanted.STOPPED, Seen.NOTHING)).isEqualTo(ServerState.PENDING_STOP);
        assertThat(ServerState.of(Wanted.STOPPED, Seen.STARTING)).isEqualTo(ServerState.PENDING_STOP);
        assertThat(ServerState.of(Wanted.STOPPED, Seen.READY)).isEqualTo(ServerState.PENDING_STOP);
        assertThat(ServerState.of(Wanted.STOPPED, Seen.GONE)).isEqualTo(ServerState.STOPPED);
    }

    @Test
    void manyMissingAtOnceAreAFaultOfTheListAndAFewAreNot() {
        assertThat(Sweep.isMassLoss(4, 4)).isFalse();
        assertThat(Sweep.isMassLoss(5, 5)).isTrue();
        assertThat(Sweep.isMassLoss(5, 49)).isTrue();
        assertThat(Sweep.isMassLoss(5, 50)).isFalse();
        assertThat(Sweep.isMassLoss(200, 2_000)).isFalse();
        assertThat(Sweep.isMassLoss(201, 2_000)).isTrue();
    }

    record Look(Seen seen, boolean overdue, boolean missing, Observation observed) {
        Transition transition() {
            return Lifecycle.afterLook(
                    seen, seen == Seen.READY ? HERE : null, overdue ? TIMEOUT : null, missing, observed);
        }
    }
}
