package dev.berth.proxy.meter;

import dev.berth.proxy.meter.ProxyMeters.Target;
import io.vertx.core.http.HttpServerRequest;

/** Measures how long it takes to respond to a request, and records who responds. Used by one event loop. */
public final class Timing {

    private final ProxyMeters meters;
    private final HttpServerRequest request;
    private final long began = System.nanoTime();
    private Target target = Target.PROXY;

    Timing(ProxyMeters meters, HttpServerRequest request) {
        this.meters = meters;
        this.request = request;
    }

    /** The proxy itself counts as the responder until this is called; the last call counts. */
    public void answeredBy(Target by) {
        target = by;
    }

    /** The last byte of the response was written. */
    public void ended() {
        meters.ended(target, request, System.nanoTime() - began);
    }
}
