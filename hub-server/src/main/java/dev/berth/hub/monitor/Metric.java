package dev.berth.hub.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that Berth itself measures. Names are stable, because dashboards and alerts depend on them. All of them are listed in
 * docs/reference/metrics.md.
 */
enum Metric {
    SERVERS("berth.servers", Kind.GAUGE, Reach.INSTALLATION, "Servers by state", "state"),
    USERS("berth.users", Kind.GAUGE, Reach.INSTALLATION, "Accounts by state", "state"),
    USERS_ACTIVE("berth.users.active", Kind.GAUGE, Reach.INSTALLATION, "Users seen within the period", "period"),
    SESSIONS("berth.sessions", Kind.GAUGE, Reach.INSTALLATION, "Open browser sessions"),
    TOKENS("berth.tokens", Kind.GAUGE, Reach.INSTALLATION, "Valid API tokens"),
    HUBS("berth.hubs", Kind.GAUGE, Reach.INSTALLATION, "Hubs that hold their lease"),
    SERVICES("berth.services", Kind.GAUGE, Reach.INSTALLATION, "Services that hubs start, by state", "state"),
    PROXIES("berth.proxies.connected", Kind.GAUGE, Reach.INSTALLATION, "Proxies that follow the feed"),
    FEED_HEAD("berth.feed.head", Kind.GAUGE, Reach.INSTALLATION, "Sequence number of the newest change on the feed"),
    FEED_LAG(
            "berth.feed.lag",
            Kind.GAUGE,
            Reach.INSTALLATION,
            "Changes that a connected proxy has not applied yet",
            "proxy"),
    ALLOCATED_GPUS(
            "berth.usage.allocated.gpus",
            Kind.GAUGE,
            Reach.INSTALLATION,
            "GPUs that are allocated to servers; shared GPUs count with their share"),
    ALLOCATED_CPUS("berth.usage.allocated.cpus", Kind.GAUGE, Reach.INSTALLATION, "Processors that servers may use"),
    ALLOCATED_MEMORY("berth.usage.allocated.memory", Kind.BYTES, Reach.INSTALLATION, "Memory that servers may use"),
    DUE("berth.reconciler.due", Kind.GAUGE, Reach.INSTALLATION, "Servers that are due and not claimed by a hub"),
    LAG("berth.reconciler.lag", Kind.SECONDS, Reach.INSTALLATION, "How long the oldest of them has been due"),
    READ(
            "berth.installation.read",
            Kind.GAUGE,
            Reach.HUB,
            "Whether the figures of the installation could be read from the database: 1 or 0"),
    DATABASE_UP("berth.database.up", Kind.GAUGE, Reach.HUB, "Whether the database responds to this hub: 1 or 0"),
    DATABASE_RESTARTS(
            "berth.database.restarts",
            Kind.COUNTER,
            Reach.HUB,
            "How often the embedded PostgreSQL ended unexpectedly and was started again"),
    START_WISHES("berth.server.starts", Kind.COUNTER, Reach.HUB, "Requested starts", "profile"),
    START_OUTCOMES(
            "berth.server.start.outcomes",
            Kind.COUNTER,
            Reach.HUB,
            "How starts ended: ready, failed or cancelled, with the reason code",
            "outcome",
            "reason"),
    START_DURATION(
            "berth.server.start.duration",
            Kind.TIMER,
            Reach.HUB,
            "Start duration: queued until the spawner accepted it, starting until ready, and the total",
            "phase"),
    ENDS(
            "berth.server.ends",
            Kind.COUNTER,
            Reach.HUB,
            "Servers that ended or were asked to stop, by reason code",
            "reason"),
    MISSING("berth.servers.missing", Kind.GAUGE, Reach.HUB, "Servers that the last sweep of this hub did not find"),
    ORPHANS("berth.servers.orphans", Kind.GAUGE, Reach.HUB, "Objects in the runtime without a row, in the same sweep"),
    STEPS("berth.reconciler.steps", Kind.TIMER, Reach.HUB, "Reconciler steps, each for one server", "outcome"),
    LEASES_LOST(
            "berth.reconciler.leases.lost",
            Kind.COUNTER,
            Reach.HUB,
            "Reconciler steps whose claim had been lost to another hub"),
    CULLER_PASSES("berth.culler.passes", Kind.TIMER, Reach.HUB, "Rounds of the culler over all candidates", "outcome"),
    CULLER_DECISIONS(
            "berth.culler.decisions", Kind.COUNTER, Reach.HUB, "The culler's decisions about servers", "decision"),
    SIGN_INS(
            "berth.signins",
            Kind.COUNTER,
            Reach.HUB,
            "Sign-in attempts: admitted, or the code of the rejection",
            "provider",
            "outcome"),
    THROTTLED(
            "berth.signins.throttled",
            Kind.COUNTER,
            Reach.HUB,
            "Attempts that were rejected before the password was checked",
            "by"),
    IDENTITIES_ASKED(
            "berth.identities.asked",
            Kind.COUNTER,
            Reach.HUB,
            "Queries to providers about signed-in people: here, ended, gone or unknown",
            "provider",
            "outcome"),
    ALERTS(
            "berth.alerts",
            Kind.COUNTER,
            Reach.HUB,
            "How often too many sign-ins of one account or from one address were rejected",
            "kind"),
    PASSWORD_QUEUE("berth.password.queue", Kind.GAUGE, Reach.HUB, "Passwords being hashed or waiting to be hashed"),
    AUDIT_EVENTS("berth.audit.events", Kind.COUNTER, Reach.HUB, "Audit events written", "action"),
    HTTP(
            "berth.http.requests",
            Kind.TIMER,
            Reach.HUB,
            "Requests to the hub, by path template",
            "method",
            "route",
            "status"),
    PROXY_ROUTES("berth.proxy.routes", Kind.GAUGE, Reach.PROXY, "Routes that the proxy knows"),
    PROXY_APPLIED(
            "berth.proxy.feed.applied",
            Kind.GAUGE,
            Reach.PROXY,
            "Sequence number of the last change that the proxy has applied"),
    PROXY_LINK("berth.proxy.hub.connected", Kind.GAUGE, Reach.PROXY, "Whether the proxy is connected to a hub: 1 or 0"),
    PROXY_OPEN("berth.proxy.open", Kind.GAUGE, Reach.PROXY, "Open requests and WebSockets to users' servers"),
    PROXY_REQUESTS(
            "berth.proxy.requests",
            Kind.TIMER,
            Reach.PROXY,
            "Duration of requests until the response ended, and of WebSockets until they were opened",
            "target",
            "status"),
    PROXY_UPGRADES(
            "berth.proxy.upgrades",
            Kind.COUNTER,
            Reach.PROXY,
            "WebSockets: opened, or rejected by the server",
            "outcome"),
    PROXY_DECISIONS(
            "berth.proxy.decisions",
            Kind.COUNTER,
            Reach.PROXY,
            "Access decisions: from the tables or from a hub",
            "source",
            "outcome"),
    PROXY_BYTES(
            "berth.proxy.bytes",
            Kind.COUNTER,
            Reach.PROXY,
            "Bytes of bodies and WebSockets to and from users' servers",
            "direction"),
    JH_RUNNING("jupyterhub.running.servers", Kind.GAUGE, Reach.INSTALLATION, "Servers that are ready"),
    JH_USERS("jupyterhub.total.users", Kind.GAUGE, Reach.INSTALLATION, "Accounts"),
    JH_ACTIVE("jupyterhub.active.users", Kind.GAUGE, Reach.INSTALLATION, "Users seen within the period", "period"),
    JH_SPAWN("jupyterhub.server.spawn.duration", Kind.TIMER, Reach.HUB, "Start duration: success or failure", "status"),
    JH_REQUEST(
            "jupyterhub.request.duration",
            Kind.TIMER,
            Reach.HUB,
            "Requests; the handler is the path template",
            "method",
            "handler",
            "code"),
    JH_LOGIN("jupyterhub.login.duration", Kind.TIMER, Reach.HUB, "Sign-in requests: success or failure", "status"),
    JH_LOGOUT("jupyterhub.logout.duration", Kind.TIMER, Reach.HUB, "Sign-out requests"),
    JH_STARTUP(
            "jupyterhub.hub.startup.duration",
            Kind.TIMER,
            Reach.HUB,
            "Time from the start of the process until the hub was ready");

