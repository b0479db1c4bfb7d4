package dev.berth.hub.signin.password;

import dev.berth.hub.signin.Throttle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Metrics that reveal password guessing: rejected attempts, and waiting password checks. */
@Component
class SignInMeters implements MeterBinder {

    private final Throttle throttle;
    private final PasswordHasher hasher;

    SignInMeters(Throttle throttle, PasswordHasher hasher) {
        this.throttle = throttle;
        this.hasher = hasher;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder("berth.signins.throttled", throttle, Throttle::turnedAwayByAccount)
                .tag("by", "account")
                .register(meters);
        FunctionCounter.builder("berth.signins.throttled", throttle, Throttle::turnedAwayByAddress)
                .tag("by", "address")
                .register(meters);
        Gauge.builder("berth.password.queue", hasher, PasswordHasher::present).register(meters);
    }
}
