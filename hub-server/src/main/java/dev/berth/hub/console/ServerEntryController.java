package dev.berth.hub.console;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.entry.EntryDecision;
import dev.berth.hub.entry.EntryPolicy;
import dev.berth.hub.entry.ServerEntries;
import dev.berth.hub.home.ServerCard;
import dev.berth.hub.server.ServerDirectory;
import dev.berth.hub.server.ServerView;
import dev.berth.hub.user.User;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page on which an administrator gives a reason before accessing somebody's server. */
@Controller
class ServerEntryController {

    private final People people;
    private final ServerDirectory servers;
    private final EntryPolicy entryPolicy;
    private final ServerEntries entries;
    private final NextPath next;
    private final Links links;

    ServerEntryController(
            People people,
            ServerDirectory servers,
            EntryPolicy entryPolicy,
            ServerEntries entries,
            NextPath next,
            Links links) {
        this.people = people;
        this.servers = servers;
        this.entryPolicy = entryPolicy;
        this.entries = entries;
        this.next = next;
        this.links = links;
    }

    @GetMapping({"/hub/admin/enter/{name}", "/hub/admin/enter/{name}/{server}"})
    @RequiresScope(value = "access:servers", defaultServer = true)
    @Nullable String ask(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(name = "next", defaultValue = "") String wish,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        User owner = people.named(name);
        ServerView view = view(owner, server);
        model.addAttribute("next", next.of(wish, request, ""));
        return entryPolicy.of(People.me(), owner.name().value(), view.name()) == EntryDecision.ALLOWED
                ? toServer(view, wish, request, response)
                : page(view, "", false, model);
    }

    @PostMapping({"/hub/admin/enter/{name}", "/hub/admin/enter/{name}/{server}"})
    @RequiresScope(value = "access:servers", defaultServer = true)
    @Nullable String enter(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(name = "next", defaultValue = "") String wish,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        User owner = people.named(name);
        ServerView view = view(owner, server);
        Caller me = People.me();
        model.addAttribute("next", next.of(wish, request, ""));
        if (entryPolicy.of(me, owner.name().value(), view.name()) == EntryDecision.REASON_REQUIRED) {
            if (ServerEntries.problem(reason).isPresent()) {
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
                return page(view, reason, true, model);
            }
            var _ = entries.enter(me, owner, view.name(), reason, request.getRemoteAddr());
        }
        return toServer(view, wish, request, response);
    }

    private @Nullable String toServer(
            ServerView view, String wish, HttpServletRequest request, HttpServletResponse response) {
        return Redirect.to(
                response, next.of(wish, request, ServerCard.of(view, links).url()));
    }

    private static String page(ServerView view, String reason, boolean wrong, Model model) {
        model.addAttribute("owner", view.userName());
        model.addAttribute("serverName", view.name());
        model.addAttribute("tail", ServerCard.tail(view.userName(), view.name()));
        model.addAttribute("reason", reason.length() > ServerEntries.MAX_REASON ? "" : reason);
        model.addAttribute("maxReason", ServerEntries.MAX_REASON);
        model.addAttribute("wrong", wrong);
        return "console/enter";
    }

    private ServerView view(User owner, @Nullable String server) {
        return servers.find(owner.id(), server == null ? "" : server)
                .filter(found -> !found.path().isEmpty())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
