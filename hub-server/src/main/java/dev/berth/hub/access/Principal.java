package dev.berth.hub.access;

import dev.berth.hub.user.User;

/** Who a caller is. */
public sealed interface Principal {

    /** A person with an active account. */
    record Person(User user) implements Principal {}

    /** A declared service. */
    record Program(Service service) implements Principal {}

    /** For logs, pages and the audit log; a service's name here can never be a username. */
    default String name() {
        return switch (this) {
            case Person(User user) -> user.name().value();
            case Program(Service service) -> "service:" + service.name();
        };
    }

    default boolean admin() {
        return switch (this) {
            case Person(User user) -> user.admin();
            case Program(Service service) -> service.admin();
        };
    }
}
