package dev.berth.proxy.hub;

/** What answers at a hub's address has not proved to be a hub, so nothing is sent to it. */
final class UnprovedHubException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnprovedHubException(Hub hub, String why) {
        super("What answers at " + hub + " has not proved to be a hub: " + why);
    }
}
