package dev.berth.hub.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Redirects to exactly the address that is given: Spring's {@code redirect:} takes braces in a query for variables. */
public final class Redirect {

    private Redirect() {}

    /** See Other by its older number, which every client knows. Always null: the answer is complete and has no view. */
    public static @Nullable String to(HttpServletResponse response, String url) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", url);
        return null;
    }
}
