package dev.berth.hub.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Measures how long this hub took until it was ready. */
@Component
class StartUp {

    private final MeterRegistry meters;

    StartUp(MeterRegistry meters) {
        this.meters = meters;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        Duration taken = event.getTimeTaken();
        if (taken != null) {
            meters.timer(Metric.JH_STARTUP.meter()).record(taken);
        }
    }
}
