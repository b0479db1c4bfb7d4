package dev.berth.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** Raw bytes that no HTTP client would send. */
final class RawSocket implements AutoCloseable {

    private final Socket socket;

    RawSocket(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    RawSocket send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawSocket send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The head of a response, including the empty line; if the other end hangs up, the part that was received. */
    String head() {
        return until("\r\n\r\n");
    }

    String until(String end) {
        try {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream seen = new ByteArrayOutputStream();
            while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                seen.write(next);
            }
            return seen.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int read() {
        try {
            return socket.getInputStream().read();
        } catch (IOException failure) {
            return -1;
        }
    }

    byte[] read(int length) {
        try {
            return socket.getInputStream().readNBytes(length);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Everything until the other end hangs up. */
    String rest() {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException open) {
            throw new IllegalStateException("The other end has not hung up", open);
        } catch (IOException reset) {
            return "";
        }
    }

    static int status(String head) {
        return head.startsWith("HTTP/1.") ? Integer.parseInt(head.substring(9, 12)) : -1;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
