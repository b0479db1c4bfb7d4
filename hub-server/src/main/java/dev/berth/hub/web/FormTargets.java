package dev.berth.hub.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the form of a page may lead besides the hub: browsers apply the policy of its page to each redirect that follows (CSP 3, form-action). */
public final class FormTargets {

    private static final String ATTRIBUTE = FormTargets.class.getName();

    private FormTargets() {}

    /** Allows the forms of this response's page to lead to the site of an address; a path is a part of the hub and needs nothing. */
    public static void allow(HttpServletRequest request, String address) {
        URI uri = URI.create(address);
        if (uri.getHost() != null) {
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            request.setAttribute(ATTRIBUTE, uri.getScheme() + "://" + uri.getHost() + port);
        }
    }

    /** The site, or null. */
    public static @Nullable String of(HttpServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }
}
