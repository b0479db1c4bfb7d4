package dev.berth.hub.database;

/** The database cannot be used; the hub does not start. The message says what happened, the action what to do. */
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

    /** What the person who starts the hub can do about it. */
    public String action() {
        return action;
    }
}
