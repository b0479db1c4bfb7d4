package dev.berth.hub.page;

import dev.berth.hub.access.Caller;
import dev.berth.hub.access.CallerAuthentication;
import dev.berth.hub.web.ApiPaths;
import dev.berth.hub.web.AskedPath;
import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import dev.berth.spi.route.PageLanguages;
import dev.berth.spi.spawn.Spawner;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.RequestContextUtils;

/** The data for the frame of every page: the signed-in user, the CSRF token for forms, and warnings for everybody. */
@ControllerAdvice(annotations = Controller.class)
class PageModel {

    /** Pages whose forms go to their own address. */
    private static final Pattern FORMS =
            Pattern.compile("/hub/(login|login/code|password|invite|spawn/.+|admin/enter/.+)");

    private final Spawner spawner;
    private final Preferences preferences;
    private final Links links;

    PageModel(Spawner spawner, Preferences preferences, Links links) {
        this.spawner = spawner;
        this.preferences = preferences;
        this.links = links;
    }

    @ModelAttribute
    void frame(Model model, HttpServletRequest request) {
        if (ApiPaths.contain(request)) {
            return;
        }
        model.addAttribute("me", CallerAuthentication.current().map(Me::of).orElse(null));
        model.addAttribute("xsrf", xsrf(request));
        ReaderTexts texts = new ReaderTexts(RequestContextUtils.getLocale(request));
        model.addAttribute("texts", texts);
        model.addAttribute(
                "warnings", spawner.warnings().stream().map(texts::of).toList());
        model.addAttribute("look", look(request));
    }

    /** Reading the token creates one and sets a cookie. */
    private static @Nullable String xsrf(HttpServletRequest request) {
        return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token.getToken() : null;
    }

    private Appearance look(HttpServletRequest request) {
        return new Appearance(here(request), preferences.theme(request).text(), choices());
    }

    /** Where the page is found again. A form that came back is opened again, for the same next page. */
    private String here(HttpServletRequest request) {
        if (AskedPath.method(request).equals("GET")) {
            return links.url(AskedPath.withQuery(request));
        }
        String path = AskedPath.of(request);
        String next = request.getParameter("next");
        return FORMS.matcher(path).matches()
                ? links.url(path) + NextPath.parameter(next == null ? "" : next)
                : links.url("/hub/home");
    }

    private static List<Choice> choices() {
        return PageLanguages.ALL.stream()
                .map(language -> new Choice(language.toLanguageTag(), ownName(language)))
                .toList();
    }

    /** The language's own name, because people looking for their language cannot read the others. */
    private static String ownName(Locale language) {
        return language.equals(PageLanguages.CHINESE) ? "简体中文" : language.getDisplayLanguage(language);
    }

    /** The person who views the page. */
    record Me(String name, boolean admin, boolean console) {
        static Me of(Caller caller) {
            return new Me(caller.name(), caller.admin(), caller.scopes().holdAnyFormOf("admin-ui"));
        }
    }

    /**
     * How the page is displayed.
     *
     * @param here its address, for returning to it
     */
    record Appearance(String here, String theme, List<Choice> languages) {}

    /** An available language. */
    record Choice(String tag, String name) {}
}
