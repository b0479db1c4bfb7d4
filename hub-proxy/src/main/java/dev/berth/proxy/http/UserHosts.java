package dev.berth.proxy.http;

import dev.berth.proxy.hub.Entries;
import dev.berth.spi.route.Entry;
import dev.berth.spi.route.EntryRequest;
import dev.berth.spi.route.ProxySettings;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;

/** Signs a browser in on a user's own host, with a one-time code that the hub gives it on the hub's host. */
final class UserHosts {

    /** Where an entry begins, and where the hub redirects the browser with a code; outside of the base URL, which can be anything. */
    static final String ENTER = "/_berth/enter";

    private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");
    /** One slash, and nothing that a browser could interpret as another host. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");

    private static final Pattern COOKIE_VALUE = Pattern.compile("[!#-+\\--:<-\\[\\]-~]{1,4096}");
    private static final Duration STATE_LASTS = Duration.ofMinutes(10);
    private static final Refusal STALE = Refusal.of(403, "link.expired");
    private static final Refusal AWAY = Refusal.of(503, "hub.away.signIn");

    private final Entries entries;
    private final Answers answers;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    UserHosts(Entries entries, Answers answers, InstantSource clock) {
        this.entries = entries;
        this.answers = answers;
        this.clock = clock;
    }

    /** Begins an entry, or completes it if the browser has a code from the hub. */
    void enter(Visit visit, String label) {
        if (visit.request().getParam("code") == null) {
            begin(visit, label);
        } else {
            finish(visit, label);
        }
    }

    /** Redirects a browser to the hub for a code. */
    private void begin(Visit visit, String label) {
        SiteSettings settings = visit.settings();
        String state = visit.cookies().first(settings.stateCookie());
        if (state == null || !STATE.matcher(state).matches()) {
            state = fresh();
        }
        setCookie(visit, settings.stateCookie(), state, STATE_LASTS);
        answers.redirect(
                visit.request(),
                hubOrigin(settings.told()) + settings.base() + "hub/enter?host=" + label + "&state="
                        + Credential.sha256(state) + "&next=" + escape(next(visit)));
    }

    /** Redeems the code with which the browser returned from the hub. */
    private void finish(Visit visit, String label) {
        String code = visit.request().getParam("code");
        String state = visit.cookies().first(visit.settings().stateCookie());
        if (code == null || code.isEmpty() || code.length() > 512 || state == null) {
            answers.refuse(visit.request(), STALE);
            return;
        }
        EntryRequest request = new EntryRequest(Credential.sha256(code), Credential.sha256(state), label);
        entries.trade(request)
                .onFailure(away -> answers.later(visit.request(), AWAY))
                .compose(entry -> {
                    if (entry.isPresent()
                            && COOKIE_VALUE.matcher(entry.get().credential()).matches()) {
                        let(visit, entry.get());
                    } else {
                        answers.refuse(visit.request(), STALE);
                    }
                    return Future.succeededFuture();
                })
                .onFailure(failure -> answers.unanswered(visit.request(), failure));
    }

    private void let(Visit visit, Entry entry) {
        SiteSettings settings = visit.settings();
        Duration left = entry.left(clock.instant());
        setCookie(visit, settings.told().sessionCookie(), entry.credential(), left);
        setCookie(visit, settings.stateCookie(), "", Duration.ZERO);
        answers.redirect(visit.request(), next(visit));
    }

    /** The final destination; never another site. */
    private static String next(Visit visit) {
        String next = visit.request().getParam("next");
        return next != null && local(next) ? next : visit.settings().base();
    }

    /**
     * Redirects to the same path on its user's host, through an entry. A direct redirect would loop, because a browser without a credential
     * there is redirected back here.
     */
    void redirectToUser(Visit visit, String label) {
        ProxySettings told = visit.settings().told();
        answers.redirect(
                visit.request(),
                origin(told, label + "." + told.publicHost()) + ENTER + "?next=" + escape(visit.uri()));
    }

    /** Redirects to the same path on the hub's host, which determines what to show. */
    void redirectToHub(Visit visit) {
        answers.redirect(visit.request(), hubOrigin(visit.settings().told()) + visit.uri());
    }

    static boolean local(String next) {
        return LOCAL.matcher(next).matches();
    }

    private static String hubOrigin(ProxySettings told) {
        return origin(told, String.valueOf(told.publicHost()));
    }

    private static String origin(ProxySettings told, String host) {
        String port = told.publicPort() == 0 ? "" : ":" + told.publicPort();
        return (told.secureCookies() ? "https://" : "http://") + host + port;
    }

    private static void setCookie(Visit visit, String name, String value, Duration lasts) {
        String secure = visit.settings().told().secureCookies() ? "; Secure" : "";
        visit.request()
                .response()
                .headers()
                .add(
                        "Set-Cookie",
                        name + "=" + value + "; Max-Age=" + Math.max(0, lasts.toSeconds())
                                + "; Path=/; HttpOnly; SameSite=Lax" + secure);
    }

    private String fresh() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
