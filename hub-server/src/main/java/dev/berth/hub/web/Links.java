package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All links and redirects of the hub: they alone know the base URL, the hosts and the scheme. */
@Component("links")
public class Links {

    private final PublicProperties properties;
    private final String baseUrl;

    Links(PublicProperties properties) {
        this.properties = properties;
        this.baseUrl = canonicalBase(properties.baseUrl());
        if (properties.hosts().perUser()
                && !properties
                        .hosts()
                        .domain()
                        .matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")) {
            throw new IllegalArgumentException(
                    "berth.hosts.domain is \"" + properties.hosts().domain()
                            + "\": use the lower-case host name of the hub, such as hub.example.org");
        }
    }

    /** For tests and tools without a Spring context. */
    public static Links of(String baseUrl, boolean secure) {
        return new Links(new PublicProperties(
                "127.0.0.1",
                8000,
                baseUrl,
                secure,
                0,
                new PublicProperties.Hosts(false, "localhost"),
                new PublicProperties.Tls(null, null)));
    }

    private static String canonicalBase(String configured) {
        String canonical = CanonicalPath.of(configured);
        if (canonical == null || !canonical.endsWith("/")) {
            throw new IllegalArgumentException(
                    "berth.base-url is \"" + configured
                            + "\": use a path with a slash at both ends and special characters escaped, such as / or /lab%20hub/");
        }
        return canonical;
    }

    /** The path prefix of everything, canonical, with a slash at both ends. */
    public String baseUrl() {
        return baseUrl;
    }

    /** A path below the base URL, such as {@code /hub/home}, as browsers on the hub's host must ask for it. */
    public String url(String pathBelowBase) {
        return baseUrl + pathBelowBase.substring(1);
    }

    /** Where a server opens: on its user's own host, if users have such. */
    public String server(String routePath, String landing, @Nullable String hostLabel) {
        String path = url(routePath) + landing;
        return hostLabel == null || !perUserHosts() ? path : origin(hostLabel + "." + domain()) + path;
    }

    /** Scheme, host and port as browsers know the hub. */
    public String hubOrigin() {
        return origin(perUserHosts() ? domain() : properties.host());
    }

    /** Scheme, host and port of a user's own host. */
    public String userOrigin(String hostLabel) {
        return origin(hostLabel + "." + domain());
    }

    private String origin(String host) {
        int port = publicPort();
        boolean standard = port == (secure() ? 443 : 80);
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (secure() ? "https://" : "http://") + literal + (standard ? "" : ":" + port);
    }

    /** Whether browsers come by https. */
    public boolean secure() {
        return properties.https() || properties.tls().certificate() != null;
    }

    public boolean perUserHosts() {
        return properties.hosts().perUser();
    }

    /** The hub's own host name where users have hosts of their own. */
    public String domain() {
        return properties.hosts().domain();
    }

    public int publicPort() {
        return properties.publicPort() == 0 ? properties.port() : properties.publicPort();
    }

    /** The path of the hub's cookies: with https they are {@code __Host-} cookies, which must have the root. */
    public String cookiePath() {
        return secure() ? "/" : baseUrl;
    }

    /** The name of a cookie as browsers have it: with https it carries the prefix that ties it to this host. */
    public String cookieName(String name) {
        return secure() ? "__Host-" + name : name;
    }
}
