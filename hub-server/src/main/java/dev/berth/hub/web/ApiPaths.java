package dev.berth.hub.web;

import jakarta.servlet.http.HttpServletRequest;

/** Which paths belong to programs rather than to browsers: their errors are JSON, and a cookie alone does not open them. */
public final class ApiPaths {

    private ApiPaths() {}

    public static boolean contain(HttpServletRequest request) {
        return contain(request.getRequestURI());
    }

    public static boolean contain(String path) {
        boolean page = path.equals("/hub/api/oauth2/authorize");
        boolean watched = path.equals("/hub/metrics") || path.equals("/hub/health") || path.startsWith("/hub/health/");
        boolean api = path.equals("/hub/api") || path.startsWith("/hub/api/") || path.startsWith("/internal/");
        return !page && (watched || api);
    }
}
