package dev.berth.hub.access;

import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.ErrorBody;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Navigation;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends rejections: JSON with JupyterHub's messages for the REST API; a redirect or an error page for browsers. Always returns false. */
@Component
public class Refusals {

    /** Request attribute: key of the message that the error page shows instead of the status's default message. */
    public static final String MESSAGE_KEY = Refusals.class.getName() + ".message";

    /**
     * To programs that ask for a page of a user's server, word for word what a proxy answers for a server that runs: whether it runs is
     * for those who may use it to know.
     */
    private static final String NO_WAY_IN = "You are not signed in, or you don't have access to this server.";

    private final Links links;
    private final JsonMapper json;

    Refusals(Links links, JsonMapper json) {
        this.links = links;
        this.json = json;
    }

    boolean notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (ApiPaths.contain(request)) {
            return api(response, HttpServletResponse.SC_FORBIDDEN, "Missing or invalid credentials.");
        }
        if (isServers(request) && !Navigation.isPage(request)) {
            return api(response, HttpServletResponse.SC_FORBIDDEN, NO_WAY_IN);
        }
        return redirect(response, "/hub/login" + next(request));
    }

    /** Whether a path belongs to a user's server. */
    private static boolean isServers(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/user/");
    }

    /** To come back to the page; what was sent by another method is not sent again. */
    private String next(HttpServletRequest request) {
        boolean get = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return get ? NextPath.parameter(links.url(AskedPath.withQuery(request))) : "";
    }

    boolean passwordDue(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isServers(request) && !Navigation.isPage(request)) {
            return api(response, HttpServletResponse.SC_FORBIDDEN, NO_WAY_IN);
        }
        return ApiPaths.contain(request)
                ? api(response, HttpServletResponse.SC_FORBIDDEN, "Choose a new password first.")
                : redirect(response, "/hub/password" + next(request));
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

    /** Denies access to a server, in the same way whether or not it runs or exists: a person gets a page, a program the answer of a proxy. */
    public boolean noWayIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return Navigation.isPage(request)
                ? hidden(request, response)
                : api(response, HttpServletResponse.SC_FORBIDDEN, NO_WAY_IN);
    }

    /** Rejects with a status and, for programs, a message. */
    public boolean refuse(HttpServletRequest request, HttpServletResponse response, int status, String message)
            throws IOException {
        if (ApiPaths.contain(request)) {
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
        new ErrorBody(status, message).writeTo(response, json);
        return false;
    }
}
