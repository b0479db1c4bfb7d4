package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of this project (a hub or a proxy) with its output in a file. */
public final class HubProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final String READY = "Berth is ready at http";
    private static final Pattern FIRST_PASSWORD = Pattern.compile("one-time password (\\S+)");

    private final String name;
    private final Process process;
    private final Path log;

    HubProcess(String name, ProcessBuilder builder, Path log) {
        this.name = name;
        this.log = log;
        try {
            builder.redirectErrorStream(true).redirectOutput(log.toFile());
            builder.redirectInput(Path.of("/dev/null").toFile());
            this.process = builder.start();
            System.out.println("Started process " + name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits for a line of its output. */
    public HubProcess awaitLine(String text) {
        await(name + " says: " + text)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> output().contains(text) || requireAlive());
        return this;
    }

    public HubProcess awaitReady() {
        return awaitLine(READY);
    }

    /** For a process that is meant to die, before it is ready or afterwards. */
    public void awaitReadyOrEnd() {
        await(name + " is ready, or has ended")
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !isAlive() || output().contains(READY));
    }

    private boolean requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with " + process.exitValue() + " before it was ready:\n" + tail());
        }
        return false;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until it has exited; returns its exit status, 137 for SIGKILL. */
    public int awaitEnd() {
        await(name + " ends").atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> !process.isAlive());
        return process.exitValue();
    }

    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    public void freeze() {
        OperatingSystem.signal("STOP", process.pid());
        await(name + " is frozen").until(this::isFrozen);
    }

    public void thaw() {
        OperatingSystem.signal("CONT", process.pid());
    }

    public boolean isFrozen() {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Sends SIGTERM, as Ctrl-C and service managers do. */
    public void stop() {
        process.destroy();
        awaitEnd();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String tail() {
        List<String> lines = output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /** The first administrator's password, if this start was the first. */
    public Optional<String> firstPassword() {
        Matcher matcher = FIRST_PASSWORD.matcher(output());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            OperatingSystem.signal("CONT", process.pid());
            process.destroy();
            try {
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
