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

/** The last words of a server's log. */
final class LogTail {

    /** A server that talks on and on must not fill the disk: beyond this its log starts anew. */
    static final long MAX_LOG = 8L * 1024 * 1024;

    private static final int READ = 8 * 1024;
    private static final int LINES = 6;
    private static final int MAX_LINE = 220;
    private static final Pattern COLOUR = Pattern.compile("\\x1B\\[[0-9;]*[A-Za-z]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private LogTail() {}

    /** The last lines as one sentence's worth of text: bounded, without control characters and without the token. */
    static String of(Path log, Secret token) throws IOException {
        List<String> lines = read(log)
                .replace(token.value(), "[token]")
                .lines()
                .map(line -> COLOUR.matcher(line).replaceAll(""))
                .map(line -> CONTROL.matcher(line).replaceAll(" ").strip())
                .filter(line -> !line.isEmpty())
                .map(line -> line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "…" : line)
                .toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** The server appends, so it goes on at the new end. */
    static void bound(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.size() > MAX_LOG) {
                channel.truncate(0);
            }
        } catch (NoSuchFileException nothingYet) {
            return;
        }
    }

    private static String read(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - READ);
            ByteBuffer bytes = ByteBuffer.allocate(READ);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException nothing) {
            return "";
        }
    }
}
