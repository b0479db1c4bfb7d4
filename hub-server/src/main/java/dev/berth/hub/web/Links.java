package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** All links and redirects of the hub: only this class knows the base URL, the hosts and the scheme. */
@Component("links")
public class Links {

    private final PublicProperties properties;
    private final String baseUrl;
    private final @Nullable PublicUrl publicUrl;
    private final String defaultUrl;
    private final boolean othersCarryCookies;

    Links(PublicProperties properties) {
        this(properties, "");
    }

    /** {@code proxyType} decides who sees cookies: configurable-http-proxy passes all of them to users' servers. */
    @Autowired
    Links(PublicProperties properties, @Value("${berth.proxy.type:}") String proxyType) {
        this.properties = properties;
        this.othersCarryCookies = ChpProperties.isChosen(proxyType);
        this.baseUrl = canonicalBase(properties.baseUrl());
        this.publicUrl = PublicUrl.of(properties, baseUrl);
        this.defaultUrl = checkedDefault(properties.defaultUrl());
        if (properties.hosts().perUser()
                && !properties
                        .hosts()
                        .domain()
                        .matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")) {
            throw new InvalidAddressException(
                    "berth.hosts.domain is \"" + properties.hosts().domain()
                            + "\". Use the lower-case host name of the hub, such as hub.example.org");
        }
    }

    /** For tests and tools without a Spring context. */
    public static Links of(String baseUrl, boolean secure) {
        return new Links(new PublicProperties(
                "127.0.0.1",
                8000,
                baseUrl,
                null,
                secure,
                0,
                "",
                new PublicProperties.Hosts(false, "localhost"),
                new PublicProperties.Tls(null, null)));
    }

    private static String canonicalBase(String configured) {
        String canonical = CanonicalPath.of(configured);
        if (canonical == null || !canonical.endsWith("/")) {
            throw new InvalidAddressException(
                    "berth.base-url is \"" + configured
                            + "\". Use a path with a slash at both ends and special characters escaped, such as / or /lab%20hub/");
        }
        return canonical;
    }

    private static String checkedDefault(String configured) {
        String path = CanonicalPath.of(configured.split("[?#]", 2)[0]);
        boolean printable = configured.chars().allMatch(c -> c > 0x20 && c < 0x7F);
        boolean root = path != null && path.matches("/|/hub/?");
        if (!configured.isEmpty() && (path == null || root || !printable)) {
            throw new InvalidAddressException("berth.default-url is \"" + configured
                    + "\": use the path of a page below the base URL, such as /hub/home, or leave it out");
        }
        return configured;
    }

    /** The page to open after signing in if none was requested, with the base URL; empty if that is the user's own server. */
    public Optional<String> defaultUrl() {
        return defaultUrl.isEmpty() ? Optional.empty() : Optional.of(url(defaultUrl));
    }

    /** The prefix of all paths, canonical, with a slash at both ends. */
    public String baseUrl() {
        return baseUrl;
    }

    /** A path below the base URL, such as {@code /hub/home}, as browsers on the hub's host must request it. */
    public String url(String pathBelowBase) {
        return baseUrl + pathBelowBase.substring(1);
    }

    /** The address of a server: on its user's own host, if users have separate hosts. */
    public String server(String routePath, String landing, @Nullable String hostLabel) {
        String path = url(routePath) + landing;
        return hostLabel == null || !perUserHosts() ? path : origin(hostLabel + "." + domain()) + path;
    }

    /** Scheme, host and port of the hub as seen by browsers. */
    public String hubOrigin() {
        String shared = publicUrl == null ? properties.host() : publicUrl.host();
        return origin(perUserHosts() ? domain() : shared);
    }

    /**
     * Scheme, host and port for a link that a person can pass on: as configured, otherwise as this person's own browser reached the hub.
     * The proxy guarantees the latter; a request that did not come through one does not have such a header here.
     */
    public String originOf(HttpServletRequest request) {
        String authority = request.getHeader("X-Forwarded-Host");
        if (publicUrl != null || perUserHosts() || authority == null) {
            return hubOrigin();
        }
        String scheme = secure() ? "https" : request.getScheme();
        boolean named = authority.indexOf(':', authority.lastIndexOf(']') + 1) >= 0;
        int port = properties.publicPort() != 0 ? properties.publicPort() : portOf(request, scheme);
        boolean standard = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + authority + (named || standard ? "" : ":" + port);
    }

