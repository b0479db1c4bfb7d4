package dev.berth.hub.home;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.routing.RoutesInForce;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.server.ServerState;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.server.StartResult;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The pages between a link and the server that it leads to: which one comes next depends on the server's state. */
@Component
class SpawnPages {

    private final ServerStarts starts;
    private final ServerDirectory servers;
    private final RoutesInForce routes;
    private final OneClickStart oneClick;
    private final StartProblems problems;
    private final Links links;

    SpawnPages(
            ServerStarts starts,
            ServerDirectory servers,
            RoutesInForce routes,
            OneClickStart oneClick,
            StartProblems problems,
            Links links) {
        this.starts = starts;
        this.servers = servers;
        this.routes = routes;
        this.oneClick = oneClick;
        this.problems = problems;
        this.links = links;
    }

    /**
     * To the server if it is ready, to its progress if it starts, else to the choice of a profile.
     *
     * @param mayStart whether this request may start it where there is nothing to choose
     */
    @Nullable String lead(StartWish wish, boolean mayStart, Locale locale, Model model, HttpServletResponse response) {
        Optional<ServerView> view = servers.find(wish.owner().id(), wish.server());
        ServerState state = view.map(ServerView::state).orElse(ServerState.STOPPED);
        if (view.isPresent() && state == ServerState.READY) {
            return Redirect.to(response, address(view.get(), wish.next()));
        }
        if (state == ServerState.PENDING_START) {
            return pending(wish, response);
        }
        boolean now = mayStart && state == ServerState.STOPPED;
        Optional<String> profile = now ? oneClick.profileFor(wish.owner()) : Optional.empty();
        if (profile.isPresent()) {
            return start(wish, new SpawnForm(profile.get(), Map.of()), locale, model, response);
        }
        SpawnForm form = view.map(SpawnForm::asLastTime).orElse(SpawnForm.EMPTY);
        return choice(wish, form, Optional.empty(), model);
    }

    /** Starts it, and shows how that goes; or what has to be chosen otherwise. */
    @Nullable String start(StartWish wish, SpawnForm form, Locale locale, Model model, HttpServletResponse response) {
        String by = CallerAuthentication.current().orElseThrow().name();
        Optional<StartResult> result = starts.start(wish.owner(), wish.server(), form.profile(), form.options(), by);
        Optional<String> problem = problems.of(result, form.profile(), locale);
        if (problem.isPresent()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            model.addAttribute("problem", problem.get());
            return choice(wish, form, result, model);
        }
        return pending(wish, response);
    }

    /** The wanted page of a ready server, once the proxies know its route: the browser goes there faster than news travels. */
    String address(ServerView ready, String next) {
        var _ = routes.await();
        return next.isEmpty() ? ServerCard.of(ready, links).url() : next;
    }

    private @Nullable String pending(StartWish wish, HttpServletResponse response) {
        String page = links.url("/hub/spawn-pending" + wish.tail());
        return Redirect.to(response, page + NextPath.parameter(wish.next()));
    }

    private String choice(StartWish wish, SpawnForm form, Optional<StartResult> result, Model model) {
        Map<String, String> wrong =
                result.orElse(null) instanceof StartResult.BadOptions bad ? bad.problems() : Map.of();
        model.addAttribute("section", "home");
        model.addAttribute("profiles", ProfileCard.of(starts.offeredTo(wish.owner()), form, wrong));
        model.addAttribute("server", wish.server());
        model.addAttribute("tail", wish.tail());
        WantedPage.fill(model, wish.next());
        return "home/spawn";
    }
}
