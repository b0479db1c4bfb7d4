package dev.berth.hub.audit;

import java.time.Instant;
import java.util.List;

/** Where changes are recorded. */
public interface AuditLog {

    /**
     * Records an event in the caller's transaction: either both the change and its event are committed, or neither is. The event is also
     * published to listeners in this process, inside that transaction.
     *
     * @throws IllegalStateException if the caller does not have a transaction
     */
    void record(AuditEvent event);

    /** The latest events, newest first. */
    List<Recorded> latest(int limit);

    /**
     * An event as stored.
     *
     * @param id increases with time
     * @param at the time by the database's clock
     * @param event what happened
     */
    record Recorded(long id, Instant at, AuditEvent event) {

        /** Its position in the list of {@link AuditTrail}. */
        public AuditQuery.Position position() {
            return new AuditQuery.Position(at, id);
        }
    }
}
