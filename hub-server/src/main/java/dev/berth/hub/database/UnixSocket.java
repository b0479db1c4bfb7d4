package dev.berth.hub.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The JDK's Unix socket channel as a {@link Socket}, as far as PostgreSQL's driver uses one: read time-outs included. */
final class UnixSocket extends Socket {

    private final Path path;
    private volatile @Nullable TimedChannel channel;
    private volatile int timeoutMillis;
    private volatile boolean closed;

    UnixSocket(Path path) {
        this.path = path;
    }

    /** The driver passes the host and port of the URL, which mean nothing here. A Unix socket connects at once or not at all. */
    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        SocketChannel opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            opened.configureBlocking(false);
            opened.connect(UnixDomainSocketAddress.of(path));
            requireOwner(opened);
            channel = new TimedChannel(opened);
        } catch (IOException failure) {
            opened.close();
            throw new SocketException(path + ": " + failure.getMessage(), failure);
        }
        if (closed) {
            close();
        }
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** Another account that managed to listen here is not sent a single byte. */
    private void requireOwner(SocketChannel opened) throws IOException {
        UserPrincipal listener =
                opened.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        UserPrincipal owner = Files.getOwner(path.toAbsolutePath().getParent());
        if (!listener.equals(owner)) {
            throw new SocketException("the program that listens there runs as " + listener.getName()
                    + ", but the folder belongs to " + owner.getName());
        }
    }

    private TimedChannel open() throws SocketException {
        TimedChannel opened = channel;
        if (closed) {
            throw new SocketException("Socket closed");
        }
        if (opened == null) {
            throw new SocketException("Socket is not connected");
        }
        return opened;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        TimedChannel from = open();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return from.read(into, offset, length, timeoutMillis);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        TimedChannel to = open();
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                to.write(from, offset, length, timeoutMillis);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public void setSoTimeout(int timeout) {
        timeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isBound() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        TimedChannel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return size(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return size(StandardSocketOptions.SO_RCVBUF);
    }

    private int size(SocketOption<Integer> option) throws SocketException {
        try {
            return open().option(option);
        } catch (IOException failure) {
            throw new SocketException(failure);
        }
    }

    // Options of TCP, which the driver sets on every connection.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public String toString() {
        return "UnixSocket[" + path + "]";
    }
}
