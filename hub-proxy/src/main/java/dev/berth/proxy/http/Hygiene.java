package dev.berth.proxy.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rejects requests that two parsers could interpret differently, before anything else reads them. */
final class Hygiene {

    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final Pattern TARGET = Pattern.compile("/[!-~&&[^#]]*");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private static final String WEBSOCKET = "websocket";

    private Hygiene() {}

    static @Nullable Refusal check(HttpServerRequest request, long maxBody) {
        Refusal refusal = line(request);
        if (refusal == null) {
            refusal = single(request.headers());
        }
        if (refusal == null) {
            refusal = framing(request, maxBody);
        }
        return refusal != null ? refusal : upgrade(request);
    }

    private static @Nullable Refusal line(HttpServerRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT) || method.equals(HttpMethod.TRACE)) {
            return Refusal.of(405, "method", method.name());
        }
        if (request.uri() == null || !TARGET.matcher(request.uri()).matches()) {
            return Refusal.bad("target");
        }
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() != 1 || !AUTHORITY.matcher(hosts.getFirst()).matches()) {
            return Refusal.bad("header.host");
        }
        return null;
    }

    private static @Nullable Refusal single(MultiMap headers) {
        for (String name : List.of("Authorization", "Origin", "Sec-WebSocket-Key", "Content-Type", "Expect")) {
            if (headers.getAll(name).size() > 1) {
                return Refusal.bad("header.repeated", name);
            }
        }
        String expect = headers.get("Expect");
        return expect == null || expect.equalsIgnoreCase("100-continue") ? null : Refusal.of(417, "header.expect");
    }

    private static @Nullable Refusal framing(HttpServerRequest request, long maxBody) {
        List<String> lengths = request.headers().getAll(HttpHeaders.CONTENT_LENGTH);
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (lengths.size() > 1 || encodings.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty())) {
            return Refusal.bad("length.repeated");
        }
        if (!lengths.isEmpty() && !LENGTH.matcher(lengths.getFirst()).matches()) {
            return Refusal.bad("length.invalid");
        }
        if (!encodings.isEmpty()
                && (!encodings.getFirst().equalsIgnoreCase("chunked") || request.version() == HttpVersion.HTTP_1_0)) {
            return Refusal.bad("encoding");
        }
        return maxBody > 0 ? tooLong(request, maxBody) : null;
    }

    static boolean hasBody(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Rejects a body that is declared as longer; a body without a declared length passes. The framing must have been checked. */
    static @Nullable Refusal tooLong(HttpServerRequest request, long most) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > most ? Refusal.of(413, "body", Long.toString(most)) : null;
    }

    /**
     * Rejects a WebSocket handshake that not every parser would recognize as one. Any other upgrade is ignored (RFC 9110, section 7.8):
     * browsers and curl offer HTTP/2 with ordinary requests, and the header is not forwarded.
     */
    private static @Nullable Refusal upgrade(HttpServerRequest request) {
        if (!webSocket(request)) {
            return null;
        }
        MultiMap headers = request.headers();
        boolean plain = headers.getAll(HttpHeaders.UPGRADE).size() == 1
                && WEBSOCKET.equalsIgnoreCase(headers.get(HttpHeaders.UPGRADE))
                && request.method().equals(HttpMethod.GET)
                && tokens(headers, HttpHeaders.CONNECTION).anyMatch("upgrade"::equals)
                && headers.contains("Sec-WebSocket-Key")
                && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
                && headers.get(HttpHeaders.CONTENT_LENGTH) == null;
        return plain ? null : Refusal.bad("webSocket.handshake");
    }

    /** Whether the request asks for a WebSocket. HTTP/1.0 has no upgrades. */
    static boolean webSocket(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && tokens(request.headers(), HttpHeaders.UPGRADE)
                        .anyMatch(protocol -> protocol.split("/", 2)[0].strip().equals(WEBSOCKET));
    }

    private static Stream<String> tokens(MultiMap headers, CharSequence name) {
        return headers.getAll(name).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(token -> token.strip().toLowerCase(Locale.ROOT));
    }
}
