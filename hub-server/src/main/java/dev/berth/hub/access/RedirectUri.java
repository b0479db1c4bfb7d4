package dev.berth.hub.access;

import java.net.URI;

/** Which addresses can be registered for OAuth codes (RFC 6749, section 3.1.2: absolute, without a fragment). */
final class RedirectUri {

    static final String RULE =
            "Use a complete address, such as https://grades.example.org/oauth_callback, or a path of this"
                    + " hub, such as /services/grades/oauth_callback";

    private static final int MAX_LENGTH = 8_192;

    private RedirectUri() {}

    /** As in JupyterHub, also a path of this site. */
    static boolean isValid(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        if (text.startsWith("/")) {
            return text.matches("/(?![/\\\\])[!-~&&[^\\\\#]]*");
        }
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
