package dev.berth.spawner.docker;

import dev.berth.spawner.base.OutputText;
import dev.berth.spawner.docker.engine.Engine;
import dev.berth.spi.spawn.ServerRef;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A server's output, as long as the engine has its container. */
record ServerLog(Engine engine, Containers containers) {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int FRAME_HEAD = 8;
    private static final int LENGTH_AT = 4;

    /** How many lines the end of a sentence can need. */
    private static final int END = 20;

    List<String> last(ServerRef ref, int lines) {
        return containers
                .of(ref)
                .map(container ->
                        text(container, lines).lines().map(OutputText::line).toList())
                .map(all -> List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size())))
                .orElse(List.of());
    }

    /** The last lines of a container. */
    String end(Container container) {
        return text(container, END);
    }

    private String text(Container container, int lines) {
        byte[] frames =
                engine.bytes("/containers/" + container.id() + "/logs?stdout=1&stderr=1&tail=" + lines, MAX_BYTES);
        String text = text(frames);
        return container.token().isEmpty() ? text : text.replace(container.token(), "[token]");
    }

    /** Without the frames that say which of the two streams each piece is from; the last piece can be cut off. */
    static String text(byte[] frames) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.wrap(frames);
        while (buffer.remaining() > FRAME_HEAD) {
            int length = buffer.getInt(buffer.position() + LENGTH_AT);
            buffer.position(buffer.position() + FRAME_HEAD);
            int piece = Math.min(Math.max(length, 0), buffer.remaining());
            text.write(frames, buffer.position(), piece);
            buffer.position(buffer.position() + piece);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
