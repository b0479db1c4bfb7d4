package dev.berth.hub.chain;

import dev.berth.hub.web.ApiPaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code Authorization: token X} or {@code bearer X}. */
final class AuthorizationHeader {

    private AuthorizationHeader() {}

    /**
     * For paths of the REST API, only the header counts if it is meant for the hub: a cookie never compensates for an invalid token. An
     * empty header, or one with a different scheme, such as Basic for a proxy in front, is ignored, as in JupyterHub.
     */
    static boolean isDecisive(HttpServletRequest request) {
        return ApiPaths.contain(request) && isForHub(request);
    }

    /** Whether the header can identify the caller: for the REST API, and on paths of stopped servers, which accept both. */
    static boolean counts(HttpServletRequest request) {
        return isDecisive(request) || (standsIn(request) && isForHub(request));
    }

    /** Paths of users' servers: there the hub only responds that the server is not running, without side effects. */
    static boolean standsIn(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/user/");
    }

    /** The token, or null if there is none or the header has a different form. */
    static @Nullable String token(HttpServletRequest request) {
        String[] parts = parts(request);
        return parts.length == 2 && isForHub(request) ? parts[1] : null;
    }

    private static boolean isForHub(HttpServletRequest request) {
        String scheme = parts(request)[0].toLowerCase(Locale.ROOT);
        return scheme.equals("token") || scheme.equals("bearer");
    }

    /** At least one part, which is empty without a header. */
    private static String[] parts(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return (header == null ? "" : header.strip()).split("\\s+", 3);
    }
}
