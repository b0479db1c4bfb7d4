package dev.berth.spawner.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A program on this machine that runs to completion, such as pip. */
final class Command {

    private static final int LAST_LINES = 12;
    private static final int MAX_LINE = 300;

    /** The variables of the hub's environment that pip and its TLS library need; the others may hold secrets and are not passed on. */
    private static final Pattern KEPT = Pattern.compile(
            "PATH|HOME|TMPDIR|PIP_.*|(?i:https?_proxy|no_proxy|all_proxy)|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|PYENV_.*");

    private Command() {}

    /**
     * The result of a program.
     *
     * @param output the last lines of its output, including standard error
     */
    record Result(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }
    }

    /** Runs a program as the hub's own user; everybody can read the files that it creates. */
    static Result run(Duration limit, Consumer<String> lines, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", "umask 022; exec \"$@\"", "sh"));
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().keySet().removeIf(name -> !KEPT.matcher(name).matches());
        return run(limit, lines, builder);
    }

    /** Runs a program under this UID without privileges, in an environment that does not contain any of the hub's variables. */
    static Result runAs(long uid, Duration limit, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all",
                "--bounding-set=-all",
                // setpriv keeps root's capabilities until its own exec, so it would find programs that the user cannot
                // reach.
                "/bin/sh",
                "-c",
                "exec \"$@\"",
                "sh"));
        all.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", Supervisor.PATH, "HOME", "/nonexistent", "LC_ALL", "C.UTF-8"));
        return run(limit, _ -> {}, builder);
    }

    private static Result run(Duration limit, Consumer<String> lines, ProcessBuilder builder) throws IOException {
        builder.directory(Path.of("/").toFile());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Process process = builder.start();
        Thread guard = Thread.ofVirtual().start(() -> endAfter(limit, process));
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String bounded = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line;
                lines.accept(bounded);
                last.addLast(bounded);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
            }
            return new Result(process.waitFor(), String.join("\n", last));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + builder.command().getLast() + " ran", interrupted);
        } finally {
            process.destroyForcibly();
            guard.interrupt();
        }
    }

    private static void endAfter(Duration limit, Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }
}
