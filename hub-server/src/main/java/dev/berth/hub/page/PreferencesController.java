package dev.berth.hub.page;

import dev.berth.hub.access.Public;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The language and theme switches at the end of every page; everybody can use them. */
@Controller
class PreferencesController {

    static final String PATH = "/hub/preferences";

    private final Preferences preferences;
    private final NextPath next;

    PreferencesController(Preferences preferences, NextPath next) {
        this.preferences = preferences;
        this.next = next;
    }

    /** Stores known values and redirects back; unknown values are ignored. */
    @PostMapping(PATH)
    @Public
    String choose(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "") String theme,
            @RequestParam(defaultValue = "") String back,
            HttpServletResponse response) {
        Languages.of(language).ifPresent(chosen -> preferences.keep(response, chosen));
        Theme.of(theme).ifPresent(chosen -> preferences.keep(response, chosen));
        return "redirect:" + next.of(back);
    }
}
