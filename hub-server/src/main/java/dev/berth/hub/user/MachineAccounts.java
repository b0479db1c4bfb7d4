package dev.berth.hub.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The UIDs and GIDs that this machine knows. Looked up each time, because accounts are created and deleted while the hub runs. */
@Component
class MachineAccounts {

    /** Ranges that are assigned to users' own containers ({@code /etc/subuid}, {@code /etc/subgid}). */
    List<UidRange> subordinate() {
        List<UidRange> ranges = new ArrayList<>();
        for (String file : List.of("/etc/subuid", "/etc/subgid")) {
            for (String line : lines(Path.of(file))) {
                String[] fields = line.split(":", -1);
                if (fields.length == 3 && fields[1].matches("\\d{1,10}") && fields[2].matches("\\d{1,10}")) {
                    long from = Long.parseLong(fields[1]);
                    ranges.add(new UidRange(
                            from, from + Long.parseLong(fields[2]) - 1, "containers of an account in " + file));
                }
            }
        }
        return ranges;
    }

    /** The name of the account or group with this number, or null. Queries only this number, because a directory may have many accounts. */
    @Nullable String accountOrGroup(long id) {
        String account = entry("passwd", id);
        return account != null ? account : entry("group", id);
    }

    /** The primary group of the account with this UID, or null if there is none. */
    @Nullable Long primaryGroup(long uid) {
        String line = line("passwd", uid);
        String[] fields = line == null ? new String[0] : line.split(":", -1);
        return fields.length > 3 && fields[3].matches("\\d{1,10}") ? Long.valueOf(fields[3]) : null;
    }

    /**
     * Which of these numbers an account or a group of this machine has, in two processes for all of them: one process for each number is what
     * makes a new account slow.
     */
    Set<Long> taken(List<Long> ids) {
        Set<Long> taken = new HashSet<>(numbers("passwd", ids));
        taken.addAll(numbers("group", ids));
        return taken;
    }

    /** The accounts with these names, with their UID and primary group. */
    Map<String, PosixClaim> named(List<String> names) {
        Map<String, PosixClaim> found = new HashMap<>();
        for (String line : lines("passwd", names, 0)) {
            String[] fields = line.split(":", -1);
            // A name of digits would be taken for a UID.
            if (fields.length > 3
                    && names.contains(fields[0])
                    && fields[2].matches("\\d{1,10}")
                    && fields[3].matches("\\d{1,10}")) {
                found.put(fields[0], new PosixClaim(Long.parseLong(fields[2]), Long.valueOf(fields[3]), true));
            }
        }
        return found;
    }

    private static List<Long> numbers(String database, List<Long> ids) {
        return entries(database, ids).stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length > 2 && fields[2].matches("\\d{1,10}"))
                .map(fields -> Long.valueOf(fields[2]))
                .toList();
    }

    private static @Nullable String entry(String database, long id) {
        String line = line(database, id);
        return line == null ? null : database + " entry \"" + line.split(":", 2)[0] + "\"";
    }

    private static @Nullable String line(String database, long id) {
        List<String> lines = entries(database, List.of(id));
        return lines.isEmpty() ? null : lines.getFirst();
    }

    /** The lines of those numbers that there are. */
    private static List<String> entries(String database, List<Long> ids) {
        return lines(database, ids.stream().map(String::valueOf).toList(), 2);
    }

    /**
     * The lines that there are.
     *
     * @param field where the keys are in a line: 0 for names, 2 for numbers
     */
    private static List<String> lines(String database, List<String> keys, int field) {
        List<String> command = new ArrayList<>(List.of("getent", "--", database));
        command.addAll(keys);
        try {
            Process getent = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            getent.getOutputStream().close();
            try (Stream<String> lines = getent.inputReader().lines()) {
                return lines.filter(line -> !line.isBlank()).toList();
            }
        } catch (IOException noGetent) {
            return lines(Path.of("/etc", database)).stream()
                    .filter(line -> line.split(":", -1).length > field && keys.contains(line.split(":", -1)[field]))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
