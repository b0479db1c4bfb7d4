package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.server.PublicPaths;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where people land who opened the hub itself, or signed in without wanting a certain page: {@code berth.default-url} if it is set, else
 * their default server, else its start. A query goes along, as in JupyterHub.
 */
@Controller
class RootController {

    private final ServerDirectory servers;
    private final NextPath next;
    private final Links links;

    RootController(ServerDirectory servers, NextPath next, Links links) {
        this.servers = servers;
        this.next = next;
        this.links = links;
    }

    @GetMapping({"/", "/hub", "/hub/"})
    @SignedIn
    @Nullable String root(
            @RequestParam(name = "next", defaultValue = "") String wish,
            HttpServletRequest request,
            HttpServletResponse response) {
        String wanted = next.of(wish, request, "");
        return Redirect.to(response, wanted.isEmpty() ? landing(query(wish, request)) : wanted);
    }

    private String landing(String query) {
        Optional<String> configured = links.defaultUrl();
        if (configured.isPresent()) {
            return with(configured.get(), query);
        }
        Caller me = CallerAuthentication.current().orElseThrow();
        Optional<ServerView> ready =
                servers.find(me.userId(), "").filter(server -> server.state() == ServerState.READY);
        if (ready.isPresent()) {
            return with(ServerCard.of(ready.get(), links).url(), query);
        }
        String server = query.isEmpty() ? "" : with(links.url(PublicPaths.routePath(me.name(), "")), query);
        return links.url("/hub/spawn" + ServerCard.tail(me.name(), "")) + NextPath.parameter(server);
    }

    /** The query, unless it holds a wish that leads nowhere. */
    private static String query(String wish, HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null || !wish.isEmpty() ? "" : query;
    }

    private static String with(String address, String query) {
        String separator = address.contains("?") ? "&" : "?";
        return query.isEmpty() ? address : address + separator + query;
    }
}
