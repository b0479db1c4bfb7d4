package dev.berth.hub.home;

import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.server.ProgressLine;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Redirect;
import dev.berth.spi.spawn.ReasonCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Shows the progress of a start. The page can be left and reopened: it always shows the current state, in every browser and for every
 * person with access.
 */
@Controller
class PendingController {

    private final ServerDirectory servers;
    private final UserDirectory users;
    private final SpawnPages pages;
    private final WantedPage wanted;
    private final Links links;

    PendingController(ServerDirectory servers, UserDirectory users, SpawnPages pages, WantedPage wanted, Links links) {
        this.servers = servers;
        this.users = users;
        this.pages = pages;
        this.wanted = wanted;
        this.links = links;
    }

    @GetMapping({"/hub/spawn-pending/{name}", "/hub/spawn-pending/{name}/{server}"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    @Nullable String pending(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String next,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        ServerView view = view(name, server);
        if (view.state() == ServerState.READY) {
            return Redirect.to(response, pages.address(view, wanted.of(next, request)));
        }
        var _ = wanted.fill(model, next, request);
        fill(view, model);
        return "home/pending";
    }

    /** The part of the page that is refreshed; when the server is ready, it redirects the browser to it. */
    @GetMapping({"/hub/spawn-progress/{name}", "/hub/spawn-progress/{name}/{server}"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    String progress(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String next,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        ServerView view = view(name, server);
        String page = wanted.fill(model, next, request);
        fill(view, model);
        if (view.state() == ServerState.READY) {
            response.setHeader("HX-Redirect", pages.address(view, page));
        }
        return "home/pending :: progress";
    }

    private void fill(ServerView view, Model model) {
        List<ProgressLine> lines = servers.progress(view.id(), view.generation(), 0);
        model.addAttribute("section", "home");
        model.addAttribute("server", ServerCard.of(view, links));
        model.addAttribute("failed", view.state() == ServerState.STOPPED);
        model.addAttribute("timedOut", timedOut(view));
        model.addAttribute("phases", StartPhases.of(view, lines));
        model.addAttribute("percent", percent(view, lines));
    }

    /** The reason is known before the server is gone. */
    private static boolean timedOut(ServerView view) {
        return view.state() == ServerState.PENDING_STOP
                && ReasonCode.START_TIMEOUT.name().equals(view.stopCode());
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
