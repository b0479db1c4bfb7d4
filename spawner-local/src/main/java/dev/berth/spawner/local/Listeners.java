package dev.berth.spawner.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the processes at the ends of a TCP connection on this machine, from {@code /proc/net/tcp} and {@code /proc/<pid>/fd}. */
final class Listeners {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final String LISTEN = "0A";
    private static final Set<String> REACHED_BY_LOOPBACK = Set.of(
            "0100007F",
            "00000000",
            "00000000000000000000000000000000",
            "0000000000000000FFFF00000100007F",
            "0000000000000000FFFF000000000000");

    private Listeners() {}

    /** Which process listens at the possible far end of a connection to 127.0.0.1 and this port. */
    enum Holder {
        NOBODY,
        THESE,
        ANOTHER
    }

    static Holder holderOf(int port, List<ProcessEntry> processes) throws IOException {
        List<String> inodes = rows().filter(row -> row.state.equals(LISTEN) && row.isLocal(port))
                .map(Row::inode)
                .toList();
        if (inodes.isEmpty()) {
            return Holder.NOBODY;
        }
        return socketsOf(processes).containsAll(inodes) ? Holder.THESE : Holder.ANOTHER;
    }

    /** Whether one of these processes holds the far end of our connection from {@code localPort} to 127.0.0.1:{@code port}. */
    static boolean isFarEndOf(int localPort, int port, List<ProcessEntry> processes) throws IOException {
        List<String> inodes = rows().filter(row -> row.isLocal(port) && row.remotePort() == localPort)
                .map(Row::inode)
                .toList();
        return !inodes.isEmpty() && socketsOf(processes).containsAll(inodes);
    }

    private record Row(String local, String remote, String state, String inode) {

        static Row parse(String line) {
            String[] fields = SPACES.split(line.trim(), -1);
            return new Row(fields[1], fields[2], fields[3], fields[9]);
        }

        boolean isLocal(int port) {
            String[] parts = local.split(":", -1);
            return REACHED_BY_LOOPBACK.contains(parts[0].toUpperCase(Locale.ROOT))
                    && Integer.parseInt(parts[1], 16) == port;
        }

        int remotePort() {
            return Integer.parseInt(remote.substring(remote.indexOf(':') + 1), 16);
        }
    }

    private static Stream<Row> rows() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path table : List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))) {
            if (Files.exists(table)) {
                List<String> rows = Files.readAllLines(table);
                lines.addAll(rows.subList(1, rows.size()));
            }
        }
        return lines.stream().map(Row::parse);
    }

    private static Set<String> socketsOf(List<ProcessEntry> processes) throws IOException {
        Set<String> inodes = new HashSet<>();
        for (ProcessEntry process : processes) {
            inodes.addAll(socketsOf(Path.of("/proc", Long.toString(process.pid()), "fd")));
        }
        return inodes;
    }

    private static Set<String> socketsOf(Path folder) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(folder)) {
            for (Path descriptor : descriptors) {
                socketOf(descriptor).ifPresent(inodes::add);
            }
            return inodes;
        } catch (NoSuchFileException | DirectoryIteratorException ended) {
            return Set.of();
        }
    }

    private static Optional<String> socketOf(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.of(target.substring("socket:[".length(), target.length() - 1))
                    : Optional.empty();
        } catch (IOException closedMeanwhile) {
            return Optional.empty();
        }
    }
}
