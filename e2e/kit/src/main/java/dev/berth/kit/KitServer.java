package dev.berth.kit;

import dev.berth.spi.spawn.Failure;
import dev.berth.spi.spawn.Observation;
import dev.berth.spi.spawn.ReasonCode;
import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One generation of one server: a process, and whether it answers. */
final class KitServer {

    private static final String LOOPBACK = "127.0.0.1";

    private final long generation;
    private final int port;
    private final Process process;
    private final Path log;
    private final AnswerProbe probe;
    private volatile boolean stopping;

    private KitServer(long generation, int port, Process process, Path log, AnswerProbe probe) {
        this.generation = generation;
        this.port = port;
        this.process = process;
        this.log = log;
        this.probe = probe;
    }

    static KitServer start(StartRequest request, List<String> command, Runnable changed) {
        try {
            int port = freePort();
            Path log = Files.createTempFile("berth-kit-", ".server");
            log.toFile().deleteOnExit();
            List<String> words = command.stream()
                    .map(word -> request.at(word, LOOPBACK, port))
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("BERTH_"));
            builder.environment().putAll(request.environment(LOOPBACK, port));
            Process process = builder.start();
            AnswerProbe probe = AnswerProbe.begin(process, port, request.basePath(), changed);
            var _ = process.onExit().thenRun(changed);
            return new KitServer(request.ref().generation(), port, process, log, probe);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    long generation() {
        return generation;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Observation observe() {
        if (!process.isAlive()) {
            return new Observation.Exited(
                    new Failure(ReasonCode.EXITED, "The process ended with status " + process.exitValue() + "."));
        }
        if (stopping) {
            return new Observation.Stopping();
        }
        return probe.answers()
                ? new Observation.Ready(new Observation.Address(LOOPBACK, port))
                : new Observation.Starting(Observation.Phase.ANSWERING, "Spawning server...");
    }

    void stop(Duration grace) {
        stopping = true;
        process.destroy();
        CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::kill);
    }

    void hurry() {
        if (stopping) {
            kill();
        }
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    List<String> log(int lines) {
        try {
            List<String> all = Files.readAllLines(log);
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
