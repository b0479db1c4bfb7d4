package dev.berth.hub.chain;

import dev.berth.hub.access.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: token X} or {@code bearer X}. */
final class AuthorizationHeader {

    private AuthorizationHeader() {}

    /** To programs' paths the header alone counts, when there is one: a bad one is never made up for by a cookie. */
    static boolean isDecisive(HttpServletRequest request) {
        return Refusals.isApi(request) && request.getHeader("Authorization") != null;
    }

    /** Whether the header may say who somebody is: to programs, and where the hub stands in for a server, which takes both. */
    static boolean counts(HttpServletRequest request) {
        return isDecisive(request) || (standsIn(request) && request.getHeader("Authorization") != null);
    }

    /** Paths of users' servers: the hub answers there only that one does not run, and nothing happens. */
    static boolean standsIn(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/user/");
    }

    /** The value, or null when there is none or the header is something else. */
    static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split("\\s+", 3);
        String scheme = parts[0].toLowerCase(Locale.ROOT);
        return parts.length == 2 && (scheme.equals("token") || scheme.equals("bearer")) ? parts[1] : null;
    }
}
