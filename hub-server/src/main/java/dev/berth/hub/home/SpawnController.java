package dev.berth.hub.home;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.profile.Profile;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ProgressLine;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Choosing a profile, starting, and watching how it goes. Paths are JupyterHub's: JupyterLab's own menus lead here. */
@Controller
class SpawnController {

    private final ServerStarts starts;
    private final ServerDirectory servers;
    private final UserDirectory users;
    private final RoutesInForce routes;
    private final Links links;
    private final MessageSource messages;

    SpawnController(
            ServerStarts starts,
            ServerDirectory servers,
            UserDirectory users,
            RoutesInForce routes,
            Links links,
            MessageSource messages) {
        this.starts = starts;
        this.servers = servers;
        this.users = users;
        this.routes = routes;
        this.links = links;
        this.messages = messages;
    }

    @GetMapping("/hub/spawn")
    @SignedIn
    String mine(@RequestParam(defaultValue = "") String server) {
        String me = CallerAuthentication.current().orElseThrow().name();
        return "redirect:" + links.url("/hub/spawn" + ServerCard.tail(me, server));
    }

    @GetMapping({"/hub/spawn/{name}", "/hub/spawn/{name}/{server}"})
    @RequiresScope(value = "start:servers", defaultServer = true)
    String choose(@PathVariable String name, @PathVariable(required = false) @Nullable String server, Model model) {
        User user = user(name);
        String serverName = server == null ? "" : server;
        Optional<ServerView> view = servers.find(user.id(), serverName);
        if (view.isPresent() && view.get().state() == ServerState.READY) {
            return "redirect:" + ready(view.get());
        }
        if (view.isPresent() && view.get().state() == ServerState.PENDING_START) {
            return "redirect:" + links.url("/hub/spawn-pending" + ServerCard.tail(name, serverName));
        }
        return form(user, serverName, null, model);
    }

    @PostMapping({"/hub/spawn/{name}", "/hub/spawn/{name}/{server}"})
    @RequiresScope(value = "start:servers", defaultServer = true)
    String start(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String profile,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        User user = user(name);
        String serverName = server == null ? "" : server;
        String by = CallerAuthentication.current().orElseThrow().name();
        Optional<StartResult> result = starts.start(user, serverName, profile, by);
        Optional<String> problem = problem(result, profile, locale);
        if (problem.isPresent()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return form(user, serverName, problem.get(), model);
        }
        return "redirect:" + links.url("/hub/spawn-pending" + ServerCard.tail(name, serverName));
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

    /** The moving part of the page; when the server is ready, it sends the browser there. */
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

    /** Where a ready server is, once the proxies know it: the browser goes there faster than news travels. */
    private String ready(ServerView view) {
        var _ = routes.await();
        return ServerCard.of(view, links).url();
    }

    private void fill(ServerView view, Model model) {
        List<ProgressLine> lines = servers.progress(view.id(), view.generation(), 0);
        model.addAttribute("server", ServerCard.of(view, links));
        model.addAttribute("lines", lines);
        model.addAttribute(
                "percent",
                view.state() == ServerState.PENDING_START && !lines.isEmpty()
                        ? lines.getLast().percent()
                        : 100);
    }

    private String form(User user, String serverName, @Nullable String problem, Model model) {
        List<Profile> offered = starts.offeredTo(user);
        model.addAttribute("profiles", offered);
        model.addAttribute("server", serverName);
        model.addAttribute("tail", ServerCard.tail(user.name().value(), serverName));
        model.addAttribute("problem", problem);
        return "home/spawn";
    }

    private Optional<String> problem(Optional<StartResult> result, String profile, Locale locale) {
        if (result.isEmpty()) {
            String shown = profile.length() > 60 ? profile.substring(0, 60) : profile;
            return Optional.of(messages.getMessage("spawn.unknownProfile", new Object[] {shown}, locale));
        }
        return switch (result.get()) {
            case StartResult.Wanted _, StartResult.AlreadyPending _, StartResult.AlreadyRunning _ -> Optional.empty();
            case StartResult.StillStopping _ -> Optional.of(messages.getMessage("spawn.stillStopping", null, locale));
            case StartResult.Busy busy ->
                Optional.of(messages.getMessage("spawn.busy", new Object[] {busy.what(), busy.limit()}, locale));
            case StartResult.TooManyNamed many ->
                Optional.of(messages.getMessage("home.limit", new Object[] {many.limit()}, locale));
            case StartResult.AccountClosed _ -> Optional.of(messages.getMessage("spawn.accountClosed", null, locale));
            case StartResult.BadName bad -> Optional.of(bad.why());
        };
    }

    private ServerView view(String name, @Nullable String server) {
        return servers.find(user(name).id(), server == null ? "" : server)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
