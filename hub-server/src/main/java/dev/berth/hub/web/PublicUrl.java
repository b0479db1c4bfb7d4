package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address that browsers type, where it was configured ({@code berth.public-url}).
 *
 * @param https whether it begins with https
 * @param host host name or address; an IPv6 address without its brackets
 * @param port its port, the scheme's own where it names none
 */
record PublicUrl(boolean https, String host, int port) {

    /** The configured one, or null when there is none; refuses what is no such address, and what the other keys contradict. */
    static @Nullable PublicUrl of(PublicProperties properties, String baseUrl) {
        String configured = properties.publicUrl();
        if (configured == null || configured.isBlank()) {
            return null;
        }
        URI uri = parse(configured);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean https = scheme.equals("https");
        boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!(https || scheme.equals("http")) || uri.getHost() == null || !plain) {
            throw refused(
                    configured,
                    "use scheme, host, port if it is not the usual one, and berth.base-url, such as"
                            + " https://hub.example.org/, and nothing else");
        }
        String path = uri.getRawPath().endsWith("/") ? uri.getRawPath() : uri.getRawPath() + "/";
        if (!baseUrl.equals(CanonicalPath.of(path))) {
            throw refused(
                    configured, "its path is " + path + " and berth.base-url is " + baseUrl + "; make them equal");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
        String host = uri.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
        PublicUrl url = new PublicUrl(https, host, port);
        url.requireAgreement(configured, properties);
        return url;
    }

    private static URI parse(String configured) {
        try {
            return new URI(configured.strip());
        } catch (URISyntaxException failure) {
            throw refused(configured, "it is no address: " + failure.getReason());
        }
    }

    /** Two keys that say different things: whichever won, somebody would look for the error in the wrong place. */
    private void requireAgreement(String configured, PublicProperties properties) {
        if (!https && properties.https()) {
            throw refused(configured, "berth.https is true; leave berth.https out, or begin the address with https");
        }
        if (!https && properties.tls().certificate() != null) {
            throw refused(configured, "berth.tls.certificate is set; begin the address with https");
        }
        if (properties.publicPort() != 0 && properties.publicPort() != port) {
            throw refused(
                    configured, "berth.public-port is " + properties.publicPort() + "; leave berth.public-port out");
        }
        if (properties.hosts().perUser() && !properties.hosts().domain().equals(host)) {
            throw refused(
                    configured,
                    "berth.hosts.domain is " + properties.hosts().domain() + "; the hub can have one host name only");
        }
    }

    private static InvalidAddressException refused(String configured, String problem) {
        return new InvalidAddressException("berth.public-url is \"" + configured + "\": " + problem);
    }
}
