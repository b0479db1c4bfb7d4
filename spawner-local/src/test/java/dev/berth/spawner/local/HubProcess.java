package dev.berth.spawner.local;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import dev.berth.spi.spawn.Secret;
import dev.berth.spi.spawn.ServerRef;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The main class of a JVM that makes one call and prints the result: a hub that can really be killed and frozen.
 *
 * <p>Arguments: {@code start|stop}, data directory, runtime name, generation, program and its arguments.
 */
final class HubProcess {

    /** The ports for servers, such as 20000-20009; if it is not set, the default range. */
    private static final String PORTS = "BERTH_TEST_PORTS";

    private HubProcess() {}

    private static LocalSpawnerProperties properties() {
        String range = System.getenv(PORTS);
        if (range == null) {
            return LocalSpawnerProperties.defaults();
        }
        String[] ports = range.split("-", 2);
        return Sandbox.properties(new PortRange(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])));
    }

    public static void main(String[] arguments) {
        LocalSpawner spawner = LocalSpawner.open(Path.of(arguments[1]), properties());
        ServerRef ref = new ServerRef(arguments[2], Long.parseLong(arguments[3]));
        if (arguments[0].equals("stop")) {
            spawner.stop(ref, Duration.ofSeconds(1));
            System.out.println("stopped");
            return;
        }
        List<String> command = List.of(arguments).subList(4, arguments.length);
        StartRequest request = new StartRequest(
                ref,
                new Owner("ann", Sandbox.ANN, Sandbox.ANN, List.of()),
                "",
                "ann",
                "/user/ann/",
                "",
                command,
                Map.of(),
                new Secret("token"),
                Limits.NONE);
        System.out.println(spawner.start(request).getClass().getSimpleName());
    }

    /** A hub that dies or freezes at the given failpoint; with an empty failpoint it runs normally. */
    static Process launch(String failpoint, Path home, String call, ServerRef ref, List<String> command)
            throws IOException {
        return launch(
                failpoint,
                home,
                call,
                ref,
                command,
                LocalSpawnerProperties.defaults().portRange());
    }

    /** The same, with the given ports. */
    static Process launch(
            String failpoint, Path home, String call, ServerRef ref, List<String> command, PortRange ports)
            throws IOException {
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HubProcess.class.getName(),
                call,
                home.toString(),
                ref.runtimeName(),
                Long.toString(ref.generation())));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("BERTH_FAILPOINT", failpoint);
        builder.environment().put(PORTS, ports.first() + "-" + ports.last());
        builder.environment().put("HUB_SECRET", "of the hub alone");
        return builder.redirectErrorStream(true).start();
    }
}