    /** The type of a metric, which determines its name in Prometheus. */
    enum Kind {
        GAUGE(""),
        SECONDS("_seconds"),
        BYTES("_bytes"),
        COUNTER("_total"),
        TIMER("_seconds");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /** The scope of a figure. */
    enum Reach {
        /** Every hub reports the same value from the database: never add them up. */
        INSTALLATION,
        /** Of this hub since its start: add them up over all hubs. */
        HUB,
        /** Of one proxy: an embedded proxy's metrics are among those of its hub. */
        PROXY
    }

    private final String meter;
    private final Kind kind;
    private final Reach reach;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes them so.
    private final List<String> labels;

    Metric(String meter, Kind kind, Reach reach, String description, String... labels) {
        this.meter = meter;
        this.kind = kind;
        this.reach = reach;
        this.description = description;
        this.labels = List.of(labels);
    }

    /** The name in the code. */
    String meter() {
        return meter;
    }

    Kind kind() {
        return kind;
    }

    Reach reach() {
        return reach;
    }

    String description() {
        return description;
    }

    List<String> labels() {
        return labels;
    }

    /** The name in a scrape; a timer's name gets the suffixes {@code _bucket}, {@code _count} and {@code _sum}. */
    String exported() {
        return meter.replace('.', '_').toLowerCase(Locale.ROOT) + kind.suffix;
    }

    static Optional<Metric> of(String meter) {
        return Arrays.stream(values()).filter(each -> each.meter.equals(meter)).findFirst();
    }
}
