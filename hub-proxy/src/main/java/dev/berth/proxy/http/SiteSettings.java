package dev.berth.proxy.http;

import dev.berth.spi.route.CanonicalPath;
import dev.berth.spi.route.ProxySettings;
import dev.berth.spi.route.Route;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hub's settings, prepared for comparing requests with them.
 *
 * @param base canonical base path, with a slash at both ends
 * @param hidden names of cookies that no user's server sees or sets
 */
record SiteSettings(ProxySettings told, String base, Set<String> hidden, Networks servers, Networks services) {

    /** Single-user servers need it, and it is never a credential. */
    private static final String SESSION_ID = "jupyterhub-session-id";

    private static final int LOWEST_PORT = 1_024;
    private static final int HIGHEST_PORT = 65_535;

    static SiteSettings of(ProxySettings told) {
        String base = CanonicalPath.of(told.baseUrl());
        if (base == null || !base.endsWith("/")) {
            throw new IllegalArgumentException("No base URL: " + told.baseUrl());
        }
        Set<String> hidden = new HashSet<>(told.hubCookies());
        hidden.add(told.sessionCookie());
        hidden.add(stateCookie(told));
        return new SiteSettings(
                told,
                base,
                Set.copyOf(hidden),
                Networks.of(told.serverNetworks()),
                Networks.of(told.serviceNetworks()));
    }

    /** Binds a one-time code to the browser that asked for it. */
    String stateCookie() {
        return stateCookie(told);
    }

    private static String stateCookie(ProxySettings told) {
        return told.secureCookies() ? "__Host-berth-enter" : "berth-enter";
    }

    boolean hiddenFromServers(String cookie) {
        return hidden.contains(cookie) && !cookie.equals(SESSION_ID);
    }

    boolean closedToServers(String cookie) {
        return hidden.contains(cookie);
    }

    /** Whether the hub's settings allow the target of this route. User's servers, unlike services, never listen on a privileged port. */
    boolean reaches(Route route) {
        InetAddress address = Networks.literal(route.ip());
        boolean ofServer = route.isServer();
        return address != null
                && (ofServer ? servers : services).contain(address)
                && route.port() >= (ofServer ? LOWEST_PORT : 1)
                && route.port() <= HIGHEST_PORT;
    }

    /** Whether an administrator has named this path below a server as one that is no use of it. */
    boolean uncounted(String below) {
        return told.uncountedPaths().stream()
                .anyMatch(each -> each.endsWith("*")
                        ? below.startsWith(each.substring(0, each.length() - 1))
                        : below.equals(each));
    }

    @Nullable String publicHost() {
        String host = told.publicHost();
        return host == null ? null : host.toLowerCase(Locale.ROOT);
    }
}
