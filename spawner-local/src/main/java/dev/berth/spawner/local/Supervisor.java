package dev.berth.spawner.local;

import dev.berth.spi.fault.Failpoint;
import dev.berth.spi.spawn.Limits;
import dev.berth.spi.spawn.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Starts supervisors and recognizes them. */
final class Supervisor {

    /** No variable of the hub's environment reaches a supervisor or a server. */
    static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final int MAX_ANSWER = 1_000;

    private final RuntimeFolder runtime;
    private final Scopes scopes;
    private final long hubUid;

    Supervisor(RuntimeFolder runtime, Scopes scopes, long hubUid) {
        this.runtime = runtime;
        this.scopes = scopes;
        this.hubUid = hubUid;
    }

    /** The result that a supervisor reports for a launch. */
    enum Answer {
        CLAIMED,
        /** Another supervisor has claimed this generation. */
        TAKEN,
        /** A newer generation is claimed. */
        SUPERSEDED,
        /** An older generation still exists. */
        OLDER,
        /** The lock could not be acquired in time. */
        BUSY,
        /** What it was to launch no longer exists. */
        GONE
    }

    /** The parameters of one launch. */
    record Order(ServerFolder folder, long generation, String nonce, Marker marker, Owner owner, Limits limits) {}

    /** Forks a supervisor and waits for its result, which it reports before the server does anything. */
    Answer launch(Order order) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments(order));
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.directory(Path.of("/").toFile());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Failpoint.SPAWN_BEFORE_FORK.here();
        Process process = builder.start();
        Failpoint.SPAWN_AFTER_FORK.here();
        try (InputStream answer = process.getInputStream()) {
            return parse(new String(answer.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        }
    }

    /** Whether the supervisor that made this claim still exists. */
    boolean isAlive(Claim.Launch claim) throws IOException {
        if (!claim.boot().equals(ProcessEntry.bootId())) {
            return false;
        }
        ProcessEntry process = ProcessEntry.of(claim.supervisor());
        return process != null && process.alive() && process.started() == claim.started() && process.uid() == hubUid;
    }

    private List<String> arguments(Order order) throws IOException {
        String name = order.folder.runtimeName() + "-" + order.generation + "-" + order.nonce.substring(0, 8);
        List<String> arguments = new ArrayList<>(scopes.command(name, order.limits));
        arguments.addAll(List.of(
                "setsid",
                // A hub started in the background ignores SIGINT and would pass that on to the server: Ctrl-C would not
                // reach any job.
                "env",
                "--default-signal",
                "/bin/sh",
                runtime.supervisorScript().toString(),
                order.folder.path().toString(),
                Long.toString(order.generation),
                order.nonce,
                order.marker.value(),
                Long.toString(order.marker.uid())));
        arguments.addAll(privileges(order.owner));
        return arguments;
    }

    private List<String> privileges(Owner owner) {
        if (hubUid != 0) {
            return List.of("--no-new-privs");
        }
        String groups = owner.supplementalGroups().stream().map(String::valueOf).collect(Collectors.joining(","));
        return List.of(
                "--reuid=" + owner.uid(),
                "--regid=" + owner.gid(),
                groups.isEmpty() ? "--clear-groups" : "--groups=" + groups,
                "--no-new-privs",
                "--inh-caps=-all",
                "--ambient-caps=-all",
                "--bounding-set=-all");
    }

    private static Answer parse(String text) throws IOException {
        String word = text.strip().lines().reduce("", (before, line) -> line).toUpperCase(Locale.ROOT);
        for (Answer answer : Answer.values()) {
            if (answer.name().equals(word)) {
                return answer;
            }
        }
        throw new IOException(
                "The supervisor did not start: " + (text.isBlank() ? "it did not write any output" : text.strip()));
    }
}
