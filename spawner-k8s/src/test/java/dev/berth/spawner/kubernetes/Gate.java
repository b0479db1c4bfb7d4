package dev.berth.spawner.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP forwarder to the API server that a test can close: connections break, and new ones are refused. */
final class Gate implements AutoCloseable {

    private final String host;
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;

    Gate(String host, int target) {
        this.host = host;
        this.target = target;
        this.door = door(0);
        this.port = door.getLocalPort();
        listen();
    }

    int port() {
        return port;
    }

    void open() {
        door = door(port);
        listen();
    }

    void shut() {
        closeQuietly(door);
        sockets.forEach(Gate::closeQuietly);
        sockets.clear();
    }

    @Override
    public void close() {
        shut();
    }

    private static ServerSocket door(int port) {
        try {
            ServerSocket door = new ServerSocket();
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return door;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void listen() {
        ServerSocket mine = door;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket in = mine.accept();
                    Socket out = new Socket(host, target);
                    sockets.add(in);
                    sockets.add(out);
                    pipe(in, out);
                    pipe(out, in);
                }
            } catch (IOException shut) {
                closeQuietly(mine);
            }
        });
    }

    private static void pipe(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
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
