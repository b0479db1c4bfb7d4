package dev.berth.spi.route;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the hub wants its proxies to behave. Sent with the feed, so that a proxy needs to be configured only with an address and a secret.
 *
 * @param baseUrl prefix of all public paths, escaped, with a slash at both ends; {@code /} for none. The proxy removes it from requests to
 *     the hub and keeps it in requests to user servers, which expect it
 * @param sessionCookie the name of the cookie that carries a browser session
 * @param hubCookies names of cookies that are never sent to a user server and that a user server cannot set, including the session cookie
 * @param publicHost the public host name of the hub (without port) if each user has a separate host name; null if all users share one host
 * @param publicPort the port in links from a user's host to the hub's host; 0 for the scheme's default
 * @param secureCookies whether browsers connect by HTTPS
 * @param serverNetworks CIDR blocks; the target of every route must be inside one of them
 * @param serviceNetworks CIDR blocks; the target of every route to a service must be inside one of them
 * @param uncountedPaths paths below a server whose requests and messages are no use of it, for example because an extension polls them; one that
 *     ends with {@code *} stands for all that begin like it
 * @param graceSeconds how long a proxy honors the grants that it knows while it cannot reach a hub
 */
public record ProxySettings(
        String baseUrl,
        String sessionCookie,
        List<String> hubCookies,
        @Nullable String publicHost,
        int publicPort,
        boolean secureCookies,
        List<String> serverNetworks,
        List<String> serviceNetworks,
        List<String> uncountedPaths,
        long graceSeconds) {

    public ProxySettings {
        hubCookies = List.copyOf(hubCookies);
        serverNetworks = List.copyOf(serverNetworks);
        // A hub of an earlier release does not send the following.
        serviceNetworks = List.copyOf(Objects.requireNonNullElse(serviceNetworks, List.of()));
        uncountedPaths = List.copyOf(Objects.requireNonNullElse(uncountedPaths, List.of()));
    }
}
