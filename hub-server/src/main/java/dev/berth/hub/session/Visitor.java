package dev.berth.hub.session;

import dev.berth.hub.audit.Actor;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a request.
 *
 * @param address the client's address, as seen by the hub's own proxy
 * @param userAgent the browser's User-Agent header, limited in length
 */
public record Visitor(@Nullable String address, @Nullable String userAgent) {

    public Visitor {
        address = cut(address, 64);
        userAgent = cut(userAgent, 255);
    }

    public static Visitor of(HttpServletRequest request) {
        return new Visitor(request.getRemoteAddr(), request.getHeader("User-Agent"));
    }

    public Actor unknown(String claimedName) {
        return Actor.unknown(claimedName, address);
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() > length ? clean.substring(0, length) : clean;
    }
}
