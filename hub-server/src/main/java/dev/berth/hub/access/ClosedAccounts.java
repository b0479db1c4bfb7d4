package dev.berth.hub.access;

import dev.berth.hub.audit.Actor;
import dev.berth.hub.user.UserEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** A closed or deleted account loses its tokens in the same transaction; waiting for the proxies follows the commit. */
@Component
class ClosedAccounts {

    private final Tokens tokens;
    private final Withdrawals withdrawals;

    ClosedAccounts(Tokens tokens, Withdrawals withdrawals) {
        this.tokens = tokens;
        this.withdrawals = withdrawals;
    }

    @EventListener
    void disabled(UserEvent.Disabled event) {
        tokens.revokeAll(event.user().id(), Actor.policy("closed-account"), "account disabled");
    }

    @EventListener
    void deleted(UserEvent.Deleted event) {
        tokens.revokeAll(event.user().id(), Actor.policy("closed-account"), "account deleted");
    }

    @EventListener
    void settled(UserEvent.Settled event) {
        withdrawals.await();
    }
}
