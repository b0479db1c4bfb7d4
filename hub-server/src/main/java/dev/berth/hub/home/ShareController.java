package dev.berth.hub.home;

import dev.berth.hub.access.Access;
import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.share.NewShareCode;
import dev.berth.hub.share.Recipient;
import dev.berth.hub.share.Share;
import dev.berth.hub.share.ShareCodes;
import dev.berth.hub.share.ShareGrants;
import dev.berth.hub.share.ShareOutcome;
import dev.berth.hub.share.SharedServer;
import dev.berth.hub.share.Shares;
import dev.berth.hub.user.UserName;
import dev.berth.hub.user.VisibleUsers;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page on which people share one of their servers: by a link, or with somebody whose name they know. */
@Controller
class ShareController {

    private static final List<Integer> HOURS = List.of(1, 24, 7 * 24, 30 * 24);

    private final Shares shares;
    private final ShareGrants grants;
    private final ShareCodes codes;
    private final Sharing sharing;
    private final ShareProblems problems;
    private final Access access;
    private final Links links;

    ShareController(
            Shares shares,
            ShareGrants grants,
            ShareCodes codes,
            Sharing sharing,
            ShareProblems problems,
            Access access,
            Links links) {
        this.shares = shares;
        this.grants = grants;
        this.codes = codes;
        this.sharing = sharing;
        this.problems = problems;
        this.access = access;
        this.links = links;
    }

    @GetMapping({"/hub/home/share/{name}", "/hub/home/share/{name}/{server}"})
    @RequiresScope(value = "shares", defaultServer = true)
    String show(@PathVariable String name, @PathVariable(required = false) @Nullable String server, Model model) {
        return page(own(name, server), model);
    }

    /** The link is on the page that answers the form, and nowhere else: only its hash is stored. */
    @PostMapping({"/hub/home/share-link/{name}", "/hub/home/share-link/{name}/{server}"})
    @RequiresScope(value = "shares", defaultServer = true)
    String link(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam int hours,
            @RequestParam(defaultValue = "false") boolean start,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        if (!HOURS.contains(hours)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        SharedServer mine = own(name, server);
        switch (codes.create(me(), mine, scopes(start), Duration.ofHours(hours), request.getRemoteAddr())) {
            case ShareOutcome.Done<NewShareCode>(NewShareCode created) ->
                model.addAttribute(
                        "newLink", links.originOf(request) + links.url("/hub/accept-share?code=" + created.value()));
            case ShareOutcome.Refused<NewShareCode>(var why) -> model.addAttribute("problem", problems.of(why, locale));
        }
        return page(mine, model);
    }

    @PostMapping({"/hub/home/share/{name}", "/hub/home/share/{name}/{server}"})
    @RequiresScope(value = "shares", defaultServer = true)
    String share(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam Recipient.Kind kind,
            @RequestParam String recipient,
            @RequestParam(defaultValue = "false") boolean start,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        SharedServer mine = own(name, server);
        String known = kind == Recipient.Kind.GROUP
                ? recipient.strip()
                : UserName.of(recipient).map(UserName::value).orElse(recipient);
        return switch (grants.grant(me(), mine, new Recipient(kind, known), scopes(start), request.getRemoteAddr())) {
            case ShareOutcome.Done<Share> _ ->
                "redirect:" + links.url("/hub/home/share" + ServerCard.tail(mine.owner(), mine.name()));
            case ShareOutcome.Refused<Share>(var why) -> {
                model.addAttribute("problem", problems.of(why, locale));
                yield page(mine, model);
            }
        };
    }

    private static List<String> scopes(boolean start) {
        return start ? List.of("access:servers", "start:servers") : List.of("access:servers");
    }

    private String page(SharedServer server, Model model) {
        Caller me = me();
        sharing.fill(me, server, model);
        model.addAttribute("section", "home");
        model.addAttribute("serverName", server.name());
        model.addAttribute("tail", ServerCard.tail(server.owner(), server.name()));
        model.addAttribute("kinds", kinds(me));
        return "home/share";
    }

    /** Whom a person can name. Everybody can read their own name, with which there is nothing to share. */
    private List<Recipient.Kind> kinds(Caller me) {
        List<Recipient.Kind> kinds = new ArrayList<>();
        boolean users = switch (access.visibleUsers(me, "read:users:name")) {
            case VisibleUsers.Everybody() -> true;
            case VisibleUsers.Only(Set<String> names, Set<String> groups) ->
                !groups.isEmpty() || names.stream().anyMatch(name -> !name.equals(me.name()));
        };
        if (users) {
            kinds.add(Recipient.Kind.USER);
        }
        Set<String> groups = access.visibleGroups(me, "read:groups:name");
        if (groups == null || !groups.isEmpty()) {
            kinds.add(Recipient.Kind.GROUP);
        }
        return kinds;
    }

    /** Other people's servers are for the REST API: this page shows what its reader shares. */
    private SharedServer own(String name, @Nullable String server) {
        return shares.server(name, server == null ? "" : server)
                .filter(found -> found.ownerId() == me().userId())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Caller me() {
        return CallerAuthentication.current().orElseThrow();
    }
}
