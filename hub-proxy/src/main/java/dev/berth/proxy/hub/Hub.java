package dev.berth.proxy.hub;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The internal port of one hub.
 *
 * @param host the configured host, for which the certificate must be valid
 * @param address the address to which that name resolved last, or null to connect to the host itself
 * @param prefix path prefix of every request, without a trailing slash
 */
public record Hub(String host, @Nullable String address, int port, boolean tls, String prefix) {

    static Hub of(URI url) {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String path = url.getPath() == null ? "" : url.getPath();
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Hub(url.getHost(), null, port, tls, prefix);
    }

    /** Whether the host is a name, which may resolve to several addresses, and not an address. */
    boolean isName() {
        try {
            var _ = InetAddress.ofLiteral(host.replaceAll("^\\[|]$", ""));
            return false;
        } catch (IllegalArgumentException noLiteral) {
            return true;
        }
    }

    Hub at(String where) {
        return new Hub(host, where, port, tls, prefix);
    }

    /** Whether both come from the same configured address. */
    boolean sameName(Hub other) {
        return at("").equals(other.at(""));
    }

    /** A request to this hub; only connecting is limited by {@link HubAddresses#CONNECT_TIMEOUT}, not waiting for the response. */
    public RequestOptions request(HttpMethod method, String uri) {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(host)
                .setPort(port)
                .setSsl(tls)
                .setURI(prefix + uri)
                .setConnectTimeout(HubAddresses.CONNECT_TIMEOUT.toMillis());
        return address == null ? options : options.setServer(SocketAddress.inetSocketAddress(port, address));
    }

    @Override
    public String toString() {
        return (address == null ? host : host + "/" + address) + ":" + port;
    }
}
