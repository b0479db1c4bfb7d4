package dev.berth.proxy.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the host in a Host header stands for (RFC 9110, 7.2).
 *
 * @param site what may be reached there
 * @param label for a user's host its label
 */
record RequestedHost(Site site, @Nullable String label) {

    /** RFC 1123, section 2.1; in lower case. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** What this host serves. */
    enum Site {
        /** The only host, for hub and servers. */
        SHARED,
        /** The hub's host, if each user has a separate host. */
        HUB,
        /** One user's host, only for that user's servers. */
        USER,
        /** An unknown name. */
        FOREIGN
    }

    static RequestedHost of(SiteSettings settings, String host) {
        String publicHost = settings.publicHost();
        if (publicHost == null) {
            return new RequestedHost(Site.SHARED, null);
        }
        if (host.equals(publicHost)) {
            return new RequestedHost(Site.HUB, null);
        }
        int dot = host.indexOf('.');
        boolean below = dot > 0 && host.substring(dot + 1).equals(publicHost);
        return below && LABEL.matcher(host.substring(0, dot)).matches()
                ? new RequestedHost(Site.USER, host.substring(0, dot))
                : new RequestedHost(Site.FOREIGN, null);
    }
}
