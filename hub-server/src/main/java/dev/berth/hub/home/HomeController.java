package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.entry.ServerEntries;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerRequests;
import dev.berth.hub.server.ServerStarts;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The home page: a person's servers with the available actions. */
@Controller
class HomeController {

    private static final int VISITS = 5;

    private final ServerDirectory servers;
    private final ServerRequests requests;
    private final ServerStarts starts;
    private final UserDirectory users;
    private final ServerEntries entries;
    private final OneClickStart oneClick;
    private final WantedPage wanted;
    private final OpenServices openServices;
    private final Sharing sharing;
    private final Links links;

    HomeController(
            ServerDirectory servers,
            ServerRequests requests,
            ServerStarts starts,
            UserDirectory users,
            ServerEntries entries,
            OneClickStart oneClick,
            WantedPage wanted,
            OpenServices openServices,
            Sharing sharing,
            Links links) {
        this.servers = servers;
        this.requests = requests;
        this.starts = starts;
        this.users = users;
        this.entries = entries;
        this.oneClick = oneClick;
        this.wanted = wanted;
        this.openServices = openServices;
        this.sharing = sharing;
        this.links = links;
    }

    @GetMapping("/hub/home")
    @SignedIn
    String home(Model model) {
        Caller me = CallerAuthentication.current().orElseThrow();
        List<ServerCard> cards = new ArrayList<>(servers.ofUser(me.userId()).stream()
                .map(server -> ServerCard.of(server, links))
                .toList());
        long named = cards.stream().filter(card -> !card.name().isEmpty()).count();
        if (cards.size() == named) {
            cards.addFirst(ServerCard.never(me.name(), ""));
        }
        model.addAttribute("section", "home");
        model.addAttribute("servers", cards);
        oneClick.fill(me.user(), model);
        model.addAttribute("services", openServices.of(me));
        sharing.fill(me, model);
        model.addAttribute(
                "shareable",
                cards.stream()
                        .filter(card -> sharing.canShare(me, card.name()))
                        .map(ServerCard::tail)
                        .toList());
        model.addAttribute("visits", entries.of(me.userId(), VISITS));
        model.addAttribute("namedLimit", requests.namedLimit());
        model.addAttribute("namedLeft", Math.max(0, requests.namedLimit() - named));
        return "home/home";
    }

    /** One server's part of the page, which is refreshed while the server starts or stops. */
    @GetMapping({"/hub/home/server/{name}", "/hub/home/server/{name}/{server}"})
    @RequiresScope(value = "read:servers", defaultServer = true)
    String server(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            Model model) {
        var _ = wanted.fill(model, next, request);
        User owner = user(name);
        ServerCard card = card(owner, server);
        model.addAttribute("server", card);
        Caller me = CallerAuthentication.current().orElseThrow();
        boolean shares = me.is(owner) && sharing.canShare(me, card.name());
        model.addAttribute("shareable", shares ? List.of(card.tail()) : List.of());
        oneClick.fill(owner, model);
        return "home/server :: card(server=${server})";
    }

    @PostMapping({"/hub/home/stop/{name}", "/hub/home/stop/{name}/{server}"})
    @RequiresScope(value = "delete:servers", defaultServer = true)
    String stop(@PathVariable String name, @PathVariable(required = false) @Nullable String server) {
        String by = CallerAuthentication.current().orElseThrow().name();
        requests.stop(user(name).id(), server == null ? "" : server, ServerRequests.requested(by), by);
        return "redirect:" + links.url("/hub/home");
    }

    /** Deletes a named server: its row is deleted, its files stay in the home directory. */
    @PostMapping("/hub/home/remove/{name}/{server}")
    @RequiresScope("delete:servers")
    String remove(@PathVariable String name, @PathVariable String server) {
        var _ = requests.remove(
                user(name).id(),
                server,
                CallerAuthentication.current().orElseThrow().name());
        return "redirect:" + links.url("/hub/home");
    }

    /** Restarts a server with the same profile; redirects to the progress page. */
    @PostMapping({"/hub/home/restart/{name}", "/hub/home/restart/{name}/{server}"})
    @RequiresScope(value = "servers", defaultServer = true)
    String restart(@PathVariable String name, @PathVariable(required = false) @Nullable String server) {
        String serverName = server == null ? "" : server;
        boolean restarts = starts.restart(
                user(name),
                serverName,
                CallerAuthentication.current().orElseThrow().name());
        String next = restarts ? "/hub/spawn-pending" : "/hub/spawn";
        return "redirect:" + links.url(next + ServerCard.tail(name, serverName));
    }

    private ServerCard card(User user, @Nullable String server) {
        String serverName = server == null ? "" : server;
        return servers.find(user.id(), serverName)
                .map(view -> ServerCard.of(view, links))
                .orElseGet(() -> ServerCard.never(user.name().value(), serverName));
    }

    private User user(String name) {
        return users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
