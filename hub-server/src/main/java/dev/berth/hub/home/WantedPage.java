package dev.berth.hub.home;

import dev.berth.hub.web.Links;
import dev.berth.hub.web.NextPath;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The page that somebody wants of a server that may have to start first. Every page on the way there takes it along as {@code next}. */
@Component
class WantedPage {

    private final NextPath next;
    private final Links links;

    WantedPage(NextPath next, Links links) {
        this.next = next;
        this.links = links;
    }

    /** The page, if it is one of this site; else nothing. Pages of the way itself would lead in a circle. */
    String of(String wish, HttpServletRequest request) {
        String wanted = next.of(wish, request, "");
        return wanted.startsWith(links.url("/hub/spawn")) ? "" : wanted;
    }

    /** As {@link #of}, and gives pages {@code next} for their forms and {@code onward} for their links. */
    String fill(Model model, String wish, HttpServletRequest request) {
        String wanted = of(wish, request);
        fill(model, wanted);
        return wanted;
    }

    static void fill(Model model, String wanted) {
        model.addAttribute("next", wanted);
        model.addAttribute("onward", NextPath.parameter(wanted));
    }
}
