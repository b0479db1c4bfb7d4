package dev.berth.hub.server.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** Metrics of the reconciler. */
@Component
class StepMeters {

    private static final String STEPS = "berth.reconciler.steps";
    private static final String LOST = "berth.reconciler.leases.lost";

    private final MeterRegistry meters;

    StepMeters(MeterRegistry meters) {
        this.meters = meters;
        var _ = meters.timer(STEPS, "outcome", "done");
        var _ = meters.timer(STEPS, "outcome", "failed");
        var _ = meters.counter(LOST);
    }

    Running begin() {
        return new Running(meters, Timer.start(meters));
    }

    /** The result of this hub was discarded. */
    void leaseLost() {
        meters.counter(LOST).increment();
    }

    /** A step in progress. */
    record Running(MeterRegistry meters, Timer.Sample sample) {

        void done() {
            sample.stop(meters.timer(STEPS, "outcome", "done"));
        }

        void failed() {
            sample.stop(meters.timer(STEPS, "outcome", "failed"));
        }
    }
}
