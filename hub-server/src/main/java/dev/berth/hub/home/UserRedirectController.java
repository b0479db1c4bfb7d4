package dev.berth.hub.home;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.access.Public;
import dev.berth.hub.access.SignedIn;
import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.Navigation;
import dev.berth.hub.web.Redirect;
import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Links that lead everybody to their own server, as JupyterHub's {@code UserRedirectHandler} does: course pages and nbgitpuller give out
 * one link for all. What follows the prefix is the server's, path and query, byte for byte.
 */
@Controller
class UserRedirectController {

    private static final String OURS = "/hub/user-redirect/";

    private final SpawnPages pages;
    private final WantedPage wanted;
    private final Links links;

    UserRedirectController(SpawnPages pages, WantedPage wanted, Links links) {
        this.pages = pages;
        this.wanted = wanted;
        this.links = links;
    }

    /** The short form, which lies beside the hub's own paths. */
    @GetMapping({"/user-redirect", "/user-redirect/**"})
    @Public
    @Nullable String shortForm(HttpServletRequest request, HttpServletResponse response) {
        return Redirect.to(response, links.url("/hub" + AskedPath.withQuery(request)));
    }

    /** Where JupyterHub stands in for servers that do not run. Here that is the server's own address. */
    @GetMapping({"/hub/user/{name}", "/hub/user/{name}/**"})
    @Public
    @Nullable String ofUser(HttpServletRequest request, HttpServletResponse response) {
        return Redirect.to(response, links.url(AskedPath.behind(request, "/hub")));
    }

    /**
     * To a page of one's own default server, which starts if it has to and there is nothing to choose. Unlike the start page this is meant
     * to be linked from other sites, so it asks only that a person opens it.
     */
    @GetMapping({"/hub/user-redirect", "/hub/user-redirect/**"})
    @SignedIn
    @Nullable String mine(Model model, Locale locale, HttpServletRequest request, HttpServletResponse response) {
        Caller me = CallerAuthentication.current().orElseThrow();
        String server = "/user/" + CanonicalPath.segment(me.name()) + "/";
        String next = wanted.of(links.url(server + AskedPath.behind(request, OURS)), request);
        return pages.lead(new StartWish(me.user(), "", next), Navigation.isTopLevel(request), locale, model, response);
    }
}
