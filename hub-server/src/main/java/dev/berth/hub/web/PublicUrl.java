package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URL that browsers use, if configured ({@code berth.public-url}).
 *
 * @param https whether it begins with https
 * @param host host name or address; an IPv6 address without its brackets
 * @param port its port, or the scheme's default
 */
record PublicUrl(boolean https, String host, int port) {

    /** The configured URL, or null if there is none; rejects a value that is not such a URL or that contradicts other keys. */
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
                    "use scheme, host, port (if it is not the default) and berth.base-url, such as"
                            + " https://hub.example.org/, and nothing else");
        }
        String path = uri.getRawPath().endsWith("/") ? uri.getRawPath() : uri.getRawPath() + "/";
        if (!baseUrl.equals(CanonicalPath.of(path))) {
            throw refused(
                    configured, "its path is " + path + " and berth.base-url is " + baseUrl + ". Make them equal");
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
            throw refused(configured, "it is not a valid URL: " + failure.getReason());
        }
    }

    /** Two keys that contradict each other: whichever took precedence, people would look for the error in the wrong place. */
    private void requireAgreement(String configured, PublicProperties properties) {
        if (!https && properties.https()) {
            throw refused(configured, "berth.https is true. Remove berth.https or use an https URL");
        }
        if (!https && properties.tls().certificate() != null) {
            throw refused(configured, "berth.tls.certificate is set. Use an https URL");
        }
        if (properties.publicPort() != 0 && properties.publicPort() != port) {
            throw refused(configured, "berth.public-port is " + properties.publicPort() + ". Remove berth.public-port");
        }
        if (properties.hosts().perUser() && !properties.hosts().domain().equals(host)) {
            throw refused(
                    configured,
                    "berth.hosts.domain is " + properties.hosts().domain()
                            + ", but the hub can only have one host name");
        }
    }

    private static InvalidAddressException refused(String configured, String problem) {
        return new InvalidAddressException("berth.public-url is \"" + configured + "\": " + problem);
    }
}
