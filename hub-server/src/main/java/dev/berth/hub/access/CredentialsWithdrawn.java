package dev.berth.hub.access;

import java.util.List;

/**
 * Tells the proxies of credentials that have ended. {@link #withdrawn} takes part in the transaction that ends them; {@link
 * #awaitAcknowledged} is called after its commit, with no transaction and no connection held, before the person gets an answer.
 */
public interface CredentialsWithdrawn {

    /** Puts the withdrawals on record, in the caller's transaction. */
    void withdrawn(List<WithdrawnCredential> credentials);

    /** Waits, within bounds of its own, until every connected proxy has applied what was withdrawn before. */
    void awaitAcknowledged();
}
