package dev.berth.hub.page;

import dev.berth.hub.access.Public;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The switches of language and theme, which every page has at its end; everybody may use them. */
@Controller
class PreferencesController {

    static final String PATH = "/hub/preferences";

    private final Preferences preferences;
    private final NextPath next;

    PreferencesController(Preferences preferences, NextPath next) {
        this.preferences = preferences;
        this.next = next;
    }

    /** Keeps what is known of the two and goes back; what is not known changes nothing. */
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
