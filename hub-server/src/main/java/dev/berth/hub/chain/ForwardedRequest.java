package dev.berth.hub.chain;

import dev.berth.spi.route.HubPaths;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request as it left the browser, if it came through a proxy; otherwise without cookies and forwarding headers. */
final class ForwardedRequest extends HttpServletRequestWrapper {

    private final Hop hop;
    private final boolean trusted;

    ForwardedRequest(HttpServletRequest request, Hop hop) {
        super(request);
        this.hop = hop;
        this.trusted = hop != Hop.NONE;
    }

    /** Through what a request reached the hub. */
    enum Hop {
        /** One of the hub's own proxies, which removes from requests what is not a visitor's to say. */
        OWN,
        /** A proxy that appends to forwarding headers and passes everything else on. */
        FOREIGN,
        /** Nothing that the hub knows. */
        NONE
    }

    @Override
    public String getRemoteAddr() {
        String forwarded = forwarded("X-Forwarded-For");
        return forwarded == null ? super.getRemoteAddr() : forwarded;
    }

    @Override
    public String getRemoteHost() {
        return getRemoteAddr();
    }

    @Override
    public String getScheme() {
        String forwarded = forwarded("X-Forwarded-Proto");
        return forwarded != null && (forwarded.equals("https") || forwarded.equals("http"))
                ? forwarded
                : super.getScheme();
    }

    @Override
    public boolean isSecure() {
        return getScheme().equals("https");
    }

    @Override
    public Cookie @Nullable [] getCookies() {
        return trusted ? super.getCookies() : null;
    }

    @Override
    public @Nullable String getHeader(String name) {
        return hidden(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return hidden(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = Collections.list(super.getHeaderNames());
        names.removeIf(this::hidden);
        return Collections.enumeration(names);
    }

    /** The last value, which the hub's proxy has written; values before it came from outside. */
    private @Nullable String forwarded(String header) {
        String value = trusted ? super.getHeader(header) : null;
        return value == null
                ? null
                : value.substring(value.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
    }

    private boolean hidden(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals(HubPaths.HOP_HEADER.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (hop != Hop.OWN && (lower.startsWith("x-berth-") || lower.equals("forwarded"))) {
            return true;
        }
        return !trusted && (lower.startsWith("x-forwarded-") || lower.equals("cookie"));
    }
}
