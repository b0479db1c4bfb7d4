package dev.berth.kit;

import dev.berth.spi.spawn.StartRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process of a server, and where it listens.
 *
 * @param process null for a server that only pretends to start
 * @param log what it wrote
 */
record KitProcess(
        @Nullable Process process, int port, @Nullable Path log) {

    static final KitProcess NONE = new KitProcess(null, 0, null);

    static final String LOOPBACK = "127.0.0.1";

    static KitProcess start(StartRequest request, List<String> command, ServerOrders orders) {
        try {
            int port = freePort();
            Path log = Files.createTempFile("berth-kit-", ".server");
            log.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command.stream()
                            .map(word -> request.at(word, LOOPBACK, port))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(Path.of("/dev/null").toFile());
            if (orders.folder() != null) {
                builder.directory(Path.of(orders.folder()).toFile());
            }
            // The secrets of the test run are not for servers.
            builder.environment().keySet().removeIf(name -> name.startsWith("BERTH_"));
            builder.environment().putAll(request.environment(LOOPBACK, port));
            builder.environment().putAll(orders.environment());
            return new KitProcess(builder.start(), port, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    Optional<Long> pid() {
        return isAlive() ? Optional.ofNullable(process).map(Process::pid) : Optional.empty();
    }

    void end() {
        if (process != null) {
            process.destroy();
        }
    }

    void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    List<String> lastLines(int count) {
        try {
            List<String> all = log == null ? List.of() : Files.readAllLines(log);
            return all.subList(Math.max(0, all.size() - count), all.size());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
