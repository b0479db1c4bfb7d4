package dev.berth.hub.web;

import dev.berth.spi.route.HubPaths;
import dev.berth.spi.route.RequestPath;
import dev.berth.spi.route.ServerPaths;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** The path below the base URL that a browser requested. */
public final class AskedPath {

    private AskedPath() {}

    /**
     * As received, as far as the path belongs to a server. It can contain characters that servlet containers reject, or have another meaning in
     * canonical form; the proxy then passes it in a header.
     */
    public static String of(HttpServletRequest request) {
        String path = asked(request, RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
        String header = request.getHeader(HubPaths.PATH_HEADER);
        String prefix = ServerPaths.prefix(path);
        if (header == null || prefix == null) {
            return path;
        }
        RequestPath whole = RequestPath.of(header);
        return whole == null ? path : whole.behind(prefix);
    }

    /** The same as {@link #of}, including the query. */
    public static String withQuery(HttpServletRequest request) {
        return of(request) + query(request);
    }

    /** The method with which it was asked for. An error page is always shown as if by GET. */
    public static String method(HttpServletRequest request) {
        return asked(request, RequestDispatcher.ERROR_METHOD, request.getMethod());
    }

    /** What follows a prefix of the path, with the query; the prefix may lack its last slash. */
    public static String behind(HttpServletRequest request, String prefix) {
        String asked = of(request);
        return (asked.length() < prefix.length() ? "" : asked.substring(prefix.length())) + query(request);
    }

    private static String query(HttpServletRequest request) {
        String own = request.getQueryString() == null ? "" : request.getQueryString();
        String query = asked(request, RequestDispatcher.ERROR_QUERY_STRING, own);
        return query.isEmpty() ? "" : "?" + query;
    }

    /** While an error page is shown, the request has the path of that page. */
    private static String asked(HttpServletRequest request, String attribute, String otherwise) {
        return request.getAttribute(attribute) instanceof String asked ? asked : otherwise;
    }
}
