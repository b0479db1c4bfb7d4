package dev.berth.hub.activity;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How often and how long the culler runs, and its decisions. */
@Component
class CullingMeters {

    private static final String PASSES = "berth.culler.passes";

    private final MeterRegistry meters;

    CullingMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Decision each : Decision.values()) {
            counter(each);
        }
        var _ = meters.timer(PASSES, "outcome", "done");
    }

    /** The decision about one server. */
    enum Decision {
        IN_USE,
        IDLE,
        TOO_OLD,
        /** The activity could not be determined, so the server is not stopped. */
        UNKNOWN
    }

    void decided(Decision decision) {
        counter(decision).increment();
    }

    /** One timed round. */
    void pass(Culler culler) throws InterruptedException {
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            culler.run();
            outcome = "done";
        } finally {
            sample.stop(meters.timer(PASSES, "outcome", outcome));
        }
    }

    private io.micrometer.core.instrument.Counter counter(Decision decision) {
        return meters.counter(
                "berth.culler.decisions", "decision", decision.name().toLowerCase(Locale.ROOT));
    }
}
