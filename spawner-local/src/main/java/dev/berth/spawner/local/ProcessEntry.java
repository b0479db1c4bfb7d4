package dev.berth.spawner.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A process as shown in /proc.
 *
 * @param tty device number of the controlling terminal; 0 for none
 * @param foreground process group in the foreground of that terminal; -1 for none
 * @param started clock ticks between boot and its start; together with the boot id this distinguishes a process from a later one with the
 *     same pid
 */
record ProcessEntry(
        long pid,
        char state,
        long parent,
        long group,
        long session,
        long tty,
        long foreground,
        long started,
        long uid) {

    private static final Path PROC = Path.of("/proc");
    private static final int UID_LINE_PREFIX = "Uid:".length();

    boolean alive() {
        return state != 'Z' && state != 'X';
    }

    /** All processes that exist. */
    static List<ProcessEntry> all() throws IOException {
        List<ProcessEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                ProcessEntry entry = of(Long.parseLong(folder.getFileName().toString()));
                if (entry != null) {
                    entries.add(entry);
                }
            }
        }
        return entries;
    }

    /** The process with this pid, or null if there is none. */
    static @Nullable ProcessEntry of(long pid) throws IOException {
        Path folder = PROC.resolve(Long.toString(pid));
        try {
            return parse(Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1), uid(folder));
        } catch (IOException failure) {
            return gone(failure);
        } catch (UncheckedIOException failure) {
            return gone(failure.getCause());
        }
    }

    /**
     * Fields are counted after the last closing bracket, because the program chooses the name before it, which can contain brackets and
     * spaces.
     */
    static ProcessEntry parse(String stat, long uid) {
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).trim().split(" ", -1);
        return new ProcessEntry(
                pid,
                fields[0].charAt(0),
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[19]),
                uid);
    }

    /** Whether its environment contains the variable with exactly this value; false if the environment is not readable. */
    boolean carries(String variable) {
        try {
            String environment =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment + "\0").contains("\0" + variable + "\0");
        } catch (IOException | UncheckedIOException goneOrForbidden) {
            return false;
        }
    }

    static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).trim();
    }

    /** Milliseconds since boot, including time asleep: the same for all processes and not affected by changes of the system clock. */
    static long uptimeMillis() throws IOException {
        String seconds = Files.readString(PROC.resolve("uptime"));
        return (long) (Double.parseDouble(seconds.substring(0, seconds.indexOf(' '))) * 1000);
    }

    private static long uid(Path folder) throws IOException {
        for (String line : Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1)
                .split("\n", -1)) {
            if (line.startsWith("Uid:")) {
                return Long.parseLong(line.substring(UID_LINE_PREFIX).trim().split("\t", -1)[0]);
            }
        }
        throw new NoSuchFileException(folder.toString());
    }

    /** Reading a process that has just ended fails with "no such file" or with ESRCH, for which Java does not have an exception type. */
    private static @Nullable ProcessEntry gone(@Nullable IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException
                || failure == null
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("no such process")) {
            return null;
        }
        throw failure;
    }
}
