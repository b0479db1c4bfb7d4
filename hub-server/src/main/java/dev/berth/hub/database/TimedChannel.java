package dev.berth.hub.database;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes of a channel that end at a time limit, or when another thread closes it. As with a {@link java.net.Socket}, an interrupt
 * does not end them: the result of a statement must not be lost because the hub is stopping. That is why the channel does not block; a
 * blocking one is closed by an interrupt.
 */
final class TimedChannel implements Closeable {

    /** The JDK copies each piece into a direct buffer, which it keeps. */
    private static final int PIECE = 65_536;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    /** A connected channel that does not block. */
    TimedChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    /** A limit of 0 means none. */
    int read(byte[] into, int offset, int length, int limitMillis) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, Math.min(length, PIECE));
        return move(readable, limitMillis, "Read timed out", () -> channel.read(buffer));
    }

    /** The limit counts from the last progress; 0 means none. */
    void write(byte[] from, int offset, int length, int limitMillis) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            ByteBuffer buffer = ByteBuffer.wrap(from, at, Math.min(end - at, PIECE));
            at += move(writable, limitMillis, "Write timed out", () -> channel.write(buffer));
        }
    }

    private interface Move {
        /** The number of bytes moved, 0 if the channel is not ready, -1 at its end. */
        int run() throws IOException;
    }

    private static int move(Selector ready, int limitMillis, String late, Move move) throws IOException {
        long begun = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                int moved = move.run();
                if (moved != 0) {
                    return moved;
                }
                long left = limitMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                if (limitMillis > 0 && left <= 0) {
                    throw new SocketTimeoutException(late);
                }
                ready.select(limitMillis > 0 ? left : 0);
                ready.selectedKeys().clear();
                interrupted |= Thread.interrupted();
            }
        } catch (ClosedSelectorException | ClosedChannelException closed) {
            throw new SocketException("Socket closed", closed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    int option(SocketOption<Integer> option) throws IOException {
        return channel.getOption(option);
    }

    /** Closing the selectors wakes threads that wait; closing the channel alone does not. */
    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }
}
