package dev.berth.hub.database;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Connects PostgreSQL's driver to a Unix socket: {@code socketFactory} in the URL names this class, {@code socketFactoryArg} the socket's
 * path. The host and port in such a URL are not used.
 *
 * <p>The listener must run as the account that owns the socket's folder. The kernel names the listener's account, so the check does not depend on
 * anything that the listener sends.
 */
public final class UnixSocketFactory extends SocketFactory {

    private final Path socket;

    /** Called by the driver, with the value of {@code socketFactoryArg}. */
    public UnixSocketFactory(String socket) {
        this.socket = Path.of(socket);
    }

    @Override
    public Socket createSocket() {
        return new UnixSocket(socket);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notTcp();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw notTcp();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notTcp();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw notTcp();
    }

    private static UnsupportedOperationException notTcp() {
        return new UnsupportedOperationException("PostgreSQL's driver connects its sockets itself");
    }
}
