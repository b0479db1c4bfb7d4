package dev.berth.proxy.http;

import dev.berth.proxy.meter.ProxyMeters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An open WebSocket: bytes pass unchanged in both directions, so that the two ends negotiate extensions. */
final class Tunnel {

    /** RFC 6455, section 7.4.1: the message violates the receiver's policy. */
    private static final int POLICY = 1008;

    private static final int FIN_CLOSE = 0x88;
    private static final long PATIENCE_MILLIS = 1_000;

    private final NetSocket visitor;
    private final NetSocket server;
    private final HttpConnection serverConnection;
    private final ProxyMeters meters;
    private final FrameReader up;
    private final FrameReader down = new FrameReader();

    Tunnel(
            NetSocket visitor,
            NetSocket server,
            HttpConnection serverConnection,
            ProxyMeters meters,
            FrameReader.Listener fromVisitor) {
        this.visitor = visitor;
        this.server = server;
        this.serverConnection = serverConnection;
        this.meters = meters;
        this.up = new FrameReader(fromVisitor);
    }

    /** Starts forwarding; {@code closed} runs one or more times when either end is gone. */
    void open(Runnable closed) {
        visitor.handler(bytes -> {
            var _ = up.read(bytes);
            meters.toServer(bytes.length());
            pass(bytes, visitor, server);
        });
        server.handler(bytes -> {
            down.read(bytes);
            meters.fromServer(bytes.length());
            pass(bytes, server, visitor);
        });
        visitor.exceptionHandler(failure -> cut(closed));
        server.exceptionHandler(failure -> cut(closed));
        visitor.closeHandler(gone -> cut(closed));
        server.closeHandler(gone -> cut(closed));
        visitor.resume();
        server.resume();
    }

    /** Sends a close frame if one can be inserted here, and closes the connection in any case, even if the other end no longer reads. */
    Future<Void> close(String reason) {
        if (down.betweenFrames()) {
            var _ = visitor.write(closeFrame(reason));
        }
        var _ = serverConnection.close();
        return visitor.close().timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).recover(stuck -> {
            forceShut();
            return Future.succeededFuture();
        });
    }

    private static void pass(Buffer bytes, NetSocket from, NetSocket to) {
        var _ = to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }

    private void cut(Runnable closed) {
        var _ = visitor.close();
        var _ = serverConnection.close();
        closed.run();
    }

    /** An orderly close would wait indefinitely for a visitor that does not read. */
    private void forceShut() {
        if (visitor instanceof NetSocketInternal inner) {
            var _ = inner.channelHandlerContext().channel().close();
        }
    }

    private static Buffer closeFrame(String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer()
                .appendByte((byte) FIN_CLOSE)
                .appendByte((byte) (text.length + 2))
                .appendShort((short) POLICY)
                .appendBytes(text);
    }
}
