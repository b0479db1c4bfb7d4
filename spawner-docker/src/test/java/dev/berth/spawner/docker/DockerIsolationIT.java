package dev.berth.spawner.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.ServerRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a person can do in their server, and what not. */
class DockerIsolationIT {

    private static final Owner ANN = new Owner("ann", 20_001, 20_001, List.of(30_001L));
    private static final Owner BOB = new Owner("bob", 20_002, 20_002, List.of());

    private static TestEngine engine;
    private static Observation.Address bobs;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        DockerSpawner spawner = engine.spawner();
        ready(spawner, "anns", ANN);
        bobs = ready(spawner, "bobs", BOB);
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void processesHaveTheOwnersIdsAndName() {
        assertThat(anns("id")).contains("uid=20001(ann) gid=20001(ann) groups=20001(ann),30001(group30001)");
        assertThat(anns("cat /proc/1/status"))
                .containsPattern("Uid:\\s+20001\\s+20001")
                .containsPattern("CapBnd:\\s+0000000000000000")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
    }

    @Test
    void onlyTheHomeDirectoryAndTmpCanBeWrittenTo() throws IOException {
        assertThat(anns("cd; pwd; echo kept > file && echo written")).contains("/home/user", "written");
        assertThat(anns("echo '#!/bin/sh\necho ran' > /tmp/program; chmod +x /tmp/program; /tmp/program"))
                .contains("ran");
        assertThat(anns("echo x > /etc/passwd; echo x > /bin/new; echo x > /home/new; mkdir /new"))
                .contains("passwd: Read-only", "/bin/new: Read-only", "/home/new: Read-only");
        Path home = engine.folder().resolve("homes/ann");
        assertThat(Files.readString(home.resolve("file"))).isEqualTo("kept\n");
        assertThat(Files.getAttribute(home, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(0040700);
        assertThat(Files.getAttribute(home, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(20_001);
    }

    @Test
    void neighboursServerCannotBeReached() {
        String visit = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 2 " + bobs.ip() + " " + bobs.port();
        assertThat(anns(visit)).contains("timed out").doesNotContain("404");
        assertThat(engine.exec("bobs", "sh", "-c", visit))
                .as("where the server is")
                .contains("404 Not Found");
    }

    @Test
    void limitsAreInTheCgroup() {
        var host = engine.containers("anns").getFirst().path("HostConfig");
        assertThat(host.path("Memory").asLong()).isEqualTo(64L << 20);
        assertThat(host.path("MemorySwap").asLong()).isEqualTo(64L << 20);
        assertThat(host.path("PidsLimit").asInt()).isEqualTo(4096);
        assertThat(anns("cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2>/dev/null"))
                .contains(Long.toString(64L << 20));
    }

    @Test
    void noEngineSocketAndNoHubFilesAreInside() {
        assertThat(anns("ls /var/run/docker.sock /run/docker.sock " + engine.folder() + " 2>&1; ls /etc/berth"))
                .contains("/var/run/docker.sock: No such file", "/run/docker.sock: No such file", "labconfig")
                .doesNotContain("homes");
    }

    private static Observation.Address ready(DockerSpawner spawner, String name, Owner owner) {
        ServerRef ref = new ServerRef(name, 1);
        spawner.start(TestEngine.withOwner(TestEngine.request(ref), owner));
        return ((Observation.Ready) await().atMost(Duration.ofSeconds(30))
                        .until(() -> spawner.observe(ref), Observation.Ready.class::isInstance))
                .address();
    }

    private static String anns(String script) {
        return engine.exec("anns", "sh", "-c", script);
    }
}
