package dev.berth.spawner.docker;

import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerContract;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The spawner contract, with real containers. */
class DockerSpawnerIT extends SpawnerContract {

    private static TestEngine engine;
    private static Gate gate;
    private static DockerSpawner spawner;
    private static DockerSpawner other;

    @BeforeAll
    static void open() {
        engine = TestEngine.required();
        gate = engine.gate();
        spawner = engine.spawner(gate.socket());
        other = engine.spawner(gate.socket());
    }

    @AfterEach
    void end() {
        stopAll();
    }

    @AfterAll
    static void close() {
        if (engine != null) {
            engine.close();
        }
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
        return TestEngine.request(ref);
    }

    @Override
    protected void end(ServerRef ref) {
        engine.signal(ref.runtimeName(), "USR1");
    }

    @Override
    protected void crash(ServerRef ref) {
        engine.signal(ref.runtimeName(), "USR2");
    }

    @Override
    protected long running(String runtimeName) {
        return engine.running(runtimeName);
    }

    @Override
    protected Outage outage() {
        gate.shut();
        return () -> {
            gate.open();
            await("the engine responds")
                    .atMost(patience())
                    .until(() -> !spawner.list().servers().isEmpty());
        };
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Override
    protected Limits unenforceable() {
        return new Limits(0, 0, Map.of("nvidia.com/gpu", 1));
    }
}
