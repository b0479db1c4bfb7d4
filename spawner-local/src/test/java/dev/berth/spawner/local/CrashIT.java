package dev.berth.spawner.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hubs, supervisors and machines that die or freeze in the middle of an operation. Running processes are counted from /proc. */
class CrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ServerRef ANN = new ServerRef("ann", 1);

    private Sandbox sandbox;
    private LocalSpawner spawner;
    private StartRequest request;

    @BeforeEach
    void open() throws IOException {
        Sandbox.python();
        sandbox = new Sandbox();
        spawner = sandbox.spawner();
        request = sandbox.request(ANN);
    }

    @AfterEach
    void close() throws IOException {
        spawner.stop(new ServerRef("ann", 99), Duration.ZERO);
        await().atMost(PATIENCE).until(() -> sandbox.processes("ann").isEmpty());
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"SPAWN_BEFORE_FORK", "SPAWN_AFTER_FORK"})
    void hubKilledInTheMiddleOfAStartLeavesOneServerToTheNext(Failpoint failpoint) throws Exception {
        hub(failpoint + ":kill", "start").waitFor();
        assertThat(spawner.start(request)).isInstanceOf(StartOutcome.Accepted.class);
        awaitReady();
        assertThat(sandbox.servers("ann")).hasSize(1);
        assertThat(spawner.list().servers()).containsOnlyKeys(ANN);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP_BEFORE_SIGNAL", "STOP_AFTER_SIGNAL"})
    void stopOfAKilledHubIsCarriedOutByTheNextLook(Failpoint failpoint) throws Exception {
        startStubborn();
        hub(failpoint + ":kill", "stop").waitFor();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(spawner.observe(ANN))
                        .isInstanceOfSatisfying(
                                Observation.Exited.class,
                                exited -> assertThat(exited.failure().code()).isEqualTo(ReasonCode.REQUESTED)));
        assertThat(sandbox.processes("ann")).isEmpty();
        assertThat(spawner.start(request)).isInstanceOf(StartOutcome.Superseded.class);
    }

    @Test
    void hubFrozenBeforeTheForkStartsNothingAfterAStop() throws Exception {
        Process frozen = hub(Failpoint.SPAWN_BEFORE_FORK + ":freeze", "start");
        awaitFrozen(frozen);
        spawner.stop(ANN, Duration.ZERO);
        resume(frozen);
        assertThat(answer(frozen)).contains("Superseded");
        assertThat(sandbox.processes("ann")).isEmpty();
        assertThat(spawner.observe(ANN)).isInstanceOf(Observation.Absent.class);
    }

    @Test
    void hubFrozenBeforeTheForkDoublesNothingThatAnotherStartedMeanwhile() throws Exception {
        Process frozen = hub(Failpoint.SPAWN_BEFORE_FORK + ":freeze", "start");
        awaitFrozen(frozen);
        spawner.start(request);
        awaitReady();
        long pid = sandbox.servers("ann").getFirst().pid();
        resume(frozen);
        assertThat(answer(frozen)).contains("Accepted");
        assertThat(sandbox.servers("ann")).extracting(ProcessEntry::pid).containsExactly(pid);
    }

    @Test
    void hubFrozenBeforeTheForkYieldsToANewerGeneration() throws Exception {
        Process frozen = hub(Failpoint.SPAWN_BEFORE_FORK + ":freeze", "start");
        awaitFrozen(frozen);
        ServerRef newer = new ServerRef("ann", 2);
        spawner.start(sandbox.request(newer));
        resume(frozen);
        assertThat(answer(frozen)).contains("Superseded");
        await().atMost(PATIENCE).until(() -> spawner.observe(newer) instanceof Observation.Ready);
        assertThat(sandbox.servers("ann")).hasSize(1);
    }

    @Test
    void manyHubsStartingOneGenerationStartOne() throws Exception {
        List<Process> hubs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hubs.add(hub("", "start"));
        }
        for (Process hub : hubs) {
            assertThat(answer(hub)).contains("Accepted");
        }
        awaitReady();
        assertThat(sandbox.servers("ann")).hasSize(1);
        assertThat(Sandbox.environment(sandbox.servers("ann").getFirst().pid())).doesNotContain("HUB_SECRET");
    }

    @Test
    void serverIsAdoptedByALaterHub() {
        spawner.start(request);
        awaitReady();
        long pid = sandbox.servers("ann").getFirst().pid();
        LocalSpawner later = sandbox.spawner();
        assertThat(later.list().servers()).containsOnlyKeys(ANN);
        assertThat(later.observe(ANN)).isEqualTo(spawner.observe(ANN)).isInstanceOf(Observation.Ready.class);
        assertThat(later.start(request)).isInstanceOf(StartOutcome.Accepted.class);
        assertThat(sandbox.servers("ann")).extracting(ProcessEntry::pid).containsExactly(pid);
    }

    @Test
    void exitWhileNoHubLookedIsKnownWithItsStatus() throws IOException {
        StartRequest brief =
                sandbox.request(ANN, "ann", Sandbox.ANN, List.of("/bin/sh", "-c", "echo no luck today; exit 7"));
        spawner.start(brief);
        await().atMost(PATIENCE).until(() -> Files.exists(sandbox.home.resolve("run/local/ann/1.exit")));
        assertThat(sandbox.spawner().observe(ANN)).isInstanceOfSatisfying(Observation.Exited.class, exited -> {
            assertThat(exited.failure().code()).isEqualTo(ReasonCode.EXITED_AT_START);
            assertThat(exited.failure().detail()).contains("status 7").contains("no luck today");
        });
    }

    @Test
    void tokenInTheLogIsNotShown() throws IOException {
        spawner.start(sandbox.request(
                ANN, "ann", Sandbox.ANN, List.of("/bin/sh", "-c", "echo token is $JUPYTER_TOKEN; exit 1")));
        Observation.Exited exited = awaitExited();
        assertThat(exited.failure().detail()).contains("token is [token]");
    }

    @Test
    void programThatIsNotThereIsNotExecutable() {
        spawner.start(sandbox.request(ANN, "ann", Sandbox.ANN, List.of("/nonexistent/program")));
        assertThat(awaitExited().failure().code()).isEqualTo(ReasonCode.NOT_EXECUTABLE);
    }

    @Test
    void serverGoesOnWithoutItsSupervisorAndItsEndIsSeen() throws IOException {
        spawner.start(request);
        awaitReady();
        ProcessEntry server = sandbox.servers("ann").getFirst();
        ProcessHandle.of(server.parent()).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> ProcessEntry.of(server.pid()).parent() != server.parent());
        assertThat(spawner.observe(ANN)).isInstanceOf(Observation.Ready.class);
        int port = ((Observation.Ready) spawner.observe(ANN)).address().port();
        Sandbox.get(port, "/child");
        await().atMost(PATIENCE).until(() -> sandbox.processes("ann").size() == 2);
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        assertThat(awaitExited().failure().code()).isEqualTo(ReasonCode.LOST);
        assertThat(sandbox.processes("ann")).isEmpty();
    }

    @Test
    void childInASessionOfItsOwnDoesNotStayBehind() {
        spawner.start(request);
        awaitReady();
        Sandbox.get(((Observation.Ready) spawner.observe(ANN)).address().port(), "/child");
        await().atMost(PATIENCE).until(() -> sandbox.processes("ann").size() == 2);
        spawner.stop(ANN, Duration.ofSeconds(20));
        awaitExited();
        assertThat(sandbox.processes("ann")).isEmpty();
    }

    @Test
    void serverThatIgnoresTheRequestIsEndedByForceWhenTheGraceHasPassed() throws IOException {
        startStubborn();
        spawner.stop(ANN, Duration.ofHours(1));
        assertThat(spawner.observe(ANN)).isInstanceOf(Observation.Stopping.class);
        assertThat(sandbox.processes("ann")).isNotEmpty();
        spawner.stop(ANN, Duration.ZERO);
        assertThat(awaitExited().failure().code()).isEqualTo(ReasonCode.REQUESTED);
    }

    @Test
    void restartOfTheMachineIsKnownByTheBootId() throws IOException {
        spawner.start(request);
        awaitReady();
        Path claim = sandbox.home.resolve("run/local/ann/1.claim");
        String text = Files.readString(claim);
        crashAll();
        Files.deleteIfExists(sandbox.home.resolve("run/local/ann/1.exit"));
        Files.writeString(claim, text.replaceAll("boot=.*", "boot=another"));
        assertThat(awaitExited().failure().code()).isEqualTo(ReasonCode.NODE_LOST);
    }

    @Test
    void laterProcessWithTheSupervisorsPidIsNotTheSupervisor() throws IOException {
        spawner.start(request);
        awaitReady();
        Path claim = sandbox.home.resolve("run/local/ann/1.claim");
        String text = Files.readString(claim);
        crashAll();
        Files.deleteIfExists(sandbox.home.resolve("run/local/ann/1.exit"));
        Files.writeString(
                claim,
                text.replaceAll(
                        "supervisor=.*", "supervisor=" + ProcessHandle.current().pid()));
        assertThat(awaitExited().failure().code()).isEqualTo(ReasonCode.LOST);
    }

    @Test
    void forgettingThatWasInterruptedIsFinishedByTheNextStart() throws IOException {
        spawner.start(request);
        awaitReady();
        spawner.stop(ANN, Duration.ZERO);
        awaitExited();
        Files.createFile(sandbox.home.resolve("run/local/ann/closed"));
        assertThat(spawner.start(request)).isInstanceOf(StartOutcome.Accepted.class);
        awaitReady();
    }

    private void startStubborn() throws IOException {
        spawner.start(sandbox.request(
                ANN,
                "ann",
                Sandbox.ANN,
                List.of("/bin/sh", "-c", "trap 'echo no' TERM; touch up; while :; do sleep 0.1; done")));
        await().atMost(PATIENCE).until(() -> Files.exists(sandbox.home.resolve("homes/ann/up")));
    }

    private void crashAll() {
        sandbox.servers("ann")
                .forEach(server -> ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly));
        awaitExited();
    }

    private Process hub(String failpoint, String call) throws IOException {
        return HubProcess.launch(failpoint, sandbox.home, call, ANN, request.command());
    }

    private static void awaitFrozen(Process process) {
        await("frozen").atMost(PATIENCE).until(() -> {
            ProcessEntry entry = ProcessEntry.of(process.pid());
            return entry != null && entry.state() == 'T';
        });
    }

    private static void resume(Process process) throws Exception {
        new ProcessBuilder("kill", "-CONT", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private static String answer(Process hub) throws Exception {
        String output = new String(hub.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(hub.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void awaitReady() {
        await().atMost(PATIENCE).until(() -> spawner.observe(ANN) instanceof Observation.Ready);
    }

    private Observation.Exited awaitExited() {
        return (Observation.Exited)
                await().atMost(PATIENCE).until(() -> spawner.observe(ANN), Observation.Exited.class::isInstance);
    }
}
