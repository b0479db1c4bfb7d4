package dev.berth.hub.page;

import dev.berth.hub.access.Public;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.hub.web.Redirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The language and theme switches at the end of every page; everybody can use them. */
@Controller
class PreferencesController {

    static final String PATH = "/hub/preferences";

    private final Preferences preferences;
    private final NextPath next;
    private final Links links;

    PreferencesController(Preferences preferences, NextPath next, Links links) {
        this.preferences = preferences;
        this.next = next;
        this.links = links;
    }

    /** Stores known values and redirects back; unknown values are ignored. */
    @PostMapping(PATH)
    @Public
    @Nullable String choose(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "") String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        Languages.of(language).ifPresent(chosen -> preferences.keep(response, chosen));
        Theme.of(theme).ifPresent(chosen -> preferences.keep(response, chosen));
        return Redirect.to(response, next.of(back, request, links.url("/hub/home")));
    }
}
