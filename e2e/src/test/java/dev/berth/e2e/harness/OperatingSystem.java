package dev.berth.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The actual processes, from /proc and not from any hub. */
public final class OperatingSystem {

    private OperatingSystem() {}

    /**
     * A process that a spawner started, or a child of such a process.
     *
     * @param server the server's name in the runtime
     * @param generation the generation of the server
     * @param marker the complete marker: server, generation and node
     * @param user the user who owns the server
     */
    public record ServerProcess(String server, long generation, String marker, String user, long pid, long parent) {}

    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** A free port; other programs on a test machine are unlikely to take it before it is used. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void signal(String name, long pid) {
        int status = run("kill", "-" + name, Long.toString(pid));
        if (status != 0 && ProcessHandle.of(pid).isPresent()) {
            throw new IllegalStateException("SIG" + name + " could not be sent to process " + pid);
        }
    }

    public static int run(String... words) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** All live processes that carry the marker of this node. */
    public static List<ServerProcess> processes(String nodeId) {
        List<ServerProcess> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                ServerProcess process = read(entry, nodeId);
                if (process != null) {
                    found.add(process);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return found;
    }

    /**
     * For each running server, the process that no other process of that generation started: one for each server that is really running.
     */
    public static List<ServerProcess> servers(String nodeId) {
        List<ServerProcess> all = processes(nodeId);
        Set<Long> pids = all.stream().map(ServerProcess::pid).collect(Collectors.toSet());
        return all.stream().filter(process -> !pids.contains(process.parent())).toList();
    }

    private static ServerProcess read(Path entry, String nodeId) {
        try {
            String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
            String marker = variable(environment, "BERTH_SERVER");
            String[] parts = marker.split(":", -1);
            if (parts.length != 3 || !parts[2].equals(nodeId) || !isAlive(entry)) {
                return null;
            }
            return new ServerProcess(
                    parts[0],
                    Long.parseLong(parts[1]),
                    marker,
                    variable(environment, "USER"),
                    Long.parseLong(entry.getFileName().toString()),
                    Long.parseLong(stat(entry)[1]));
        } catch (IOException goneOrForeign) {
            return null;
        }
    }

    private static String variable(String environment, String name) {
        for (String variable : environment.split("\0", -1)) {
            if (variable.startsWith(name + "=")) {
                return variable.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static boolean isAlive(Path entry) throws IOException {
        String state = stat(entry)[0];
        return !state.equals("Z") && !state.equals("X");
    }

    /** The fields after the program's name, which may contain spaces and brackets: state, parent, … */
    private static String[] stat(Path entry) throws IOException {
        String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
