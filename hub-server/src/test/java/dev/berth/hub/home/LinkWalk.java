package dev.berth.hub.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.server.HubUnderTest;
import dev.berth.hub.signin.HubBrowser;
import dev.berth.hub.signin.password.LocalAccounts;
import dev.berth.hub.user.User;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;

/** A person with a browser who follows links and redirects, and fills in forms with all that is in them. */
final class LinkWalk {

    static final String PASSWORD = "correct horse battery";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\"( value=\"([^\"]*)\")?");

    final HubBrowser browser;
    private final HubUnderTest hub;

    private LinkWalk(HubUnderTest hub, HubBrowser browser) {
        this.hub = hub;
        this.browser = browser;
        browser.headers.put("Accept", "text/html,application/xhtml+xml");
    }

    static LinkWalk signedOut(HubUnderTest hub) {
        return new LinkWalk(hub, new HubBrowser(hub.port(), hub.proxySecret()));
    }

    static LinkWalk signedIn(HubUnderTest hub, String name) {
        return new LinkWalk(hub, hub.browser(name));
    }

    /** As a browser reports a navigation: {@code none}, {@code same-origin}, {@code same-site} or {@code cross-site}. */
    LinkWalk from(String site) {
        browser.headers.put("Sec-Fetch-Mode", "navigate");
        browser.headers.put("Sec-Fetch-Dest", "document");
        browser.headers.put("Sec-Fetch-Site", site);
        return this;
    }

    HttpResponse<String> open(String address) {
        return browser.get(address);
    }

    /** Where this address leads, one step on. */
    String next(String address) {
        return location(open(address));
    }

    /** Where it leads in the end: the first address that is a page, or is a server's. */
    String follow(String address) {
        String at = address;
        for (int step = 0; step < 10; step++) {
            HttpResponse<String> answer = open(at);
            if (answer.statusCode() != 302) {
                return at;
            }
            at = location(answer);
        }
        throw new IllegalStateException("goes in a circle: " + at);
    }

    /** Sends the form of a page with what is hidden in it, and these fields. */
    String submit(String page, String action, Map<String, String> fields) {
        Map<String, String> form = hidden(open(page).body(), action);
        form.putAll(fields);
        return location(browser.post(action, form));
    }

    String signIn(String page, String name) {
        return submit(page, "/hub/login", Map.of("username", name, "password", PASSWORD));
    }

    /** Gives the user a password of the hub's own. */
    void hasPassword(String name, boolean oneTime) {
        User user = hub.user(name);
        LocalAccounts accounts = hub.bean(LocalAccounts.class);
        String hash = accounts.hash(PASSWORD);
        hub.bean(TransactionTemplate.class)
                .executeWithoutResult(t -> accounts.set(user, hash, oneTime, Actor.policy("test")));
    }

    static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static Map<String, String> hidden(String body, String action) {
        int start = body.indexOf("action=\"" + HtmlUtils.htmlEscape(action) + "\"");
        assertThat(start).as("form to " + action + " on\n" + body).isPositive();
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = HIDDEN.matcher(body.substring(start, body.indexOf("</form>", start)));
        while (field.find()) {
            fields.put(field.group(1), field.group(3) == null ? "" : HtmlUtils.htmlUnescape(field.group(3)));
        }
        return fields;
    }
}
