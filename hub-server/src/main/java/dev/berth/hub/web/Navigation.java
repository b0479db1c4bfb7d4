package dev.berth.hub.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * What a browser reports about why it asks for a page (W3C Fetch Metadata Request Headers). Scripts cannot set these headers. Browsers send
 * them to https addresses and to this machine only, so without them a page does nothing by itself.
 */
public final class Navigation {

    private Navigation() {}

    /** Whether a browser shows the answer to a person, rather than that a script or a program reads it. */
    public static boolean isForPerson(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        return mode == null ? wantsHtml(request) : mode.equals("navigate");
    }

    /** Whether that answer is also a page that can be opened again, rather than the result of a form. */
    public static boolean isPage(HttpServletRequest request) {
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads && isForPerson(request);
    }

    /** Whether somebody opens a page in a tab, wherever the link was: not in a frame, and not ahead of time. */
    public static boolean isTopLevel(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        boolean shown = destination == null || destination.equals("document");
        return request.getMethod().equals("GET") && isPage(request) && shown && !isPrefetch(request);
    }

    /** Whether it also comes from a page of this very origin, through redirects of this origin only. */
    public static boolean isFromSameOrigin(HttpServletRequest request) {
        return isTopLevel(request) && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    }

    /** Whether it comes from a page of the hub's origin or, where users have hosts, from a page on one of these. */
    public static boolean isFromInstallation(HttpServletRequest request, Links links) {
        return isFromSameOrigin(request)
                || (isTopLevel(request)
                        && "same-site".equals(request.getHeader("Sec-Fetch-Site"))
                        && links.isUserOrigin(request.getHeader("Referer")));
    }

    private static boolean isPrefetch(HttpServletRequest request) {
        String purpose = request.getHeader("Sec-Purpose");
        return purpose != null && purpose.contains("prefetch");
    }

    private static boolean wantsHtml(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }
}
