package dev.berth.hub.backup;

import org.jspecify.annotations.Nullable;

/** A backup cannot be created or restored. The message describes the problem, the action the remedy. */
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    BackupException(String message, String action, @Nullable Throwable cause) {
        super(message, cause);
        this.action = action;
    }

    /** The remedy for the operator. */
    public String action() {
        return action;
    }
}
