package dev.berth.proxy.hub;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Where the hubs are. All are equal; the one that answered last is asked first. */
public final class HubAddresses {

    /** A hub that does not accept a connection by then is passed over for the next. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** One hub's internal port. */
    public record Hub(String host, int port, boolean tls, String prefix) {

        static Hub of(URI url) {
            boolean tls = "https".equals(url.getScheme());
            int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
            String path = url.getPath() == null ? "" : url.getPath();
            return new Hub(url.getHost(), port, tls, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        }

        /** A request to this hub; only the connection is given up after {@link #CONNECT_TIMEOUT}, never the answer. */
        public RequestOptions request(HttpMethod method, String uri) {
            return new RequestOptions()
                    .setMethod(method)
                    .setHost(host)
                    .setPort(port)
                    .setSsl(tls)
                    .setURI(prefix + uri)
                    .setConnectTimeout(CONNECT_TIMEOUT.toMillis());
        }
    }

    private final List<Hub> hubs;
    private final AtomicInteger preferred = new AtomicInteger();

    public HubAddresses(List<URI> urls) {
        hubs = urls.stream().map(Hub::of).toList();
    }

    /** The first success of the action, hub by hub, or the last failure. */
    public <T> Future<T> tryInTurn(Function<Hub, Future<T>> action) {
        return attempt(action, preferred.get(), hubs.size());
    }

    private <T> Future<T> attempt(Function<Hub, Future<T>> action, int index, int left) {
        Future<T> tried = action.apply(hubs.get(index)).onSuccess(answer -> preferred.set(index));
        return left == 1 ? tried : tried.recover(failure -> attempt(action, (index + 1) % hubs.size(), left - 1));
    }
}
