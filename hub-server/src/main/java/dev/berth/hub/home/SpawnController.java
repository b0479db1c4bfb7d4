package dev.berth.hub.home;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Choosing a profile and its options, and starting a server. Paths are JupyterHub's, because JupyterLab's menus link to them. */
@Controller
class SpawnController {

    private final ServerStarts starts;
    private final ServerDirectory servers;
    private final UserDirectory users;
    private final RoutesInForce routes;
    private final StartProblems problems;
    private final Links links;

    SpawnController(
            ServerStarts starts,
            ServerDirectory servers,
            UserDirectory users,
            RoutesInForce routes,
            StartProblems problems,
            Links links) {
        this.starts = starts;
        this.servers = servers;
        this.users = users;
        this.routes = routes;
        this.problems = problems;
        this.links = links;
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
            var _ = routes.await();
            return "redirect:" + ServerCard.of(view.get(), links).url();
        }
        if (view.isPresent() && view.get().state() == ServerState.PENDING_START) {
            return "redirect:" + links.url("/hub/spawn-pending" + ServerCard.tail(name, serverName));
        }
        SpawnForm form = view.map(SpawnForm::asLastTime).orElse(SpawnForm.EMPTY);
        return page(user, serverName, form, Optional.empty(), model);
    }

    @PostMapping({"/hub/spawn/{name}", "/hub/spawn/{name}/{server}"})
    @RequiresScope(value = "start:servers", defaultServer = true)
    String start(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam Map<String, String> fields,
            Model model,
            Locale locale,
            HttpServletResponse response) {
        User user = user(name);
        String serverName = server == null ? "" : server;
        SpawnForm form = SpawnForm.of(fields);
        String by = CallerAuthentication.current().orElseThrow().name();
        Optional<StartResult> result = starts.start(user, serverName, form.profile(), form.options(), by);
        Optional<String> problem = problems.of(result, form.profile(), locale);
        if (problem.isPresent()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("problem", problem.get());
            return page(user, serverName, form, result, model);
        }
        return "redirect:" + links.url("/hub/spawn-pending" + ServerCard.tail(name, serverName));
    }

    private String page(User user, String serverName, SpawnForm form, Optional<StartResult> result, Model model) {
        Map<String, String> wrong =
                result.orElse(null) instanceof StartResult.BadOptions bad ? bad.problems() : Map.of();
        model.addAttribute("section", "home");
        model.addAttribute("profiles", ProfileCard.of(starts.offeredTo(user), form, wrong));
        model.addAttribute("server", serverName);
        model.addAttribute("tail", ServerCard.tail(user.name().value(), serverName));
        return "home/spawn";
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
