package dev.berth.spawner.local;

import dev.berth.spi.spawn.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The last lines of a server's log. */
final class LogTail {

    /** A server that writes continuously must not fill the disk. The supervisor has the same limit. */
    static final long MAX_LOG = 8L * 1024 * 1024;

    private static final int READ = 8 * 1024;
    private static final int LINES = 6;
    private static final int MAX_LINE = 220;
    private static final int READ_FOR_PAGE = 256 * 1024;
    private static final int MAX_LINE_OF_PAGE = 2_000;
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*[A-Za-z]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private LogTail() {}

    /** The last lines as the end of one sentence: limited in length, without control characters and without the token. */
    static String of(Path log, Secret token) throws IOException {
        List<String> lines = clean(read(log, READ), token, MAX_LINE)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** The last lines as written, including blank lines and indentation, but without control characters and the token. */
    static List<String> lines(Path log, Secret token, int most) throws IOException {
        List<String> lines =
                clean(read(log, READ_FOR_PAGE), token, MAX_LINE_OF_PAGE).toList();
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

    private static Stream<String> clean(String text, Secret token, int longest) {
        return text.replace(token.value(), "[token]")
                .lines()
                .map(line -> COLOUR.matcher(line).replaceAll(""))
                .map(line -> CONTROL.matcher(line).replaceAll(" ").stripTrailing())
                .map(line -> line.length() > longest ? line.substring(0, longest) + "…" : line);
    }

    /**
     * For servers that an earlier release has started, which write the log themselves. They opened it in append mode, so they continue at
     * the new end.
     */
    static void bound(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > MAX_LOG) {
                channel.truncate(0);
            }
        } catch (NoSuchFileException nothingYet) {
            return;
        }
    }

    private static String read(Path log, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - most);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException nothing) {
            return "";
        }
    }
}
