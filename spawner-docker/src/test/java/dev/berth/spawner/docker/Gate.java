package dev.berth.spawner.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A socket in front of the engine's, which a test can close: connections break, and new ones are refused. */
final class Gate implements AutoCloseable {

    private static final int PIECE = 16 * 1024;

    private final Path engine;
    private final Path socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile ServerSocketChannel door;

    Gate(Path engine, Path socket) {
        this.engine = engine;
        this.socket = socket;
        this.door = listen();
    }

    Path socket() {
        return socket;
    }

    void open() {
        door = listen();
    }

    /** What is being accepted at this moment is closed as well. */
    synchronized void shut() {
        closeQuietly(door);
        open.forEach(Gate::closeQuietly);
        open.clear();
    }

    private synchronized boolean add(ServerSocketChannel through, SocketChannel... both) {
        if (through.isOpen()) {
            open.addAll(List.of(both));
        }
        return through.isOpen();
    }

    @Override
    public void close() {
        shut();
    }

    private ServerSocketChannel listen() {
        try {
            Files.deleteIfExists(socket);
            ServerSocketChannel mine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            mine.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofPlatform().daemon().start(() -> accept(mine));
            return mine;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(ServerSocketChannel mine) {
        try {
            while (true) {
                SocketChannel in = mine.accept();
                SocketChannel out = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                if (add(mine, in, out)) {
                    pipe(in, out);
                    pipe(out, in);
                } else {
                    closeQuietly(in);
                    closeQuietly(out);
                }
            }
        } catch (IOException shut) {
            closeQuietly(mine);
        }
    }

    private static void pipe(SocketChannel from, SocketChannel to) {
        Thread.ofPlatform().daemon().start(() -> {
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            try {
                while (from.read(piece) >= 0) {
                    piece.flip();
                    while (piece.hasRemaining()) {
                        to.write(piece);
                    }
                    piece.clear();
                }
            } catch (IOException broken) {
                closeQuietly(from);
            } finally {
                closeQuietly(to);
            }
        });
    }

    private static void closeQuietly(AutoCloseable each) {
        try {
            each.close();
        } catch (Exception gone) {
            Thread.onSpinWait();
        }
    }
}
