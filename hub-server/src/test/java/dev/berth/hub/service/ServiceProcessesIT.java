package dev.berth.hub.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.api.ApiClient;
import dev.berth.hub.audit.Actor;
import dev.berth.hub.database.TestDatabase;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.spi.spawn.InMemoryWorld;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that hubs start: real processes, and two hubs that share a database. */
class ServiceProcessesIT {

    private static final String[] SERVICES = {
        "berth.access.services[0].name=ticker",
        "berth.access.services[0].url=http://127.0.0.1:10103",
        "berth.access.services[0].user=nobody",
        "berth.access.services[0].command[0]=/bin/sh",
        "berth.access.services[0].command[1]=-c",
        "berth.access.services[0].command[2]=env | sort; id -u; grep CapBnd /proc/self/status; exec sleep 1000",
        "berth.access.services[0].environment.GREETING=hello",
        "berth.access.services[1].name=failing",
        "berth.access.services[1].user=nobody",
        "berth.access.services[1].command[0]=/bin/sh",
        "berth.access.services[1].command[1]=-c",
        "berth.access.services[1].command[2]=echo cannot; exit 3",
    };

    private static final Actor TEST = Actor.policy("test");

    private static TestDatabase database;
    private static HubUnderTest first;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
        first = HubUnderTest.start(database, new InMemoryWorld(), SERVICES);
    }

    @AfterAll
    static void stop() {
        first.close();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").equals("/usr/bin/sleep 1000")))
                .isEmpty();
    }

    @Test
    void aProgramRunsUnderItsAccountWithoutTheHubsVariablesAndCanUseItsToken() {
        long pid = running(first, "ticker").pid();
        List<String> said = Awaitility.await()
                .until(
                        () -> processes(first).output("ticker", 100),
                        lines -> lines.stream().anyMatch(line -> line.startsWith("CapBnd")));
        assertThat(said)
                .contains(
                        "GREETING=hello",
                        "JUPYTERHUB_SERVICE_NAME=ticker",
                        "JUPYTERHUB_SERVICE_PREFIX=/services/ticker/",
                        "JUPYTERHUB_CLIENT_ID=service-ticker",
                        "CapBnd:\t0000000000000000")
                .contains(
                        Long.toString(SystemAccount.find("nobody").orElseThrow().uid()))
                .noneMatch(line -> line.startsWith("BERTH_"));
        String token = said.stream()
                .filter(line -> line.startsWith("JUPYTERHUB_API_TOKEN="))
                .findFirst()
                .orElseThrow()
                .split("=", 2)[1];
        assertThat(new ApiClient(first.port(), token)
                        .get("/hub/api/user")
                        .ok(200)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo("ticker");
        assertThat(ProcessHandle.of(pid)).isPresent();
    }

    @Test
    void aProgramThatEndsIsStartedAgainAndItsEndIsTold() {
        ServiceProcess failing = Awaitility.await()
                .until(
                        () -> processes(first).find("failing").orElse(null),
                        found -> found != null && found.restarts() >= 1);
        assertThat(failing.ending()).isEqualTo(new ServiceEnding(ServiceEnding.Kind.STATUS, "3"));
        assertThat(processes(first).output("failing", 1)).containsExactly("cannot");
    }

    @Test
    void aKilledProgramIsReplacedAndAStoppedOneIsNot() {
        long pid = running(first, "ticker").pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> running(first, "ticker").pid() != pid);
        processes(first).want("ticker", false, TEST);
        Awaitility.await()
                .until(() -> processes(first).find("ticker").orElseThrow().state() == ServiceProcess.State.STOPPED);
        assertThat(processes(first).find("ticker").orElseThrow().pid()).isZero();
        processes(first).want("ticker", true, TEST);
        running(first, "ticker");
        assertThat(first.jdbc()
                        .sql("select action from audit_events where target_name = 'ticker' order by id")
                        .query(String.class)
                        .list())
                .containsExactly("SERVICE_STOP_WANTED", "SERVICE_START_WANTED");
    }

    @Test
    void oneOfTwoHubsRunsThemAndTheOtherTakesOver() {
        long pid = running(first, "ticker").pid();
        HubUnderTest second = HubUnderTest.start(database, new InMemoryWorld(), SERVICES);
        try {
            first.close();
            ServiceProcess taken = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> running(second, "ticker"), found -> found.pid() != pid);
            assertThat(ProcessHandle.of(pid)).isEmpty();
            assertThat(ProcessHandle.of(taken.pid())).isPresent();
        } finally {
            first = second;
        }
    }

    private static ServiceProcess running(HubUnderTest hub, String service) {
        return Awaitility.await()
                .until(
                        () -> processes(hub).find(service).orElse(null),
                        found -> found != null && found.state() == ServiceProcess.State.RUNNING);
    }

    private static ServiceProcesses processes(HubUnderTest hub) {
        return hub.bean(ServiceProcesses.class);
    }
}
