package dev.berth.hub.web;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The addresses at which browsers find the installation.
 *
 * @param host address on which the embedded proxy listens; any other than loopback requires TLS or a trusted proxy
 * @param port port on which the embedded proxy listens
 * @param baseUrl prefix of all paths, with a slash at both ends, escaped, such as /hub-of-the-lab/
 * @param publicUrl the URL in browsers if another proxy is in front, including the base URL, such as https://hub.example.org/; sets https,
 *     host and port of links together. If not set, links contain the address at which the request arrived
 * @param https whether browsers use https although the proxy here uses http, because TLS is terminated in front of it
 * @param publicPort port in links if it differs from the proxy's own, because another one is used in front of it; 0 for the proxy's own
 * @param defaultUrl page below the base URL that opens after signing in, or at the base URL, unless a link names another one; such as
 *     /hub/home for the home page. If not set, users go to their default server, which starts if it is not running
 * @param hosts host names for users
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
        @DefaultValue("") String defaultUrl,
        @DefaultValue Hosts hosts,
        @DefaultValue Tls tls) {

    /**
     * Host names for users.
     *
     * @param perUser whether each user's servers have a separate host name, {@code <user>.<domain>}: the only isolation between users that
     *     browsers enforce
     * @param domain the host name of the hub itself, of which the users' hosts are subdomains
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
