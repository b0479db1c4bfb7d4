package dev.berth.hub.web;

import dev.berth.spi.route.HubPaths;
import jakarta.servlet.http.HttpServletRequest;

/** The path below the base URL that a browser requested. */
public final class AskedPath {

    private AskedPath() {}

    /** As received. A path of a server can contain characters that servlet containers reject; the proxy then passes it in a header. */
    public static String of(HttpServletRequest request) {
        String whole = request.getHeader(HubPaths.PATH_HEADER);
        return whole != null ? whole : request.getRequestURI();
    }

    /** The same as {@link #of}, including the query. */
    public static String withQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return of(request) + (query == null ? "" : "?" + query);
    }
}
