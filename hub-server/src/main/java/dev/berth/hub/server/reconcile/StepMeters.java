package dev.berth.hub.server.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;

/** How the reconciler fares. */
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

    /** What this hub then had to say was void. */
    void leaseLost() {
        meters.counter(LOST).increment();
    }

    /** A step under way. */
    record Running(MeterRegistry meters, Timer.Sample sample) {

        void done() {
            sample.stop(meters.timer(STEPS, "outcome", "done"));
        }

        void failed() {
            sample.stop(meters.timer(STEPS, "outcome", "failed"));
        }
    }
}
