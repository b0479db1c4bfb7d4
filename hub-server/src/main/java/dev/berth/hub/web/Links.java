package dev.berth.hub.web;

import dev.berth.spi.route.CanonicalPath;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Public URLs: the proxy takes the base URL off before a request comes here, so every link and redirect must put it on again. */
@Component
public class Links {

    private final String baseUrl;
    private final boolean secure;

    Links(@Value("${berth.base-url:/}") String baseUrl, @Value("${berth.public-url:}") String publicUrl) {
        String canonical = CanonicalPath.of(baseUrl.startsWith("/") ? baseUrl : "/" + baseUrl);
        if (canonical == null) {
            throw new IllegalArgumentException(
                    "berth.base-url is \"" + baseUrl + "\", which is no path; write / or /some/prefix/");
        }
        this.baseUrl = canonical.endsWith("/") ? canonical : canonical + "/";
        this.secure = publicUrl.startsWith("https://");
    }

    /** For tests and tools without a Spring context. */
    public static Links of(String baseUrl, boolean secure) {
        return new Links(baseUrl, secure ? "https://localhost" : "");
    }

    /** Prefix of all public paths, escaped, with a slash at both ends; {@code /} for none. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Whether browsers come by https. */
    public boolean secure() {
        return secure;
    }

    /** A path of the hub, such as {@code /hub/home}, as a browser must ask for it. */
    public String url(String pathBelowBase) {
        return baseUrl + pathBelowBase.substring(pathBelowBase.startsWith("/") ? 1 : 0);
    }

    /** Path of the hub's cookies: {@code __Host-} cookies must have the root. */
    public String cookiePath() {
        return secure ? "/" : baseUrl;
    }
}
