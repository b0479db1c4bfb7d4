package dev.berth.spi.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the hub wants its proxies to behave; travels with the feed, so that a proxy's own configuration is an address and a secret.
 *
 * @param baseUrl prefix of all public paths, escaped, with a slash at both ends; {@code /} for none. The proxy takes it off before it
 *     forwards to the hub, and leaves it on for servers, which know it
 * @param sessionCookie the name of the cookie that carries a browser session
 * @param hubCookies names that never reach a user's server and that a user's server cannot set, the session cookie included
 * @param publicHost host name (without port) under which the hub itself is visited when users have hosts of their own; null when all
 *     share one host
 * @param publicPort port to show in links from a user's host to the hub's; 0 for the scheme's default
 * @param secureCookies whether browsers come by https
 * @param serverNetworks CIDR blocks outside of which no route's target may lie
 * @param graceSeconds how long a proxy that reaches no hub honours the grants that it knows
 */
public record ProxySettings(
        String baseUrl,
        String sessionCookie,
        List<String> hubCookies,
        @Nullable String publicHost,
        int publicPort,
        boolean secureCookies,
        List<String> serverNetworks,
        long graceSeconds) {

    public ProxySettings {
        hubCookies = List.copyOf(hubCookies);
        serverNetworks = List.copyOf(serverNetworks);
    }
}
