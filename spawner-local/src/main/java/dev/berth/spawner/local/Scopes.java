package dev.berth.spawner.local;

import dev.berth.spi.spawn.Limits;
import dev.berth.spi.text.Texts;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs each server in a transient scope of systemd, if systemd manages this machine and the hub is root. The kernel then enforces the limits
 * of a profile, and a stop of the hub's own unit does not end the servers.
 *
 * @param version of systemd; 0 if servers do not get scopes
 * @param maxTasks limit of processes and threads of one server; null for systemd's own
 */
record Scopes(int version, @Nullable Integer maxTasks) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** sd_booted(3). */
    private static final Path BOOTED = Path.of("/run/systemd/system");
    /** Before this version, scopes do not have the property. */
    private static final int OOM_POLICY_SINCE = 253;

    static Scopes of(LocalSpawnerProperties.Systemd configured, long hubUid) {
        boolean possible = hubUid == 0 && Files.isDirectory(BOOTED, LinkOption.NOFOLLOW_LINKS);
        boolean wanted = configured.scopes() == LocalSpawnerProperties.Systemd.Use.AUTO;
        return new Scopes(possible && wanted ? installed() : 0, configured.maxTasks());
    }

    boolean available() {
        return version > 0;
    }

    /** Why these limits cannot be enforced; null if they can. */
    @Nullable String problem(Limits limits) {
        if (!limits.devices().isEmpty()) {
            return Texts.of("part.unenforceable.devices");
        }
        boolean unlimited = limits.memoryBytes() == 0 && limits.cpuMillis() == 0;
        return unlimited || available() ? null : Texts.of("part.unenforceable.limits");
    }

    /**
     * The beginning of a command that runs in its own scope; empty without systemd. systemd-run(1) becomes that command, so its pid, input
     * and output are those of the process that was started.
     *
     * @param name unique for each launch
     */
    List<String> command(String name, Limits limits) {
        if (!available()) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(
                "systemd-run",
                "--scope",
                "--quiet",
                "--collect",
                "--slice=berth-servers.slice",
                "--unit=berth-server-" + name + ".scope"));
        properties(limits).forEach(property -> command.add("--property=" + property));
        command.add("--");
        return command;
    }

    private List<String> properties(Limits limits) {
        List<String> properties = new ArrayList<>();
        if (limits.memoryBytes() > 0) {
            properties.add("MemoryMax=" + limits.memoryBytes());
            // Otherwise what is above the limit would be swapped out, and slow down everybody.
            properties.add("MemorySwapMax=0");
        }
        if (limits.cpuMillis() > 0) {
            BigDecimal percent = BigDecimal.valueOf(limits.cpuMillis()).movePointLeft(1);
            properties.add("CPUQuota=" + percent.stripTrailingZeros().toPlainString() + "%");
        }
        if (maxTasks != null) {
            properties.add("TasksMax=" + maxTasks);
        }
        if (version >= OOM_POLICY_SINCE) {
            // A kernel that takes too much ends; the server and the user's other kernels go on.
            properties.add("OOMPolicy=continue");
        }
        return properties;
    }

    /** From a line such as {@code systemd 252 (252.39-1~deb12u2)}; 0 if the program is not there. */
    private static int installed() {
        List<String> lines = new ArrayList<>();
        try {
            Command.Result result = Command.run(LIMIT, lines::add, List.of("systemd-run", "--version"));
            return result.succeeded() && !lines.isEmpty() ? version(lines.getFirst()) : 0;
        } catch (java.io.IOException notInstalled) {
            return 0;
        }
    }

    static int version(String line) {
        String number = line.replaceFirst("^systemd (\\d+).*", "$1");
        return number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
    }
}
