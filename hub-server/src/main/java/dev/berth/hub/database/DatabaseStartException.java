package dev.berth.hub.database;

/** The database cannot be used, so the hub does not start. The message describes the problem, the action the remedy. */
public final class DatabaseStartException extends RuntimeException {

    private final String action;

    DatabaseStartException(String message, String action) {
        super(message);
        this.action = action;
    }

    DatabaseStartException(String message, String action, Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** The remedy for the person who starts the hub. */
    public String action() {
        return action;
    }
}
