package dev.berth.hub.activity;

import dev.berth.spi.spawn.Observation.Address;
import dev.berth.spi.spawn.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection to a server on this machine (RFC 9112). Java's HTTP client does not reveal which connection carries a request, but
 * the token must be sent over the one whose other end is known.
 */
final class ServerConnection implements AutoCloseable {

    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([2-5]\\d\\d)(?: .*)?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,9}");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})(?:[ \t]*;.*)?");

    private final Socket socket;
    private final InputStream in;
    private final Duration timeout;
    private long deadline;

    private ServerConnection(Socket socket, Duration timeout) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.timeout = timeout;
    }

    static ServerConnection open(Address address, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address.ip()), address.port()), (int)
                    timeout.toMillis());
            return new ServerConnection(socket, timeout);
        } catch (IOException unreachable) {
            socket.close();
            throw unreachable;
        }
    }

    /** The port of this end. */
    int localPort() {
        return socket.getLocalPort();
    }

    /** Sends a request and reads the whole response, within the timeout and up to {@link ServerResponse#MAX_BODY}. */
    ServerResponse get(String path, @Nullable Secret token) throws IOException {
        deadline = System.nanoTime() + timeout.toNanos();
        String credential = token == null ? "" : "Authorization: token " + token.value() + "\r\n";
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n" + credential + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        Matcher status = STATUS_LINE.matcher(line());
        if (!status.matches()) {
            throw new IOException("The response is not HTTP");
        }
        Map<String, String> headers = headers();
        return new ServerResponse(Integer.parseInt(status.group(1)), body(headers), headers.get("date"));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            if (headers.size() > MAX_HEADERS) {
                throw new IOException("The response has more than " + MAX_HEADERS + " headers");
            }
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                read(size, body);
                var _ = line();
            }
            var _ = headers();
            return body.toString(StandardCharsets.UTF_8);
        }
        String length = headers.getOrDefault("content-length", "");
        if (!LENGTH.matcher(length).matches()) {
            throw new IOException("The response does not say how long it is");
        }
        read(Integer.parseInt(length), body);
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        Matcher chunk = CHUNK.matcher(line());
        if (!chunk.matches()) {
            throw new IOException("The response has a chunk without a size");
        }
        return Integer.parseInt(chunk.group(1), 16);
    }

    private void read(int count, ByteArrayOutputStream body) throws IOException {
        if (count > ServerResponse.MAX_BODY - body.size()) {
            throw new IOException("The response is longer than " + ServerResponse.MAX_BODY + " bytes");
        }
        for (int i = 0; i < count; i++) {
            body.write(read());
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = read(); next != '\n'; next = read()) {
            if (line.length() == MAX_LINE) {
                throw new IOException("The response has a line of more than " + MAX_LINE + " bytes");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /** Limits the total time: a server that sends one byte now and then must not block the caller. */
    private int read() throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("There was no response within " + timeout);
        }
        socket.setSoTimeout((int) left);
        int next = in.read();
        if (next < 0) {
            throw new IOException("The connection was closed");
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
