package dev.berth.proxy.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The headers of a response for the visitor. */
final class ReturningHeaders {

    private ReturningHeaders() {}

    static MultiMap fromHub(MultiMap answer) {
        Set<String> hop = HeaderRules.hopByHop(answer);
        MultiMap kept = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : answer) {
            if (!hop.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                kept.add(header.getKey(), header.getValue());
            }
        }
        return kept;
    }

    /** User code must not set the hub's cookies or headers that are the proxy's. */
    static MultiMap fromServer(MultiMap answer, SiteSettings settings) {
        MultiMap kept = fromHub(answer);
        List<String> cookies = kept.getAll("Set-Cookie").stream()
                .filter(cookie -> maySet(cookie, settings))
                .toList();
        kept.remove("Set-Cookie");
        if (settings.publicHost() == null) {
            // All servers share one origin: a page of one server must neither take over the whole site nor sign its
            // visitors out.
            kept.remove("Service-Worker-Allowed").remove("Clear-Site-Data");
        }
        kept.names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).replace('_', '-').startsWith("x-berth-"))
                .toList()
                .forEach(kept::remove);
        return kept.add("Set-Cookie", cookies);
    }

    private static boolean maySet(String cookie, SiteSettings settings) {
        int end = cookie.indexOf(';');
        String pair = end < 0 ? cookie : cookie.substring(0, end);
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).strip();
        // Browsers send a cookie without a name as its bare value, and "=a=b" then reads as a cookie a.
        return !name.isEmpty() && !settings.closedToServers(name);
    }
}
