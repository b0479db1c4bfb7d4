package dev.berth.spawner.local;

import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerContract;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The spawner contract with real processes, which are counted from /proc. */
class LocalSpawnerIT extends SpawnerContract {

    private Sandbox sandbox;
    private Spawner spawner;
    private Spawner other;

    @BeforeEach
    void open() throws IOException {
        Sandbox.python();
        sandbox = new Sandbox();
        spawner = sandbox.spawner();
        other = sandbox.spawner();
    }

    @AfterEach
    void close() throws IOException {
        stopAll();
        sandbox.close();
    }

    @Override
    protected Spawner spawner() {
        return spawner;
    }

    @Override
    protected Spawner otherReplica() {
        return other;
    }

    @Override
    protected StartRequest request(ServerRef ref) {
        try {
            return sandbox.request(ref);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    protected void end(ServerRef ref) {
        int port = ((Observation.Ready) spawner.observe(ref)).address().port();
        Sandbox.get(port, "/user/ann/quit");
    }

    @Override
    protected void crash(ServerRef ref) {
        sandbox.servers(ref.runtimeName())
                .forEach(server -> ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Override
    protected long running(String runtimeName) {
        return sandbox.servers(runtimeName).size();
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** The same situation as when the folder's file system is not mounted. */
    @Override
    protected Outage outage() {
        Path folder = sandbox.home.resolve("run/local");
        Path away = sandbox.home.resolve("run/away");
        move(folder, away);
        return () -> move(away, folder);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
