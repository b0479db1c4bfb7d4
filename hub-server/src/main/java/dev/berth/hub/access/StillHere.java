package dev.berth.hub.access;

import dev.berth.hub.user.User;

/**
 * Asked before something is started in a user's name. May ask the user's provider, which takes as long as that takes, and may change the
 * user's groups and end sessions; so it is never called inside a transaction.
 */
public interface StillHere {

    /** Whether the user may start something now. True where nobody can say. */
    boolean mayStart(User user);
}
