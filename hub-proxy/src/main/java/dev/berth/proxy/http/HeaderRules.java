package dev.berth.proxy.http;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers are not forwarded, in both directions. */
final class HeaderRules {

    /** RFC 9110, section 7.6.1, and headers that older programs treat the same way. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-authentication-info",
            "proxy-connection",
            "proxy",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings");

    /** Headers from which programs behind proxies learn the visitor's identity or address, or the original path. */
    private static final Set<String> IDENTITY = Set.of(
            "forwarded",
            "x-real-ip",
            "x-client-ip",
            "true-client-ip",
            "x-scheme",
            "x-original-url",
            "x-original-uri",
            "x-rewrite-url",
            "remote-user",
            "x-remote-user",
            "x-authenticated-user");

    private HeaderRules() {}

    /** The hop-by-hop names: the fixed ones, and those in the message's own Connection header. */
    static Set<String> hopByHop(MultiMap headers) {
        Set<String> names = new HashSet<>(HOP_BY_HOP);
        for (String value : headers.getAll("Connection")) {
            for (String token : value.split(",", -1)) {
                names.add(token.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Underscores count as dashes, because CGI and WSGI do not distinguish them. */
    static boolean identity(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return IDENTITY.contains(plain) || plain.startsWith("x-forwarded") || plain.startsWith("x-berth-");
    }

    /** The visitor's headers that are forwarded, before any header is set. */
    static MultiMap cleaned(MultiMap incoming) {
        Set<String> hop = hopByHop(incoming);
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : incoming) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean ends = hop.contains(name) || name.equals("host") || identity(name);
            // A visitor's Connection header must not remove headers that frame or authenticate the message.
            boolean needed = List.of("content-length", "cookie", "authorization", "content-type")
                    .contains(name);
            if (needed || !ends) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }
}
