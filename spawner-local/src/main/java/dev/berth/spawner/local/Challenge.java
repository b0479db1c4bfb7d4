package dev.berth.spawner.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Makes a server prove that it is the one that was started and that it rejects requests without its token.
 *
 * <p>The first request is sent without the token. Its response shows that the connection was accepted, so the process at the other end can
 * now be looked up; only then is the second request sent, with the token, <i>over the same connection</i>. The token is therefore never
 * sent to another user's program that has taken the port.
 */
final class Challenge {

    private static final int TIMEOUT_MILLIS = 3_000;
    /** How long a challenge can take: the requests together, and the handshake that follows if the response is not HTTP. */
    static final Duration LONGEST = Duration.ofMillis(3L * TIMEOUT_MILLIS);

    private static final int MAX_HEAD = 32 * 1024;
    private static final int MAX_BODY = 64 * 1024;

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5][0-9][0-9][ \r]");

    private final Socket socket;
    private final InputStream in;
    private final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);

    private Challenge(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** The result of the challenge. */
    enum Result {
        PASSED,
        /** No response, not in time, or not a valid one yet. */
        NO_ANSWER,
        /** The server responds without requiring its token. */
        OPEN_TO_ALL,
        /** The server does not accept its token. */
        WRONG_TOKEN,
        /** The server listens with TLS, but proxies speak plain HTTP to servers. */
        LISTENS_WITH_TLS,
        /** Another program responded. */
        NOT_OURS
    }

    static Result of(Claim.Launch claim, List<ProcessEntry> processes) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), claim.port()), TIMEOUT_MILLIS);
            Challenge challenge = new Challenge(socket);
            return claim.authenticates() ? challenge.withToken(claim, processes) : challenge.plain(claim, processes);
        } catch (SocketTimeoutException | ConnectException silent) {
            return Result.NO_ANSWER;
        } catch (SocketException reset) {
            return unanswered(0, claim);
        }
    }

    private Result withToken(Claim.Launch claim, List<ProcessEntry> processes) throws IOException {
        String path = claim.basePath() + "api/status";
        int open = ask(path, "");
        if (!Listeners.isFarEndOf(socket.getLocalPort(), claim.port(), processes)) {
            return Result.NOT_OURS;
        }
        if (open != 401 && open != 403) {
            return open == 200 ? Result.OPEN_TO_ALL : unanswered(open, claim);
        }
        return switch (ask(path, "Authorization: token " + claim.token().value() + "\r\n")) {
            case 200 -> Result.PASSED;
            case 401, 403 -> Result.WRONG_TOKEN;
            default -> Result.NO_ANSWER;
        };
    }

    /**
     * A server that closes each connection after one request may have closed its end before the lookup; then the listening process counts.
     */
    private Result plain(Claim.Launch claim, List<ProcessEntry> processes) throws IOException {
        int status = ask(claim.basePath(), "");
        boolean ours = Listeners.isFarEndOf(socket.getLocalPort(), claim.port(), processes)
                || Listeners.holderOf(claim.port(), processes) == Listeners.Holder.THESE;
        if (!ours) {
            return Result.NOT_OURS;
        }
        return status > 0 && status < 500 ? Result.PASSED : unanswered(status, claim);
    }

    private static Result unanswered(int status, Claim.Launch claim) {
        return status == 0 && TlsProbe.listensWithTls(claim.port(), TIMEOUT_MILLIS)
                ? Result.LISTENS_WITH_TLS
                : Result.NO_ANSWER;
    }

    /** Returns the status code of the response; 0 if it is not valid HTTP. */
    private int ask(String path, String header) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\n" + header + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String head = readHead();
        if (!STATUS_LINE.matcher(head).lookingAt()) {
            return 0;
        }
        for (int left = Math.min(contentLength(head), MAX_BODY); left > 0 && read() >= 0; left--) {}
        return Integer.parseInt(head.substring(9, 12));
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MAX_HEAD) {
            int next = read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
            if (next == '\n'
                    && head.length() >= 4
                    && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    /** Limits the total time, because a server that sends one byte now and then must not block a hub thread. */
    private int read() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("The response took longer than " + TIMEOUT_MILLIS + " ms");
        }
        socket.setSoTimeout((int) left);
        return in.read();
    }

    private static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> line.substring("content-length:".length()).trim())
                .filter(value -> value.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}
