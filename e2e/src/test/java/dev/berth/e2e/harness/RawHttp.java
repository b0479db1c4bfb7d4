package dev.berth.e2e.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Requests that no proper client would send, byte by byte. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 20_000;

    private RawHttp() {}

    /** The status of the response to a request with this path and these headers; 0 if the connection was closed without a response. */
    public static int get(int port, String path, String... headers) throws IOException {
        StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return status(send(port, text.append("Connection: close\r\n\r\n").toString()));
    }

    /** Everything that is received until the other end closes; a timeout means that it hangs and fails the test. */
    public static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                InputStream in = socket.getInputStream();
                for (int next = in.read(); next >= 0 && answer.size() < 100_000; next = in.read()) {
                    answer.write(next);
                }
            } catch (SocketException reset) {
                // The response was sent before the complete request was read; the received part counts.
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    public static int status(String answer) {
        return answer.startsWith("HTTP/1.") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }
}
