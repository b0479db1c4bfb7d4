package dev.berth.hub.activity;

import dev.berth.hub.replica.RepeatedWork;
import org.springframework.stereotype.Component;

/** Runs the culler periodically, on every hub. */
@Component
class CullingLoop extends RepeatedWork {

    private final Culler culler;
    private final CullingProperties properties;
    private final CullingMeters meters;

    CullingLoop(Culler culler, CullingProperties properties, CullingMeters meters) {
        super("culler", properties.interval(), properties.interval());
        this.culler = culler;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected void turn() throws InterruptedException {
        if (properties.enabled()) {
            meters.pass(culler);
        }
    }
}
