package dev.berth.hub.web;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page {@code links}: a template may not reach for beans where it writes an address. */
@ControllerAdvice
final class LinksAdvice {

    private final Links links;

    LinksAdvice(Links links) {
        this.links = links;
    }

    @ModelAttribute("links")
    Links links() {
        return links;
    }
}
