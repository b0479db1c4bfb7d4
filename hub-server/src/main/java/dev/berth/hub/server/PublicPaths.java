package dev.berth.hub.server;

import dev.berth.hub.web.Links;
import dev.berth.spi.route.CanonicalPath;
import org.springframework.stereotype.Component;

/** The paths at which browsers find servers. */
@Component
public class PublicPaths {

    private final Links links;

    PublicPaths(Links links) {
        this.links = links;
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

    public String baseUrl() {
        return links.baseUrl();
    }

    /** Scheme, host and port of the hub if users have separate hosts; empty if all users share one. */
    public String hubHost() {
        return links.perUserHosts() ? links.hubOrigin() : "";
    }
}
