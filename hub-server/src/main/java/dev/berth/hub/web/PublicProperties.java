package dev.berth.hub.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where browsers find the installation.
 *
 * @param host address that the embedded proxy listens on; other than loopback only with TLS or a declared trusted proxy
 * @param port port that the embedded proxy listens on
 * @param baseUrl path prefix of everything, with a slash at both ends, escaped, such as /hub-of-the-lab/
 * @param publicUrl address that browsers type where something else stands in front, base URL included, such as
 *     https://hub.example.org/; says https, host and port of links in one. Without it links have the address by which the request came
 * @param https whether browsers come by https though the proxy here speaks http, because something in front ends TLS
 * @param publicPort port in links where it is not the proxy's own, because something in front has another; 0 for the proxy's own
 * @param hosts hosts for users
 * @param tls certificate and key of the embedded proxy
 */
@ConfigurationProperties("berth")
record PublicProperties(
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("8000") int port,
        @DefaultValue("/") String baseUrl,
        @Nullable String publicUrl,
        @DefaultValue("false") boolean https,
        @DefaultValue("0") int publicPort,
        @DefaultValue Hosts hosts,
        @DefaultValue Tls tls) {

    /**
     * Hosts for users.
     *
     * @param perUser whether every user's servers have a host of their own, {@code <user>.<domain>}: the only isolation between users
     *     that a browser enforces
     * @param domain the host of the hub itself, under which the users' hosts lie
     */
    record Hosts(
            @DefaultValue("false") boolean perUser,
            @DefaultValue("localhost") String domain) {}

    /**
     * TLS of the embedded proxy.
     *
     * @param certificate PEM file with the certificate chain
     * @param key PEM file with its private key
     */
    record Tls(@Nullable Path certificate, @Nullable Path key) {}
}
