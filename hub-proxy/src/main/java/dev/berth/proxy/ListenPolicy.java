package dev.berth.proxy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a proxy can listen: on addresses other than loopback, credentials must not cross a network unencrypted. */
public final class ListenPolicy {

    private ListenPolicy() {}

    /** The problem and its remedy, or null. */
    public static @Nullable String problem(String host, ProxyOptions.@Nullable Tls tls, List<String> trustedProxies) {
        if (tls != null || !trustedProxies.isEmpty() || loopback(host)) {
            return null;
        }
        return "listening on '" + host
                + "' would send passwords over the network unencrypted. Configure a certificate and a"
                + " key, or trust the proxy in front that terminates TLS, or listen on 127.0.0.1";
    }

    private static boolean loopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
