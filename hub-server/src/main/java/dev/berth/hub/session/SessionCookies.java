package dev.berth.hub.session;

import dev.berth.hub.access.CredentialHash;
import dev.berth.hub.web.FreshSignIn;
import dev.berth.hub.web.Links;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The hub's cookies, with JupyterHub's names; with a prefix such as {@code __Host-} and Secure on https. */
@Component
public class SessionCookies {

    public static final String XSRF = "_xsrf";
    private static final String SESSION = "jupyterhub-hub-login";
    private static final String PUBLIC_ID = "jupyterhub-session-id";
    private static final String VISITOR = "berth-visitor";

    /** Sign-ins in progress at providers: a browser may have several, such as one in each open tab. */
    private static final List<String> FLOWS = List.of("berth-flow-1", "berth-flow-2", "berth-flow-3", "berth-flow-4");

    private final Links links;
    private final FreshSignIn freshSignIn;
    private final Duration lifetime;

    SessionCookies(Links links, FreshSignIn freshSignIn, SessionLifetimes lifetimes) {
        this.links = links;
        this.freshSignIn = freshSignIn;
        this.lifetime = lifetimes.total();
    }

    /** The name of the session cookie. */
    public String sessionName() {
        return prefix() + SESSION;
    }

    /**
     * Names that are reserved for the hub: such cookies are never sent to a user's server, which cannot set them either. {@code _xsrf} is
     * not among them: the hub's has a separate path, and every Jupyter server has a cookie with that name.
     */
    public List<String> hubNames() {
        return Stream.concat(
                        Stream.of(sessionName(), prefix() + VISITOR, freshSignIn.cookieName()),
                        FLOWS.stream().map(name -> prefix() + name))
                .toList();
    }

    /** The cookie names for sign-ins in progress. */
    public List<String> flows() {
        return FLOWS;
    }

    /** The data that the browser keeps of a sign-in in progress. */
    public Optional<String> flow(HttpServletRequest request, String flow) {
        return Optional.ofNullable(only(request, prefix() + flow));
    }

    /** Makes the browser keep the data of a sign-in in progress; a lifetime of zero removes it. */
    public void keepFlow(HttpServletResponse response, String flow, String value, Duration time) {
        add(
                response,
                cookie(prefix() + flow, value, links.cookiePath()).maxAge(time).httpOnly(true));
    }

    /** Hash of the session's value in the request, if there is exactly one that could be valid. */
    public Optional<String> session(HttpServletRequest request) {
        return CredentialHash.of(only(request, sessionName()));
    }

    public Optional<String> visitor(HttpServletRequest request) {
        return CredentialHash.of(only(request, prefix() + VISITOR));
    }

    void signedIn(HttpServletResponse response, IssuedSession session, String xsrf) {
        add(
                response,
                cookie(sessionName(), session.value(), links.cookiePath())
                        .maxAge(lifetime)
                        .httpOnly(true));
        add(response, cookie(PUBLIC_ID, session.publicId(), links.baseUrl()).httpOnly(true));
        add(
                response,
                cookie(prefix() + VISITOR, "", links.cookiePath()).maxAge(0).httpOnly(true));
        xsrf(response, xsrf);
    }

    void signedOut(HttpServletResponse response) {
        add(response, cookie(sessionName(), "", links.cookiePath()).maxAge(0).httpOnly(true));
        add(response, cookie(PUBLIC_ID, "", links.baseUrl()).maxAge(0).httpOnly(true));
        add(response, cookie(XSRF, "", links.url("/hub/")).maxAge(0));
    }

    public void visit(HttpServletResponse response, String visitor) {
        add(response, cookie(prefix() + VISITOR, visitor, links.cookiePath()).httpOnly(true));
    }

    /** Readable by scripts of the hub's own pages, which must send it back in a header. */
    void xsrf(HttpServletResponse response, String token) {
        add(response, cookie(XSRF, token, links.url("/hub/")));
    }

    private String prefix() {
        return links.cookieName("");
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String name, String value, String path) {
        return ResponseCookie.from(name, value)
                .path(path)
                .secure(links.secure())
                .sameSite("Lax");
    }

    private static void add(HttpServletResponse response, ResponseCookie.ResponseCookieBuilder cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.build().toString());
    }

    /** If there are two cookies with the same name, one was injected, and it is not known which. */
    private static @Nullable String only(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        String found = null;
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name)) {
                if (found != null) {
                    return null;
                }
                found = cookie.getValue();
            }
        }
        return found;
    }
}
