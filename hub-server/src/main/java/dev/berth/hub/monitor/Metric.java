package dev.berth.hub.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that Berth itself measures. Names are kept: dashboards and alarms stand on them. Each is on docs/reference/metrics.md. */
enum Metric {
    SERVERS("berth.servers", Kind.GAUGE, Reach.INSTALLATION, "Servers by state", "state"),
    USERS("berth.users", Kind.GAUGE, Reach.INSTALLATION, "Accounts by state", "state"),
    USERS_ACTIVE("berth.users.active", Kind.GAUGE, Reach.INSTALLATION, "Users seen within the period", "period"),
    SESSIONS("berth.sessions", Kind.GAUGE, Reach.INSTALLATION, "Browser sessions that are open"),
    TOKENS("berth.tokens", Kind.GAUGE, Reach.INSTALLATION, "API tokens that are in force"),
    HUBS("berth.hubs", Kind.GAUGE, Reach.INSTALLATION, "Hubs that hold their lease"),
    PROXIES("berth.proxies.connected", Kind.GAUGE, Reach.INSTALLATION, "Proxies that follow the feed"),
    FEED_HEAD("berth.feed.head", Kind.GAUGE, Reach.INSTALLATION, "Number of the feed's newest change"),
    FEED_LAG("berth.feed.lag", Kind.GAUGE, Reach.INSTALLATION, "Changes that a connected proxy is behind", "proxy"),
    DUE("berth.reconciler.due", Kind.GAUGE, Reach.INSTALLATION, "Servers that are due and that no hub has claimed"),
    LAG("berth.reconciler.lag", Kind.SECONDS, Reach.INSTALLATION, "For how long the oldest of them has been due"),
    READ(
            "berth.installation.read",
            Kind.GAUGE,
            Reach.HUB,
            "Whether the database told the figures of the installation: 1 or 0"),
    START_WISHES("berth.server.starts", Kind.COUNTER, Reach.HUB, "Starts that were asked for", "profile"),
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
            "How long starts took: queued until the spawner accepted, starting until ready, and the total",
            "phase"),
    ENDS("berth.server.ends", Kind.COUNTER, Reach.HUB, "Servers that ended or were told to, by reason code", "reason"),
    MISSING("berth.servers.missing", Kind.GAUGE, Reach.HUB, "Servers that the last sweep of this hub did not find"),
    ORPHANS("berth.servers.orphans", Kind.GAUGE, Reach.HUB, "Objects of the runtime without a row, in the same sweep"),
    STEPS("berth.reconciler.steps", Kind.TIMER, Reach.HUB, "Steps of the reconciler with one server each", "outcome"),
    LEASES_LOST(
            "berth.reconciler.leases.lost", Kind.COUNTER, Reach.HUB, "Steps after which the claim was another hub's"),
    CULLER_PASSES("berth.culler.passes", Kind.TIMER, Reach.HUB, "Rounds of the culler over all candidates", "outcome"),
    CULLER_DECISIONS(
            "berth.culler.decisions", Kind.COUNTER, Reach.HUB, "What the culler found of a server", "decision"),
    SIGN_INS(
            "berth.signins",
            Kind.COUNTER,
            Reach.HUB,
            "Attempts to sign in: admitted or the refusal's code",
            "provider",
            "outcome"),
    THROTTLED(
            "berth.signins.throttled",
            Kind.COUNTER,
            Reach.HUB,
            "Attempts that were turned away before the password was looked at",
            "by"),
    IDENTITIES_ASKED(
            "berth.identities.asked",
            Kind.COUNTER,
            Reach.HUB,
            "Questions to providers about people who have signed in: here, ended, gone or unknown",
            "provider",
            "outcome"),
    ALERTS(
            "berth.alerts",
            Kind.COUNTER,
            Reach.HUB,
            "Times that too many sign-ins of one account or from one address were refused",
            "kind"),
    PASSWORD_QUEUE("berth.password.queue", Kind.GAUGE, Reach.HUB, "Passwords being hashed or waiting for it"),
    AUDIT_EVENTS("berth.audit.events", Kind.COUNTER, Reach.HUB, "Audit events that were written", "action"),
    HTTP(
            "berth.http.requests",
            Kind.TIMER,
            Reach.HUB,
            "Requests to the hub by template of their path",
            "method",
            "route",
            "status"),
    PROXY_ROUTES("berth.proxy.routes", Kind.GAUGE, Reach.PROXY, "Routes that the proxy knows"),
    PROXY_APPLIED(
            "berth.proxy.feed.applied",
            Kind.GAUGE,
            Reach.PROXY,
            "Number of the last change that the proxy has applied"),
    PROXY_LINK("berth.proxy.hub.connected", Kind.GAUGE, Reach.PROXY, "Whether a hub answers the proxy: 1 or 0"),
    PROXY_OPEN("berth.proxy.open", Kind.GAUGE, Reach.PROXY, "Requests and WebSockets open to users' servers"),
    PROXY_REQUESTS(
            "berth.proxy.requests",
            Kind.TIMER,
            Reach.PROXY,
            "Requests until their answer ended, WebSockets until they were opened",
            "target",
            "status"),
    PROXY_UPGRADES(
            "berth.proxy.upgrades",
            Kind.COUNTER,
            Reach.PROXY,
            "WebSockets: opened, or refused by the server",
            "outcome"),
    PROXY_DECISIONS(
            "berth.proxy.decisions",
            Kind.COUNTER,
            Reach.PROXY,
            "Who may pass: known to the tables or asked of a hub",
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
    JH_SPAWN(
            "jupyterhub.server.spawn.duration",
            Kind.TIMER,
            Reach.HUB,
            "How long starts took: success or failure",
            "status"),
    JH_REQUEST(
            "jupyterhub.request.duration",
            Kind.TIMER,
            Reach.HUB,
            "Requests; the handler is the template of the path",
            "method",
            "handler",
            "code"),
    JH_LOGIN(
            "jupyterhub.login.duration",
            Kind.TIMER,
            Reach.HUB,
            "Requests that signed in: success or failure",
            "status"),
    JH_LOGOUT("jupyterhub.logout.duration", Kind.TIMER, Reach.HUB, "Requests that signed out"),
    JH_STARTUP(
            "jupyterhub.hub.startup.duration",
            Kind.TIMER,
            Reach.HUB,
            "From the process's start until the hub was ready");

    /** What a metric is, and so how Prometheus writes its name. */
    enum Kind {
        GAUGE(""),
        SECONDS("_seconds"),
        COUNTER("_total"),
        TIMER("_seconds");

        private final String suffix;

        Kind(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Of what a figure speaks. */
    enum Reach {
        /** Every hub tells the same, because the database does: never add them up. */
        INSTALLATION,
        /** Of this hub since it started: add them up over all hubs. */
        HUB,
        /** Of one proxy: an embedded one's stand among its hub's. */
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

    /** The name in a scrape; a timer's has {@code _bucket}, {@code _count} and {@code _sum} behind it. */
    String exported() {
        return meter.replace('.', '_').toLowerCase(Locale.ROOT) + kind.suffix;
    }

    static Optional<Metric> of(String meter) {
        return Arrays.stream(values()).filter(each -> each.meter.equals(meter)).findFirst();
    }
}
