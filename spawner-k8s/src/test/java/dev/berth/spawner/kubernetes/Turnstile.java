package dev.berth.spawner.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An interceptor between a client and the API server that lets a test break or hold the calls of one thread; other calls, such as those of
 * watches, pass.
 */
final class Turnstile implements Interceptor {

    private static final String PATHS = ".*/(pods|configmaps|secrets|persistentvolumeclaims)(/.*)?";

    private final AtomicInteger calls = new AtomicInteger();
    private volatile int breakAt;
    private volatile boolean afterwards;
    private volatile int holdAt;
    private volatile CompletableFuture<Void> reached = new CompletableFuture<>();
    private volatile CompletableFuture<Void> opened = new CompletableFuture<>();

    /** Makes the call with that number, counted from now, fail: before it is sent, or after it has taken effect. */
    void breakAt(int call, boolean after) {
        calls.set(0);
        afterwards = after;
        breakAt = call;
    }

    /** Makes the call with that number, counted from now, wait before it is sent. The future completes when it does. */
    CompletableFuture<Void> holdAt(int call) {
        calls.set(0);
        reached = new CompletableFuture<>();
        opened = new CompletableFuture<>();
        holdAt = call;
        return reached;
    }

    void open() {
        breakAt = 0;
        holdAt = 0;
        opened.complete(null);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!counts(request)) {
            return;
        }
        int call = calls.incrementAndGet();
        if (call == breakAt && !afterwards) {
            throw new IllegalStateException("A test broke call " + call + " before it was sent");
        }
        if (call == holdAt) {
            reached.complete(null);
            opened.join();
        }
    }

    @Override
    public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<java.util.List<java.nio.ByteBuffer>> consumer) {
        if (counts(request) && afterwards && calls.get() == breakAt) {
            throw new IllegalStateException("A test broke call " + breakAt + " after it had its effect");
        }
    }

    /** Excludes watches and the pulse of a spawner. */
    private static boolean counts(HttpRequest request) {
        String path = request.uri().getPath();
        return path.matches(PATHS)
                && !path.endsWith("/configmaps/berth-berth")
                && !String.valueOf(request.uri().getQuery()).contains("watch")
                && !String.valueOf(request.uri().getQuery()).contains("labelSelector");
    }
}
