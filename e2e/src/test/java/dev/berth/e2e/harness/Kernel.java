package dev.berth.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Python kernel of a user's server, accessed through the proxy over its WebSocket. */
public final class Kernel implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String id;
    private final Conversation conversation = new Conversation();
    private final WebSocket socket;

    private Kernel(String id, URI address, String header, String value) {
        this.id = id;
        this.socket = open(address, header, value, conversation).join();
    }

    /** Starts a kernel with a token and connects to it; {@code server} is the server's path, such as {@code user/ann/}. */
    public static Kernel start(RestClient client, String server) throws IOException {
        // A ready server's route might not have reached this proxy yet: the response is then 503 with Retry-After.
        RestClient.Answer answer = Awaitility.await("a kernel of " + server)
                .atMost(PATIENCE)
                .until(
                        () -> client.post(server + "api/kernels", Map.of("name", "python3")),
                        each -> each.status() != 503);
        if (answer.status() != 201) {
            throw new IOException("No kernel: " + answer.status() + " " + answer.body());
        }
        String id = answer.json().path("id").asString();
        return new Kernel(id, channels(client.base(), server, id), "Authorization", "token " + client.token());
    }

    /** The same kernel over another connection with another credential. */
    public static CompletableFuture<WebSocket> connect(URI address, String header, String value) {
        return open(address, header, value, new Conversation());
    }

    public static URI channels(URI base, String server, String kernel) {
        return URI.create(
                "ws" + base.toString().substring("http".length()) + server + "api/kernels/" + kernel + "/channels");
    }

    private static CompletableFuture<WebSocket> open(URI address, String header, String value, WebSocket.Listener to) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .newWebSocketBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .header(header, value)
                .buildAsync(address, to);
    }

    public String id() {
        return id;
    }

    /** Runs code and waits for its output, including errors. */
    public String run(String code) {
        String message = send(code);
        await("the kernel has run its code").atMost(PATIENCE).until(() -> conversation.isDone(message));
        return conversation.printed(message);
    }

    /** Whether a program in the server can connect to this host and port; the host is the inside of a Python string. */
    public boolean canConnect(String host, int port) {
        return run("""
                import os, socket
                try:
                    socket.create_connection(('%s', %d), 3)
                    print('yes')
                except OSError:
                    print('no')
                """.formatted(host, port)).equals("yes\n");
    }

    /** Runs code without waiting. */
    public String send(String code) {
        String message = UUID.randomUUID().toString();
        Map<String, Object> header = Map.of(
                "msg_id", message, "msg_type", "execute_request", "session", "e2e", "username", "", "version", "5.3");
        Map<String, Object> content = Map.of(
                "code", code, "silent", false, "store_history", false, "allow_stdin", false, "stop_on_error", true);
        socket.sendText(
                        JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "header",
                                        header,
                                        "parent_header",
                                        Map.of(),
                                        "metadata",
                                        Map.of(),
                                        "content",
                                        content,
                                        "channel",
                                        "shell")),
                        true)
                .join();
        return message;
    }

    public boolean isOpen() {
        return !conversation.closed && !socket.isInputClosed();
    }

    @Override
    public void close() {
        socket.abort();
    }

    /** The messages so far. */
    private static final class Conversation implements WebSocket.Listener {

        private final StringBuilder frame = new StringBuilder();
        private final Map<String, StringBuilder> printed = new java.util.concurrent.ConcurrentHashMap<>();
        private final java.util.Set<String> done = java.util.concurrent.ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        boolean isDone(String message) {
            if (closed) {
                throw new IllegalStateException("The WebSocket of the kernel was closed");
            }
            return done.contains(message);
        }

        String printed(String message) {
            return printed.getOrDefault(message, new StringBuilder()).toString();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                take(JsonMapper.shared().readTree(frame.toString()));
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            String parent = message.path("parent_header").path("msg_id").asString("");
            String type = message.path("header").path("msg_type").asString("");
            JsonNode content = message.path("content");
            switch (type) {
                case "stream" -> print(parent, content.path("text").asString(""));
                case "error" ->
                    print(
                            parent,
                            content.path("ename").asString("") + ": "
                                    + content.path("evalue").asString(""));
                case "status" -> {
                    if (content.path("execution_state").asString("").equals("idle")) {
                        done.add(parent);
                    }
                }
                default -> {}
            }
        }

        private void print(String parent, String text) {
            printed.computeIfAbsent(parent, key -> new StringBuilder()).append(text);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed = true;
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            closed = true;
        }
    }
}