    /**
     * An absolute address for programs, relative to the address at which they reached the hub: the public one through a proxy, and the
     * requested one, without a base path, on the hub's own port.
     *
     * @param pathBelowBase the request's own path, or another one
     */
    public String absolute(HttpServletRequest request, String pathBelowBase) {
        if (request.getHeader("X-Forwarded-Host") != null) {
            return originOf(request) + url(pathBelowBase);
        }
        StringBuffer asked = request.getRequestURL();
        return asked.substring(0, asked.length() - request.getRequestURI().length()) + pathBelowBase;
    }

    /** Scheme, host and port, where the configuration says how browsers reach the hub; null where it does not. */
    public @Nullable String knownOrigin() {
        return publicUrl == null && !perUserHosts() ? null : hubOrigin();
    }

    /** Scheme, host and port at which programs of the embedded proxy's own machine reach it; the public ones, where they are configured. */
    public String machineOrigin() {
        String known = knownOrigin();
        boolean anywhere = properties.host().matches("0\\.0\\.0\\.0|\\[?::]?");
        String host = anywhere ? "127.0.0.1" : properties.host();
        String literal = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        String scheme = properties.tls().certificate() == null ? "http" : "https";
        return known != null ? known : scheme + "://" + literal + ":" + properties.port();
    }

    /** The port reported by a proxy in front, unless it reports a scheme other than the one that browsers use. */
    private static int portOf(HttpServletRequest request, String scheme) {
        String told = request.getHeader("X-Forwarded-Port");
        boolean ofScheme = scheme.equals(request.getScheme());
        return ofScheme && told != null && told.matches("[0-9]{1,5}")
                ? Integer.parseInt(told)
                : scheme.equals("https") ? 443 : 80;
    }

    /** Scheme, host and port of a user's own host. */
    public String userOrigin(String hostLabel) {
        return origin(hostLabel + "." + domain());
    }

    /** Whether an address is on one of the hosts that users have; never where they have none. */
    public boolean isUserOrigin(@Nullable String address) {
        if (address == null || !perUserHosts()) {
            return false;
        }
        String own = userOrigin("");
        int host = own.indexOf("://") + 3;
        String asked = address.toLowerCase(Locale.ROOT);
        int end = asked.indexOf('/', host);
        return asked.startsWith(own.substring(0, host))
                && end > host
                && asked.substring(host, end).matches("[a-z0-9-]+" + Pattern.quote(own.substring(host)));
    }

    private String origin(String host) {
        int port = publicPort();
        boolean standard = port == (secure() ? 443 : 80);
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return (secure() ? "https://" : "http://") + literal + (standard ? "" : ":" + port);
    }

    /** Whether browsers connect by https. */
    public boolean secure() {
        boolean inFront = publicUrl == null ? properties.https() : publicUrl.https();
        return inFront || properties.tls().certificate() != null;
    }

    public boolean perUserHosts() {
        return properties.hosts().perUser();
    }

    /** The hub's own host name if users have separate hosts. */
    public String domain() {
        return properties.hosts().domain();
    }

    public int publicPort() {
        if (publicUrl != null) {
            return publicUrl.port();
        }
        return properties.publicPort() == 0 ? properties.port() : properties.publicPort();
    }

    /**
     * The path of the hub's cookies: with https they are {@code __Host-} cookies, which require the root path. Where the proxy would pass
     * them to users' servers, they are for the hub's own pages only, as JupyterHub's are.
     */
    public String cookiePath() {
        if (othersCarryCookies) {
            return url("/hub/");
        }
        return secure() ? "/" : baseUrl;
    }

    /** The name of a cookie in browsers: with https it has the prefix that binds it to this host, or at least to https. */
    public String cookieName(String name) {
        String prefix = othersCarryCookies ? "__Secure-" : "__Host-";
        return secure() ? prefix + name : name;
    }
}
