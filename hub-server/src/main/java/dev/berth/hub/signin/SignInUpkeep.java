package dev.berth.hub.signin;

import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes expired counters, single-use values and unfinished sign-ins. Every replica runs it; it is idempotent. */
@Component
@EnableScheduling
class SignInUpkeep {

    private final Throttle throttle;
    private final SingleUses singleUses;
    private final PendingSignIns pending;

    SignInUpkeep(Throttle throttle, SingleUses singleUses, PendingSignIns pending) {
        this.throttle = throttle;
        this.singleUses = singleUses;
        this.pending = pending;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void removeOld() {
        throttle.removeOld();
        singleUses.removeOld();
        pending.removeOld();
    }
}
