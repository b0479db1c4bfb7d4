package dev.berth.hub.access;

import dev.berth.hub.user.User;

/**
 * Called before something is started on behalf of a user. It may query the user's provider, which can take as long as the provider's
 * timeouts, and may change the user's groups and end sessions; therefore it is never called inside a transaction.
 */
public interface StillHere {

    /** Whether the user is allowed to start something now. True if this cannot be determined. */
    boolean mayStart(User user);
}
