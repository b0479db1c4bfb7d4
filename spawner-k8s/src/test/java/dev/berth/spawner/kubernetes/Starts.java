package dev.berth.spawner.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.Spawner;
import dev.berth.spi.spawn.StartOutcome;
import dev.berth.spi.spawn.StartRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Starts of small servers and their results. */
record Starts(Spawner spawner) {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    /**
     * A start whose fields a test changes where necessary.
     *
     * @param user the owner; also the name of their home directory and server
     */
    record Start(
            String user,
            long generation,
            String image,
            List<String> command,
            Limits limits,
            String template,
            Owner owner,
            String home) {

        static Start of(String user) {
            return new Start(
                    user,
                    1,
                    "",
                    TestCluster.SMALL_SERVER,
                    Limits.NONE,
                    "",
                    new Owner(user, 20_001, 20_001, List.of()),
                    user);
        }

        Start image(String other) {
            return new Start(user, generation, other, command, limits, template, owner, home);
        }

        Start command(String... other) {
            return new Start(user, generation, image, List.of(other), limits, template, owner, home);
        }

        Start limits(Limits other) {
            return new Start(user, generation, image, command, other, template, owner, home);
        }

        Start generation(long other) {
            return new Start(user, other, image, command, limits, template, owner, home);
        }

        Start owner(String name, long uid, List<Long> groups) {
            Owner other = new Owner(name, uid, uid, groups);
            return new Start(user, generation, image, command, limits, template, other, home);
        }

        Start home(String other) {
            return new Start(user, generation, image, command, limits, template, owner, other);
        }

        ServerRef ref() {
            return new ServerRef(user, generation);
        }

        StartRequest request() {
            return new StartRequest(
                    ref(),
                    owner,
                    "",
                    home,
                    "/user/" + user + "/",
                    image,
                    command,
                    Map.of(),
                    new Secret("a".repeat(64)),
                    limits,
                    template,
                    List.of());
        }
    }

    StartOutcome begin(Start start) {
        return spawner.start(start.request());
    }

    /** Why the start was refused. */
    Failure refused(Start start) {
        if (begin(start) instanceof StartOutcome.Refused refused) {
            return refused.failure();
        }
        throw new AssertionError("It was not refused: " + start);
    }

    Observation.Ready ready(Start start) {
        StartOutcome outcome = begin(start);
        if (!(outcome instanceof StartOutcome.Accepted)) {
            throw new AssertionError("It was not accepted: " + outcome);
        }
        return (Observation.Ready) await("ready: " + start.ref())
                .atMost(PATIENCE)
                .until(() -> spawner.observe(start.ref()), Observation.Ready.class::isInstance);
    }

    /** Why the server ended after the start was accepted, and how long that took, for a person to read. */
    Failure ends(Start start) {
        long began = System.nanoTime();
        begin(start);
        Failure failure = ended(start);
        System.out.printf("failure: %s was known after %.1f s%n", failure.code(), (System.nanoTime() - began) / 1e9);
        return failure;
    }

    Failure ended(Start start) {
        return ((Observation.Exited) await("ended: " + start.ref())
                        .atMost(PATIENCE)
                        .until(() -> spawner.observe(start.ref()), Observation.Exited.class::isInstance))
                .failure();
    }

    void stop(Start start) {
        spawner.stop(start.ref(), Duration.ofSeconds(2));
        ended(start);
    }
}
