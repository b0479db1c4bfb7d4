package dev.berth.proxy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An open WebSocket to a user's server. */
final class Terminal implements WebSocket.Listener, AutoCloseable {

    final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;
    long bytes;

    static Terminal open(House house, String path, String... headers) throws Exception {
        Terminal terminal = new Terminal();
        var builder = HttpClient.newHttpClient().newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        try {
            terminal.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + house.port() + path), terminal)
                    .get(15, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            throw (Exception) refused.getCause();
        }
        return terminal;
    }

    static Terminal ofAnn(House house) throws Exception {
        return open(house, "/user/ann/terminals/1", "Cookie", House.cookie("ann-session"));
    }

    String echo(String text) throws Exception {
        socket.sendText(text, true).get(10, TimeUnit.SECONDS);
        return answers.poll(10, TimeUnit.SECONDS);
    }

    void ping() throws Exception {
        socket.sendPing(ByteBuffer.wrap(new byte[3])).get(10, TimeUnit.SECONDS);
    }

    int closeCode() throws Exception {
        return closed.get(15, TimeUnit.SECONDS);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            answers.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(-1);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
