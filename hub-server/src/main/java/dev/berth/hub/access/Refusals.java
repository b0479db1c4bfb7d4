package dev.berth.hub.access;

import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends rejections: JSON with JupyterHub's messages for the REST API; a redirect or an error page for browsers. Always returns false. */
@Component
public class Refusals {

    /** Request attribute: key of the message that the error page shows instead of the status's default message. */
    public static final String MESSAGE_KEY = Refusals.class.getName() + ".message";

    private final Links links;
    private final JsonMapper json;

    Refusals(Links links, JsonMapper json) {
        this.links = links;
        this.json = json;
    }

    /** Whether a path belongs to programs rather than to browsers. */
    public static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean page = path.equals("/hub/api/oauth2/authorize");
        boolean watched = path.equals("/hub/metrics") || path.equals("/hub/health") || path.startsWith("/hub/health/");
        boolean api = path.equals("/hub/api") || path.startsWith("/hub/api/") || path.startsWith("/internal/");
        return !page && (watched || api);
    }

    boolean notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isApi(request)) {
            return api(response, HttpServletResponse.SC_FORBIDDEN, "Missing or invalid credentials.");
        }
        boolean get = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        String next = get
                ? "?next=" + URLEncoder.encode(links.url(AskedPath.withQuery(request)), StandardCharsets.UTF_8)
                : "";
        return redirect(response, "/hub/login" + next);
    }

    boolean passwordDue(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return isApi(request)
                ? api(response, HttpServletResponse.SC_FORBIDDEN, "Choose a new password first.")
                : redirect(response, "/hub/password");
    }

    boolean lacking(HttpServletRequest request, HttpServletResponse response, List<String> anyOf) throws IOException {
        String message =
                "Action is not authorized with current scopes; requires any of [" + String.join(", ", anyOf) + "]";
        return refuse(request, response, HttpServletResponse.SC_FORBIDDEN, message);
    }

    boolean hidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return refuse(
                request, response, HttpServletResponse.SC_NOT_FOUND, "No access to resources or resources not found");
    }

    boolean forbidden(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return refuse(request, response, HttpServletResponse.SC_FORBIDDEN, "Forbidden");
    }

    /** Rejects with a status and, for programs, a message. */
    public boolean refuse(HttpServletRequest request, HttpServletResponse response, int status, String message)
            throws IOException {
        if (isApi(request)) {
            return api(response, status, message);
        }
        response.sendError(status);
        return false;
    }

    /**
     * Rejects a request without a CSRF token or with the token of another session. Programs get JupyterHub's message, because its clients
     * parse it, followed by the remedy; browsers get a page.
     */
    public boolean staleForm(HttpServletRequest request, HttpServletResponse response, String problem)
            throws IOException {
        request.setAttribute(MESSAGE_KEY, "error.staleForm");
        return refuse(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                problem
                        + ". The page is outdated or cookies are disabled. Reload it and try again. Programs must send an API token in"
                        + " the Authorization header.");
    }

    private boolean redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", links.url(path));
        return false;
    }

    private boolean api(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Map.of("status", status, "message", message)));
        return false;
    }
}
