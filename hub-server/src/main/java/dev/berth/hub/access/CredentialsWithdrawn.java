package dev.berth.hub.access;

import java.util.List;

/**
 * Informs the proxies about credentials that have ended. {@link #withdrawn} takes part in the transaction that ends them;
 * {@link #awaitAcknowledged} is called after its commit, without a transaction or connection, before the response is sent.
 */
public interface CredentialsWithdrawn {

    /** Records the withdrawals in the caller's transaction. */
    void withdrawn(List<WithdrawnCredential> credentials);

    /** Waits, with a time limit, until every connected proxy has applied all earlier withdrawals. */
    void awaitAcknowledged();
}
