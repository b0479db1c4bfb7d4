package dev.berth.hub.activity;

import dev.berth.hub.server.RepeatedWork;
import org.springframework.stereotype.Component;

/** Runs the culler at intervals, on every hub. */
@Component
class CullingLoop extends RepeatedWork {

    private final Culler culler;
    private final CullingProperties properties;

    CullingLoop(Culler culler, CullingProperties properties) {
        super("culler", properties.interval(), properties.interval());
        this.culler = culler;
        this.properties = properties;
    }

    @Override
    protected void turn() throws InterruptedException {
        if (properties.enabled()) {
            culler.run();
        }
    }
}
