package dev.berth.hub.home;

import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.RequiresScope;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.user.User;
import dev.berth.hub.user.UserDirectory;
import dev.berth.hub.web.FreshSignIn;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Navigation;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Map;
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

    private final SpawnPages pages;
    private final UserDirectory users;
    private final WantedPage wanted;
    private final FreshSignIn freshSignIn;
    private final Links links;

    SpawnController(SpawnPages pages, UserDirectory users, WantedPage wanted, FreshSignIn freshSignIn, Links links) {
        this.pages = pages;
        this.users = users;
        this.wanted = wanted;
        this.freshSignIn = freshSignIn;
        this.links = links;
    }

    @GetMapping("/hub/spawn")
    @SignedIn
    @Nullable String mine(
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        String me = CallerAuthentication.current().orElseThrow().name();
        String page = links.url("/hub/spawn" + ServerCard.tail(me, server));
        return Redirect.to(response, page + NextPath.parameter(wanted.of(next, request)));
    }

    /**
     * Shows what can be chosen. Where there is nothing to choose it starts the server at once, as JupyterHub does: one's own, and only if
     * the request comes from a page of this site or ends a sign-in. A link on any other site leads to the page with the button.
     *
     * @param choose present where the choice is wanted all the same
     */
    @GetMapping({"/hub/spawn/{name}", "/hub/spawn/{name}/{server}"})
    @RequiresScope(value = "start:servers", defaultServer = true)
    @Nullable String choose(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(required = false) @Nullable String choose,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        StartWish wish = wish(name, server, next, request);
        boolean fresh = freshSignIn.take(request, response);
        boolean asked = Navigation.isFromSameOrigin(request) || (fresh && Navigation.isTopLevel(request));
        boolean own = wish.owner().id()
                == CallerAuthentication.current().orElseThrow().userId();
        return pages.lead(wish, choose == null && asked && own, locale, model, response);
    }

    @PostMapping({"/hub/spawn/{name}", "/hub/spawn/{name}/{server}"})
    @RequiresScope(value = "start:servers", defaultServer = true)
    @Nullable String start(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String server,
            @RequestParam Map<String, String> fields,
            Model model,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response) {
        StartWish wish = wish(name, server, fields.getOrDefault("next", ""), request);
        return pages.start(wish, SpawnForm.of(fields), locale, model, response);
    }

    private StartWish wish(String name, @Nullable String server, String next, HttpServletRequest request) {
        User owner = users.byName(name).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new StartWish(owner, server == null ? "" : server, wanted.of(next, request));
    }
}
