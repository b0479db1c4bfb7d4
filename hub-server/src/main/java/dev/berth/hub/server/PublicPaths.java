package dev.berth.hub.server;

import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The paths at which browsers find servers. */
@Component
public class PublicPaths {

    /** The path below a server or service at which it receives the authorization codes of its visitors. */
    public static final String OAUTH_CALLBACK = "oauth_callback";

    private final Links links;
    private final ServersProperties properties;

    PublicPaths(Links links, ServersProperties properties) {
        this.links = links;
        this.properties = properties;
    }

    /** The path of a server below the base URL, such as {@code /user/ann/} or {@code /user/ann/gpu/}. */
    public static String routePath(String userName, String serverName) {
        String user = "/user/" + CanonicalPath.segment(userName) + "/";
        return serverName.isEmpty() ? user : user + CanonicalPath.segment(serverName) + "/";
    }

    /** The same path prefixed with the base URL, which the server itself must know. */
    public String basePath(String routePath) {
        return links.baseUrl() + routePath.substring(1);
    }

    /** The label of a user's own host; empty if all users share one. A runtime name is already a valid RFC 1123 label. */
    String hostLabel(String runtimeHome) {
        return links.perUserHosts() ? runtimeHome : "";
    }

    /** Where browsers bring a server the result of OAuth: a path, or an address if users have separate hosts. */
    public String oauthCallback(String routePath, @Nullable String hostLabel) {
        return links.server(routePath, OAUTH_CALLBACK, hostLabel == null || hostLabel.isEmpty() ? null : hostLabel);
    }

    /** Where servers find the hub, with the base URL at its end: through a proxy, like everybody. */
    public String hubUrl() {
        String configured = properties.hubUrl();
        return (configured.isEmpty() ? links.machineOrigin() : configured) + links.baseUrl();
    }

    public String baseUrl() {
        return links.baseUrl();
    }

    /** Scheme, host and port of the hub if users have separate hosts; empty if all users share one. */
    public String hubHost() {
        return links.perUserHosts() ? links.hubOrigin() : "";
    }
}
