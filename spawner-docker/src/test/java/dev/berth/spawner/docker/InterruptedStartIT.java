package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spawner.docker.Ledger.Mark;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a hub leaves that dies or freezes in the middle of a start, and what the next hub makes of it. */
class InterruptedStartIT {

    private static TestEngine engine;
    private static DockerSpawner survivor;
    private static Ledgers dead;
    private static Containers deadContainers;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        survivor = engine.hastySpawner();
        dead = new Ledgers(engine.engine(), engine.names());
        deadContainers = new Containers(engine.engine(), engine.names());
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void claimedStartIsContinued() {
        ServerRef ref = new ServerRef("claimed", 1);
        dead.claim(ref);
        assertStarts(ref);
    }

    @Test
    void createdContainerIsReplacedSoThatAFrozenHubCannotStartItAnyMore() {
        ServerRef ref = new ServerRef("created", 1);
        dead.claim(ref);
        String left = createdBy(ref);
        assertStarts(ref);
        assertThat(deadContainers.start(left))
                .as("started by the hub that wakes up")
                .isFalse();
        assertThat(engine.running("created")).isOne();
    }

    @Test
    void containerThatWasMarkedButNotStartedIsReplaced() {
        ServerRef ref = new ServerRef("marked", 1);
        dead.claim(ref);
        dead.mark(ref, Mark.STARTED, createdBy(ref));
        assertStarts(ref);
    }

    @Test
    void containerThatWasGivenUpAndRemovedDoesNotCountAsLost() {
        ServerRef ref = new ServerRef("given-up", 1);
        dead.claim(ref);
        String left = createdBy(ref);
        dead.mark(ref, Mark.STARTED, left);
        dead.mark(ref, Mark.VOID, left);
        deadContainers.remove(left);
        assertStarts(ref);
    }

    @Test
    void startedServerIsFound() {
        ServerRef ref = new ServerRef("started", 1);
        dead.claim(ref);
        String id = createdBy(ref);
        dead.mark(ref, Mark.STARTED, id);
        assertThat(deadContainers.start(id)).isTrue();
        assertStarts(ref);
        assertThat(engine.containers("started"))
                .singleElement()
                .satisfies(each -> assertThat(each.path("Id").asString()).isEqualTo(id));
    }

    @Test
    void stopBetweenCreationAndStartWins() {
        ServerRef ref = new ServerRef("stopped", 1);
        dead.claim(ref);
        String left = createdBy(ref);
        survivor.stop(ref, Duration.ZERO);
        assertThat(deadContainers.start(left)).isFalse();
        assertThat(survivor.observe(ref)).isInstanceOf(Observation.Exited.class);
        assertThat(survivor.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(engine.containers("stopped")).isEmpty();
    }

    @Test
    void nothingButTheHomeDirectoryIsLeftOfAForgottenServer() {
        ServerRef ref = new ServerRef("forgotten", 1);
        assertStarts(ref);
        survivor.stop(ref, Duration.ZERO);
        await().atMost(Duration.ofSeconds(30)).until(() -> survivor.observe(ref) instanceof Observation.Exited);
        survivor.forget(ref);
        assertThat(engine.containers("forgotten")).isEmpty();
        assertThat(dead.read("forgotten").starts()).isEmpty();
        assertThat(engine.folder().resolve("files/forgotten")).doesNotExist();
        assertThat(engine.folder().resolve("homes/ann")).exists();
    }

    @Test
    void hubThatWakesUpAfterItsStartWasForgottenStartsNothing() {
        ServerRef ref = new ServerRef("woken", 1);
        dead.claim(ref);
        survivor.stop(ref, Duration.ZERO);
        survivor.forget(ref);
        DockerSpawner other = engine.spawner();
        assertThat(other.start(TestEngine.request(new ServerRef("woken", 2))))
                .isInstanceOf(StartOutcome.Accepted.class);
        assertThat(survivor.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Superseded.class);
        assertThat(engine.running("woken")).isOne();
    }

    private static void assertStarts(ServerRef ref) {
        assertThat(survivor.start(TestEngine.request(ref))).isInstanceOf(StartOutcome.Accepted.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> survivor.observe(ref) instanceof Observation.Ready);
        assertThat(engine.running(ref.runtimeName())).isOne();
    }

    private static String createdBy(ServerRef ref) {
        return deadContainers.create(ref, engine.model(ref)).orElseThrow();
    }
}
