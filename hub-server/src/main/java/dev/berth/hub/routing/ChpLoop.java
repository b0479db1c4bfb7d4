package dev.berth.hub.routing;

import dev.berth.hub.replica.HubIdentity;
import dev.berth.hub.replica.LeaseRepository;
import dev.berth.hub.replica.RepeatedWork;
import dev.berth.hub.web.ChpProperties;
import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.route.Change;
import dev.berth.spi.route.ChangeBody;
import dev.berth.spi.route.FeedPage;
import dev.berth.spi.route.FeedRequest;
import dev.berth.spi.route.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the routes of configurable-http-proxy, on one hub: follows the feed as Berth's proxies do, so that a server counts as ready when its
 * route is there, and compares all routes from time to time, because that proxy forgets them when it restarts. Only routes to programs that
 * authorize their visitors themselves: that proxy lets everybody pass.
 */
@Component
@ConditionalOnProperty(name = "berth.proxy.type", havingValue = ChpProperties.TYPE)
class ChpLoop extends RepeatedWork {

    /** Its name among the proxies. */
    static final String NAME = "configurable-http-proxy";

    private static final Logger log = LoggerFactory.getLogger(ChpLoop.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long WAIT_MILLIS = 1_000;
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Feed feed;
    private final RouteRepository routes;
    private final LeaseRepository leases;
    private final HubIdentity hub;
    private final InstantSource clock;
    private final ChpApi proxy;
    private final Duration checkInterval;
    private final String hubAddress;
    private final List<IpAddressMatcher> serverNetworks;
    private final List<IpAddressMatcher> serviceNetworks;

    private @Nullable String feedId;
    private long applied;
    private Instant checked = Instant.EPOCH;
    private boolean away;
    /** What was logged already: all routes are compared again and again. */
    private final Set<String> reported = new HashSet<>();

    ChpLoop(
            Feed feed,
            RouteRepository routes,
            LeaseRepository leases,
            HubIdentity hub,
            InstantSource clock,
            ChpProperties properties,
            RoutingProperties routing,
            JsonMapper json) {
        super("berth-chp", Duration.ZERO, PAUSE);
        this.feed = feed;
        this.routes = routes;
        this.leases = leases;
        this.hub = hub;
        this.clock = clock;
        this.proxy = new ChpApi(properties, json);
        this.checkInterval = properties.checkInterval();
        this.serverNetworks = matchers(routing.serverNetworks());
        this.serviceNetworks = matchers(routing.serviceNetworks());
        this.hubAddress = String.valueOf(properties.hubUrl()).replaceFirst("/+$", "");
    }

    private static List<IpAddressMatcher> matchers(List<String> networks) {
        return networks.stream().map(IpAddressMatcher::new).toList();
    }

    @Override
    protected void turn() throws InterruptedException {
        try {
            while (isRunning() && leases.take("chp-routes", hub.id(), LEASE)) {
                follow();
                if (away) {
                    away = false;
                    log.info("configurable-http-proxy responds again, and has all routes");
                }
            }
        } catch (IOException failure) {
            if (!away) {
                away = true;
                log.warn(
                        "The routes of configurable-http-proxy cannot be changed. Servers that start now cannot be reached"
                                + " until it responds: {}",
                        failure.toString());
            }
        }
        // Another hub may take over in between, and the proxy may have lost what it was told.
        feedId = null;
    }

    private void follow() throws IOException, InterruptedException {
        FeedPage page = feed.next(new FeedRequest(NAME, feedId, feedId == null ? -1 : applied, WAIT_MILLIS));
        FeedPage.Snapshot snapshot = page.snapshot();
        if (snapshot != null) {
            check(snapshot.routes());
        } else {
            for (ChangeBody change : page.changes()) {
                apply(change.read());
            }
            if (!clock.instant().isBefore(checked.plus(checkInterval))) {
                check(routes.routes());
            }
        }
        feedId = page.feed();
        applied = page.last();
    }

    private void apply(Change change) throws IOException, InterruptedException {
        switch (change) {
            case Change.PutRoute put -> {
                if (isForThisProxy(put.route())) {
                    proxy.add(pathOf(put.route()), targetOf(put.route()));
                }
            }
            case Change.RemoveRoute removed -> proxy.remove(withoutSlash(removed.path()));
            // That proxy does not know visitors: servers and services ask the hub about them.
            case Change.AddGrant _, Change.Revoke _, Change.Withdraw _, Change.Nothing _ -> {}
        }
    }

    /** Adds what is missing or leads elsewhere, and removes what a hub has added and should not be there. */
    private void check(List<Route> all) throws IOException, InterruptedException {
        Map<String, String> wanted = new HashMap<>();
        wanted.put("/", hubAddress);
        all.stream().filter(this::isForThisProxy).forEach(route -> wanted.put(pathOf(route), targetOf(route)));
        Map<String, ChpApi.Entry> current = new HashMap<>();
        proxy.routes().forEach((decoded, entry) -> current.put(escaped(decoded), entry));
        for (Map.Entry<String, String> route : wanted.entrySet()) {
            ChpApi.Entry entry = current.get(route.getKey());
            if (entry == null || !entry.target().equals(route.getValue())) {
                proxy.add(route.getKey(), route.getValue());
            }
        }
        for (Map.Entry<String, ChpApi.Entry> route : current.entrySet()) {
            if (route.getValue().ours() && !wanted.containsKey(route.getKey())) {
                proxy.remove(route.getKey());
            }
        }
        checked = clock.instant();
    }

    /** That proxy accepts any address, and lets everybody pass. */
    private boolean isForThisProxy(Route route) {
        boolean open = route.mode() == Route.Mode.SELF;
        if (!open && reported.add(route.path())) {
            log.warn(
                    "{} is a server with the mode edge, from before berth.proxy.type was set to chp. It cannot be reached."
                            + " Restart it",
                    route.path());
        }
        boolean inside = (route.isServer() ? serverNetworks : serviceNetworks)
                .stream().anyMatch(network -> network.matches(route.ip()));
        if (open && !inside && reported.add(route.path())) {
            log.warn(
                    "{} leads to {}, which is outside of berth.routing.{}-networks. It cannot be reached",
                    route.path(),
                    route.ip(),
                    route.isServer() ? "server" : "service");
        }
        return open && inside;
    }

    private static String pathOf(Route route) {
        return withoutSlash(route.path());
    }

    private static String withoutSlash(String path) {
        return path.substring(0, path.length() - 1);
    }

    private static String targetOf(Route route) {
        String ip = route.ip();
        return "http://" + (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + route.port();
    }

    private static String escaped(String decoded) {
        return Arrays.stream(decoded.split("/", -1)).map(CanonicalPath::segment).collect(Collectors.joining("/"));
    }
}
