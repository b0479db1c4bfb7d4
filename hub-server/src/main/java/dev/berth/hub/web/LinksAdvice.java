package dev.berth.hub.web;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Adds {@code links} to the model of every page: templates cannot access beans where they write a URL. */
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
