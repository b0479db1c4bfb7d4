package dev.berth.proxy.http;

import dev.berth.spi.route.DecisionRequest.CredentialType;
import dev.berth.spi.route.Route;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a request to a user's server, and the messages that follow it, are a person's use of the server. An open tab on its own is none, and no use of a service counts. */
final class Use {

    /**
     * Requests that an open JupyterLab sends on its own (observed with 4.6): it saves its layout every ten seconds, and jupyterlab-git queries the
     * state of a repository every three, by POST.
     */
    private static final Pattern BY_ITSELF =
            Pattern.compile("/lab/api/workspaces/.*|(.*/)?git/(.*/)?(status|branch|remote/fetch)");

    private static final Set<HttpMethod> UNSAFE =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** Enough to recognise an extension. What follows can be the name of a file, which administrators need not see. */
    private static final Pattern ENDPOINT = Pattern.compile("/(api/)?[^/]{0,60}");

    private final Visit visit;
    private final String below;
    private final boolean uncounted;
    private final PersonalMessages messages;

    private Use(Visit visit, Route route, String below) {
        this.visit = visit;
        this.below = below;
        this.uncounted = !route.isServer() || visit.settings().uncounted(below);
        this.messages = PersonalMessages.of(below);
    }

    static Use of(Visit visit, Route route) {
        return new Use(visit, route, visit.below(route));
    }

    /** Whether a person caused the request, rather than an open tab on its own or a program that only reads. */
    boolean request() {
        if (uncounted) {
            return false;
        }
        Credential deciding = visit.deciding();
        boolean program = deciding != null && deciding.kind() == CredentialType.TOKEN;
        return (UNSAFE.contains(visit.request().method())
                        && !BY_ITSELF.matcher(below).matches())
                || (!program && "navigate".equals(visit.headers().get("Sec-Fetch-Mode")));
    }

    /** Whether a data frame comes from a person; see {@link FrameReader.Listener}. */
    boolean message(boolean continued, byte[] start, long length) {
        return !uncounted && messages.counts(continued, start, length);
    }

    /** For people who ask what keeps a server alive, such as {@code POST /api/contents/…}. */
    String endpoint() {
        return endpoint(visit.upgrade() ? "WebSocket" : visit.request().method().name(), below);
    }

    static String endpoint(String what, String below) {
        Matcher beginning = ENDPOINT.matcher(below);
        String path = beginning.lookingAt() ? beginning.group() : "/";
        return what + " " + path + (path.length() < below.length() ? "/…" : "");
    }
}
