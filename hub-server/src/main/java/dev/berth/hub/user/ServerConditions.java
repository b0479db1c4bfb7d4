package dev.berth.hub.user;

/** Conditions about servers for lists of users, offered by the room that owns the table of servers. */
public interface ServerConditions {

    /** An SQL condition on {@code users u} that holds for users with such servers. */
    String of(UserFilter.Servers servers);
}
