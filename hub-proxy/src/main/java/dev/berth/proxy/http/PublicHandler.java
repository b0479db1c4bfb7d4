package dev.berth.proxy.http;

import dev.berth.proxy.hub.ProxyState;
import dev.berth.proxy.meter.ProxyMeters.Target;
import dev.berth.proxy.meter.Timing;
import dev.berth.spi.route.ProxySettings;
import dev.berth.spi.route.RequestPath;
import dev.berth.spi.route.Route;
import dev.berth.spi.route.ServerPaths;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The entry point of every request: reads it into a {@link Visit} or rejects it, and routes it. */
final class PublicHandler {

    static final String HEALTH = "/_berth/health";

    private static final Refusal STARTING = Refusal.of(503, "hub.starting");
    private static final Refusal NO_PATH = Refusal.bad("path");

    private static final Refusal NOTHING = Refusal.of(404, "notFound");
    private static final Refusal NOT_ALLOWED = Refusal.of(403, "access");
    private static final Refusal DOUBLED = Refusal.bad("cookies");
    private static final Refusal MISDIRECTED = Refusal.of(421, "host");

    private final ProxyState state;
    private final TrustedPeers peers;
    private final ServerHandler servers;
    private final HubForwarder hub;
    private final UserHosts hosts;
    private final Answers answers;
    private final long maxBody;
    private volatile @Nullable SiteSettings site;

    PublicHandler(
            ProxyState state,
            TrustedPeers peers,
            ServerHandler servers,
            HubForwarder hub,
            UserHosts hosts,
            Answers answers,
            long maxBody) {
        this.state = state;
        this.peers = peers;
        this.servers = servers;
        this.hub = hub;
        this.hosts = hosts;
        this.answers = answers;
        this.maxBody = maxBody;
    }

    void handle(HttpServerRequest request, Timing timing) {
        // The body is not read before its destination is known.
        request.pause();
        try {
            serve(request, timing);
        } catch (RuntimeException failure) {
            answers.broken(request, failure);
        }
    }

    private void serve(HttpServerRequest request, Timing timing) {
        if (HEALTH.equals(request.uri())) {
            answers.health(request, state.ready());
            return;
        }
        Refusal refusal = Hygiene.check(request, maxBody);
        ProxySettings told = state.settings();
        if (refusal != null) {
            answers.refuse(request, refusal);
        } else if (told == null) {
            answers.soon(request, STARTING);
        } else {
            read(request, site(told), timing);
        }
    }

    private void read(HttpServerRequest request, SiteSettings settings, Timing timing) {
        String uri = request.uri();
        int question = uri.indexOf('?');
        String query = question < 0 ? "" : uri.substring(question);
        RequestPath target = RequestPath.of(question < 0 ? uri : uri.substring(0, question));
        Cookies cookies = Cookies.of(request.headers().getAll("Cookie"));
        if (target == null) {
            answers.refuse(request, NO_PATH);
        } else if (cookies.values(settings.told().sessionCookie()).size() > 1) {
            answers.refuse(request, DOUBLED);
        } else {
            String path = target.decisive();
            String below = path.startsWith(settings.base())
                    ? path.substring(settings.base().length() - 1)
                    : "";
            place(new Visit(
                    request,
                    settings,
                    target,
                    below,
                    query,
                    peers.visitor(request),
                    cookies,
                    Credential.token(request.headers()),
                    Credential.session(cookies, settings.told().sessionCookie()),
                    Hygiene.webSocket(request),
                    timing));
        }
    }

    private void place(Visit visit) {
        RequestedHost host = RequestedHost.of(visit.settings(), visit.visitor().host());
        String base = visit.settings().base();
        if (host.site() == RequestedHost.Site.FOREIGN) {
            answers.refuse(visit.request(), MISDIRECTED);
        } else if (host.label() != null && visit.path().equals(UserHosts.ENTER)) {
            hosts.enter(visit, host.label());
        } else if (visit.path().startsWith("/_berth/")) {
            answers.refuse(visit.request(), NOTHING);
        } else if (visit.below().isEmpty()) {
            if (visit.path().equals("/") || base.equals(visit.path() + "/")) {
                answers.redirect(visit.request(), base + visit.query());
            } else {
                answers.refuse(visit.request(), NOTHING);
            }
        } else {
            dispatch(visit, host);
        }
    }

    private void dispatch(Visit visit, RequestedHost host) {
        Route route = state.tables().route(visit.below());
        if (route == null && !visit.target().isWhole() && ServerPaths.prefix(visit.below()) == null) {
            answers.refuse(visit.request(), NO_PATH);
            return;
        }
        switch (host.site()) {
            case SHARED -> shared(visit, route);
            case HUB -> hubHost(visit, route);
            case USER -> userHost(visit, route, String.valueOf(host.label()));
            case FOREIGN -> throw new IllegalStateException("Refused before");
        }
    }

    private void shared(Visit visit, @Nullable Route route) {
        if (route == null || route.host() != null) {
            toHub(visit);
        } else {
            toServer(visit, route, route.isServer() ? this::toHub : this::refused);
        }
    }

    private void refused(Visit visit) {
        answers.refuse(visit.request(), NOT_ALLOWED);
    }

    /** Whoever has access is redirected to the user's host. Everyone else gets the hub's response, as if no server were running. */
    private void hubHost(Visit visit, @Nullable Route route) {
        String label = route == null ? null : route.host();
        if (route == null || label == null) {
            shared(visit, route);
        } else {
            servers.decide(visit, route, allowed -> toUserHost(allowed, label), this::toHub);
        }
    }

    private void toUserHost(Visit visit, String label) {
        if (visit.navigation()) {
            hosts.redirectToUser(visit, label);
        } else {
            answers.refuse(visit.request(), Refusal.of(403, "host.own", label));
        }
    }

    private void userHost(Visit visit, @Nullable Route route, String label) {
        if (route != null && label.equals(route.host())) {
            toServer(visit, route, this::awayFromUserHost);
        } else {
            awayFromUserHost(visit);
        }
    }

    /** The same for a server that is running and for one that is not. */
    private void awayFromUserHost(Visit visit) {
        if (visit.navigation()) {
            hosts.redirectToHub(visit);
        } else {
            refused(visit);
        }
    }

    private void toHub(Visit visit) {
        visit.timing().answeredBy(Target.HUB);
        hub.forward(visit);
    }

    private void toServer(Visit visit, Route route, Consumer<Visit> denied) {
        visit.timing().answeredBy(Target.SERVER);
        servers.serve(visit, route, denied);
    }

    private SiteSettings site(ProxySettings told) {
        SiteSettings current = site;
        if (current == null || !current.told().equals(told)) {
            current = SiteSettings.of(told);
            site = current;
        }
        return current;
    }
}
