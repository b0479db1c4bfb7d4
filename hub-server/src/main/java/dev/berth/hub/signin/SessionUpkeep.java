package dev.berth.hub.signin;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.UserEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends the sessions of closed accounts, and removes what has been over for long. Every replica may do it; it is the same each time. */
@Component
@EnableScheduling
class SessionUpkeep {

    private static final Actor POLICY = Actor.policy("closed-account");

    private final BrowserSessions sessions;
    private final JdbcBrowserSessionRepository repository;
    private final Throttle throttle;
    private final PendingSignIns pending;
    private final SecondFactors factors;

    SessionUpkeep(
            BrowserSessions sessions,
            JdbcBrowserSessionRepository repository,
            Throttle throttle,
            PendingSignIns pending,
            SecondFactors factors) {
        this.sessions = sessions;
        this.repository = repository;
        this.throttle = throttle;
        this.pending = pending;
        this.factors = factors;
    }

    @EventListener
    void disabled(UserEvent.Disabled event) {
        sessions.endAll(event.user(), "account disabled", POLICY);
    }

    @EventListener
    void deleted(UserEvent.Deleted event) {
        sessions.endAll(event.user(), "account deleted", POLICY);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void removeOld() {
        repository.removeOld();
        throttle.removeOld();
        pending.removeOld();
        factors.resealAged();
    }
}
