package dev.berth.hub.session;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.UserEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends the sessions of closed accounts and removes sessions that ended long ago. Every replica runs it; it is idempotent. */
@Component
@EnableScheduling
class SessionUpkeep {

    private static final Actor POLICY = Actor.policy("closed-account");

    private final BrowserSessions sessions;
    private final JdbcBrowserSessionRepository repository;
    private final SessionIdentities identities;

    SessionUpkeep(BrowserSessions sessions, JdbcBrowserSessionRepository repository, SessionIdentities identities) {
        this.sessions = sessions;
        this.repository = repository;
        this.identities = identities;
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
        identities.forgetEnded();
    }
}
