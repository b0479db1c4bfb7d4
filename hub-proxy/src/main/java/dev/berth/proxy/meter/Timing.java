package dev.berth.proxy.meter;

import dev.berth.proxy.meter.ProxyMeters.Target;
import io.vertx.core.http.HttpServerRequest;

/** How long one request takes to be answered, and by whom. Used by one event loop. */
public final class Timing {

    private final ProxyMeters meters;
    private final HttpServerRequest request;
    private final long began = System.nanoTime();
    private Target target = Target.PROXY;

    Timing(ProxyMeters meters, HttpServerRequest request) {
        this.meters = meters;
        this.request = request;
    }

    /** The proxy itself, until this is called; who is named last answers. */
    public void answeredBy(Target by) {
        target = by;
    }

    /** The last byte of the answer was written. */
    public void ended() {
        meters.ended(target, request, System.nanoTime() - began);
    }
}
