package dev.berth.proxy;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a proxy may listen: elsewhere than on loopback, credentials must not cross a network in the clear. */
public final class ListenPolicy {

    private ListenPolicy() {}

    /** What is wrong and what to do about it, or null. */
    public static @Nullable String problem(String host, ProxyOptions.@Nullable Tls tls, List<String> trustedProxies) {
        if (tls != null || !trustedProxies.isEmpty() || loopback(host)) {
            return null;
        }
        return "listening on '" + host + "' would carry sign-ins over the network unencrypted. Give a certificate and a"
                + " key, or name the proxy in front that does TLS as trusted, or listen on 127.0.0.1";
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
