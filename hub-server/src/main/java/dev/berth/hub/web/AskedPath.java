package dev.berth.hub.web;

import dev.berth.spi.route.HubPaths;
import jakarta.servlet.http.HttpServletRequest;

/** The path below the base URL that a browser asked for. */
public final class AskedPath {

    private AskedPath() {}

    /** As it came: a path of a server may hold what no servlet container takes, and then the proxy hands it over in a header. */
    public static String of(HttpServletRequest request) {
        String whole = request.getHeader(HubPaths.PATH_HEADER);
        return whole != null ? whole : request.getRequestURI();
    }

    /** {@link #of} with the query. */
    public static String withQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return of(request) + (query == null ? "" : "?" + query);
    }
}
