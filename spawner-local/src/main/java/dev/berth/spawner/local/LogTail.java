package dev.berth.spawner.local;

import dev.berth.spawner.base.OutputText;
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

/** The last lines of a server's log. */
final class LogTail {

    /** A server that writes continuously must not fill the disk. The supervisor has the same limit. */
    static final long MAX_LOG = 8L * 1024 * 1024;

    private static final int READ = 8 * 1024;
    private static final int READ_FOR_PAGE = 256 * 1024;

    private LogTail() {}

    /** The last lines as the end of one sentence: limited in length, without control characters and without the token. */
    static String of(Path log, Secret token) throws IOException {
        return OutputText.lastLines(masked(read(log, READ), token));
    }

    /** The last lines as written, including blank lines and indentation, but without control characters and the token. */
    static List<String> lines(Path log, Secret token, int most) throws IOException {
        List<String> lines = masked(read(log, READ_FOR_PAGE), token)
                .lines()
                .map(OutputText::line)
                .toList();
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

    private static String masked(String text, Secret token) {
        return text.replace(token.value(), "[token]");
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
