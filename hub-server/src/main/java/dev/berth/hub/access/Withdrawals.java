package dev.berth.hub.access;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends credentials: in one transaction with the change that ends them, followed by waiting for the proxies. It does not wait inside a
 * caller's own transaction; the caller does that after its commit.
 */
@Component
public class Withdrawals {

    private final ObjectProvider<CredentialsWithdrawn> proxies;
    private final TransactionTemplate transactions;

    Withdrawals(ObjectProvider<CredentialsWithdrawn> proxies, TransactionTemplate transactions) {
        this.proxies = proxies;
        this.transactions = transactions;
    }

    /** Runs work that ends credentials and passes on which ones. */
    public <T> T inTransaction(Function<Consumer<List<WithdrawnCredential>>, T> work) {
        AtomicBoolean any = new AtomicBoolean();
        boolean ours = !TransactionSynchronizationManager.isActualTransactionActive();
        T result = transactions.execute(transaction -> work.apply(credentials -> {
            if (!credentials.isEmpty()) {
                any.set(true);
                proxies.ifAvailable(listener -> listener.withdrawn(credentials));
            }
        }));
        if (ours && any.get()) {
            await();
        }
        return result;
    }

    /**
     * Waits until every connected proxy has applied the withdrawals. Does not wait inside a transaction: that would hold a connection that
     * others need, and proxies cannot know about uncommitted changes. The owner of the transaction waits after the commit.
     */
    public void await() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            proxies.ifAvailable(CredentialsWithdrawn::awaitAcknowledged);
        }
    }
}
