package dev.berth.hub.access;

/** An event of a service. */
public sealed interface ServiceEvent {

    Service service();

    /** It was added over REST, in a transaction that has committed: finding its address can take as long as DNS does. */
    record Added(Service service) implements ServiceEvent {}

    /** It was removed over REST. Published inside the transaction that records it. */
    record Removed(Service service) implements ServiceEvent {}

    /** It must no longer be reachable. In the same transaction; comes after {@link Removed}: its listener locks the feed's head, the last lock of a transaction. */
    record Withdrawn(Service service) implements ServiceEvent {}
}
