package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Refusals;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.entry.EntryDecision;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.ErrorBody;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Navigation;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responds on behalf of servers without a route, and to visitors that a proxy rejected: JupyterHub's 424 with a page or JSON, or a 404 that
 * does not reveal whether the user exists.
 */
@Controller
class StoppedServerController {

    /** Failed Dependency: JupyterHub's response since 3.0, so that monitoring does not treat it as an outage. */
    private static final int NOT_RUNNING = 424;

    private final UserDirectory users;
    private final ServerDirectory servers;
    private final EntryPolicy entryPolicy;
    private final Refusals refusals;
    private final OneClickStart oneClick;
    private final WantedPage wanted;
    private final Links links;
    private final JsonMapper json;

    StoppedServerController(
            UserDirectory users,
            ServerDirectory servers,
            EntryPolicy entryPolicy,
            Refusals refusals,
            OneClickStart oneClick,
            WantedPage wanted,
            Links links,
            JsonMapper json) {
        this.users = users;
        this.servers = servers;
        this.entryPolicy = entryPolicy;
        this.refusals = refusals;
        this.oneClick = oneClick;
        this.wanted = wanted;
        this.links = links;
        this.json = json;
    }

    @RequestMapping({"/user/{name}", "/user/{name}/**"})
    @SignedIn
    @Nullable String stopped(@PathVariable String name, Model model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Caller caller = CallerAuthentication.current().orElseThrow();
        Optional<User> user = users.byName(name);
        String server = user.map(found -> serverName(found, request)).orElse("");
        if (user.isEmpty() || entryPolicy.of(caller, user.get().name().value(), server) == EntryDecision.DENIED) {
            refusals.noWayIn(request, response);
            return null;
        }
        if (toCanonicalName(user.get().name().value(), request, response)) {
            return null;
        }
        Optional<ServerView> view = servers.find(user.get().id(), server);
        boolean ready = view.isPresent() && view.get().state() == ServerState.READY;
        if (ready && entryPolicy.openUntil(caller, user.get(), server).isEmpty()) {
            return reasonNeeded(user.get().name().value(), server, request, response);
        }
        response.setStatus(ready ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : NOT_RUNNING);
        if (ready) {
            // The server became ready a moment ago, and the proxy does not have its route yet. The page refreshes
            // itself.
            response.setHeader("Retry-After", "1");
            response.setHeader("Refresh", "1;url=" + links.url(AskedPath.withQuery(request)));
        }
        if (!isPage(request)) {
            refuse(response, response.getStatus(), notReached(user.get().name().value(), server, ready));
            return null;
        }
        String asked = links.url(AskedPath.withQuery(request));
        if (caller.is(user.get()) && view.map(ServerView::state).orElse(null) == ServerState.PENDING_START) {
            return toProgress(user.get().name().value(), server, wanted.of(asked, request), response);
        }
        var _ = wanted.fill(model, asked, request);
        model.addAttribute("ready", ready);
        oneClick.fill(user.get(), model);
        model.addAttribute(
                "server",
                view.map(found -> ServerCard.of(found, links))
                        .orElseGet(() -> ServerCard.never(user.get().name().value(), server)));
        return "home/stopped";
    }

    /** As in JupyterHub: that page shows the progress of the start, and continues to the wanted page. */
    private @Nullable String toProgress(String user, String server, String next, HttpServletResponse response) {
        String progress = links.url("/hub/spawn-pending" + ServerCard.tail(user, server));
        return Redirect.to(response, progress + NextPath.parameter(next));
    }

    /**
     * Redirects a request that uses another spelling of a username, such as one in capitals, because proxies do not have a route for it. The
     * method is preserved (RFC 9110, section 15.4.8).
     *
     * @return whether the request was redirected
     */
    private boolean toCanonicalName(String user, HttpServletRequest request, HttpServletResponse response) {
        String prefix = "/user/" + CanonicalPath.segment(user);
        if ((request.getRequestURI() + "/").startsWith(prefix + "/")) {
            return false;
        }
        String asked = AskedPath.withQuery(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        response.setStatus(reads ? HttpServletResponse.SC_FOUND : HttpStatus.TEMPORARY_REDIRECT.value());
        response.setHeader("Location", links.url(prefix + behindTheName(asked)));
        return true;
    }

    private static String behindTheName(String asked) {
        int slash = asked.indexOf('/', "/user/".length());
        int question = asked.indexOf('?');
        boolean bare = slash < 0 || (question >= 0 && question < slash);
        return bare ? "/" + (question < 0 ? "" : asked.substring(question)) : asked.substring(slash);
    }

    /** The server is running, and an administrator has not given a reason yet: the proxy rejected them. */
    private @Nullable String reasonNeeded(
            String user, String server, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isPage(request)) {
            String next = wanted.of(links.url(AskedPath.withQuery(request)), request);
            String page = links.url("/hub/admin/enter" + ServerCard.tail(user, server));
            return Redirect.to(response, page + NextPath.parameter(next));
        }
        String named = server.isEmpty() ? "/server-access" : "/servers/" + CanonicalPath.segment(server) + "/access";
        refuse(
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "Give a reason for accessing this server first, which its owner can read: POST {\"reason\": \"…\"} to "
                        + links.url("/hub/api/berth/users/" + CanonicalPath.segment(user) + named));
        return null;
    }

    /** The path segment after the user is a named server if the user has one with that name. */
    private String serverName(User user, HttpServletRequest request) {
        String[] segments = request.getRequestURI().split("/", 5);
        String second = segments.length > 3 ? segments[3] : "";
        return !second.isEmpty() && servers.find(user.id(), second).isPresent() ? second : "";
    }

    /** A server's own API is read by programs, even where it is opened in a tab. */
    private static boolean isPage(HttpServletRequest request) {
        return Navigation.isPage(request) && !request.getRequestURI().contains("/api/");
    }

    private String notReached(String user, String server, boolean ready) {
        return ready
                ? "This server is ready, but its route is not set up yet. Try again in a second."
                : "This server is not running. Start it at " + links.url("/hub/spawn" + ServerCard.tail(user, server));
    }

    private void refuse(HttpServletResponse response, int status, String message) throws IOException {
        new ErrorBody(status, message).writeTo(response, json);
    }
}
