package dev.berth.proxy.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whose forwarding headers are trusted: only those of the configured proxies in front of this one. */
final class TrustedPeers {

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Networks trusted;

    TrustedPeers(Networks trusted) {
        this.trusted = trusted;
    }

    /** For a request that has passed {@link Hygiene}. */
    Visitor visitor(HttpServerRequest request) {
        String authority = Objects.requireNonNull(request.headers().get("Host"));
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        String host = (colon < 0 ? authority : authority.substring(0, colon)).toLowerCase(Locale.ROOT);
        String peer = request.remoteAddress().hostAddress();
        boolean believed = trusts(peer);
        String scheme = scheme(request, believed);
        int port = colon >= 0 ? Integer.parseInt(authority.substring(colon + 1)) : port(request, scheme, believed);
        return new Visitor(believed ? client(request, peer) : peer, scheme, authority, host, port);
    }

    private static String scheme(HttpServerRequest request, boolean believed) {
        String told = believed ? last(request, "X-Forwarded-Proto") : null;
        if (told != null && (told.equalsIgnoreCase("http") || told.equalsIgnoreCase("https"))) {
            return told.toLowerCase(Locale.ROOT);
        }
        return request.isSSL() ? "https" : "http";
    }

    private static int port(HttpServerRequest request, String scheme, boolean believed) {
        String told = believed ? last(request, "X-Forwarded-Port") : null;
        if (told != null && PORT.matcher(told).matches()) {
            return Integer.parseInt(told);
        }
        return scheme.equals("https") ? 443 : 80;
    }

    /** From the right, each trusted proxy reports the one before it; the first untrusted address is the visitor. */
    private String client(HttpServerRequest request, String peer) {
        List<String> chain = request.headers().getAll("X-Forwarded-For").stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(String::strip)
                .toList();
        String client = peer;
        for (String hop : chain.reversed()) {
            InetAddress address = Networks.literal(hop);
            if (address == null) {
                break;
            }
            client = address.getHostAddress();
            if (!trusted.contain(address)) {
                break;
            }
        }
        return client;
    }

    private boolean trusts(String peer) {
        InetAddress address = Networks.literal(peer);
        return address != null && trusted.contain(address);
    }

    private static @Nullable String last(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        if (values.isEmpty()) {
            return null;
        }
        String value = values.getLast();
        return value.substring(value.lastIndexOf(',') + 1).strip();
    }
}
