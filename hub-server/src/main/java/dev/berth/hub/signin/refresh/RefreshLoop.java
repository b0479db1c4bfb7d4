package dev.berth.hub.signin.refresh;

import dev.berth.hub.session.SessionIdentities;
import dev.berth.hub.session.SessionIdentity;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Queries providers about the sessions that are due. Every replica does this; each takes sessions that others have not claimed. */
@Component
@ConditionalOnWebApplication
class RefreshLoop {

    private static final Logger log = LoggerFactory.getLogger(RefreshLoop.class);

    /** Queried in parallel: few enough that a provider does not notice, and that a batch finishes well before its claims expire. */
    private static final int AT_ONCE = 8;

    private final SessionIdentities identities;
    private final IdentityRefresh refresh;

    RefreshLoop(SessionIdentities identities, IdentityRefresh refresh) {
        this.identities = identities;
        this.refresh = refresh;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void run() {
        try {
            List<SessionIdentity> batch = identities.claimDue(AT_ONCE);
            while (!batch.isEmpty() && !Thread.currentThread().isInterrupted()) {
                ask(batch);
                batch = identities.claimDue(AT_ONCE);
            }
        } catch (RuntimeException failure) {
            log.warn("Providers could not be asked about signed-in people; the next round tries again", failure);
        }
    }

    private void ask(List<SessionIdentity> batch) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            batch.forEach(claimed -> each.execute(() -> one(claimed)));
        }
    }

    private void one(SessionIdentity claimed) {
        try {
            refresh.refresh(claimed);
        } catch (RuntimeException failure) {
            log.warn(
                    "The provider could not be asked about session s{}; its claim expires and it is tried again",
                    claimed.session(),
                    failure);
        }
    }
}
