package dev.berth.proxy;

import dev.berth.spi.route.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A user's server that sends exactly the bytes of its script, and keeps the bytes of each request's head. */
final class ScriptedServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\ncontent-length: *([0-9]+)");

    private static final String WAIT = "?";

    private final ServerSocket listener;
    private final BlockingQueue<String> heads = new LinkedBlockingQueue<>();

    private final BlockingQueue<Boolean> hangUps = new LinkedBlockingQueue<>();

    /** One answer for each request, the bytes of all connections taken together. */
    private final BlockingQueue<String> script = new LinkedBlockingQueue<>();

    ScriptedServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    Route route(String path) {
        return new Route(path, null, "127.0.0.1", listener.getLocalPort(), Route.Mode.EDGE, "server-token", 1);
    }

    /** The next request gets these bytes, read as ISO-8859-1. */
    ScriptedServer answers(String bytes) {
        script.add(bytes);
        return this;
    }

    /** As {@link #answers}, before the request's body is read, and then hangs up. */
    ScriptedServer refuses(String bytes) {
        script.add("!" + bytes);
        return this;
    }

    /** The next request gets no answer, until its sender hangs up. */
    ScriptedServer waits() {
        script.add(WAIT);
        return this;
    }

    /** Whether the sender of a request that waits has hung up. */
    boolean hungUp() throws InterruptedException {
        return hangUps.poll(10, TimeUnit.SECONDS) != null;
    }

    /** Drops what an earlier test has left. */
    void forget() {
        heads.clear();
        script.clear();
    }

    /** The next request's head, as it came. */
    String head() throws InterruptedException {
        return String.valueOf(heads.poll(10, TimeUnit.SECONDS));
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            for (String head = head(socket.getInputStream()); !head.isEmpty(); head = head(socket.getInputStream())) {
                heads.add(head);
                String answer = script.poll(10, TimeUnit.SECONDS);
                if (answer == null) {
                    return;
                }
                if (answer.equals(WAIT)) {
                    untilHungUp(socket);
                    return;
                }
                boolean refusal = answer.startsWith("!");
                write(socket, refusal ? answer.substring(1) : answer, refusal ? "" : head);
                if (refusal) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The other end hung up; what it made of that is for the test to see.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void untilHungUp(Socket socket) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException reset) {
            // Another way to hang up.
        }
        hangUps.add(true);
    }

    private static void write(Socket socket, String answer, String head) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (head.toLowerCase(Locale.ROOT).contains("expect: 100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        }
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        while (!seen.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            seen.write(next);
        }
        return seen.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
