package dev.berth.hub.chain;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A request for a server that does not run, behind configurable-http-proxy. As in JupyterHub, the hub stands in for servers below
 * {@code /hub/user/}, because its cookies are not sent to {@code /user/}, where that proxy would pass them to servers. Handlers see the
 * server's own path. The base URL is {@code /}.
 */
final class StandInRequest extends HttpServletRequestWrapper {

    private static final String HUB = "/hub";

    private StandInRequest(HttpServletRequest request) {
        super(request);
    }

    /** Only if the container sees the same path: a path that it resolves elsewhere, such as one with dots, stays as it is. */
    static HttpServletRequest of(HttpServletRequest request) {
        String prefix = HUB + "/user/";
        boolean standsIn = request.getRequestURI().startsWith(prefix)
                && request.getServletPath().startsWith(prefix);
        return standsIn ? new StandInRequest(request) : request;
    }

    /** Where a visitor must go so that the hub's cookies are sent; null if that is where they are, or if nothing of the hub is there. */
    static @Nullable String redirect(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        if (!reads) {
            return null;
        }
        if (path.equals(HUB) || path.equals("/")) {
            return HUB + "/" + query;
        }
        return path.startsWith("/user/") ? HUB + path + query : null;
    }

    @Override
    public String getRequestURI() {
        return super.getRequestURI().substring(HUB.length());
    }

    @Override
    public String getServletPath() {
        return super.getServletPath().substring(HUB.length());
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        int path = url.indexOf(super.getRequestURI());
        return url.delete(path, path + HUB.length());
    }
}
