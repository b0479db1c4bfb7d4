package dev.berth.spawner.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.SpawnerContract;
import dev.berth.spi.spawn.StartRequest;
import dev.berth.spi.spawn.TestRequests;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/**
 * The spawner contract, against a real API server and kubelet, with pods under Pod Security "restricted" and home directories on claims.
 */
class KubernetesSpawnerIT extends SpawnerContract {

    private static TestCluster cluster;
    private static Gate gate;
    private static KubernetesSpawner spawner;
    private static KubernetesSpawner other;

    @BeforeAll
    static void open() {
        cluster = TestCluster.required("contract");
        gate = TestCluster.gate();
        spawner = cluster.spawner(TestCluster.through(gate));
        other = cluster.spawner(TestCluster.through(gate));
    }

    @AfterEach
    void end() {
        stopAll();
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            spawner.close();
            other.close();
            gate.close();
            cluster.close();
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
        return TestRequests.of(ref, TestCluster.SMALL_SERVER);
    }

    @Override
    protected void end(ServerRef ref) {
        cluster.signal(ref.runtimeName(), "USR1");
    }

    @Override
    protected void crash(ServerRef ref) {
        cluster.signal(ref.runtimeName(), "USR2");
    }

    @Override
    protected long running(String runtimeName) {
        return cluster.running(runtimeName);
    }

    @Override
    protected Outage outage() {
        gate.shut();
        await("both replicas see that nothing comes any more")
                .atMost(patience())
                .until(() -> !spawner.isCurrent() && !other.isCurrent());
        return () -> {
            gate.open();
            // A new event on the watch proves that it is connected: here a change, elsewhere a bookmark within a
            // minute.
            await("both replicas watch again").atMost(patience()).until(() -> {
                cluster.touchPods();
                return spawner.isCurrent() && other.isCurrent();
            });
        };
    }

    /** A cluster is slower than a process, and this one shares its processors. */
    @Override
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    protected Limits unenforceable() {
        return new Limits(0, 0, Map.of("no resource", 1));
    }
}
