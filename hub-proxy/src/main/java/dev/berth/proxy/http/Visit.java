package dev.berth.proxy.http;

import dev.berth.proxy.meter.Timing;
import dev.berth.spi.route.RequestPath;
import dev.berth.spi.route.Route;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed {@link Hygiene}, read once.
 *
 * @param target the path that was asked for, base URL included
 * @param below what decides of it, below the base URL
 * @param query the query as it came, with its question mark, or nothing
 * @param token the credential in the Authorization header
 * @param session the credential in the session cookie
 * @param upgrade whether it asks for a WebSocket
 * @param timing measures how long its answer takes
 */
record Visit(
        HttpServerRequest request,
        SiteSettings settings,
        RequestPath target,
        String below,
        String query,
        Visitor visitor,
        Cookies cookies,
        @Nullable Credential token,
        @Nullable Credential session,
        boolean upgrade,
        Timing timing) {

    MultiMap headers() {
        return request.headers();
    }

    /** The part of the path that decides, including the base URL. */
    String path() {
        return target.decisive();
    }

    /**
     * The request target for the server behind this route: its prefix in canonical form, and the rest byte for byte. A token that decides is
     * for the proxy alone.
     */
    String uri(Route route) {
        String asked = route.mode() == Route.Mode.EDGE && queried() != null ? QueryToken.removedFrom(query) : query;
        return target.behind(settings.base() + route.path().substring(1)) + asked;
    }

    /** The request target: the base URL in canonical form, and the rest byte for byte. */
    String uri() {
        return target.behind(settings.base()) + query;
    }

    /** The path below the base URL, byte for byte. */
    String rawBelow() {
        return target.behind(settings.base()).substring(settings.base().length() - 1);
    }

    /** The path below the server behind this route, byte for byte. */
    String below(Route route) {
        String prefix = settings.base() + route.path().substring(1);
        String path = target.behind(prefix);
        return "/" + path.substring(Math.min(prefix.length(), path.length()));
    }

    /** The credential that decides on an edge route: a token is sent on purpose, so it precedes the cookie that a browser always sends. */
    @Nullable Credential deciding() {
        if (token != null) {
            return token;
        }
        return session != null ? session : queried();
    }

    /**
     * The token in the query of a WebSocket's request without another credential: programs such as those that use {@code @jupyterlab/services}
     * cannot send it in a header. As in JupyterHub, other requests cannot have it there. Beside a session, the parameter belongs to the
     * application behind the proxy.
     */
    private @Nullable Credential queried() {
        return upgrade && token == null && session == null ? QueryToken.of(query) : null;
    }

    /**
     * The same visit without its Authorization header, if that contains the server's own token. A plain Jupyter server writes its token into
     * its pages, and their scripts send it back: it identifies the page, not the person.
     */
    Visit withoutTokenOf(Route route) {
        boolean own = token != null && route.token() != null && token.hash().equals(Credential.sha256(route.token()));
        return own
                ? new Visit(request, settings, target, below, query, visitor, cookies, null, session, upgrade, timing)
                : this;
    }

    /**
     * All credentials in a request to a server or service that authorizes its visitors itself, beginning with the one that browsers always
     * send. A service can be open to everybody, so a browser's session, which it does not get, does not decide there.
     */
    List<Credential> credentials(Route route) {
        List<Credential> all = new ArrayList<>();
        for (Credential each : new Credential[] {route.isServer() ? session : null, token, QueryToken.of(query)}) {
            if (each != null) {
                all.add(each);
            }
        }
        all.addAll(SingleUserTokens.of(route).inCookies(cookies));
        return all;
    }

    /** The same visit with other cookies. */
    Visit with(Cookies others) {
        return new Visit(request, settings, target, below, query, visitor, others, token, session, upgrade, timing);
    }

    /** Whether a browser will show the response to a person. */
    boolean navigation() {
        if (upgrade
                || !(request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))) {
            return false;
        }
        String mode = headers().get("Sec-Fetch-Mode");
        return mode != null ? mode.equals("navigate") : wantsHtml();
    }

    boolean wantsHtml() {
        String accept = headers().get("Accept");
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** Without headers and credentials. */
    @Override
    public String toString() {
        return request.method() + " " + path();
    }
}
