package dev.berth.hub.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The UIDs and GIDs that this machine knows. Looked up each time: accounts come and go while the hub runs. */
@Component
class MachineAccounts {

    /** Ranges that belong to users' own containers ({@code /etc/subuid}, {@code /etc/subgid}). */
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

    /** Name of the account or group with this number, or null. Asks for the number and not for all: a directory may have many. */
    @Nullable String accountOrGroup(long id) {
        String account = entry("passwd", id);
        return account != null ? account : entry("group", id);
    }

    /** Primary group of the account with this UID, or null when there is none. */
    @Nullable Long primaryGroup(long uid) {
        String line = line("passwd", uid);
        String[] fields = line == null ? new String[0] : line.split(":", -1);
        return fields.length > 3 && fields[3].matches("\\d{1,10}") ? Long.valueOf(fields[3]) : null;
    }

    private static @Nullable String entry(String database, long id) {
        String line = line(database, id);
        return line == null ? null : database + " entry \"" + line.split(":", 2)[0] + "\"";
    }

    private static @Nullable String line(String database, long id) {
        try {
            Process getent = new ProcessBuilder("getent", database, Long.toString(id)).start();
            getent.getOutputStream().close();
            String line = getent.inputReader().readLine();
            return line == null || line.isBlank() ? null : line;
        } catch (IOException noGetent) {
            return lines(Path.of("/etc", database)).stream()
                    .filter(line -> line.split(":", -1).length > 2 && line.split(":", -1)[2].equals(Long.toString(id)))
                    .findFirst()
                    .orElse(null);
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
