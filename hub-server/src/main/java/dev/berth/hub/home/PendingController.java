package dev.berth.hub.home;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ProgressLine;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows the progress of a start. The page can be left and reopened: it always shows the current state, in every browser and for every
 * person with access.
 */
@Controller
class PendingController {

    private final ServerDirectory servers;
    private final UserDirectory users;
    private final RoutesInForce routes;
    private final Links links;

    PendingController(ServerDirectory servers, UserDirectory users, RoutesInForce routes, Links links) {
        this.servers = servers;
        this.users = users;
        this.routes = routes;
        this.links = links;
    }

    @GetMapping({"/hub/spawn-pending/{name}", "/hub/spawn-pending/{name}/{server}"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    String pending(@PathVariable String name, @PathVariable(required = false) @Nullable String server, Model model) {
        ServerView view = view(name, server);
        if (view.state() == ServerState.READY) {
            return "redirect:" + ready(view);
        }
        fill(view, model);
        return "home/pending";
    }

    /** The part of the page that is refreshed; when the server is ready, it redirects the browser to it. */
    @GetMapping({"/hub/spawn-progress/{name}", "/hub/spawn-progress/{name}/{server}"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    String progress(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            Model model,
            HttpServletResponse response) {
        ServerView view = view(name, server);
        fill(view, model);
        if (view.state() == ServerState.READY) {
            response.setHeader("HX-Redirect", ready(view));
        }
        return "home/pending :: progress";
    }

    /** The address of a ready server, once the proxies know its route: the browser would be faster than the feed. */
    private String ready(ServerView view) {
        var _ = routes.await();
        return ServerCard.of(view, links).url();
    }

    private void fill(ServerView view, Model model) {
        List<ProgressLine> lines = servers.progress(view.id(), view.generation(), 0);
        model.addAttribute("section", "home");
        model.addAttribute("server", ServerCard.of(view, links));
        model.addAttribute("failed", view.state() == ServerState.STOPPED);
        model.addAttribute("phases", StartPhases.of(view, lines));
        model.addAttribute("percent", percent(view, lines));
    }

    private static int percent(ServerView view, List<ProgressLine> lines) {
        boolean starting = view.state() == ServerState.PENDING_START && !lines.isEmpty();
        return starting ? lines.getLast().percent() : 100;
    }

    private ServerView view(String name, @Nullable String server) {
        User user = users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return servers.find(user.id(), server == null ? "" : server)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
